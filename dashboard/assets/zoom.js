// Zoom and move a chart: by buttons towards its events, and by two fingers, so that one scrolls the page.
const ZOOM_FACTOR = 2;
const MAX_CANDIDATES = 200; // marks that are tried as the middle of a zoom
const INNER_SHARE = 0.9; // of what a zoom shows, in which marks count as shown

// The zoom buttons of plotly.js keep the middle, where there may be no event, and ignore the breaks of a time axis.
function zoomButtons(Plotly, chart) {
  const button = (title, icon, factor) => {
    const click = (div) => showPart(Plotly, div, factor > 1 ? middleOfEvents(chart, factor) : middle(plotArea(div)), factor);
    return { name: title, title, icon: Plotly.Icons[icon], click };
  };
  const reset = chart.data.kind === "map" ? "resetGeo" : "resetScale2d";
  return [button("Zoom in", "zoom_plus", ZOOM_FACTOR), button("Zoom out", "zoom_minus", 1 / ZOOM_FACTOR), reset];
}

// Show what is around a point, in pixels of the window, so many times as near.
function showPart(Plotly, div, { x, y }, factor) {
  const { geo, xaxis } = div._fullLayout ?? {};
  const origin = div.getBoundingClientRect();
  const projection = geo?._subplot?.projection;
  if (projection?.invert) {
    const { scale, minscale, maxscale } = geo.projection;
    const [lon, lat] = projection.invert([x - origin.left, y - origin.top]) ?? [];
    const nearer = Math.min(Math.max(scale * factor, minscale), maxscale ?? Infinity);
    if (!Number.isFinite(lon + lat)) return undefined; // beside the world
    return Plotly.relayout(div, { "geo.projection.scale": nearer, "geo.center.lon": lon, "geo.center.lat": lat });
  }
  if (!xaxis?.p2d) return undefined; // not this version of plotly.js
  const half = xaxis._length / factor / 2;
  const ends = [-half, half].map((from) => xaxis.p2d(x - origin.left - xaxis._offset + from));
  return Plotly.relayout(div, { "xaxis.range[0]": ends[0], "xaxis.range[1]": ends[1] });
}

// Move a zoomed chart to an event that is newly marked, unless it shows it already.
function showMarked(Plotly, chart) {
  const { div, data, view, broughtIn } = chart;
  chart.broughtIn = String(data.marked);
  if (chart.broughtIn === broughtIn || !Object.keys(view).length) return undefined;
  const { left, top, right, bottom } = plotArea(div);
  const places = placesOfMarked(chart);
  const isShown = places.some(({ x, y }) => x >= left && x <= right && y >= top && y <= bottom);
  return isShown || !places.length ? undefined : showPart(Plotly, div, places[0], 1);
}

// Return where marked events are drawn, or would be: a map has no marks far beyond what it shows.
function placesOfMarked({ div, data }) {
  const projection = div._fullLayout?.geo?._subplot?.projection;
  const { left, top } = div.getBoundingClientRect();
  if (data.points && projection) return data.points.map((point) => projection(point)).map(([x, y]) => ({ x: left + x, y: top + y }));
  const marks = div.drawnBoxes().filter(({ ids, kind }) => kind === "mark" && ids.some((id) => data.marked.includes(id)));
  return marks.map(({ box }) => box);
}

function plotArea(div) {
  const { left, top, right, bottom } = div.getBoundingClientRect();
  const { l, t, r, b } = div.layout.margin;
  return { left: left + l, top: top + t, right: right - r, bottom: bottom - b };
}

const middle = ({ left, top, right, bottom }) => ({ x: (left + right) / 2, y: (top + bottom) / 2 });

// Return the middle of most of the marks that a zoom can show together: of what is marked, or of all that are in view.
function middleOfEvents({ div, data }, factor) {
  const area = plotArea(div);
  const centre = middle(area);
  const isMap = data.kind === "map";
  const inView = div.drawnBoxes().filter(({ kind }) => kind === "mark")
    .filter(({ box }) => box.x >= area.left && box.x <= area.right && box.y >= area.top && box.y <= area.bottom);
  const marked = inView.filter(({ ids }) => ids.some((id) => data.marked?.includes(id)));
  const marks = (marked.length ? marked : inView).map(({ box }) => box);
  const reach = (INNER_SHARE / factor / 2);
  const isNear = (a, b) => Math.abs(a.x - b.x) <= reach * (area.right - area.left)
    && (!isMap || Math.abs(a.y - b.y) <= reach * (area.bottom - area.top));
  const step = Math.ceil(marks.length / MAX_CANDIDATES) || 1;
  const shown = [centre, ...marks.filter((_, n) => n % step === 0)].map((candidate) => ({
    marks: marks.filter((mark) => isNear(candidate, mark)),
    distance: Math.hypot(candidate.x - centre.x, candidate.y - centre.y),
  })).reduce((a, b) => (b.marks.length - a.marks.length || a.distance - b.distance) > 0 ? b : a).marks;
  if (!shown.length) return centre;
  const ends = (name) => [Math.min(...shown.map((mark) => mark[name])), Math.max(...shown.map((mark) => mark[name]))];
  const [[left, right], [top, bottom]] = [ends("x"), ends("y")];
  return middle({ left, top, right, bottom });
}

// Move and zoom a chart as two fingers do.
function followFingers(chart) {
  const { div } = chart;
  let last = null; // where the fingers were when the chart was last drawn
  let isDrawing = false;
  const fingers = ({ touches: [a, b] }) => ({
    x: (a.clientX + b.clientX) / 2,
    y: (a.clientY + b.clientY) / 2,
    gap: Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY) || 1,
  });
  const listen = (name, handle) => div.addEventListener(name, handle, { capture: true, passive: false, signal: chart.removal.signal });
  const own = (event) => (event.preventDefault(), event.stopPropagation()); // plotly.js and the page take no part
  listen("touchstart", (event) => {
    last = event.touches.length === 2 ? fingers(event) : null;
    if (last) own(event);
  });
  listen("touchmove", async (event) => {
    if (!last || event.touches.length !== 2) return;
    own(event);
    if (isDrawing) return;
    isDrawing = true;
    const now = fingers(event);
    const [factor, centre] = [now.gap / last.gap, middle(plotArea(div))];
    const [x, y] = ["x", "y"].map((axis) => last[axis] + (centre[axis] - now[axis]) / factor);
    last = now;
    await showPart(window.Plotly, div, { x, y }, factor);
    isDrawing = false;
  });
  listen("touchend", ({ touches }) => touches.length < 2 && (last = null));
}
