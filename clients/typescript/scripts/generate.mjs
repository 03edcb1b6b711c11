// Writes src/generated.ts and src/operations.ts from the OpenAPI document of all services; --check only compares them.
import { readFile, writeFile } from "node:fs/promises";
import openapiTS, { astToString } from "openapi-typescript";
import ts from "typescript";

const at = (path) => new URL(path, import.meta.url);
const document = JSON.parse(await readFile(at("../../../docs/openapi/daiban.json"), "utf8"));
const blob = ts.factory.createTypeReferenceNode("Blob");

const types = await openapiTS(document, {
  alphabetize: true,
  defaultNonNullable: false,
  // A field for a file takes what browsers and Node have for one.
  transform: (schema) => (schema.format === "binary" ? blob : undefined),
});

const operations = [];
for (const [path, methods] of Object.entries(document.paths)) {
  for (const [method, { operationId, parameters = [], requestBody }] of Object.entries(methods)) {
    const sends = (name) => parameters.some((one) => one.in === "header" && one.name === name);
    const told = { method: method.toUpperCase(), path, takesKey: sends("Idempotency-Key") };
    const form = "multipart/form-data" in (requestBody?.content ?? {});
    operations.push(`  ${operationId}: ${JSON.stringify({ ...told, takesForm: form })},`);
  }
}

const made = "// Made from docs/openapi/daiban.json by scripts/generate.mjs: change it there.\n";
const files = {
  "../src/generated.ts": `${made}\n${astToString(types)}`,
  "../src/operations.ts":
    `${made}\nimport type { operations } from "./generated.js";\n\n` +
    "/** How each operation is called: what a request needs beyond what its caller gives. */\n" +
    "export interface Operation {\n  method: string;\n  path: string;\n  takesKey: boolean;\n  takesForm: boolean;\n}\n\n" +
    `export const OPERATIONS: Readonly<Record<keyof operations, Operation>> = {\n${operations.sort().join("\n")}\n};\n`,
};

const stale = [];
for (const [path, text] of Object.entries(files)) {
  const before = await readFile(at(path), "utf8").catch(() => "");
  if (before !== text) stale.push(path);
  if (before !== text && !process.argv.includes("--check")) await writeFile(at(path), text);
}
if (stale.length && process.argv.includes("--check")) {
  console.error(`not as the document has it: ${stale.join(", ")}; write them anew with: npm run generate`);
  process.exit(1);
}
console.log(`${operations.length} operations, ${Object.keys(document.components.schemas).length} schemas`);
