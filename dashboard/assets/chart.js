// Draw a plotly figure, keep the reader's zoom when the figure changes, and report clicks, selections, zoom and width.
const WIDTH_TOLERANCE = 0.08; // how much narrower or wider than planned a chart may be before another figure is asked for
const ZOOM_SETTLE_MS = 200; // after the last zoom, before it is reported
const RESET_DELAY_MS = 50; // plotly.js reports its own reset late
const FRAME_TOLERANCE_PX = 8;
const NARROW_PX = 640; // here a finger on a chart scrolls the page

export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  const chart = (parentElement.chart ??= create(parentElement));
  const figure = typeof data.figure === "string" ? JSON.parse(data.figure) : data.figure;
  const call = {};
  Object.assign(chart, { call, data: { ...data, figure }, setStateValue, setTriggerValue });
  chart.div.style.minHeight = `${figure.layout.height}px`;
  draw(chart);
  return () => {
    if (chart.call !== call) return; // Streamlit also ends calls that a later one has replaced: that one has the chart now
    chart.observer.disconnect();
    chart.removal.abort();
    window.Plotly?.purge(chart.div);
    chart.failure.remove();
    chart.div.remove();
    delete parentElement.chart;
  };
}

function create(parent) {
  const div = document.createElement("div");
  const failure = document.createElement("p");
  div.setAttribute("role", "figure");
  failure.className = "failure";
  parent.append(failure, div);
  const chart = { div, failure, view: {}, removal: new AbortController() };
  chart.observer = new ResizeObserver(() => chart.width && div.clientWidth !== chart.width && draw(chart));
  chart.observer.observe(div);
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
  const planned = data.figure.layout.width;
  const width = div.clientWidth || planned;
  const layout = structuredClone(data.figure.layout);
  Object.assign(layout, { width }, width < NARROW_PX ? { dragmode: false } : {});
  if (layout.geo) layout.geo.resolution = resolution;
  if (chart.revision !== layout.uirevision) chart.view = {}; // the old zoom means nothing on another kind of figure
  chart.revision = layout.uirevision;
  for (const [path, value] of Object.entries(chart.view)) setValue(layout, path.split("."), value);
  // A timeline without lanes to follow selects by a drag. What the reader chose by the button outlasts the figure.
  if (data.narrows && layout.meta?.stretch && width >= NARROW_PX) layout.dragmode = "select";
  if (chart.dragmode && width >= NARROW_PX) layout.dragmode = chart.dragmode;
  layout.selectdirection = data.kind === "map" ? "any" : "h";
  chart.width = width;
  chart.layout = layout;
  div.setAttribute("aria-label", data.alt);
  await Plotly.react(div, data.figure.data, layout, {
    displaylogo: false,
    displayModeBar: data.figure.data.length > 0,
    modeBarButtons: [
      data.kind === "map" ? ["zoomInGeo", "zoomOutGeo", "resetGeo"] : timeZoomButtons(Plotly),
      ...(chart.setTriggerValue && data.narrows ? [[dragModeButton(Plotly, chart)]] : []),
    ],
    topojsonURL: new URL("assets/topojson/", document.baseURI).href,
  });
  if (!chart.listening) listen(chart);
  if (Math.abs(width - planned) > WIDTH_TOLERANCE * planned) chart.setStateValue("width", width);
  if (data.frame && Math.abs(innerHeight - data.frame) > FRAME_TOLERANCE_PX) chart.setStateValue("frame", innerHeight);
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

// The zoom buttons of plotly.js ignore the breaks of a time axis and may end within one; these go by what is drawn.
function timeZoomButtons(Plotly) {
  const zoom = (factor) => (div) => {
    const axis = div._fullLayout?.xaxis;
    if (!axis?.p2d) return undefined; // not this version of plotly.js
    const ends = [(1 - factor) / 2, (1 + factor) / 2].map((share) => axis.p2d(share * axis._length));
    return Plotly.relayout(div, { "xaxis.range[0]": ends[0], "xaxis.range[1]": ends[1] });
  };
  const button = (title, icon, factor) => ({ name: title, title, icon: Plotly.Icons[icon], click: zoom(factor) });
  return [button("Zoom in", "zoom_plus", 0.5), button("Zoom out", "zoom_minus", 2), "resetScale2d"];
}

// A button that switches what a drag does: select a period or an area, or move the chart.
function dragModeButton(Plotly, chart) {
  const isSelecting = chart.layout.dragmode === "select";
  const title = isSelecting ? "Move the chart" : chart.data.kind === "map" ? "Select an area" : "Select a period";
  const click = () => {
    chart.dragmode = isSelecting ? "pan" : "select";
    return draw(chart);
  };
  return { name: title, title, icon: Plotly.Icons[isSelecting ? "pan" : "selectbox"], click };
}

function listen(chart) {
  chart.listening = true;
  chart.div.on("plotly_click", ({ points }) => {
    const point = points.find(({ customdata }) => customdata);
    if (!point) return;
    const narrows = point.data.meta?.narrows;
    if (!narrows) chart.setTriggerValue("clicked", [].concat(point.customdata));
    else if (chart.data.narrows) narrow(chart, narrows, [].concat(point.customdata));
  });
  chart.drag = [0, 0]; // px, where a drag begins and ends in the window
  chart.div.addEventListener("pointerdown", ({ clientX }) => (chart.drag[0] = clientX), true);
  addEventListener("pointerup", ({ clientX }) => (chart.drag[1] = clientX), { capture: true, signal: chart.removal.signal });
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
