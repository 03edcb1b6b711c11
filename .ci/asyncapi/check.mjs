// Parses an AsyncAPI document and exits 1 where it has errors: node check.mjs FILE
import { readFile } from "node:fs/promises";
import { DiagnosticSeverity, Parser } from "@asyncapi/parser";

const file = process.argv[2];
const { document, diagnostics } = await new Parser().parse(await readFile(file, "utf8"), { source: file });
for (const { severity, path, message, code } of diagnostics) {
  if (severity <= DiagnosticSeverity.Warning) console.error(`${DiagnosticSeverity[severity]} ${path.join("/")}: ${message} (${code})`);
}
if (!document || diagnostics.some(({ severity }) => severity === DiagnosticSeverity.Error)) {
  console.error(`${file} is not a valid AsyncAPI document`);
  process.exit(1);
}
console.log(`${file}: AsyncAPI ${document.version()}, ${document.channels().length} channels, ${document.messages().length} messages`);
