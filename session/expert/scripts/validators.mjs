// Precompile the validators of what a page receives, so that no code is made at run time (CSP).
import { readFileSync, writeFileSync } from "node:fs";
import Ajv from "ajv";
import standaloneCode from "ajv/dist/standalone/index.js";

const folder = new URL("../src/generated/", import.meta.url);
const LINKS = ["relay-to-expert", "relay-to-agent", "kiosk-to-expert"];

export function makeValidators() {
  const ajv = new Ajv({
    code: { source: true, esm: true },
    useDefaults: true,
    strict: false,
  });
  const mapping = {};
  const tables = [];
  for (const link of LINKS) {
    const schema = JSON.parse(readFileSync(new URL(`schema/${link}.json`, folder), "utf8"));
    ajv.addSchema(schema, link);
    const rows = Object.entries(schema["x-types"]).map(([type, name]) => {
      const ident = `${link.replaceAll("-", "_")}_${name}`;
      mapping[ident] = `${link}#/$defs/${name}`;
      return `  ${JSON.stringify(type)}: ${ident},`;
    });
    tables.push(`  ${JSON.stringify(link)}: {\n${rows.join("\n")}\n  },`);
  }
  const code = standaloneCode.default(ajv, mapping);
  const target = new URL("validators.js", folder);
  writeFileSync(target, `${code}\nexport const VALIDATORS = {\n${tables.join("\n")}\n};\n`);
}
