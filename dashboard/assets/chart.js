// Draw a plotly figure, keep the reader's zoom when the figure changes, and report clicks, selections, zoom and width.
// Other scripts ask the element of a chart where it has drawn events (`div.drawnBoxes`, `div.plotBox`).
const WIDTH_TOLERANCE = 0.08; // how much narrower or wider than planned a chart may be before another figure is asked for
const ZOOM_SETTLE_MS = 200; // after the last zoom, before it is reported
const SAME_TAP_MS = 400; // within which plotly.js reports a tap
const RESET_DELAY_MS = 50; // plotly.js reports its own reset late
const FRAME_TOLERANCE_PX = 8;
const CLICK_TOLERANCE_PX = 5; // how far a pointer may move in a click
const MAX_LATITUDE = 85; // degrees, of the middle of a map that is moved by keys
const MOVE_SHARE = 0.15; // of a chart's size, that a key moves it
const VIEW_SAMPLES = 24; // points across and down a map that tell what it shows
const NARROW_PX = 640; // as on a phone
const SHEET_PX = 960; // a window narrower than this has its filters in a sheet

export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  const chart = (parentElement.chart ??= create(parentElement));
  const figure = typeof data.figure === "string" ? JSON.parse(data.figure) : data.figure;
  const call = {};
  Object.assign(chart, { call, data: { ...data, figure }, setStateValue, setTriggerValue });
  chart.div.style.minHeight = `${figure.layout.height}px`;
  followMarks(chart);
  draw(chart);
  return () => {
    if (chart.call !== call) return; // Streamlit also ends calls that a later one has replaced: that one has the chart now
    chart.observer.disconnect();
    chart.removal.abort();
    clearTimeout(chart.zoomTimer);
    window.Plotly?.purge(chart.div);
    chart.frame.remove();
    delete parentElement.chart;
  };
}

function create(parent) {
  const [frame, failure, div, onlyShown, keys] = ["div", "p", "div", "button", "p"].map((tag) => document.createElement(tag));
  frame.className = "chart";
  failure.className = "failure";
  div.setAttribute("role", "figure");
  div.tabIndex = 0;
  Object.assign(onlyShown, { type: "button", className: "only-shown", textContent: "Only what is shown", hidden: true });
  Object.assign(keys, { className: "keys unseen", textContent: KEYS_IN_WORDS });
  frame.append(failure, div, onlyShown, keys);
  parent.append(frame);
  const countsInWords = createCountsInWords(frame);
  const chart = { frame, div, failure, onlyShown, keys, countsInWords, view: {}, removal: new AbortController() };
  const methods = { drawnBoxes: () => drawnBoxes(chart), plotBox: () => plotBox(chart), moveView: (...by) => moveView(chart, ...by) };
  Object.assign(div, methods);
  onlyShown.addEventListener("click", () => narrowToView(chart));
  listenToKeys(chart);
  chart.observer = new ResizeObserver(() => !chart.isPrinted && chart.width && div.clientWidth !== chart.width && draw(chart));
  chart.observer.observe(div);
  const redraw = () => chart.width && draw(chart);
  const { signal } = chart.removal;
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw, { signal });
  for (const [name, isPrinted] of [["beforeprint", true], ["afterprint", false]]) {
    addEventListener(name, () => chart.width && draw(Object.assign(chart, { isPrinted })), { signal });
  }
  return chart;
}

// One drawing at a time: a figure that arrives meanwhile is drawn next.
function draw(chart) {
  chart.drawing = (chart.drawing ?? Promise.resolve()).then(async () => {
    try {
      await drawNow(chart);
      chart.failure.textContent = "";
    } catch {
      chart.failure.textContent = "This chart could not be drawn because a part of it did not load. Reload the page to try again.";
    }
  });
  return chart.drawing;
}

async function drawNow(chart) {
  const { div, data } = chart;
  const Plotly = await loadPlotly(data.plotly);
  const resolution = await loadLand(data.figure.layout.geo); // before the zoom is read, which the reader may change meanwhile
  if (chart.removal.signal.aborted) return;
  const planned = data.figure.layout.width;
  const width = (!chart.isPrinted && div.clientWidth) || planned;
  div.style.colorScheme = chart.isPrinted ? "light" : ""; // paper is white
  const { data: traces, layout } = withColours(data.figure, div);
  const scrolls = width < NARROW_PX || matchMedia("(hover: none)").matches; // a finger does, and two move the chart
  Object.assign(layout, { width }, scrolls ? { dragmode: false } : {});
  if (layout.geo) layout.geo.resolution = resolution;
  if (chart.revision !== layout.uirevision) chart.view = {}; // the old zoom means nothing on another kind of figure
  chart.revision = layout.uirevision;
  for (const [path, value] of Object.entries(chart.view)) setValue(layout, path.split("."), value);
  // A timeline without lanes to follow selects by a drag. What the reader chose by the button outlasts the figure.
  if (data.narrows && layout.meta?.stretch && !scrolls) layout.dragmode = "select";
  if (chart.dragmode) layout.dragmode = scrolls && chart.dragmode === "pan" ? false : chart.dragmode;
  layout.selectdirection = data.kind === "map" ? "any" : "h";
  chart.width = width;
  chart.layout = layout;
  describe(chart);
  div.classList.toggle("narrows", Boolean(data.narrows) && traces.some(({ meta }) => meta?.narrows === "stretch"));
  await Plotly.react(div, traces, layout, {
    displaylogo: false,
    displayModeBar: data.figure.data.length > 0,
    modeBarButtons: [
      zoomButtons(Plotly, chart),
      ...(chart.setTriggerValue && data.narrows ? [[dragModeButton(Plotly, chart)]] : []),
    ],
    topojsonURL: new URL("assets/topojson/", document.baseURI).href,
  });
  for (const svg of div.querySelectorAll(".main-svg")) svg.setAttribute("viewBox", `0 0 ${width} ${layout.height}`); // paper is narrower
  if (!chart.listening) listen(chart);
  await showMarked(Plotly, chart);
  dressDrawing(chart);
  listCounts(chart);
  announce(chart);
  if (chart.isPrinted) return;
  if (Math.abs(width - planned) > WIDTH_TOLERANCE * planned) chart.setStateValue("width", width);
  const hasSheet = innerWidth < SHEET_PX;
  if (data.sheet !== undefined && data.sheet !== hasSheet) chart.setStateValue("sheet", hasSheet);
  if (data.frame && Math.abs(innerHeight - data.frame) > FRAME_TOLERANCE_PX) chart.setStateValue("frame", innerHeight);
}

// Give a chart its name, and the summary that Python has written of it; the list of its events stands before it.
function describe({ div, data, keys }) {
  keys.id = `${data.kind}-keys`;
  div.setAttribute("aria-label", data.name);
  div.setAttribute("aria-describedby", `${data.kind}-summary ${keys.id}`);
}

// The description stands for the symbols, which nobody could tell apart one by one; the buttons belong together.
function dressDrawing(chart) {
  const { div, data, onlyShown } = chart;
  for (const svg of div.querySelectorAll(".main-svg")) svg.setAttribute("aria-hidden", "true");
  const bar = div.querySelector(".modebar");
  bar?.setAttribute("role", "group");
  bar?.setAttribute("aria-label", `Buttons of the ${data.kind}`);
  onlyShown.hidden = !data.narrows || !chart.setTriggerValue || Object.keys(chart.view).length === 0;
  keepTool(chart);
}

// Return a copy of a figure with the colours that the style sheet gives to their names, such as `var(--ink)`.
function withColours(figure, div) {
  const colours = new Map();
  const colourOf = (name) => {
    if (!colours.has(name)) {
      const [, entry, thousandths] = name.match(/^var\((--[a-z-]+?)(?:-(\d+))?\)$/);
      div.style.color = `var(${entry})`;
      const { color } = getComputedStyle(div); // "rgb(1, 65, 116)"
      div.style.color = "";
      colours.set(name, thousandths ? color.replace("rgb(", "rgba(").replace(")", `, ${thousandths / 1000})`) : color);
    }
    return colours.get(name);
  };
  const isRecord = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
  const copy = (value, isColour) => {
    if (typeof value === "string") return isColour && value.startsWith("var(--") ? colourOf(value) : value;
    if (value === null || typeof value !== "object") return value;
    if (Array.isArray(value)) return isColour || isRecord(value[0]) ? value.map((part) => copy(part, isColour)) : value;
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, copy(part, /color$/i.test(key))]));
  };
  return copy(figure, false);
}

// Have the land at hand before a map is drawn: plotly.js would clear the map until it has come. Return its resolution, the
// coarse one where the finer land does not come.
async function loadLand(geo) {
  if (!geo) return undefined;
  const { topojson } = (window.PlotlyGeoAssets ??= { topojson: {} });
  const name = `world_${geo.resolution}m`;
  try {
    topojson[name] ??= await fetch(new URL(`assets/topojson/${name}.json`, document.baseURI)).then((answer) => {
      if (!answer.ok) throw new Error(name);
      return answer.json();
    });
    return geo.resolution;
  } catch (error) {
    if (!topojson.world_110m) throw error;
    return 110;
  }
}

// A button that switches what a drag does: select a period or an area, or move the chart.
function dragModeButton(Plotly, chart) {
  const isSelecting = chart.layout.dragmode === "select";
  const title = isSelecting ? (matchMedia("(hover: none)").matches ? "Scroll the page" : "Move the chart") : chart.data.kind === "map" ? "Select an area" : "Select a period";
  const click = () => {
    chart.dragmode = isSelecting ? "pan" : "select";
    return draw(chart);
  };
  return { name: title, title, icon: Plotly.Icons[isSelecting ? "pan" : "selectbox"], click };
}

function listen(chart) {
  chart.listening = true;
  followFingers(chart);
  chart.div.on("plotly_click", ({ points }) => {
    const { by, to } = clickTarget(chart, points) ?? {};
    if (by) narrow(chart, by, to);
    else if (to) click(chart, to, "mark");
  });
  chart.div.on("plotly_hover", ({ points }) => {
    chart.div.classList.remove("unhovered");
    setHand(chart, (chart.pointsAt = clickTarget(chart, points)));
  });
  chart.div.on("plotly_unhover", () => setHand(chart, (chart.pointsAt = undefined)));
  chart.div.addEventListener("pointermove", (event) => setHand(chart, chart.pointsAt ?? labelAt(chart, event)));
  chart.drag = [0, 0]; // px, where a drag begins and ends in the window
  let pressed = null;
  chart.div.addEventListener("pointerdown", (event) => {
    chart.drag[0] = event.clientX;
    if (event.pointerType === "touch") chart.pointsAt = undefined; // nothing tells that a finger has left a mark
    if (!chart.div.contains(document.activeElement)) chart.div.focus({ preventScroll: true }); // plotly.js keeps it where it was
    pressed = event.button === 0 && !event.target.closest(".modebar") ? event : null; // names may lie under its buttons
  }, true);
  addEventListener("pointerup", (event) => {
    chart.drag[1] = event.clientX;
    const isClick = pressed && Math.hypot(event.clientX - pressed.clientX, event.clientY - pressed.clientY) < CLICK_TOLERANCE_PX;
    pressed = null;
    const label = isClick && !chart.pointsAt && labelAt(chart, event); // plotly.js reports clicks on marks alone
    if (label) click(chart, label.ids, "label");
  }, { capture: true, signal: chart.removal.signal });
  chart.div.on("plotly_selected", (selected) => {
    if (!selected?.range || !chart.data.narrows) return;
    const { x, geo } = selected.range;
    if (x) narrow(chart, "stretch", [...x].sort());
    else narrow(chart, "box", draggedBox(chart, geo));
  });
  // The reader's zoom outlasts the figure, until a double click or the reset button ends it.
  let isResetting = false;
  chart.div.on("plotly_relayout", (changes) => {
    if (isResetting) return;
    for (const [path, value] of Object.entries(changes)) {
      if (/^geo\./.test(path)) chart.view[path] = value;
      else if (/^xaxis\.range/.test(path)) chart.view["xaxis.range"] = [...chart.div.layout.xaxis.range];
    }
    reportZoom(chart);
    dressDrawing(chart);
    announce(chart);
  });
  // plotly.js returns to the first view that it ever drew; the one wanted is that of this figure.
  const resetZoom = () => {
    if (isResetting) return;
    isResetting = true;
    setTimeout(async () => {
      chart.view = {};
      reportZoom(chart);
      await draw(chart);
      isResetting = false;
    }, RESET_DELAY_MS);
  };
  chart.div.on("plotly_doubleclick", resetZoom);
  chart.div.addEventListener("click", ({ target }) => /Reset/.test(target.closest("[data-title]")?.dataset.title) && resetZoom(), true);
}

// Tell the page that a chart has drawn its events, maybe elsewhere.
function announce({ div }) {
  div.dispatchEvent(new CustomEvent("chartdrawn", { bubbles: true }));
}

// Return what a click on some points means: the events to mark, or what to narrow to, and by what.
function clickTarget({ data }, points) {
  const point = points.find(({ customdata }) => customdata);
  const by = point?.data.meta?.narrows;
  return point && (!by || data.narrows) ? { by, to: [].concat(point.customdata) } : undefined;
}

function setHand({ div }, target) {
  div.classList.toggle("clickable", Boolean(target));
}

// Return the names of lanes and places: the ids of their events, and their boxes in pixels of the window.
function labels({ div }) {
  const { yaxis, meta } = div.layout;
  const lanes = [...div.querySelectorAll(".ytick text")].map((text) => {
    return [text, meta?.labels?.[yaxis.tickvals.indexOf(text.__data__?.x)]];
  });
  const places = [...div.querySelectorAll(".scattergeo text")].map((text) => {
    return [text, text.closest(".trace")?.__data__?.[0]?.trace?.customdata?.[text.__data__?.i]];
  });
  return [...lanes, ...places]
    .filter(([, ids]) => ids?.length)
    .map(([text, ids]) => ({ ids, box: text.getBoundingClientRect() }));
}

function labelAt(chart, { clientX: x, clientY: y }) {
  return labels(chart).find(({ box }) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom);
}

// Return where marks, routes and names are drawn, in pixels of the window, with the ids of the events of each.
function drawnBoxes(chart) {
  const { geo, xaxis, yaxis } = chart.div._fullLayout ?? {};
  const projection = geo?._subplot?.projection;
  if (!projection && !xaxis?.d2p) return []; // not this version of plotly.js
  const { left, top } = chart.div.getBoundingClientRect();
  const pixels = projection ?? (([x, y]) => [xaxis._offset + xaxis.d2p(x), yaxis._offset + yaxis.d2p(y)]);
  const boxes = labels(chart).map(({ ids, box }) => ({ ids, box, kind: "name" }));
  for (const { type, lon, lat, x = lon, y = lat, meta, customdata, showlegend } of chart.div.data) {
    if (!type.startsWith("scatter") || showlegend) continue;
    let line = 0; // lines are parted by gaps
    for (let i = 0; i < x.length; i++) {
      if (x[i] === null) line++;
      const ids = x[i] === null ? null : meta?.lines ? meta.lines[line] : customdata?.[i];
      if (!ids?.length) continue;
      const [across, down] = pixels([x[i], y[i]]);
      boxes.push({ ids, box: new DOMRect(left + across, top + down, 0, 0), kind: meta?.lines ? "route" : "mark" });
    }
  }
  return boxes;
}

// Return the part of a chart in which events are drawn, without its margins and buttons, in pixels of the window.
function plotBox({ div, layout }) {
  const { left, top, right, bottom } = div.getBoundingClientRect();
  const { l, t, r, b } = layout.margin;
  const buttons = div.querySelector(".modebar")?.getBoundingClientRect();
  return { left: left + l, top: top + t, right: Math.min(right - r, buttons?.width ? buttons.left : right), bottom: bottom - b };
}

// Report a click. A tap on a label may be reported by plotly.js too, as one on the mark beside it.
function click(chart, ids, target) {
  const last = chart.lastClick ?? { time: -Infinity };
  const isSame = last.target !== target && String(last.ids) === String(ids) && performance.now() - last.time < SAME_TAP_MS;
  chart.lastClick = { target, ids, time: performance.now() };
  if (!isSame) chart.setTriggerValue("clicked", ids);
}

// Filter by what was clicked or selected. The result is shown whole, whatever the zoom was.
function narrow(chart, by, to) {
  chart.view = {};
  reportZoom(chart);
  chart.setTriggerValue("narrowed", { by, to });
}

// West, south, east and north of a drag, whose corners plotly.js gives from left to right. A drag beyond an edge of the
// map, where longitudes begin again, ends at the edge.
function draggedBox({ div, drag }, [[west, a], [east, b]]) {
  const projection = div._fullLayout?.geo?._subplot?.projection;
  if (!projection?.rotate) return [west, Math.min(a, b), east, Math.max(a, b)]; // not this version of plotly.js
  const middle = -projection.rotate()[0];
  const [left, right] = [middle - 179.999, middle + 179.999].map((longitude) => projection([longitude, 0])[0]);
  const start = div.querySelector(".main-svg").getBoundingClientRect().left;
  const [from, to] = drag.map((x) => x - start).sort((x, y) => x - y);
  const edge = middle > 0 ? middle - 180 : middle + 180;
  const ends = from < left && to > right ? [-180, 180] : [from < left ? edge : west, to > right ? edge : east];
  return [ends[0], Math.min(a, b), ends[1], Math.max(a, b)];
}

// Filter by what a zoomed chart shows: the box of a map, the period of a timeline.
function narrowToView(chart) {
  const { xaxis } = chart.div._fullLayout ?? {};
  const shown = chart.data.kind === "map" ? shownBox(chart) : xaxis?.range && [...xaxis.range].sort();
  if (!shown) return;
  chart.div.focus({ preventScroll: true }); // the button goes
  narrow(chart, chart.data.kind === "map" ? "box" : "stretch", shown);
}

// Return west, south, east and north of what a map shows, from points all over it.
function shownBox({ div }) {
  const geo = div._fullLayout?.geo?._subplot;
  if (!geo?.projection?.invert) return undefined; // not this version of plotly.js
  const { projection, midPt: [x, y] } = geo;
  const { w, h } = div._fullLayout._size;
  const middle = -projection.rotate()[0];
  const [longitudes, latitudes] = [[], []];
  for (let i = 0; i <= VIEW_SAMPLES; i++) for (let j = 0; j <= VIEW_SAMPLES; j++) {
    const at = [x + w * (i / VIEW_SAMPLES - 0.5), y + h * (j / VIEW_SAMPLES - 0.5)];
    const [longitude, latitude] = projection.invert(at) ?? [];
    const [across, down] = projection([longitude, latitude]) ?? [];
    if (!(Math.hypot(across - at[0], down - at[1]) < 1)) continue; // beyond the edge of the world
    longitudes.push(((longitude - middle + 540) % 360) - 180);
    latitudes.push(latitude);
  }
  if (!longitudes.length) return undefined;
  const [least, greatest] = [Math.min(...longitudes), Math.max(...longitudes)];
  const ends = greatest - least > 359 ? [-180, 180] : [middle + least, middle + greatest];
  return [ends[0], Math.min(...latitudes), ends[1], Math.max(...latitudes)];
}

// Move what a chart shows by a part of its size: to the right and down.
function moveView({ div }, across, down) {
  const { geo, xaxis } = div._fullLayout ?? {};
  const projection = geo?._subplot?.projection;
  if (projection) {
    const { w, h } = div._fullLayout._size;
    const [x, y] = geo._subplot.midPt;
    const [from] = projection.invert([x, y]);
    const [longitude, latitude] = projection.invert([x + MOVE_SHARE * w * across, y + MOVE_SHARE * h * down]);
    const lat = Math.max(-MAX_LATITUDE, Math.min(MAX_LATITUDE, latitude));
    const turned = -projection.rotate()[0] + longitude - from;
    window.Plotly.relayout(div, { "geo.projection.rotation.lon": turned, "geo.center.lon": longitude, "geo.center.lat": lat });
  } else if (xaxis?.p2d && across) {
    const ends = [across * MOVE_SHARE, 1 + across * MOVE_SHARE].map((share) => xaxis.p2d(share * xaxis._length));
    window.Plotly.relayout(div, { "xaxis.range[0]": ends[0], "xaxis.range[1]": ends[1] });
  }
}

// Report the zoom of a map: another zoom has other labels, finer land, and other marks where these sum up places.
function reportZoom(chart) {
  if (chart.data.kind !== "map") return;
  clearTimeout(chart.zoomTimer);
  chart.zoomTimer = setTimeout(() => {
    const { projection, center } = chart.div._fullLayout?.geo ?? {};
    const zoomed = projection && Object.keys(chart.view).length > 0;
    const zoom = zoomed ? [projection.scale, center.lon, center.lat] : null;
    if (JSON.stringify(zoom) === JSON.stringify(chart.zoom ?? null)) return;
    chart.zoom = zoom;
    chart.setStateValue("zoom", zoom);
  }, ZOOM_SETTLE_MS);
}

function setValue(object, [key, ...rest], value) {
  if (!rest.length) object[key] = value;
  else setValue((object[key] ??= {}), rest, value);
}
