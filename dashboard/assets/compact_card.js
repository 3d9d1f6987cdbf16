// Show the compact card of what is marked where the reader looks: over a corner of the map that is free of its events;
// in a corner of the window where the map is out of sight; on a phone as a sheet at the bottom of the window.
const CARD_GAP_PX = 10; // between card and edges
const SHEET_BELOW_PX = 640; // chart.js and page.css draw the same line
const MIN_HEIGHT_PX = 220; // what a card needs of a map
const STEPS = 8; // from the left corner to the right one
// How much it counts when a card covers marks and routes of its events or other marks, and each step from the corner.
// A little less for the place where the card is, so that it stays.
const COST = { mark: 1000, route: 50, other: 1, inward: 2, stay: 5 };

export default function ({ data, parentElement, setTriggerValue }) {
  const card = (parentElement.compactCard ??= create(parentElement));
  const call = {};
  Object.assign(card, { call, setTriggerValue });
  show(card, data);
  return () => {
    if (card.call !== call) return; // Streamlit also ends calls that a later one has replaced: that one has the card now
    card.removal.abort();
    card.div.remove();
    delete parentElement.compactCard;
  };
}

function create(parent) {
  const div = document.createElement("div");
  const removal = new AbortController();
  const card = { div, removal, ids: [], press: null };
  div.className = "compact-card";
  div.hidden = true;
  parent.append(div);
  const listen = (target, name, handle) => target.addEventListener(name, handle, { capture: true, signal: removal.signal });
  listen(div, "click", ({ target }) => {
    if (target.closest(".close")) close(card);
    const button = target.closest("[data-card]");
    if (button) openFullCard(card, button.dataset.card);
  });
  listen(document, "pointerdown", ({ clientX, clientY }) => (card.press = [clientX, clientY]));
  listen(document, "chartdrawn", () => place(card));
  listen(document, "scroll", () => hideAwayFromCharts(card));
  listen(window, "resize", () => place(card, true));
  listen(document, "keydown", (event) => {
    const isElsewhere = event.target.closest?.("input, textarea, [role='dialog'], [role='listbox']");
    if (event.key !== "Escape" || div.hidden || isElsewhere) return;
    event.stopImmediatePropagation();
    close(card);
  });
  return card;
}

// Show a card, or hide it where nothing is marked. One that the reader has closed stays so until something else is marked.
function show(card, { html, ids }) {
  const isOther = String(ids) !== String(card.ids);
  if (isOther) card.isClosed = card.isLeft = false;
  Object.assign(card, { ids });
  if (html !== card.html) card.div.innerHTML = card.html = html;
  card.div.hidden = !html || card.isClosed;
  place(card, isOther);
}

function close(card) {
  const hadFocus = card.div.contains(document.activeElement);
  card.isClosed = true;
  card.div.hidden = true;
  if (hadFocus) chart("map")?.focus({ preventScroll: true });
  card.setTriggerValue("closed", true);
}

function openFullCard(card, id) {
  const full = document.getElementById(`card-${id}`);
  if (!full) return;
  full.open = true;
  card.isLeft = card.mode !== "map";
  hideAwayFromCharts(card);
  const summary = full.querySelector("summary");
  summary.focus({ preventScroll: true });
  const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
  summary.scrollIntoView({ block: "start", behavior: isStill ? "auto" : "smooth" });
}

function chart(name) {
  return document.querySelector(`.st-key-${name} .js-plotly-plot, #${name} .js-plotly-plot`);
}

// Put the card into the best corner; what is newly marked also chooses anew over what the card stands.
function place(card, isNew = false) {
  const { div } = card;
  const map = chart("map");
  if (div.hidden || !map?.plotBox) return;
  if (isNew || !card.mode) card.mode = undefined;
  const seen = visiblePart(map.plotBox());
  div.style.cssText = "";
  div.className = "compact-card";
  if (innerWidth < SHEET_BELOW_PX) return showSheet(card);
  div.style.maxWidth = `${seen.right - seen.left - 2 * CARD_GAP_PX}px`;
  const needed = Math.min(div.offsetHeight, MIN_HEIGHT_PX) + 2 * CARD_GAP_PX; // what is more scrolls
  const isSeen = seen.bottom - seen.top >= needed;
  card.mode ??= isSeen ? "map" : "window";
  const arena = card.mode === "window" ? visiblePart({ ...seen, top: 0, bottom: innerHeight }) : isSeen ? seen : map.plotBox();
  div.style.maxHeight = `${arena.bottom - arena.top - 2 * CARD_GAP_PX}px`;
  const { left, top } = freestPlace(card, arena);
  div.classList.add(card.mode);
  const origin = card.mode === "map" ? div.offsetParent.getBoundingClientRect() : { left: 0, top: 0 };
  Object.assign(div.style, { left: `${left - origin.left}px`, top: `${top - origin.top}px` });
  hideAwayFromCharts(card);
}

function visiblePart({ left, top, right, bottom }) {
  return { left, right, top: Math.max(top, 0), bottom: Math.min(bottom, innerHeight) };
}

// Return the freest place along the upper and lower edge, a corner where several are as free.
function freestPlace(card, arena) {
  const { offsetWidth: width, offsetHeight: height } = card.div;
  const ids = new Set(card.ids);
  const boxes = [chart("map"), chart("timeline")].flatMap((it) => it?.drawnBoxes?.() ?? []);
  const start = arena.left + CARD_GAP_PX;
  const room = Math.max(0, arena.right - CARD_GAP_PX - width - start);
  const tops = [arena.bottom - height - CARD_GAP_PX, arena.top + CARD_GAP_PX];
  const places = Array.from({ length: 2 * (STEPS + 1) }, (_, number) => {
    const step = number >> 1;
    const [left, top] = [start + (room * step) / STEPS, tops[number % 2]];
    let cost = COST.inward * Math.min(step, STEPS - step) - (number === card.place ? COST.stay : 0);
    for (const { ids: owners, box, isRoute } of boxes) {
      const isCovered = box.right > left - CARD_GAP_PX && box.left < left + width + CARD_GAP_PX
        && box.bottom > top - CARD_GAP_PX && box.top < top + height + CARD_GAP_PX;
      if (isCovered && owners.some((id) => ids.has(id))) cost += isRoute ? COST.route : COST.mark;
      else if (isCovered && !isRoute) cost += COST.other;
    }
    return { number, left, top, cost };
  });
  const best = places.reduce((a, b) => (b.cost < a.cost ? b : a));
  card.place = best.number;
  return best;
}

// Show the card as a sheet, and move the page up if the sheet would cover what was clicked.
function showSheet(card) {
  const { div, press } = card;
  const isNew = card.mode !== "sheet";
  card.mode = "sheet";
  div.classList.add("sheet");
  const covered = isNew && press ? press[1] + 4 * CARD_GAP_PX - (innerHeight - div.offsetHeight) : 0;
  card.press = null;
  if (covered > 0) (document.querySelector(".stMain") ?? document.scrollingElement).scrollBy({ top: covered });
  hideAwayFromCharts(card);
}

// Beside the charts, a card in the window or a sheet would hide what the reader has gone on to.
function hideAwayFromCharts(card) {
  const isSeen = ["map", "timeline"].map(chart).some((it) => {
    const box = it?.getBoundingClientRect();
    return box && box.bottom > 0 && box.top < innerHeight;
  });
  if (!isSeen) card.isLeft = false; // it comes back with the charts
  card.div.classList.toggle("away", card.mode !== "map" && (card.isLeft || !isSeen));
}
