// Use a chart without a mouse: step through its events in order of time, open their full cards, zoom and move.
const KEYS_IN_WORDS = "Arrow keys: next event · Enter: full card · Escape: unmark · + and −: zoom · Shift and arrows: move";
const STEP_SETTLE_MS = 120; // after the last of several steps, before it is reported
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const stepsOnTheWay = []; // ids of events whose addresses the page has still to write
const TOOLS = { "+": "Zoom in", "=": "Zoom in", "-": "Zoom out", _: "Zoom out", 0: "Reset" };

function listenToKeys(chart) {
  const { div, removal } = chart;
  div.addEventListener("keydown", (event) => {
    if (event.target !== div || event.ctrlKey || event.metaKey || event.altKey) return;
    chart.waiting?.disconnect();
    if (act(chart, event)) event.preventDefault();
  });
  const listen = (name, handle) => addEventListener(name, handle, { capture: true, signal: removal.signal });
  listen("keydown", (event) => event.key === "Escape" && letGo(chart, event));
  // plotly.js makes its buttons anew when it draws; then the same one gets the focus back.
  listen("focusin", ({ target }) => (chart.tool = tools(chart).indexOf(target)));
  listen("pointerdown", ({ target }) => (chart.tool = tools(chart).indexOf(target.closest?.(".modebar-btn"))));
}

// Do what a key says; return whether it says anything.
function act(chart, { key, shiftKey }) {
  const [across, down] = ARROWS[key] ?? [];
  const { first, last } = chart.data.steps ?? {};
  if (key in ARROWS) shiftKey ? chart.div.moveView(across, down) : step(chart, across + down);
  else if (key === "Home") stepTo(chart, first);
  else if (key === "End") stepTo(chart, last);
  else if (key === "Enter") openCard(chart);
  else if (key in TOOLS) tools(chart).find(({ dataset }) => dataset.title.startsWith(TOOLS[key]))?.click();
  else return false;
  return true;
}

function step(chart, by) {
  if (!chart.data.steps) return;
  const { ids, first, last } = chart.data.steps;
  const at = marked(chart).map((id) => ids.indexOf(id)).filter((n) => n >= 0);
  if (at.length) stepTo(chart, by > 0 ? ids[Math.max(...at) + 1] : ids[Math.min(...at) - 1]);
  else stepTo(chart, by > 0 ? first : last);
}

// Return the ids of the marked events; a step counts before it is drawn.
function marked(chart) {
  return chart.step ? [chart.step] : chart.data.marked;
}

function stepTo(chart, id) {
  if (!id) return;
  chart.step = id;
  clearTimeout(chart.stepTimer);
  chart.stepTimer = setTimeout(() => {
    if (chart.data.writesUrl) shareHistoryEntry(id);
    chart.setTriggerValue("stepped", [id]);
  }, STEP_SETTLE_MS);
}

// Let steps that follow each other share one entry of the browser's history, which Streamlit gives one for each address that
// the page writes: then the back button leads to where the reader began to step.
function shareHistoryEntry(id) {
  stepsOnTheWay.push(id);
  history.pushState = (state, unused, url) => {
    const at = stepsOnTheWay.indexOf(new URL(url, location).searchParams.getAll("event").join());
    const isStep = at >= 0;
    stepsOnTheWay.splice(0, isStep ? at + 1 : Infinity);
    if (!stepsOnTheWay.length) delete history.pushState; // which is the browser's own again
    const method = isStep && history.state?.isStep ? "replaceState" : "pushState";
    History.prototype[method].call(history, { ...state, isStep }, unused, url);
  };
}

// Note which events are marked now; until the last step is among them, the reader is ahead.
function followMarks(chart) {
  if (chart.data.marked.includes(chart.step)) chart.step = undefined;
}

// Open the full card of the event that is marked, once the page has it.
function openCard(chart) {
  const id = chart.step;
  const open = () => {
    const button = document.querySelector(`.compact-card [data-card${id ? `="${CSS.escape(id)}"` : ""}]`);
    const card = button && document.getElementById(`card-${button.dataset.card}`);
    const isLink = button?.localName === "a"; // in a frame of another site, whose page has no full cards
    if (!isLink && !card?.classList.contains("marked")) return;
    chart.waiting.disconnect();
    chart.openedCard = card?.id;
    button.click();
  };
  chart.waiting = new MutationObserver(open);
  if (id || chart.data.marked.length) chart.waiting.observe(document.body, { childList: true, subtree: true });
  open();
}

// Close hover texts; leave a full card that was opened from the chart; forget a step that is on its way.
function letGo(chart, event) {
  const { div } = chart;
  div.classList.add("unhovered");
  if (event.target === div) {
    clearTimeout(chart.stepTimer);
    const isMarked = chart.step || chart.data.marked.length;
    chart.step = undefined;
    if (isMarked && !document.querySelector(".compact-card:not([hidden])")) chart.setTriggerValue("stepped", []);
  }
  const card = document.activeElement?.closest?.(".card");
  if (!card || card.id !== chart.openedCard) return;
  event.stopImmediatePropagation();
  chart.openedCard = undefined;
  div.focus({ preventScroll: true });
  div.scrollIntoView({ block: "nearest" });
}

function tools({ div }) {
  return [...div.querySelectorAll(".modebar-btn")];
}

function keepTool(chart) {
  const isLost = document.activeElement === document.body || document.activeElement === null;
  if (chart.tool >= 0 && isLost) tools(chart)[chart.tool]?.focus({ preventScroll: true });
}
