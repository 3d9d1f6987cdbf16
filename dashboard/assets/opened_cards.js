// Keep full cards as the reader left them when the page replaces them all, open or closed, and report which event is to be marked.
export default function ({ parentElement, setTriggerValue }) {
  const kept = (parentElement.openedCards ??= create());
  const call = {};
  Object.assign(kept, { call, setTriggerValue });
  return () => {
    if (kept.call !== call) return; // Streamlit also ends calls that a later one has replaced
    kept.removal.abort();
    kept.observer.disconnect();
    delete parentElement.openedCards;
  };
}

function create() {
  const removal = new AbortController();
  // Which cards the reader opened or closed, by id; which are marked.
  const kept = { removal, isOpen: new Map(), marked: new Set(), cards: null };
  const listen = (name, handle) => document.addEventListener(name, handle, { capture: true, signal: removal.signal });
  listen("click", ({ target }) => {
    const summary = target.closest?.(".cards summary");
    if (summary) kept.isOpen.set(summary.parentElement.id, !summary.parentElement.open); // it changes after the click
    const button = target.closest?.("[data-card]");
    if (button) kept.isOpen.set(`card-${button.dataset.card}`, true);
  });
  listen("click", ({ target }) => {
    const event = target.closest?.("[data-mark]")?.dataset.mark;
    if (event) kept.setTriggerValue("toggled", event);
  });
  keepFocus(removal.signal);
  listenToSheet(removal.signal);
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
}
