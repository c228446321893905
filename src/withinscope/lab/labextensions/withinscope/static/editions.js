// A notebook that its author saved in the browser stands there in place of the site's, and of each
// newer one that the site has later. So it is remembered which one it was made from, and whoever
// opens it is told of a newer one, and may take it: their own stays beside it.

import { lines } from "./allowlist.js";
import { digestOf } from "./digest.js";
import { forgetAll, recall, remember } from "./remembered.js";
import { copyOf } from "./writing.js";

/** Before the site's address and a notebook's path: a digest of what the site had when it was first saved. */
export const KEY = "withinscope:made-from:";

/** @typedef {(path: string) => Promise<unknown>} Served the notebook that the site has at a path; null where it has none */

export class Editions {
  #contents;
  #served;
  #key;
  /** What each notebook said when it was opened. @type {Map<string, string>} */
  #opened = new Map();

  /**
   * @param {Jupyter.Contents} contents JupyterLite's; from now on it is watched
   * @param {Served} served
   * @param {string} base the address of this JupyterLite: an origin may have several
   */
  constructor(contents, served, base) {
    this.#contents = contents;
    this.#served = served;
    this.#key = KEY + base;
    const [get, save] = [contents.get.bind(contents), contents.save.bind(contents)];
    const [drop, rename] = [contents.delete.bind(contents), contents.rename.bind(contents)];
    contents.get = async (path, options) => {
      const found = await get(path, options);
      if (found.content?.cells) this.#opened.set(path, saying(found.content));
      return found;
    };
    contents.save = async (path, options) => {
      const saved = await save(path, options);
      await this.#remember(path);
      return saved;
    };
    contents.delete = async (path) => {
      await drop(path);
      this.#forget(path);
    };
    contents.rename = async (path, to) => {
      const moved = await rename(path, to);
      this.#forget(path);
      return moved;
    };
  }

  /** Whether the site has a newer notebook than that from which the one in the browser was made. @param {string} path */
  async isBehind(path) {
    const from = recall(this.#key + path);
    const newest = from ? saying(await this.#served(path)) : "";
    if (!newest || newest === this.#opened.get(path)) return false;
    return (await digestOf(newest)) !== from;
  }

  /** Keep a notebook beside the others. @param {string} copy its place @param {object} content */
  async keep(copy, content) {
    await this.#contents.save(copy, { type: "notebook", format: "json", content });
  }

  /** Have the site's notebook again. @param {string} path */
  async takeNewest(path) {
    await this.#contents.delete(path);
  }

  /** @param {string} path of a notebook that was just saved: made from what was opened, if that was the site's */
  async #remember(path) {
    const opened = this.#opened.get(path);
    const key = this.#key + path;
    if (opened && recall(key) === null) remember(key, await digestOf(opened));
  }

  /** What is no longer in this browser was made from nothing. @param {string} path of a notebook or a folder */
  #forget(path) {
    remember(this.#key + path, null);
    forgetAll(`${this.#key + path}/`);
  }
}

/**
 * Say that there is a newer one, on a page that is open.
 * @param {import("./page.js").CoursePage} page
 * @param {Editions} editions
 * @param {() => void} [reload] load the page again
 */
export async function offerNewest(
  { panel, notices, writing },
  editions,
  reload = () => location.reload(),
) {
  const { path, model } = panel.context;
  if (!(await editions.isBehind(path)) || panel.isDisposed) return;
  const copy = copyOf(path, "mine");
  const take = async () => {
    await editions.keep(copy, model.toJSON());
    await writing.end();
    model.dirty = false; // all that is in it is in the copy
    await editions.takeNewest(path).finally(reload);
  };
  notices.newer(copy, () => void take().catch(() => notices.unwritten(false)));
}

/** What a notebook asks, says and knows of its place in the course. @param {any} notebook */
function saying(notebook) {
  const { cells, metadata } = notebook ?? {};
  if (!Array.isArray(cells)) return "";
  const said = cells.map(({ cell_type, source }) => [cell_type, lines([source].flat().join(""))]);
  return JSON.stringify([said, metadata?.withinscope]);
}
