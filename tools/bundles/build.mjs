// Builds the bundles that kgbuild's pages carry, and the lock that says what is in them:
//   npm ci && node build.mjs
// The same lock file gives the same bytes; tests/unit/web compares them with the lock.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const out = new URL("../../kgbuild/web/assets/vendor/", import.meta.url).pathname;
const modules = new URL("node_modules/", import.meta.url).pathname;
mkdirSync(out, { recursive: true });

const used = new Set();
for (const name of ["worker", "editor"]) {
  const result = await build({
    entryPoints: [`${name}.src.js`],
    outfile: `${out}${name}.js`,
    bundle: true,
    format: "iife",
    minify: true,
    legalComments: "none",
    charset: "ascii",
    target: "es2022",
    metafile: true,
    logOverride: { "empty-import-meta": "silent" },
  });
  for (const input of Object.keys(result.metafile.inputs)) {
    const match = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input);
    if (match) used.add(match[1]);
  }
}
// Level 9, no name and no time in the header: the same bytes each time (with one zlib).
writeFileSync(`${out}oxigraph.wasm.gz`, gzipSync(readFileSync(`${modules}oxigraph/web_bg.wasm`), { level: 9 }));

const licences = [];
const packages = {};
for (const name of [...used].sort()) {
  const about = JSON.parse(readFileSync(`${modules}${name}/package.json`, "utf8"));
  packages[name] = { version: about.version, licence: about.license };
  const own = readdirSync(`${modules}${name}`).filter((file) => /^licen[cs]e/i.test(file)).sort();
  const kept = `licences/${name.replace("/", "+")}.txt`;
  const text = own.length ? readFileSync(`${modules}${name}/${own[0]}`, "utf8")
    : existsSync(kept) ? readFileSync(kept, "utf8") : null;
  if (text === null) throw new Error(`${name} ships no licence text: put it in ${kept}`);
  licences.push(`${name} ${about.version} (${about.license})\n\n${text.trim()}\n`);
}
writeFileSync(`${out}LICENSES.txt`, licences.join(`\n${"-".repeat(78)}\n\n`));

const files = {};
for (const name of readdirSync(out).filter((name) => name !== "lock.json").sort()) {
  files[name] = createHash("sha256").update(readFileSync(`${out}${name}`)).digest("hex");
}
const sources = {};
for (const name of ["build.mjs", "editor.src.js", "package-lock.json", "package.json", "worker.src.js"]) {
  sources[name] = createHash("sha256").update(readFileSync(new URL(name, import.meta.url))).digest("hex");
}
const lock = { about: "Made by tools/bundles/build.mjs", packages, files, sources };
writeFileSync(`${out}lock.json`, `${JSON.stringify(lock, null, 1)}\n`);
console.log(Object.keys(packages).length, "packages,", Object.keys(files).length, "files");
