// List below a chart what the hover texts of its columns, or of marks that stand for many events, say to those with a mouse.
const SUMS_IN_WORDS = { map: "The map's numbers in words", timeline: "The columns in words" };

function createSums(frame) {
  const [sums, summary, list] = ["details", "summary", "ul"].map((tag) => document.createElement(tag));
  sums.className = "doubts sums";
  sums.hidden = true;
  list.className = "scrolled";
  list.tabIndex = 0;
  sums.append(summary, list);
  frame.append(sums);
  return sums;
}

// Show the list where a chart has such marks; in a frame of another site there is no room for it.
function listSums({ div, data, sums }) {
  const traces = div.data.filter(({ meta }) => meta?.narrows);
  const [summary, list] = sums.children;
  sums.hidden = !traces.length || Boolean(data.frame);
  summary.textContent = list.ariaLabel = SUMS_IN_WORDS[data.kind];
  const fill = () => sums.open && list.replaceChildren(...linesOf(traces).map((line) => {
    return Object.assign(document.createElement("li"), { textContent: line });
  }));
  sums.ontoggle = fill;
  fill();
}

// Return a line for each mark of the map, the largest first, and for each column, in order of time.
function linesOf(traces) {
  const sums = new Map(); // by what a click on them means
  for (const { name, x = [], hovertext, text, customdata } of traces) {
    hovertext.forEach((markup, i) => {
      const [head, ...parts] = markup.split("<br>").map(plain);
      const key = String(customdata[i] ?? `${name} ${i}`);
      if (!sums.has(key)) sums.set(key, { at: x[i] ?? 0, head, parts: new Set() });
      for (const part of text ? [`${plain(name)}: ${plain(text[i])}`] : parts) sums.get(key).parts.add(part);
    });
  }
  return [...sums.values()].sort((a, b) => a.at - b.at).map(({ head, parts }) => `${head}: ${[...parts].join("; ")}`);
}

// Return the letters of a text in plotly's markup.
function plain(markup) {
  const template = document.createElement("template");
  template.innerHTML = markup;
  return template.content.textContent;
}
