// Show a page that stands alone: the charts of all events or of one entry of the legend, and which events are marked.
// Python has drawn every figure, and says what marking changes in it; this script unpacks, swaps, marks and links them.
const ALL_EVENTS = "all";
const PAPER_WIDTH_PX = 700; // of A4 and US Letter within their margins
const WIDTH_TOLERANCE = 1.02; // how much wider than the window a figure may be
const state = { entry: ALL_EVENTS, marked: [] };
const unpackedCharts = new Map();
let lastDraw = 0;
let isPrinted = false;

async function unpack(element) {
  const bytes = Uint8Array.from(atob(element.textContent), (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).json();
}

// Return the charts of an entry, drawn for the widest of the widths that the window has.
function chartsOf(entry, width) {
  const blocks = [...document.querySelectorAll(`[data-charts="${entry}"]`)];
  const block = blocks.find(({ dataset }) => dataset.width <= width * WIDTH_TOLERANCE) ?? blocks.at(-1);
  if (!unpackedCharts.has(block)) unpackedCharts.set(block, unpack(block));
  return unpackedCharts.get(block);
}

// Return a copy of a figure as Python says that it looks with these events marked.
function withMarked({ data, layout, marking }, marked) {
  const figure = structuredClone({ data, layout });
  if (!marked.length) return figure;
  const ids = new Set(marked);
  const isMarked = (owners) => owners === null || owners.some((id) => ids.has(id));
  for (const change of marking.values) {
    const part = change.trace === null ? figure.layout : figure.data[change.trace];
    const values = change.owners.map((owners, i) => valueAt(isMarked(owners) ? change.marked : change.dimmed, i));
    setValue(part, change.attribute.split("."), values);
  }
  const lineChanges = new Map(marking.lines.map((change) => [change.trace, change]));
  figure.data = figure.data.flatMap((trace, n) => (lineChanges.has(n) ? splitLines(trace, lineChanges.get(n), isMarked) : [trace]));
  return figure;
}

const valueAt = (values, i) => (Array.isArray(values) ? values[i] : values);

function setValue(part, [name, ...rest], value) {
  if (rest.length) setValue(part[name], rest, value);
  else part[name] = value;
}

// Return the lines of a trace as two traces: those of marked events, and the others.
function splitLines(trace, { coordinates, slices, owners, marked, dimmed }, isMarked) {
  const part = (kept, width) => {
    const own = slices.filter((_, i) => isMarked(owners[i]) === kept);
    const values = coordinates.map((name) => [name, own.flatMap(([start, end]) => trace[name].slice(start, end))]);
    const meta = { ...trace.meta, lines: owners.filter((of) => isMarked(of) === kept) };
    return own.length ? [{ ...trace, meta, line: { ...trace.line, width }, ...Object.fromEntries(values) }] : [];
  };
  return [...part(true, marked), ...part(false, dimmed)];
}

async function draw() {
  const call = ++lastDraw;
  const sections = [document.getElementById("map"), document.getElementById("timeline")];
  const widthOf = (section) => (isPrinted ? PAPER_WIDTH_PX : section.clientWidth);
  const charts = await chartsOf(state.entry, widthOf(sections[0]));
  if (call !== lastDraw) return; // the reader has gone on meanwhile
  for (const section of sections) {
    const figure = withMarked(charts[section.id], state.marked);
    fit(figure.layout, widthOf(section));
    drawChart({
      data: { kind: section.id, figure, name: nameOf(section), marked: state.marked, steps: steps() },
      parentElement: section,
      setTriggerValue: (name, ids) => mark(name === "clicked" && String(ids) === String(state.marked) ? [] : [...ids]),
      setStateValue: (name) => name === "width" && !isPrinted && draw(), // the window has another
    });
  }
  chartsOf(state.entry, PAPER_WIDTH_PX); // printing does not wait until they are unpacked
}

function nameOf({ id }) {
  return document.querySelector(`#${id}-summary [data-state="${state.entry}"]`).dataset.name;
}

// Return the events that the reader can step to: those with a card, in order of time.
function steps() {
  const ids = compact.order.filter(isShown);
  return ids.length ? { ids, first: ids[0], last: ids.at(-1) } : null;
}

// Fit a figure to a window that is wider than it: the map keeps its shape, and a legend its distance from the edge.
function fit(layout, width) {
  const { l, r, b } = layout.margin;
  if (layout.geo) layout.height = Math.round(((layout.height - b) * width) / layout.width) + b;
  if (layout.legend) layout.legend.x *= (layout.width - l - r) / (width - l - r);
  layout.width = width;
}

const listed = [...document.querySelectorAll("[data-event]")];
const markButtons = [...document.querySelectorAll("[data-mark]")];

function mark(ids) {
  const before = state.marked;
  state.marked = ids;
  for (const element of listed) {
    const isMarked = ids.includes(element.dataset.event);
    element.classList.toggle("marked", isMarked);
    if ("open" in element) openWhileMarked(element, isMarked, before.includes(element.dataset.event));
  }
  for (const button of markButtons) button.setAttribute("aria-pressed", String(ids.includes(button.dataset.mark)));
  draw();
  showCompactCard({
    data: { html: ids.length ? compactCard(ids) : "", ids },
    parentElement: document.getElementById("compact-card"),
    setTriggerValue: () => mark([]),
  });
  tellNews();
}

// Open a card while it is marked; one that the reader has opened stays so.
function openWhileMarked(card, isMarked, wasMarked) {
  if (isMarked && !card.open) Object.assign(card, { open: true }).dataset.openedByMark = "";
  if (!isMarked && wasMarked && "openedByMark" in card.dataset) card.open = false;
  if (!isMarked) delete card.dataset.openedByMark;
}

// Give screen readers what count line, notes and compact card say.
function tellNews() {
  const region = document.getElementById("announcements");
  const lines = document.querySelectorAll(".count > :not([hidden]), .notes[data-state]:not([hidden])");
  const card = document.querySelector("#compact-card .compact");
  const marked = card ? `${card.getAttribute("aria-label")}: ${cardInShort(card)}.` : region.dataset.unmarked;
  announce({ data: { sentences: [...[...lines].map(({ textContent }) => textContent.trim()), marked] }, parentElement: region });
}

// Return who, where and when of an event, without the date code; of several events who.
function cardInShort(card) {
  const isOne = card.matches(":not(.several)");
  const parts = [...card.querySelectorAll(isOne ? ".who, .where, .when" : ".number, .who, .more")];
  return parts.map((part) => (part.matches(".when") ? part.firstChild : part).textContent.trim()).filter(Boolean).join(isOne ? ". " : ", ");
}

// Put the compact card of some events together from what Python has written of each.
function compactCard(ids) {
  const shown = Object.keys(compact.events).filter((id) => ids.includes(id)).slice(0, compact.most);
  const card = document.createElement("div");
  card.innerHTML = compact.frames[shown.length === 0 ? "unlisted" : ids.length === 1 ? "one" : "several"];
  card.querySelector(".events").innerHTML = shown.map((id) => compact.events[id]).join("");
  for (const [part, number] of [[".number", ids.length], [".more", ids.length - shown.length]]) {
    const words = card.querySelector(part);
    if (!number || (part === ".number" && number === 1)) words?.remove();
    else if (words) words.textContent = words.textContent.replace("#", number.toLocaleString("en"));
  }
  return card.innerHTML;
}

// Show one entry of the legend alone, or all events; what is marked stays so as far as it is shown.
function show(entry) {
  state.entry = entry;
  for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.entry === entry));
  for (const words of document.querySelectorAll("[data-state]")) words.hidden = words.dataset.state !== entry;
  for (const element of listed) (element.closest(".card-frame") ?? element).hidden = !isShown(element.dataset.event);
  const marked = state.marked.filter(isShown);
  if (marked.length === state.marked.length) draw();
  else mark(marked);
  tellNews();
}

const isShown = (id) => state.entry === ALL_EVENTS || entries[id] === state.entry;

const buttons = [...document.querySelectorAll("[data-entry]")];
for (const button of buttons) {
  button.addEventListener("click", () => show(state.entry === button.dataset.entry ? ALL_EVENTS : button.dataset.entry));
}
addEventListener("click", ({ target }) => {
  const id = target.closest("[data-mark]")?.dataset.mark;
  if (id) mark(state.marked.includes(id) ? state.marked.filter((it) => it !== id) : [...state.marked, id]);
});
addEventListener("keydown", ({ key }) => {
  if (key !== "Escape") return;
  if (state.marked.length) mark([]);
  else if (state.entry !== ALL_EVENTS) show(ALL_EVENTS);
});

addEventListener("beforeprint", () => print(true));
addEventListener("afterprint", () => print(false));

function print(isNow) {
  isPrinted = isNow;
  draw();
}

const loadPlotly = async () => window.Plotly;
let entries; // the entry of each event, by its id
let compact; // what compact cards say of events, by their ids, and what is around that

async function start() {
  const blocks = ["basemap", "entries", "compact"].map((id) => unpack(document.getElementById(id)));
  let basemap;
  [basemap, entries, compact] = await Promise.all(blocks);
  window.PlotlyGeoAssets = { topojson: { world_110m: basemap } }; // plotly.js fetches what is not there
  for (const part of document.querySelectorAll(".legend, #charts")) part.hidden = false;
  draw();
  tellNews();
}

if (document.getElementById("old-browser").hidden) start();
