// Draw a plotly figure, keep the reader's view when it changes, and tell the script what is clicked.
const TOLERANCE = 0.08; // how much narrower or wider than planned a figure may be before it is laid out anew

export default async function ({ data, parentElement, setStateValue, setTriggerValue }) {
  const state = (parentElement.chart ??= create(parentElement, setStateValue, setTriggerValue));
  state.data = data;
  state.div.style.minHeight = `${data.figure.layout.height}px`;
  await draw(state);
  return () => state.observer.disconnect();
}

function create(parent, setStateValue, setTriggerValue) {
  const div = document.createElement("div");
  div.setAttribute("role", "figure");
  parent.append(div);
  const state = { div, setStateValue, setTriggerValue, data: null, busy: null };
  state.observer = new ResizeObserver(() => state.data && div.clientWidth !== state.drawnWidth && draw(state));
  state.observer.observe(div);
  return state;
}

async function draw(state) {
  if (state.busy) return state.busy.then(() => draw(state));
  state.busy = react(state).finally(() => (state.busy = null));
  return state.busy;
}

async function react(state) {
  const { div, data } = state;
  const Plotly = await loadPlotly(data.plotly);
  const { figure, alt } = state.data;
  const planned = figure.layout.width;
  const width = div.clientWidth || planned;
  state.drawnWidth = width;
  div.setAttribute("aria-label", alt);
  await Plotly.react(div, figure.data, { ...figure.layout, width }, {
    displayModeBar: false,
    scrollZoom: false,
    doubleClick: "reset",
    topojsonURL: new URL("assets/topojson/", document.baseURI).href,
  });
  if (!state.listening) {
    state.listening = true;
    div.on("plotly_click", ({ points }) => {
      const hit = points.find((point) => point.customdata);
      if (hit) state.setTriggerValue("clicked", [].concat(hit.customdata));
    });
  }
  if (Math.abs(width - planned) > TOLERANCE * planned) state.setStateValue("width", width);
}
