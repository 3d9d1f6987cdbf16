// Draw a plotly figure, keep the reader's view of it when it changes, and tell the script what is clicked.
const TOLERANCE = 0.08; // how much narrower or wider than planned a figure may be before it is laid out anew
const SETTLE = 200; // ms after a zoom before the script is told
const NARROW = 640; // px: here a finger on a chart scrolls the page

export default function ({ data, parentElement, setStateValue, setTriggerValue }) {
  const chart = (parentElement.chart ??= create(parentElement));
  const figure = typeof data.figure === "string" ? JSON.parse(data.figure) : data.figure;
  const call = {};
  Object.assign(chart, { call, data: { ...data, figure }, setStateValue, setTriggerValue });
  chart.div.style.minHeight = `${figure.layout.height}px`;
  draw(chart);
  return () => {
    if (chart.call !== call) return; // Streamlit ends a call that another has overtaken too: the chart is that one's now
    chart.observer.disconnect();
    chart.gone.abort();
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
  const chart = { div, failure, view: {}, gone: new AbortController() };
  chart.observer = new ResizeObserver(() => chart.width && div.clientWidth !== chart.width && draw(chart));
  chart.observer.observe(div);
  return chart;
}

// One drawing at a time: what arrives meanwhile is drawn next.
function draw(chart) {
  chart.drawing = (chart.drawing ?? Promise.resolve()).then(async () => {
    try {
      await react(chart);
      chart.failure.textContent = "";
    } catch {
      chart.failure.textContent = "This chart could not be drawn: a part of it did not arrive. Reload the page to try again.";
    }
  });
  return chart.drawing;
}

async function react(chart) {
  const { div, data } = chart;
  const Plotly = await loadPlotly(data.plotly);
  const planned = data.figure.layout.width;
  const width = div.clientWidth || planned;
  const layout = structuredClone(data.figure.layout);
  Object.assign(layout, { width }, width < NARROW ? { dragmode: false } : {});
  if (chart.revision !== layout.uirevision) chart.view = {}; // another picture: the old view means nothing on it
  chart.revision = layout.uirevision;
  for (const [path, value] of Object.entries(chart.view)) set(layout, path.split("."), value);
  // Counts and packed marks have no lane to follow. What the reader chose by the button outlasts the figure.
  if (data.narrows && layout.meta?.stretch && width >= NARROW) layout.dragmode = "select";
  if (chart.dragmode && width >= NARROW) layout.dragmode = chart.dragmode;
  layout.selectdirection = "h";
  chart.width = width;
  chart.layout = layout;
  div.setAttribute("aria-label", data.alt);
  await Plotly.react(div, data.figure.data, layout, {
    displaylogo: false,
    displayModeBar: data.figure.data.length > 0,
    modeBarButtons: [
      data.kind === "map" ? ["zoomInGeo", "zoomOutGeo", "resetGeo"] : timeButtons(Plotly),
      ...(chart.setTriggerValue && data.narrows ? [[choosing(Plotly, chart)]] : []),
    ],
    topojsonURL: new URL("assets/topojson/", document.baseURI).href,
  });
  if (!chart.listening) listen(chart);
  if (Math.abs(width - planned) > TOLERANCE * planned) chart.setStateValue("width", width);
  if (data.frame && Math.abs(innerHeight - data.frame) > 8) chart.setStateValue("frame", innerHeight);
}

// plotly's own zoom of a time axis knows nothing of its breaks and ends within them: this one goes by what is drawn.
function timeButtons(Plotly) {
  const zoom = (factor) => (div) => {
    const axis = div._fullLayout.xaxis;
    const ends = [(1 - factor) / 2, (1 + factor) / 2].map((share) => axis.p2d(share * axis._length));
    return Plotly.relayout(div, { "xaxis.range[0]": ends[0], "xaxis.range[1]": ends[1] });
  };
  const button = (title, icon, factor) => ({ name: title, title, icon: Plotly.Icons[icon], click: zoom(factor) });
  return [button("Zoom in", "zoom_plus", 0.5), button("Zoom out", "zoom_minus", 2), "resetScale2d"];
}

// A button by which a drag chooses a stretch of time or a box on the map, or else moves what is shown.
function choosing(Plotly, chart) {
  const isOn = chart.layout.dragmode === "select";
  const title = isOn ? "Move what is shown" : chart.data.kind === "map" ? "Choose an area" : "Choose a stretch of time";
  const click = () => {
    chart.dragmode = isOn ? "pan" : "select";
    return draw(chart);
  };
  return { name: title, title, icon: Plotly.Icons[isOn ? "pan" : "selectbox"], click };
}

function listen(chart) {
  chart.listening = true;
  chart.div.on("plotly_click", ({ points }) => {
    const hit = points.find((point) => point.customdata);
    if (!hit) return;
    const narrows = hit.data.meta?.narrows;
    if (!narrows) chart.setTriggerValue("clicked", [].concat(hit.customdata));
    else if (chart.data.narrows) narrow(chart, narrows, [].concat(hit.customdata));
  });
  chart.drag = [0, 0];
  chart.div.addEventListener("pointerdown", ({ clientX }) => (chart.drag[0] = clientX), true);
  addEventListener("pointerup", ({ clientX }) => (chart.drag[1] = clientX), { capture: true, signal: chart.gone.signal });
  chart.div.on("plotly_selected", (chosen) => {
    if (!chosen?.range || !chart.data.narrows) return;
    const { x, geo } = chosen.range;
    if (x) narrow(chart, "stretch", [...x].sort());
    else narrow(chart, "box", boxOf(chart, geo));
  });
  // What the reader zoomed to outlasts the figure, until a double click or the reset button gives it back.
  let givingBack = false;
  chart.div.on("plotly_relayout", (changes) => {
    if (givingBack) return;
    for (const [path, value] of Object.entries(changes)) {
      if (/^geo\./.test(path)) chart.view[path] = value;
      else if (/^xaxis\.range/.test(path)) chart.view["xaxis.range"] = [...chart.div.layout.xaxis.range];
    }
    tellZoom(chart);
  });
  // plotly gives back the first view that it drew, and says so late; the view wanted is that of this figure.
  const giveBack = () => {
    if (givingBack) return;
    givingBack = true;
    setTimeout(async () => {
      chart.view = {};
      tellZoom(chart);
      await draw(chart);
      givingBack = false;
    }, 50);
  };
  chart.div.on("plotly_doubleclick", giveBack);
  chart.div.addEventListener("click", ({ target }) => /Reset/.test(target.closest("[data-title]")?.dataset.title) && giveBack(), true);
}

// What is narrowed down to is shown whole, whatever was zoomed to before.
function narrow(chart, by, to) {
  chart.view = {};
  tellZoom(chart);
  chart.setTriggerValue("narrowed", { by, to });
}

// West, south, east and north of a drag, whose corners plotly gives from left to right. Beyond the edges of the world,
// where longitudes would begin anew, it ends at the edge.
function boxOf({ div, drag }, [[west, a], [east, b]]) {
  const { projection } = div._fullLayout.geo._subplot;
  const middle = -projection.rotate()[0];
  const [left, right] = [middle - 179.999, middle + 179.999].map((longitude) => projection([longitude, 0])[0]);
  const start = div.querySelector(".main-svg").getBoundingClientRect().left;
  const [from, to] = drag.map((x) => x - start).sort((x, y) => x - y);
  const edge = middle > 0 ? middle - 180 : middle + 180;
  const ends = from < left && to > right ? [-180, 180] : [from < left ? edge : west, to > right ? edge : east];
  return [ends[0], Math.min(a, b), ends[1], Math.max(a, b)];
}

// Marks that sum up places depend on how far the reader has zoomed in: the script sums up anew for another zoom.
function tellZoom(chart) {
  if (!chart.data.figure.layout.meta?.cells && !chart.zoom) return;
  clearTimeout(chart.telling);
  chart.telling = setTimeout(() => {
    const { projection, center } = chart.div._fullLayout.geo ?? {};
    const zoomed = projection && Object.keys(chart.view).length > 0;
    const zoom = zoomed ? [projection.scale, center.lon, center.lat] : null;
    if (JSON.stringify(zoom) === JSON.stringify(chart.zoom ?? null)) return;
    chart.zoom = zoom;
    chart.setStateValue("zoom", zoom);
  }, SETTLE);
}

function set(object, [key, ...rest], value) {
  if (!rest.length) object[key] = value;
  else set((object[key] ??= {}), rest, value);
}
