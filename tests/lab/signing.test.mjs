import assert from "node:assert/strict";
import { test } from "node:test";

import { forgetAll } from "../../src/withinscope/lab/labextensions/withinscope/static/remembered.js";
import {
  KEY,
  signNotebooks,
} from "../../src/withinscope/lab/labextensions/withinscope/static/signing.js";

const PATH = "notebooks/01.ipynb";
const code = (/** @type {string} */ source, outputs = /** @type {object[]} */ ([]), more = {}) => ({
  cell_type: "code",
  source,
  outputs,
  metadata: { ...more },
});
const COURSE = [{ cell_type: "markdown", source: "# One", metadata: {} }, code("%course L01")];
const SCRIPT = { output_type: "display_data", data: { "text/html": "<script>steal()</script>" } };

/** A browser with files in it, on a site that serves the course. */
function aBrowser(files = /** @type {Record<string, object[]>} */ ({})) {
  forgetAll(KEY);
  /** @type {any} */
  const contents = {
    get: async (/** @type {string} */ path) => ({
      content: structuredClone({ cells: files[path] ?? COURSE }),
    }),
    save: async (/** @type {string} */ path, /** @type {any} */ { content }) => {
      files[path] = content.cells;
      return {};
    },
  };
  const served = async (/** @type {string} */ path) => (path === PATH ? { cells: COURSE } : null);
  signNotebooks(contents, served);
  return contents;
}

/** @param {any} contents @param {string} [path] @returns {Promise<boolean[]>} of each code cell */
async function trusted(contents, path = PATH) {
  const { content } = await contents.get(path, { content: true });
  const cells = content.cells.filter((/** @type {any} */ cell) => cell.cell_type === "code");
  return cells.map((/** @type {any} */ { metadata }) => metadata.trusted === true);
}

test("what the site serves is trusted as it is", async () => {
  assert.deepEqual(await trusted(aBrowser()), [true]);
});

test("what a notebook says of itself is not believed, in whichever place it lies", async () => {
  const mailed = [code("%course L01", [SCRIPT], { trusted: true })];
  const contents = aBrowser({ [PATH]: mailed, "mailed.ipynb": mailed });
  assert.deepEqual(await trusted(contents), [false]);
  assert.deepEqual(await trusted(contents, "mailed.ipynb"), [false]);
});

test("what was saved here while all in it was trusted is trusted again, and nothing else", async () => {
  const contents = aBrowser();
  const mine = [code("1 + 1", [], { trusted: true })];
  const save = (/** @type {object[]} */ cells) =>
    contents.save("mine.ipynb", { type: "notebook", format: "json", content: { cells } });
  await save(mine);
  assert.deepEqual(await trusted(contents, "mine.ipynb"), [true]);
  await save([code("2 + 2", [], { trusted: true }), code("3 + 3")]);
  assert.deepEqual(await trusted(contents, "mine.ipynb"), [false, false]);
});

test("a folder, and a file that is no notebook, come as they are", async () => {
  /** @type {any} */
  const contents = { get: async () => ({ content: "text" }), save: async () => ({}) };
  signNotebooks(contents, async () => null);
  assert.deepEqual(await contents.get("a.txt", { content: true }), { content: "text" });
});
