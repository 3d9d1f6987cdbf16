// Keep the focus where it is when the page replaces, removes or disables what has it: on what took its place, else on the stop before.
const STOPS = "a[href], button, input, summary, textarea, [tabindex='0']";
const HELP = "[aria-label^='Help for']"; // opens a text when it gets the focus
const MAX_STOPS_BEFORE = 20;
const SETTLE_MS = 300; // what is replaced may come a little later

function keepFocus(signal) {
  const kept = { last: null };
  const listen = (name, handle) => document.addEventListener(name, handle, { capture: true, signal });
  listen("pointerdown", () => (kept.last = null));
  listen("focusin", ({ target }) => (kept.last = placeOf(target)));
  const observer = new MutationObserver(() => restoreFocus(kept));
  observer.observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["disabled"] });
  signal.addEventListener("abort", () => observer.disconnect());
}

// Say where an element is: which stop of an event's card or row, or of a widget, and which stops come before.
function placeOf(target) {
  const owner = target.closest(".card-frame > [data-mark], [data-event], [class*='st-key-']");
  const key = owner?.className.match?.(/st-key-[\w-]+/)?.[0];
  const { event, mark } = owner?.dataset ?? {};
  const ofEvent = event ? `${owner.localName}[data-event="${CSS.escape(event)}"]` : mark && `.card-frame > [data-mark="${CSS.escape(mark)}"]`;
  const selector = key ? `.${key}` : ofEvent;
  const stops = [...document.querySelectorAll(STOPS)];
  const at = stops.indexOf(target);
  return {
    target,
    selector,
    number: owner ? stopsIn(owner).indexOf(target) : -1,
    before: at < 0 ? [] : stops.slice(Math.max(0, at - MAX_STOPS_BEFORE), at).reverse(),
    isSeen: target.matches(":focus-visible"),
  };
}

function stopsIn(owner) {
  return owner.matches(STOPS) ? [owner] : [...owner.querySelectorAll(STOPS)];
}

function restoreFocus(kept) {
  const { last } = kept;
  if (!last || !isLost() || canHaveFocus(last.target) || giveFocus(sameStop(last))) return;
  clearTimeout(kept.timer);
  kept.timer = setTimeout(() => {
    if (kept.last !== last || !isLost() || giveFocus(sameStop(last)) || !last.isSeen) return;
    giveFocus(last.before.find((stop) => canHaveFocus(stop) && stop.tabIndex >= 0 && !stop.matches(HELP)));
  }, SETTLE_MS);
}

function sameStop({ selector, number }) {
  const owner = selector && document.querySelector(selector);
  return owner ? stopsIn(owner)[number] : undefined;
}

function isLost() {
  const { activeElement } = document;
  return !activeElement || activeElement === document.body || activeElement.matches(":disabled");
}

function canHaveFocus(element) {
  return element.isConnected && !element.disabled && element.getClientRects().length > 0;
}

// Give an element the focus, and show it to those who need to see where that is; return whether it has it.
function giveFocus(element) {
  if (!element || !canHaveFocus(element)) return false;
  element.focus({ preventScroll: true });
  if (element.matches(":focus-visible")) element.scrollIntoView({ block: "nearest" });
  return true;
}
