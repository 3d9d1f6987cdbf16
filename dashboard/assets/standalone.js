// Link the charts of a document that stands alone: what is switched off or marked is so in both, in cards and table.
const HOVERED = 8; // events that the hover of a place names
const FADED = 0.28; // opacity of what stands back
const SHARED = 4; // categories that a mark of many events shows
const EMPTY = 120; // px, of a chart that says that it has nothing to show
const read = (id) => JSON.parse(document.getElementById(id).textContent);
const { layouts, texts, listed, categories, colours, counts, ink, paper, quiet, ...rest } = read("data");
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

// The parts of a trace that hold a value for each of n points, for some of the points; looks are those of roles.
function picked(value, n, kept) {
  if (isList(value)) return value.length === n ? kept.map((i) => value[i]) : value;
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, key === "looks" ? part : picked(part, n, kept)]));
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

// The map of many events (charts/summed.py): its marks hold numbers by category, from which those that are left are drawn.
function summed(data) {
  const sums = data.filter(({ meta }) => meta?.role);
  const context = sums[0].meta.categories.length - 1;
  const marks = sums.flatMap((trace) => trace.meta.counts.map((counts, i) => remaining(trace, i, counts, context)));
  const shown = new Map(marks.filter(({ left }) => left).map((mark) => [mark.key, mark]));
  const drawn = data.flatMap((trace) => {
    const { role, counts } = trace.meta ?? {};
    if (role) return [only(trace, marks.filter((mark) => mark.trace === trace), redrawn)];
    if (trace.name === "Labels" && trace.customdata) return [labels(trace, shown)];
    if (trace.name === "Shares") return [];
    if (!counts) return [trace];
    if (trace.mode === "lines") return [summedLines(trace, context)];
    return [only(trace, counts.map((_, i) => ({ ...shown.get(`post ${spot(trace, i)}`), lost: counts[i] })), ring)];
  });
  const at = drawn.findLastIndex(({ meta, name }) => meta?.narrows || name === "Places") + 1;
  return [...drawn.slice(0, at), ...shares([...shown.values()]), ...drawn.slice(at)];
}

const spot = (trace, i) => `${trace.lon[i].toFixed(4)} ${trace.lat[i].toFixed(4)}`;
const pairs = (counts) => (counts.match(/\d+ \d+/g) ?? []).map((pair) => pair.split(" ").map(Number));
const sum = (some) => some.reduce((total, [, n]) => total + n, 0);
const isCategoryOn = (category, context) => !off.has(categories.indexOf(category === context ? -1 : category));

// What is left of a mark: its numbers by category, the largest first; context where there is nothing else.
function remaining(trace, i, counts, context) {
  const [defections, others] = [(c) => c !== context, (c) => c === context].map((of) => pairs(counts).filter(([c]) => of(c)));
  const on = [defections, others].map((some) => some.filter(([c]) => isCategoryOn(c, context)).sort((a, b) => b[1] - a[1] || a[0] - b[0]));
  const some = on[0].length ? on[0] : on[1];
  const role = on[0].length || !on[1].length ? trace.meta.role[i] : "context";
  const [symbol, one, least, most] = trace.meta.looks[role];
  const [whole, left] = [sum(defections.length ? defections : others), sum(some)];
  const size = Math.min(most, Math.max(least, one * Math.sqrt(left)));
  const isWhole = left === whole && role === trace.meta.role[i];
  return { trace, i, some, whole, left, role, symbol, size, isWhole, lon: trace.lon[i], lat: trace.lat[i], key: `${role} ${spot(trace, i)}` };
}

// A trace of those points that have anything left, each drawn as what is left of it.
function only(trace, marks, draw) {
  const { marker, lon, customdata } = trace;
  for (const part of ["symbol", "color", "opacity"]) marker[part] = lon.map((_, i) => of(marker[part], i));
  for (const part of ["color", "width"]) marker.line[part] = lon.map((_, i) => of(marker.line[part], i));
  marks.forEach((mark, i) => {
    if (mark.left && !mark.isWhole) draw(trace, mark, i);
    if (trace.name === "Places" && isDimmed(customdata[i])) marker.opacity[i] *= FADED;
  });
  return picked({ ...trace, meta: { narrows: trace.meta.narrows } }, lon.length, [...lon.keys()].filter((i) => marks[i].left));
}

function redrawn({ marker, hovertext }, { role, symbol, size, some, left, whole }, i) {
  [marker.size[i], marker.symbol[i]] = [size, symbol];
  if (role === "post") marker.color[i] = colours[categories.indexOf(some[0][0])];
  if (role === "context") [marker.color[i], marker.line.color[i]] = [paper, quiet];
  const said = role === "context" ? `${left} of context` : `${left.toLocaleString("en")} of ${whole.toLocaleString("en")} switched on`;
  hovertext[i] = `${hovertext[i].split("<br>")[0]}<br>${said}`;
}

// The ring around a post has, in the measure of its disc, the area of those whose destination is not known.
function ring({ marker }, { size, left, lost }, i) {
  const some = pairs(lost).filter(([category]) => isCategoryOn(category));
  const inner = size / 2 + 2.5;
  const width = some.length ? Math.max(0.8, Math.sqrt(inner ** 2 + (sum(some) / left) * (size / 2) ** 2) - inner) : 0;
  [marker.size[i], marker.line.width[i], marker.opacity[i]] = [2 * inner + width, width, width ? marker.opacity[i] : 0];
  marker.color[i] = marker.line.color[i] = some.length === 1 ? colours[categories.indexOf(some[0][0])] : quiet;
}

// Discs within the discs of posts: of the categories after the largest, those beyond a few as one.
function shares(marks) {
  const discs = marks.filter(({ role }) => role === "post").flatMap(({ lon, lat, size, some, left }) => {
    let rest = left;
    return some.slice(1, SHARED).map(([category], n) => {
      rest -= some[n][1];
      const colour = n === SHARED - 2 && some.length > SHARED ? quiet : colours[categories.indexOf(category)];
      return { lon, lat, colour, size: size * Math.sqrt(rest / left) };
    });
  });
  const all = (part) => discs.map((disc) => disc[part]);
  const marker = { size: all("size"), color: all("colour"), line: { width: 0 }, opacity: 1 };
  const trace = { type: "scattergeo", mode: "markers", name: "Shares", lon: all("lon"), lat: all("lat"), marker };
  return discs.length ? [{ ...trace, hoverinfo: "skip", showlegend: false }] : [];
}

// A label that counts events names the place alone when some of them are off.
function labels(trace, shown) {
  const here = trace.customdata.map((_, i) => ["post", "context", "destination"].map((role) => shown.get(`${role} ${spot(trace, i)}`)).find(Boolean));
  trace.text = trace.text.map((text, i) => (here[i]?.isWhole ? text : text.split("<br>")[0]));
  return picked(trace, here.length, [...here.keys()].filter((i) => here[i]));
}

function summedLines(trace, context) {
  const [lon, lat] = [[], []];
  let start = 0;
  for (const counts of trace.meta.counts) {
    const end = trace.lon.indexOf(null, start) + 1;
    if (pairs(counts).some(([category]) => isCategoryOn(category, context))) {
      lon.push(...trace.lon.slice(start, end));
      lat.push(...trace.lat.slice(start, end));
    }
    start = end;
  }
  return { ...trace, lon, lat };
}

function map({ data, layout }, width) {
  if (data.some(({ meta }) => meta?.role)) return { data: summed(data), layout: taller(layout, width) };
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
  return { data: kept, layout: taller(layout, width) };
}

// As it was laid out, but larger.
function taller(layout, width) {
  const { b } = layout.margin;
  return { ...layout, height: Math.round(((layout.height - b) * width) / layout.width + b) };
}

function timeline({ data, layout }, width) {
  const lanes = data.find((trace) => trace.name === "Lanes" && trace.customdata);
  if (!lanes) return { data: data.flatMap(part), layout };
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
  const { category, narrows } = trace.meta ?? {};
  if (category !== undefined) return off.has(categories.indexOf(category)) ? [] : [trace];
  if (narrows) return [trace];
  if (trace.customdata) return [points(trace)];
  return trace.meta?.lines ? lines(trace) : [trace];
}

// The figure of a chart at a width: of the layouts, the widest that has room.
function figure(kind, width) {
  const layout = layouts.find((of) => of.width <= width * 1.02) ?? layouts.at(-1);
  const chosen = structuredClone(layout[kind]);
  const isEmpty = buttons.length > 0 && off.size === buttons.length;
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
      setStateValue: (name) => name === "width" && draw(), // the window has another
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
