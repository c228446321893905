// Which notebooks are trusted where no server signs them: those that the site serves as they are,
// and those that were saved here when all in them was trusted, as Jupyter's own servers have it.
// What a notebook says of itself is not believed: that is what a mailed one would say.

import { lines } from "./allowlist.js";
import { digestOf } from "./digest.js";
import { recall, remember } from "./remembered.js";

/** The fingerprints of what was saved here, in this browser. */
export const KEY = "withinscope:signed";
/** So many are kept, the latest: each save makes one. */
const LIMIT = 200;

/** @typedef {{cell_type: string, source: string | string[], outputs?: object[], metadata: {trusted?: boolean}}} Cell */

/**
 * @param {Jupyter.Contents} contents of JupyterLite's, from now on with notebooks that are trusted
 *   or not
 * @param {(path: string) => Promise<unknown>} served the notebook that the site has at a path; null
 *   where it has none
 */
export function signNotebooks(contents, served) {
  const [get, save] = [contents.get.bind(contents), contents.save.bind(contents)];
  contents.get = async (path, options) => {
    const found = await get(path, options);
    const cells = codeCells(found.content);
    if (!cells.length) return found;
    const mark = await fingerprint(cells);
    const isTrusted =
      known().includes(mark) || mark === (await fingerprint(codeCells(await served(path))));
    for (const { metadata } of cells) {
      if (isTrusted) metadata.trusted = true;
      else delete metadata.trusted;
    }
    return found;
  };
  contents.save = async (path, options) => {
    const cells = codeCells(options.content);
    if (cells.length && cells.every(({ metadata }) => metadata.trusted)) {
      await sign(cells);
    }
    return save(path, options);
  };
}

/** @param {any} content of a notebook, or of anything else @returns {Cell[]} */
function codeCells(content) {
  const cells = Array.isArray(content?.cells) ? content.cells : [];
  return cells.filter((/** @type {Cell} */ cell) => cell?.cell_type === "code" && cell.metadata);
}

/** @param {Cell[]} cells */
async function sign(cells) {
  const mark = await fingerprint(cells);
  const others = known().filter((one) => one !== mark);
  remember(KEY, JSON.stringify([...others, mark].slice(-LIMIT)));
}

/** @returns {string[]} */
function known() {
  try {
    const found = JSON.parse(recall(KEY) ?? "[]");
    return Array.isArray(found) ? found : [];
  } catch {
    return [];
  }
}

/** What a notebook runs and shows, in short. @param {Cell[]} cells */
function fingerprint(cells) {
  const said = cells.map(({ source, outputs = [] }) => [lines([source].flat().join("")), outputs]);
  return digestOf(JSON.stringify(said));
}
