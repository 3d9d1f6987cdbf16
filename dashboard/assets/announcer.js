// Tell screen readers what is new on the page, in one element that stays. What still holds is not said again, and what the
// page says when it opens is read with it.
export default function ({ data, parentElement }) {
  const region = (parentElement.region ??= create(parentElement));
  const call = (region.call = {});
  const news = region.said ? data.sentences.filter((sentence) => !region.said.includes(sentence)) : [];
  const isSame = String(region.said) === String(data.sentences);
  region.said = data.sentences;
  if (!isSame) region.element.textContent = news.join(" ");
  return () => {
    if (region.call !== call) return; // Streamlit also ends calls that a later one has replaced
    region.element.remove();
    delete parentElement.region;
  };
}

function create(parent) {
  const element = document.createElement("p");
  element.className = "unseen";
  element.setAttribute("role", "status");
  parent.append(element);
  return { element };
}
