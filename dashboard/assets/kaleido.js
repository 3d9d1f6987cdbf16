// Draw figures for `defections export` in kaleido's page, with the font by which their texts were measured and without a
// request. `FONT_FACE` is the CSS rule of that font, or empty, `BASEMAPS` the basemaps by their names.
// Without ligatures: PDF readers leave them out of copied text.
const STYLE = `${FONT_FACE}*{font-variant-ligatures:none}`;
document.head.append(Object.assign(document.createElement("style"), { textContent: `${STYLE}@page{margin:0}` }));
Object.assign(PlotlyGeoAssets.topojson, BASEMAPS);

// kaleido calls this for all formats; for PDF it prints the SVG as an image.
const { toImage } = Plotly;
Plotly.toImage = async ({ data, layout: { meta, ...layout }, config }, { format, imageDataOnly, ...options }) => {
  document.title = meta; // which Chromium writes into a PDF
  await Promise.all(["", "bold", "italic"].map((style) => document.fonts.load(`${style} 12px "Source Sans"`)));
  const bare = await toImage({ data, layout, config }, { ...options, format: "svg", imageDataOnly: true });
  // An SVG has no access to the fonts of the page that shows it.
  const svg = bare.replace(/<svg[^>]*>/, (tag) => `${tag}<style>${STYLE}</style>`);
  const url = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  if (format === "svg") return imageDataOnly ? svg : url;
  const image = Object.assign(new Image(), { src: url });
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
  canvas.getContext("2d").drawImage(image, 0, 0);
  return canvas.toDataURL(`image/${format}`).split(",")[1];
};
