/**
 * Run a program by the very Python that runs in browsers, see bytecode.py:
 *
 *     node --input-type=module - ENGINE GIVEN MADE PROGRAM < in_node.js
 *
 * ENGINE is the folder of Pyodide. The program finds the file GIVEN as /given.zip, and leaves as
 * /made.zip what becomes the file MADE.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [engine, given, made, program] = process.argv.slice(2);

async function run() {
  const { loadPyodide } = await import(pathToFileURL(join(engine, "pyodide.mjs")).href);
  const python = await loadPyodide({ indexURL: engine });
  python.FS.writeFile("/given.zip", readFileSync(given));
  python.runPython(program);
  writeFileSync(made, python.FS.readFile("/made.zip"));
}

run().catch((error) => {
  // Node.js itself would show the line, which is all of Pyodide.
  console.error(error.message.trim());
  process.exitCode = 1;
});
