// Bundle what the charts use of plotly.js, with the licences of all that is in it, into the folder of this script:
//   node dashboard/assets/plotly/build.mjs [VERSION]
// VERSION is that of plotly.js; without it, that of the `plotly` package of the `python` on the path. Needs npm.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const ESBUILD = "0.28.2";
const TRACES = ["bar", "scattergeo"]; // beside scatter, which is in the core

const BUNDLED = "from plotly.offline import get_plotlyjs_version; print(get_plotlyjs_version())";
const version = process.argv[2] ?? execFileSync("python", ["-c", BUNDLED], { encoding: "utf8" }).trim();

/** Install into an empty folder, and run nothing that the packages bring along. */
function install(folder) {
  writeFileSync(join(folder, "package.json"), '{"private": true}');
  const packages = [`plotly.js@${version}`, `esbuild@${ESBUILD}`];
  execFileSync("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--save-exact", ...packages], {
    cwd: folder,
    stdio: "inherit",
  });
}

// The texts of the reference, which nothing reads in a browser: plotly.js leaves them out of its own minified files too.
const TEXT = /'(?:[^'\\\n]|\\.)*'/.source;
const REFERENCE = new RegExp(
  `\\b(?:description|hrName):\\s*(?:${TEXT}|\\[(?:\\s*${TEXT}\\s*,?)*\\s*\\]\\.join\\(' '\\))(?:,|(?=\\s*\\}))`,
  "g",
);
const withoutReference = {
  name: "without-reference",
  setup: (build) =>
    build.onLoad({ filter: /plotly\.js[\\/]src[\\/].*\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, "utf8").replace(REFERENCE, ""),
    })),
};

/** Return the bundle, and the folders of the packages that it has parts of. */
async function bundle(folder) {
  const { build } = await import(pathToFileURL(join(folder, "node_modules/esbuild/lib/main.js")));
  const traces = TRACES.map((trace) => `require("plotly.js/lib/${trace}")`);
  const entry = `module.exports = require("plotly.js/lib/core"); module.exports.register([${traces}]);`;
  const { outputFiles, metafile } = await build({
    absWorkingDir: folder,
    stdin: { contents: entry, resolveDir: folder },
    bundle: true,
    minify: true,
    write: false,
    outfile: "plotly.min.js",
    metafile: true,
    format: "iife",
    globalName: "Plotly",
    target: "es2022",
    charset: "utf8",
    legalComments: "eof",
    define: { global: "window", "define.amd": "false" },
    loader: { ".css": "empty" }, // of MapLibre, whose maps are not in the bundle; plotly.js has its own in a script
    plugins: [withoutReference],
  });
  const [{ inputs }] = Object.values(metafile.outputs);
  const used = Object.keys(inputs).filter((path) => inputs[path].bytesInOutput && !path.endsWith(".css"));
  const packages = used.map((path) => path.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0]).filter(Boolean);
  return [outputFiles[0].text, [...new Set(packages)].sort()];
}

/** Return what a package is called with its licence, and the text of that. */
function licence(folder) {
  const { name, version, license, author } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const files = readdirSync(folder).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file));
  const texts = files.map((file) => readFileSync(join(folder, file), "utf8").replace(/\r/g, "").trim());
  const named = `${license} License, by ${author?.name ?? author}`; // where a package comes without the text
  return [`${name} ${version} (${license})`, texts.join("\n\n") || named];
}

const folder = mkdtempSync(join(tmpdir(), "plotly-"));
try {
  install(folder);
  const [script, packages] = await bundle(folder);
  const licences = new Map(packages.map((path) => licence(join(folder, path)))); // a version may be there twice
  const banner = `/**
* plotly.js v${version}
* Only the traces scatter, ${TRACES.join(", ")}
* Copyright Plotly, Inc.
* Licensed under the MIT license
* Made of ${[...licences.keys()].join(", ")}
*/
`;
  const rule = "-".repeat(80);
  const texts = [...licences].map(([title, text]) => `${rule}\n${title}\n${rule}\n\n${text}\n`);
  writeFileSync(join(import.meta.dirname, "plotly.min.js"), banner + script);
  writeFileSync(join(import.meta.dirname, "LICENSES.txt"), texts.join("\n"));
} finally {
  rmSync(folder, { recursive: true });
}
