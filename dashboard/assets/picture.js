// Draw a picture at its own size, show it, and hand it to the reader as a file.
export default async function ({ data, parentElement }) {
  const root = parentElement.querySelector(".picture");
  const [image, failure] = [root.querySelector("img"), root.querySelector(".failure")];
  const requested = (root.requested = JSON.stringify(data.figure));
  const buttons = [...root.querySelectorAll("button")];
  root.shown = null;
  updateButtons(root, buttons, data);
  try {
    const svg = await drawSvg(await loadPlotly(data.plotly), data);
    if (root.requested !== requested) return; // the reader has chosen another picture since
    URL.revokeObjectURL(image.src);
    const blob = new Blob([svg], { type: "image/svg+xml" });
    Object.assign(image, { src: URL.createObjectURL(blob), alt: `${data.title}. ${data.description}`, hidden: false });
    failure.textContent = "";
    for (const button of buttons) {
      button.onclick = async () => {
        const { format } = button.dataset;
        try {
          save(format === "svg" ? blob : await rasterise(blob, data), `${data.name}.${format}`);
          failure.textContent = "";
        } catch {
          failure.textContent = "This file could not be made. Try the other format or a smaller size.";
        }
      };
    }
    root.shown = requested;
    updateButtons(root, buttons, data);
  } catch {
    if (root.requested !== requested) return;
    failure.textContent = "This picture could not be made. Close the dialog and try again.";
  }
}

// Enable the buttons while the picture shown is the one requested last, and still the one chosen above it: the controls
// show a new choice at once, the picture follows when the server has answered.
function updateButtons(root, buttons, { choice, typed }) {
  const dialog = root.closest("[role=dialog]");
  const update = () => {
    const isChosen = !dialog || (isStillChosen(dialog, choice) && isStillTyped(dialog, typed));
    for (const button of buttons) button.disabled = root.shown !== root.requested || !isChosen;
  };
  root.observer?.disconnect();
  root.observer = new MutationObserver(update);
  if (dialog) root.observer.observe(dialog, { subtree: true, attributeFilter: ["aria-checked", "value"] });
  update();
}

// Whether Streamlit's controls show this choice. How they are marked up is Streamlit's own affair: where that cannot be
// read, a choice counts when the server has answered.
let hasWarned = false;
function isStillChosen(dialog, choice) {
  const shown = [
    ...[...dialog.querySelectorAll("[role=radio][aria-checked=true]")].map((radio) => radio.textContent.trim()),
    ...[...dialog.querySelectorAll("[role=combobox]")].map(({ value }) => value),
  ].filter(Boolean);
  if (shown.length >= choice.length) return choice.every((words) => shown.includes(words));
  if (!hasWarned) console.warn("The controls of the picture cannot be read: its buttons wait for the server's answer.");
  hasWarned = true;
  return true;
}

// Whether the field for the title holds this text; the picture follows once the reader leaves the field.
function isStillTyped(dialog, typed) {
  const field = dialog.querySelector("input[aria-label=Title]");
  return !field || field.value === typed;
}

async function drawSvg(Plotly, { figure, title, description }) {
  const { width, height } = figure.layout;
  const url = await Plotly.toImage(
    { ...figure, config: { topojsonURL: new URL("assets/topojson/", document.baseURI).href } },
    { format: "svg", width, height },
  );
  const svg = new DOMParser().parseFromString(decodeURIComponent(url.slice(url.indexOf(",") + 1)), "image/svg+xml");
  const element = (name, text) => Object.assign(svg.createElementNS("http://www.w3.org/2000/svg", name), { textContent: text });
  // An SVG that stands alone has no access to the fonts of the page.
  svg.documentElement.prepend(element("title", title), element("desc", description), element("style", await fontRule()));
  return new XMLSerializer().serializeToString(svg);
}

async function rasterise(blob, { figure, scale, dpi }) {
  const { width, height } = figure.layout;
  const image = new Image();
  const url = URL.createObjectURL(blob);
  image.src = url;
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: Math.round(width * scale), height: Math.round(height * scale) });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(url);
  const png = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  return dpi ? withResolution(png, dpi) : png;
}

// A PNG that says how large it is meant to be: the chunk pHYs, in dots a metre, after the first chunk (33 bytes).
function withResolution(png, dpi) {
  const chunk = new DataView(new ArrayBuffer(21));
  const perMetre = Math.round(dpi / 0.0254);
  chunk.setUint32(0, 9);
  chunk.setUint32(4, 0x70485973);
  chunk.setUint32(8, perMetre);
  chunk.setUint32(12, perMetre);
  chunk.setUint8(16, 1);
  let crc = -1;
  for (let i = 4; i < 17; i++) {
    crc ^= chunk.getUint8(i);
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  chunk.setUint32(17, ~crc);
  return new Blob([png.slice(0, 33), chunk, png.slice(33)], { type: "image/png" });
}

// The upright face of the page's sans-serif, as a rule that carries the font itself.
async function fontRule() {
  const rules = [...document.styleSheets].flatMap((sheet) => {
    try {
      return [...sheet.cssRules];
    } catch {
      return []; // another origin's
    }
  });
  const face = rules.find(
    (rule) => rule instanceof CSSFontFaceRule && /Source Sans/.test(rule.cssText) && !/italic/.test(rule.style.fontStyle),
  );
  const [, source] = face?.style.getPropertyValue("src").match(/url\("?([^")]+)"?\)/) ?? [];
  if (!source) return "";
  const data = await fetch(new URL(source, face.parentStyleSheet.href ?? document.baseURI)).then((answer) => answer.blob());
  const encoded = await new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.readAsDataURL(data);
  });
  return `@font-face{font-family:"Source Sans";font-weight:200 900;src:url(${encoded})}`;
}

function save(blob, name) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
