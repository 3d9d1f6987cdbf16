// Tell readers of a browser that cannot unpack the charts; in words that browsers of any age understand.
if (!window.DecompressionStream || !window.structuredClone) document.getElementById("old-browser").hidden = false;
