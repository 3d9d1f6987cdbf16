// Show the compact card of what is marked where the reader looks: over a corner of the map that is free of its events;
// in a corner of the window where the map is out of sight; where the map is small, as on a phone, as a sheet at the bottom.
const CARD_GAP_PX = 8; // between card and edges
const CLEAR_PX = 4; // between card and marks
const PHONE_PX = 640; // chart.js and page.css draw the same line
const MIN_MAP_WIDTH_PX = 700; // that has room for a card
const MIN_HEIGHT_PX = 220; // what a card needs of a map
const PRESS_CLEAR_PX = 40; // what a sheet leaves below a click
const STEPS = 16; // from the left corner to the right one
// How much it counts when a card covers marks, names and routes of its events or other marks, is a step away from a corner, or
// over the timeline; a little less where it is already, so that it stays.
const COST = { mark: 1000, name: 300, route: 50, other: 10, inward: 1, arena: 900, stay: 5 };

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
  listen(document, "focusin", ({ target }) => (card.from = div.contains(target) ? card.from : target));
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
  if (isOther) card.origin = document.activeElement?.closest(".js-plotly-plot");
  Object.assign(card, { ids });
  if (html !== card.html) card.div.innerHTML = card.html = html;
  card.div.hidden = !html || card.isClosed;
  place(card, isOther);
}

function close(card) {
  const hadFocus = card.div.contains(document.activeElement);
  card.isClosed = true;
  card.div.hidden = true;
  if (hadFocus) (card.origin ?? card.from?.closest(".js-plotly-plot") ?? chart("map"))?.focus({ preventScroll: true });
  card.setTriggerValue("closed", true);
}

function openFullCard(card, id) {
  const full = document.getElementById(`card-${id}`);
  if (!full) return;
  full.open = true;
  delete full.dataset.openedByMark; // of a static page: now the reader has opened it
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
  if (isNew) card.mode = undefined;
  const seen = visiblePart(map.plotBox());
  div.style.cssText = "";
  div.className = "compact-card";
  if (seen.right - seen.left < MIN_MAP_WIDTH_PX) return showSheet(card, map);
  const needed = Math.min(div.offsetHeight, MIN_HEIGHT_PX) + 2 * CARD_GAP_PX; // what is more scrolls
  const isSeen = seen.bottom - seen.top >= needed;
  card.mode ??= isSeen ? "map" : "window";
  const arena = card.mode === "window" ? { ...seen, top: 0, bottom: innerHeight } : isSeen ? seen : map.plotBox();
  div.style.maxHeight = `${arena.bottom - arena.top - 2 * CARD_GAP_PX}px`;
  const beside = visiblePart(chart("timeline")?.plotBox?.() ?? arena);
  const hasRoom = card.mode === "map" && beside.bottom - beside.top >= div.offsetHeight + 2 * CARD_GAP_PX;
  const { left, top } = freestPlace(card, hasRoom ? [arena, beside] : [arena]);
  div.classList.add(card.mode);
  const origin = card.mode === "map" ? div.offsetParent.getBoundingClientRect() : { left: 0, top: 0 };
  Object.assign(div.style, { left: `${left - origin.left}px`, top: `${top - origin.top}px` });
  hideAwayFromCharts(card);
}

function visiblePart({ left, top, right, bottom }) {
  return { left, right, top: Math.max(top, 0), bottom: Math.min(bottom, innerHeight) };
}

// Return the freest place along the upper and lower edge of the arenas, a corner where several are as free.
function freestPlace(card, arenas) {
  const { offsetWidth: width, offsetHeight: height } = card.div;
  const ids = new Set(card.ids);
  const boxes = ["map", "timeline"].flatMap((name) => chart(name)?.drawnBoxes?.() ?? []);
  const places = arenas.flatMap((arena, n) => placesIn(arena, width, height, n));
  for (const place of places) {
    if (place.name === card.place) place.cost -= COST.stay;
    const [left, top] = [place.left, place.top].map((edge) => edge - CLEAR_PX);
    const [right, bottom] = [place.left + width, place.top + height].map((edge) => edge + CLEAR_PX);
    for (const { ids: owners, box, kind } of boxes) {
      const isCovered = box.right > left && box.left < right && box.bottom > top && box.top < bottom;
      if (isCovered && owners.some((id) => ids.has(id))) place.cost += COST[kind];
      else if (isCovered && kind !== "route") place.cost += COST.other;
    }
  }
  const best = places.reduce((a, b) => (b.cost < a.cost ? b : a));
  card.place = best.name;
  return best;
}

function placesIn({ left, top, right, bottom }, width, height, arena) {
  const room = Math.max(0, right - left - width - 2 * CARD_GAP_PX);
  const tops = { bottom: bottom - height - CARD_GAP_PX, top: top + CARD_GAP_PX };
  return Object.entries(tops).flatMap(([edge, y]) => Array.from({ length: STEPS + 1 }, (_, step) => ({
    name: `${arena} ${edge} ${step}`,
    left: left + CARD_GAP_PX + (room * step) / STEPS,
    top: y,
    cost: COST.arena * arena + COST.inward * Math.min(step, STEPS - step),
  })));
}

// Show the card as a sheet, and move the page up if the sheet would cover what was clicked.
function showSheet(card, map) {
  const { div, press } = card;
  const isNew = card.mode !== "sheet";
  card.mode = "sheet";
  div.classList.add("sheet");
  const { left, width } = map.getBoundingClientRect();
  if (innerWidth >= PHONE_PX) Object.assign(div.style, { left: `${left}px`, width: `${width}px` });
  const covered = isNew && press ? press[1] + PRESS_CLEAR_PX - (innerHeight - div.offsetHeight) : 0;
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
