// Keep full cards as the reader left them when the page replaces them all: open or closed, and with the focus.
const FOCUSABLE = "summary, a";

export default function ({ parentElement }) {
  const kept = (parentElement.openedCards ??= create());
  const call = (kept.call = {});
  return () => {
    if (kept.call !== call) return; // Streamlit also ends calls that a later one has replaced
    kept.removal.abort();
    kept.observer.disconnect();
    delete parentElement.openedCards;
  };
}

function create() {
  const removal = new AbortController();
  // Which cards the reader opened or closed, by id; which are marked; where the focus is.
  const kept = { removal, isOpen: new Map(), marked: new Set(), cards: null, focus: null };
  const listen = (name, handle) => document.addEventListener(name, handle, { capture: true, signal: removal.signal });
  listen("click", ({ target }) => {
    const summary = target.closest?.(".cards summary");
    if (summary) kept.isOpen.set(summary.parentElement.id, !summary.parentElement.open); // it changes after the click
    const button = target.closest?.("[data-card]");
    if (button) kept.isOpen.set(`card-${button.dataset.card}`, true);
  });
  listen("pointerdown", () => (kept.focus = null));
  listen("focusin", ({ target }) => {
    const card = target.closest(".cards .card");
    kept.focus = card && { target, id: card.id, number: [...card.querySelectorAll(FOCUSABLE)].indexOf(target) };
  });
  kept.observer = new MutationObserver(() => restore(kept));
  kept.observer.observe(document.body, { childList: true, subtree: true });
  restore(kept);
  return kept;
}

function restore(kept) {
  const cards = document.querySelector(".st-key-cards .cards");
  if (!cards || cards === kept.cards) return;
  kept.cards = cards;
  const all = [...cards.querySelectorAll(".card")];
  const marked = new Set(all.filter((card) => card.classList.contains("marked")).map(({ id }) => id));
  for (const card of all) {
    if (marked.has(card.id) && !kept.marked.has(card.id)) kept.isOpen.delete(card.id); // newly marked, it opens
    if (kept.isOpen.has(card.id)) card.open = kept.isOpen.get(card.id);
  }
  kept.marked = marked;
  if (!kept.focus || kept.focus.target.isConnected || document.activeElement !== document.body) return;
  const { id, number } = kept.focus;
  document.getElementById(id)?.querySelectorAll(FOCUSABLE)[number]?.focus({ preventScroll: true });
}
