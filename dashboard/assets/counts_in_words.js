// List below a chart what the hover texts of its columns, or of marks that stand for many events, say to those with a mouse.
const COUNTS_IN_WORDS = { map: "The map's numbers in words", timeline: "The columns in words" };

function createCountsInWords(frame) {
  const [counts, summary, list] = ["details", "summary", "ul"].map((tag) => document.createElement(tag));
  counts.className = "fold counts-in-words";
  counts.hidden = true;
  list.className = "scrolled";
  list.tabIndex = 0;
  counts.append(summary, list);
  frame.append(counts);
  return counts;
}

// Show the list where a chart has such marks; in a frame of another site there is no room for it.
function listCounts({ div, data, countsInWords }) {
  const traces = div.data.filter(({ meta }) => meta?.narrows);
  const [summary, list] = countsInWords.children;
  countsInWords.hidden = !traces.length || Boolean(data.frame);
  summary.textContent = list.ariaLabel = COUNTS_IN_WORDS[data.kind];
  const fill = () => countsInWords.open && list.replaceChildren(...linesOf(traces).map((line) => {
    return Object.assign(document.createElement("li"), { textContent: line });
  }));
  countsInWords.ontoggle = fill;
  fill();
}

// Return a line for each mark of the map, the largest first, and for each column, in order of time.
function linesOf(traces) {
  const lines = new Map(); // by what a click on them means
  for (const { name, hovertext, text, customdata, marker, meta } of traces) {
    hovertext.forEach((markup, i) => {
      const [head, ...parts] = markup.split("<br>").map(plain);
      const key = String(customdata[i] ?? `${name} ${i}`);
      const rank = meta.narrows === "stretch" ? customdata[i][0] : -marker.size[i]; // the first day of a column, as text
      if (!lines.has(key)) lines.set(key, { rank, head, parts: new Set() });
      for (const part of text ? [`${plain(name)}: ${plain(text[i])}`] : parts) lines.get(key).parts.add(part);
    });
  }
  const sorted = [...lines.values()].sort((a, b) => (a.rank > b.rank) - (a.rank < b.rank));
  return sorted.map(({ head, parts }) => `${head}: ${[...parts].join("; ")}`);
}

// Return the letters of a text in plotly's markup.
function plain(markup) {
  const template = document.createElement("template");
  template.innerHTML = markup;
  return template.content.textContent;
}
