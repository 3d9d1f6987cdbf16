// Draw a plotly figure, keep the reader's view of it when it changes, and tell the script what is clicked.
const TOLERANCE = 0.08; // how much narrower or wider than planned a figure may be before it is laid out anew
const NARROW = 640; // px: here a finger on a chart scrolls the page

export default async function ({ data, parentElement, setStateValue, setTriggerValue }) {
  const chart = (parentElement.chart ??= create(parentElement));
  Object.assign(chart, { data, setStateValue, setTriggerValue });
  chart.div.style.minHeight = `${data.figure.layout.height}px`;
  await draw(chart);
  return () => {
    chart.observer.disconnect();
    window.Plotly?.purge(chart.div);
    delete parentElement.chart;
  };
}

function create(parent) {
  const div = document.createElement("div");
  const failure = document.createElement("p");
  div.setAttribute("role", "figure");
  failure.className = "failure";
  parent.append(failure, div);
  const chart = { div, failure, view: {} };
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
  chart.width = width;
  div.setAttribute("aria-label", data.alt);
  await Plotly.react(div, data.figure.data, layout, {
    displaylogo: false,
    displayModeBar: data.figure.data.length > 0,
    modeBarButtons: [data.kind === "map" ? ["zoomInGeo", "zoomOutGeo", "resetGeo"] : timeButtons(Plotly)],
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

function listen(chart) {
  chart.listening = true;
  chart.div.on("plotly_click", ({ points }) => {
    const hit = points.find((point) => point.customdata);
    if (hit) chart.setTriggerValue("clicked", [].concat(hit.customdata));
  });
  // What the reader zoomed to outlasts the figure, until a double click or the reset button gives it back.
  let givingBack = false;
  chart.div.on("plotly_relayout", (changes) => {
    if (givingBack) return;
    for (const [path, value] of Object.entries(changes)) {
      if (/^geo\./.test(path)) chart.view[path] = value;
      else if (/^xaxis\.range/.test(path)) chart.view["xaxis.range"] = [...chart.div.layout.xaxis.range];
    }
  });
  // plotly gives back the first view that it drew, and says so late; the view wanted is that of this figure.
  const giveBack = () => {
    if (givingBack) return;
    givingBack = true;
    setTimeout(async () => {
      chart.view = {};
      await draw(chart);
      givingBack = false;
    }, 50);
  };
  chart.div.on("plotly_doubleclick", giveBack);
  chart.div.addEventListener("click", ({ target }) => /Reset/.test(target.closest("[data-title]")?.dataset.title) && giveBack(), true);
}

function set(object, [key, ...rest], value) {
  if (!rest.length) object[key] = value;
  else set((object[key] ??= {}), rest, value);
}
