// Close the sheet of filters with Escape and leave the focus on its heading; a list that is open in it closes first.
function closeSheetOnEscape(signal) {
  addEventListener("keydown", (event) => {
    const heading = document.querySelector(".stExpander details[open] > summary");
    const isOther = event.isComposing || document.querySelector("[role='listbox'], [role='dialog']");
    if (event.key !== "Escape" || !heading || isOther) return;
    event.stopImmediatePropagation(); // the compact card below the sheet stays
    heading.click();
    heading.focus();
  }, { capture: true, signal });
}
