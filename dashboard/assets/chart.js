// Draw a plotly figure, keep the reader's view of it when it changes, and tell the script what is clicked.
const TOLERANCE = 0.08; // how much narrower or wider than planned a figure may be before it is laid out anew
const NARROW = 640; // px: here a finger on a chart scrolls the page
const BUTTONS = { map: ["zoomInGeo", "zoomOutGeo", "resetGeo"], timeline: ["zoomIn2d", "zoomOut2d", "resetScale2d"] };

export default async function ({ data, parentElement, setStateValue, setTriggerValue }) {
  const chart = (parentElement.chart ??= create(parentElement));
  Object.assign(chart, { data, setStateValue, setTriggerValue });
  chart.div.style.minHeight = `${data.figure.layout.height}px`;
  await draw(chart);
  return () => chart.observer.disconnect();
}

function create(parent) {
  const div = document.createElement("div");
  div.setAttribute("role", "figure");
  parent.append(div);
  const chart = { div, view: {} };
  chart.observer = new ResizeObserver(() => chart.width && div.clientWidth !== chart.width && draw(chart));
  chart.observer.observe(div);
  return chart;
}

// One drawing at a time: what arrives meanwhile is drawn next.
function draw(chart) {
  chart.drawing = (chart.drawing ?? Promise.resolve()).then(() => react(chart));
  return chart.drawing;
}

async function react(chart) {
  const { div, data, view } = chart;
  const Plotly = await loadPlotly(data.plotly);
  const planned = data.figure.layout.width;
  const width = div.clientWidth || planned;
  const layout = structuredClone(data.figure.layout);
  Object.assign(layout, { width }, width < NARROW ? { dragmode: false } : {});
  for (const [path, value] of Object.entries(view)) set(layout, path.split("."), value);
  chart.width = width;
  div.setAttribute("aria-label", data.alt);
  await Plotly.react(div, data.figure.data, layout, {
    displaylogo: false,
    displayModeBar: true,
    modeBarButtons: [BUTTONS[data.kind]],
    topojsonURL: new URL("assets/topojson/", document.baseURI).href,
  });
  if (!chart.listening) listen(chart);
  if (Math.abs(width - planned) > TOLERANCE * planned) chart.setStateValue("width", width);
}

function listen(chart) {
  chart.listening = true;
  chart.div.on("plotly_click", ({ points }) => {
    const hit = points.find((point) => point.customdata);
    if (hit) chart.setTriggerValue("clicked", [].concat(hit.customdata));
  });
  // What the reader zoomed to outlasts the figure, until a double click or the reset button gives it back.
  chart.div.on("plotly_relayout", (changes) => {
    const moved = Object.entries(changes).filter(([path]) => /^(geo|xaxis)\b/.test(path));
    for (const [path, value] of moved) {
      const [, axis, end] = path.match(/^(\w+)\.range\[(\d)\]$/) ?? [];
      if (axis) chart.view[`${axis}.range`] = [...chart.div.layout[axis].range].with(Number(end), value);
      else chart.view[path] = value;
    }
  });
  const giveBack = () => {
    chart.view = {};
    draw(chart);
  };
  chart.div.on("plotly_doubleclick", giveBack);
  chart.div.addEventListener("click", ({ target }) => /Reset/.test(target.closest("[data-title]")?.dataset.title) && giveBack());
}

function set(object, [key, ...rest], value) {
  if (!rest.length) object[key] = value;
  else set((object[key] ??= {}), rest, value);
}
