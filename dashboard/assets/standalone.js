// Link the charts of a document that stands alone: what is switched off or marked is so in both, in cards and table.
const HOVERED = 8; // events that the hover of a place names
const FADED = 0.28; // opacity of what stands back
const EMPTY = 120; // px, of a chart that says that it has nothing to show
const read = (id) => JSON.parse(document.getElementById(id).textContent);
const { layouts, texts, listed, colours, counts, ink, paper, quiet, ...rest } = read("data");
const events = new Map(Object.entries(rest.events));
for (const trace of layouts.flatMap((of) => [...of.map.data, ...of.timeline.data])) {
  trace.hovertext = trace.hovertext?.map((n) => texts[n]);
}
const off = new Set();
let marked = [];
window.PlotlyGeoAssets = { topojson: { world_110m: read("basemap") } }; // plotly.js fetches what is not there
const loadPlotly = async () => window.Plotly;

const isOn = (id) => !off.has(events.get(id)[0]);
const isDimmed = (ids) => marked.length > 0 && !ids.some((id) => marked.includes(id));
const isList = (value) => Array.isArray(value);
const faded = (colour, alpha) => colour.replace(/[\d.]+\)$/, `${alpha})`);
const of = (value, i) => (isList(value) ? value[i] : value);

// The parts of a trace that hold a value for each of n points, for some of the points.
function picked(value, n, kept) {
  if (isList(value)) return value.length === n ? kept.map((i) => value[i]) : value;
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, picked(part, n, kept)]));
}

// A trace of points, without those that are switched off; what is not marked stands back.
function points(trace) {
  const n = trace.customdata.length;
  const kept = [...Array(n).keys()].filter((i) => trace.customdata[i].some(isOn));
  const some = picked(trace, n, kept);
  some.customdata = some.customdata.map((ids) => ids.filter(isOn));
  const dimmed = some.customdata.map(isDimmed);
  if (trace.name === "Lanes") {
    some.marker.color = some.marker.color.map((colour, i) => faded(colour, marked.length && !dimmed[i] ? 0.06 : 0));
  } else if (dimmed.includes(true)) {
    some.marker.opacity = dimmed.map((is, i) => of(some.marker.opacity ?? 1, i) * (is ? FADED : 1));
    if (some.textfont) some.textfont.color = some.textfont.color.map((colour, i) => (dimmed[i] ? faded(colour, 0.6) : colour));
  }
  return some;
}

// A trace of lines, with a gap after each, as one of those that stand out and one of those that stand back.
function lines(trace) {
  const [x, y] = trace.lon ? ["lon", "lat"] : ["x", "y"];
  const parts = [false, true].map((back) => ({ ...trace, [x]: [], [y]: [], opacity: (trace.opacity ?? 1) * (back ? FADED : 1) }));
  let start = 0;
  for (const ids of trace.meta.lines) {
    const end = trace[x].indexOf(null, start) + 1;
    if (ids.some(isOn)) {
      const part = parts[Number(isDimmed(ids.filter(isOn)))];
      part[x].push(...trace[x].slice(start, end));
      part[y].push(...trace[y].slice(start, end));
    }
    start = end;
  }
  return parts.filter((part) => part[x].length);
}

// The markers of places as charts/map.py draws them, for those of their events that are on.
function places(trace, whole) {
  const { roles, looks } = trace.meta;
  trace.customdata.forEach((ids, i) => {
    if (ids.length === whole.get(at(trace, i)).length) return;
    const left = Object.entries(roles[i]).map(([role, all]) => [role, all.filter(isOn)]).find(([, some]) => some.length);
    const [role, some] = left;
    const [symbol, one, most] = looks[role];
    trace.marker.symbol[i] = symbol;
    trace.marker.size[i] = Math.min(most, one * Math.sqrt(ids.length));
    trace.marker.color[i] = role === "context" ? paper : role === "destination" ? ink : shared(some);
    trace.marker.line.color[i] = role === "context" ? quiet : paper;
    const shown = ids.slice(0, HOVERED).map((id) => events.get(id)[1]);
    const more = ids.length > shown.length ? [`and ${ids.length - shown.length} more`] : [];
    const said = `${ids.length} of ${whole.get(at(trace, i)).length} events switched on`;
    trace.hovertext[i] = [trace.hovertext[i].split("<br>")[0], said, ...shown.map(escaped), ...more].join("<br>");
  });
}

const at = (trace, i) => `${trace.lon[i]} ${trace.lat[i]}`;
const shared = (ids) => (new Set(ids.map((id) => events.get(id)[0])).size > 1 ? ink : colours[events.get(ids[0])[0]]);
const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

function map({ data, layout }, width) {
  const all = data.find((trace) => trace.name === "Places" && trace.customdata);
  if (!all) return { data, layout };
  const whole = new Map(all.customdata.map((ids, i) => [at(all, i), ids]));
  const kept = data.flatMap(part);
  const drawn = kept.find((trace) => trace.name === "Places" && trace.customdata);
  places(drawn, whole);
  const size = new Map(drawn.customdata.map((_, i) => [at(drawn, i), drawn.marker.size[i]]));
  for (const trace of kept) {
    if (trace.name === "Labels" && trace.customdata) {
      // A label that counts or names events names the place alone when some of them are off.
      trace.text = trace.text.map((text, i) =>
        trace.customdata[i].length === whole.get(at(trace, i)).length ? text : text.split("<br>")[0],
      );
    } else if (trace.customdata && trace !== drawn) {
      trace.marker.size = trace.customdata.map((_, i) => size.get(at(trace, i)) + 9);
      trace.marker.color = trace.marker.line.color = trace.customdata.map(shared);
    }
  }
  const { b } = layout.margin;
  const height = Math.round(((layout.height - b) * width) / layout.width + b); // as it was laid out, but larger
  return { data: kept, layout: { ...layout, height } };
}

function timeline({ data, layout }, width) {
  const lanes = data.find((trace) => trace.name === "Lanes" && trace.customdata);
  if (!lanes) return { data, layout };
  const found = lanes.customdata.map(([id], i) => {
    const [middle, height] = [lanes.y[i], lanes.width[i]];
    return { top: middle - height / 2, height, id, isOn: isOn(id) };
  });
  // Lanes that are switched off close up: how much has gone above each.
  let gone = 0;
  for (const lane of found) {
    lane.gone = gone;
    gone += lane.isOn ? 0 : lane.height;
  }
  const laneAt = (y) => {
    let [low, high] = [0, found.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (found[middle].top <= y + 1e-6) low = middle;
      else high = middle;
    }
    return found[low];
  };
  const moved = (y) => (y === null ? null : y - laneAt(y).gone);
  const kept = data.flatMap(part).map((trace) => (trace.showlegend ? trace : { ...trace, y: trace.y.map(moved) }));
  const { l, r, t, b } = layout.margin;
  const [whole] = layout.yaxis.range;
  const left = whole - gone;
  const ticks = (layout.yaxis.tickvals ?? []).map((y, i) => [y, layout.yaxis.ticktext[i], laneAt(y)]).filter(([, , lane]) => lane.isOn);
  const all = layout.shapes ?? [];
  const rules = all.filter(({ yref }) => yref === undefined || yref === "y");
  const stays = ({ y0 }) => moved(y0) > 0 && moved(y0) < left;
  const shapes = [
    ...all.filter((shape) => !rules.includes(shape)),
    ...rules.filter(stays).map((rule) => ({ ...rule, y0: moved(rule.y0), y1: moved(rule.y1) })),
  ];
  return {
    data: kept,
    layout: {
      ...layout,
      shapes,
      height: Math.round(t + b + ((layout.height - t - b) * left) / whole),
      legend: { ...layout.legend, x: -l / (width - l - r) },
      yaxis: {
        ...layout.yaxis,
        range: [left, 0],
        tickvals: ticks.map(([y]) => moved(y)),
        ticktext: ticks.map(([, text, lane]) => (isDimmed([lane.id]) ? text.replace(/<\/?b>/g, "") : text)),
      },
    },
  };
}

function part(trace) {
  if (trace.customdata) return [points(trace)];
  return trace.meta?.lines ? lines(trace) : [trace];
}

// The figure of a chart at a width: of the layouts, the widest that has room.
function figure(kind, width) {
  const layout = layouts.find((of) => of.width <= width * 1.02) ?? layouts.at(-1);
  const chosen = structuredClone(layout[kind]);
  const isEmpty = events.size > 0 && [...events.keys()].every((id) => !isOn(id));
  const { data, layout: drawn } = isEmpty ? nothing(chosen.layout) : { map, timeline }[kind](chosen, width);
  const height = data.length ? drawn.height : Math.min(drawn.height, EMPTY);
  return { data, layout: { ...drawn, width, height, uirevision: `${kind} ${layout.width}` } };
}

function nothing({ template, height }) {
  const said = { text: "Everything is switched off.", x: 0.5, y: 0.5, xref: "paper", yref: "paper", showarrow: false };
  const hidden = { visible: false };
  const annotations = [{ ...said, font: { size: 15, color: quiet } }];
  const margin = { l: 0, r: 0, t: 0, b: 0 };
  return { data: [], layout: { template, height, margin, annotations, xaxis: hidden, yaxis: hidden } };
}

function draw() {
  for (const kind of ["map", "timeline"]) {
    const parent = document.getElementById(kind);
    const name = kind[0].toUpperCase() + kind.slice(1);
    drawChart({
      data: { kind, figure: figure(kind, parent.clientWidth), alt: `${name}. ${document.querySelector(".count").innerText}` },
      parentElement: parent,
      setTriggerValue: (_, ids) => mark(String(ids) === String(marked) ? [] : ids),
      setStateValue: () => draw(), // the window has another width
    });
  }
}

const cards = [...document.querySelectorAll("details.card")];
const rows = [...document.querySelectorAll("#table tbody tr")];

function mark(ids) {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const before = marked;
  marked = ids;
  listed.forEach((id, i) => {
    const is = marked.includes(id);
    cards[i].classList.toggle("marked", is);
    rows[i].classList.toggle("marked", is);
    if (is || before.includes(id)) cards[i].open = is;
  });
  draw();
  const first = cards.find((card) => card.classList.contains("marked"));
  first?.querySelector("summary").scrollIntoView({ block: "nearest", behavior: still ? "auto" : "smooth" });
}

const buttons = [...document.querySelectorAll(".legend button")];

function switched(n) {
  off.has(n) ? off.delete(n) : off.add(n);
  buttons[n].setAttribute("aria-pressed", String(!off.has(n)));
  listed.forEach((id, i) => {
    cards[i].hidden = rows[i].hidden = !isOn(id);
  });
  const on = buttons.reduce((sum, _, i) => sum + (off.has(i) ? 0 : 2 ** i), 0);
  document.getElementById("count").innerHTML = counts[on]; // numbers and words of ours alone
  const names = buttons.filter((_, i) => off.has(i)).map((button) => button.dataset.name);
  document.getElementById("off").textContent = names.length ? `; switched off: ${names.join(", ")}` : "";
  const left = marked.filter(isOn);
  left.length === marked.length ? draw() : mark(left);
}

buttons.forEach((button, n) => button.addEventListener("click", () => switched(n)));
addEventListener("keydown", ({ key }) => key === "Escape" && marked.length && mark([]));
for (const part of document.querySelectorAll("main > [hidden]")) part.hidden = false;
document.querySelector(".table")?.setAttribute("tabindex", "0"); // so that it scrolls by keys too
draw();
