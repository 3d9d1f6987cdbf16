// Close the sheet of filters with Escape, and with Tab where that leads out of it.
function listenToSheet(signal) {
  closeSheetOnEscape(signal);
  closeSheetBehindTab(signal);
}

// Leave the focus on the heading of the sheet; a list that is open in it closes first.
function closeSheetOnEscape(signal) {
  addEventListener("keydown", (event) => {
    const heading = openSheet()?.querySelector("summary");
    const isOther = event.isComposing || document.querySelector("[role='listbox'], [role='dialog']");
    if (event.key !== "Escape" || !heading || isOther) return;
    event.stopImmediatePropagation(); // the compact card below the sheet stays
    heading.click();
    heading.focus();
  }, { capture: true, signal });
}

// An open sheet would cover what has the focus now.
function closeSheetBehindTab(signal) {
  let isTab = false;
  addEventListener("keydown", ({ key }) => (isTab = key === "Tab"), { capture: true, signal });
  addEventListener("pointerdown", () => (isTab = false), { capture: true, signal });
  addEventListener("focusin", ({ target }) => {
    const sheet = openSheet();
    if (isTab && sheet && !sheet.contains(target) && !target.closest("[role='listbox'], [role='dialog']")) sheet.querySelector("summary").click();
  }, { capture: true, signal });
}

function openSheet() {
  return document.querySelector(".stExpander details[open]");
}
