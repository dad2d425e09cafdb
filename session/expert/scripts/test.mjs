// Bundle the unit tests for node and run them with its own test runner.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import { makeValidators } from "./validators.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "pages-test-"));
makeValidators();
const tests = readdirSync(`${root}test`).filter((name) => name.endsWith(".test.ts"));
await esbuild.build({
  absWorkingDir: root,
  entryPoints: tests.map((name) => `test/${name}`),
  bundle: true,
  platform: "node",
  format: "esm",
  outExtension: { ".js": ".mjs" },
  // Debian's Node 18 has the browser's `crypto` in a module only.
  banner: { js: 'import { webcrypto } from "node:crypto"; globalThis.crypto ??= webcrypto;' },
  outdir: folder,
  logLevel: "warning",
});
const files = readdirSync(folder).map((name) => join(folder, name));
const run = spawnSync(process.execPath, ["--test", ...files], { stdio: "inherit" });
rmSync(folder, { recursive: true, force: true });
process.exit(run.status ?? 1);
