#!/bin/sh
# Finding: in Node.js, Pyodide's unpackArchive refuses what Node.js itself reads files as.
#
# Version:  pyodide 314.0.7 (npm).
# Behavior: `unpackArchive(data, format)` takes an ArrayBuffer or a typed array. A Buffer, which
#           `fs.readFile` gives, is a subclass of Uint8Array, and is refused by the name of its
#           class. The same bytes as `new Uint8Array(buffer)` are unpacked.
# Output:   Buffer: RuntimeError: Unknown typed array type 'Buffer'. …; Uint8Array: unpacked
# For us:   what is built in Node.js and what runs in the browser would differ in how bytes come.
#
# Installs the package in a folder of its own, runs it without our code, and fails once this changes.
set -eu

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-fund --no-audit pyodide@314.0.7
python3 -c 'import zipfile; zipfile.ZipFile("a.zip", "w").writestr("a.txt", "a")'
cat > try.mjs <<'SCRIPT'
import { readFile } from "node:fs/promises";
import { loadPyodide } from "pyodide";

const python = await loadPyodide();
const bytes = await readFile("a.zip");

function told(data) {
  try {
    python.unpackArchive(data, "zip");
    return "unpacked";
  } catch (error) {
    return error.message.trim().split("\n")[0];
  }
}

const [buffer, array] = [told(bytes), told(new Uint8Array(bytes))];
console.log(`Buffer: ${buffer}; Uint8Array: ${array}`);
if (buffer === "unpacked" || array !== "unpacked") {
  console.log("This has changed: read the head of this script, and what relies on it.");
  process.exit(1);
}
SCRIPT
node try.mjs
