// Load the plotly.js that the application serves, once; after a failure the next call tries again.
function loadPlotly(url) {
  window.defectionsPlotly ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = url;
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => {
      window.defectionsPlotly = undefined;
      reject(new Error(`cannot load ${url}`));
    };
    document.head.append(script);
  });
  return window.defectionsPlotly;
}
