// Bundle both pages to dist/: expert.html, agent.html and assets/ with hashed names.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import { makeValidators } from "./validators.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const dist = `${root}dist`;

makeValidators();
mkdirSync(`${dist}/assets`, { recursive: true });

const result = await esbuild.build({
  absWorkingDir: root,
  entryPoints: { expert: "src/expert.tsx", agent: "src/agent.tsx" },
  bundle: true,
  format: "esm",
  target: ["es2022"],
  jsx: "automatic",
  jsxImportSource: "preact",
  minify: true,
  sourcemap: true,
  metafile: true,
  legalComments: "linked",
  loader: { ".svg": "text", ".woff2": "file" },
  outdir: `${dist}/assets`,
  publicPath: "/assets/",
  entryNames: "[name]-[hash]",
  assetNames: "[name]-[hash]",
  logLevel: "warning",
});

for (const page of ["expert", "agent"]) {
  const script = Object.entries(result.metafile.outputs).find(
    ([, output]) => output.entryPoint === `src/${page}.tsx`,
  );
  const html = readFileSync(`${root}src/${page}.html`, "utf8")
    .replace("{{script}}", `/assets/${basename(script[0])}`)
    .replace("{{style}}", `/assets/${basename(script[1].cssBundle)}`);
  writeFileSync(`${dist}/${page}.html`, html);
}
cpSync(`${root}src/icon.svg`, `${dist}/assets/icon.svg`);

// Only now what an earlier build left: one that failed must not take the page away.
const made = new Set(["icon.svg", ...Object.keys(result.metafile.outputs).map((path) => basename(path))]);
for (const name of readdirSync(`${dist}/assets`)) {
  if (!made.has(name) && !name.endsWith(".LEGAL.txt")) rmSync(`${dist}/assets/${name}`);
}
