// Draw a figure at its own size, and hand it to the reader as a file.
export default async function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".export");
  root.querySelector("a").href = data.csv;
  for (const button of root.querySelectorAll("button")) {
    button.onclick = () => setTriggerValue("wanted", { chart: button.dataset.chart, format: button.dataset.format });
  }
  const done = (root.done ??= new Set());
  for (const order of data.orders.filter(({ number }) => !done.has(number))) {
    done.add(order.number);
    try {
      save(await picture(await loadPlotly(data.plotly), order), order.name);
    } catch {
      root.querySelector("output").textContent = `${order.name} could not be made.`;
    }
  }
  if (data.orders.length) setTriggerValue("done", [...done]);
}

async function picture(Plotly, { figure, format, scale }) {
  const { width, height } = figure.layout;
  const url = await Plotly.toImage(
    { ...figure, config: { topojsonURL: new URL("assets/topojson/", document.baseURI).href } },
    { format: "svg", width, height },
  );
  const drawn = decodeURIComponent(url.slice(url.indexOf(",") + 1));
  // An SVG that stands alone has no access to the fonts of the page.
  const svg = drawn.replace(/(<svg[^>]*>)/, `$1<style>${await fontFaces()}</style>`);
  const blob = new Blob([svg], { type: "image/svg+xml" });
  return format === "svg" ? blob : rasterised(blob, width * scale, height * scale);
}

async function rasterised(blob, width, height) {
  const image = new Image();
  const url = URL.createObjectURL(blob);
  image.src = url;
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  canvas.getContext("2d").drawImage(image, 0, 0, width, height);
  URL.revokeObjectURL(url);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}

// The upright face of the page's sans-serif, as a rule that carries the font itself.
async function fontFaces() {
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
