// What a course page reads from a notebook's cells, and how it makes them ready to be shown.

import { isCourseCode, lines } from "./allowlist.js";
import { postponeEditors } from "./editors.js";
import { WIDGET } from "./previews.js";

const PLAIN = "text/plain";

/** @param {Jupyter.NotebookModel} model */
export const codeCells = (model) => Array.from(model.cells).filter((cell) => cell.type === "code");

/** @param {Jupyter.NotebookModel} model @returns {import("./outline.js").CellText[]} */
export const cellTexts = (model) =>
  Array.from(model.cells, ({ id, type, sharedModel }) => ({
    id,
    type,
    source: sharedModel.getSource(),
  }));

/**
 * Where a cell is on the page, drawn or not.
 * @param {Jupyter.Notebook} notebook
 * @param {string | null} id
 * @returns {HTMLElement | null} null where there is no such cell
 */
export const cellNode = (notebook, id) =>
  notebook.widgets.find(({ model }) => model.id === id)?.node ?? null;

/** What `judge` is to know of a cell. @param {Jupyter.CellModel} cell */
export const judged = ({ sharedModel, trusted }) => ({ source: sharedModel.getSource(), trusted });

/**
 * @param {Jupyter.NotebookModel} model
 * @returns {number} of the first cell with code that is not the course's, counting all from 1
 */
export function foreignCell(model) {
  const foreign = (/** @type {Jupyter.CellModel} */ cell) =>
    cell.type === "code" && !isCourseCode(cell.sharedModel.getSource());
  return Array.from(model.cells).findIndex(foreign) + 1;
}

/** Whether the text has a heading of the first level of its own, at its beginning. @param {Jupyter.NotebookModel} model */
export function startsWithHeading(model) {
  const [first] = model.cells;
  return first?.type === "markdown" && /^\s*# \S/.test(first.sharedModel.getSource());
}

/** Make a page ready to be shown, and to run. @param {Jupyter.NotebookModel} model */
export function makeReady(model) {
  forgetWidgets(model);
  straightenLines(model);
}

/**
 * A saved output names a widget of a kernel that is long gone, and would be shown as an error. What
 * it says in words is what can be read until the page is live.
 * @param {Jupyter.NotebookModel} model
 */
function forgetWidgets(model) {
  for (const { outputs } of codeCells(model)) {
    const saved = outputs.toJSON();
    if (saved.some((output) => output.data?.[WIDGET])) outputs.fromJSON(saved.map(withoutWidget));
  }
}

/** @param {Jupyter.Output} output */
function withoutWidget(output) {
  if (!output.data) return output;
  const { [WIDGET]: _, ...data } = output.data;
  return { ...output, data };
}

/** What runs is to be just what was judged, whichever line ends an editor wrote. @param {Jupyter.NotebookModel} model */
function straightenLines(model) {
  for (const { sharedModel } of codeCells(model)) {
    const source = sharedModel.getSource();
    if (source !== lines(source)) sharedModel.setSource(lines(source));
  }
}

/** Nobody sees the editors of a course page: making them and coloring code would only delay it. */
export class Editors {
  #panel;
  #plain = false;
  #makeAll;
  /** The text cells' languages, for when they are seen. */
  #languages = new Map();

  /** @param {Jupyter.NotebookPanel} panel */
  constructor(panel) {
    this.#panel = panel;
    this.#makeAll = postponeEditors(panel.content.widgets);
  }

  /** @param {boolean} plain whether they show no colors, and wait until they are asked for */
  setPlain(plain) {
    if (plain === this.#plain) return;
    this.#plain = plain;
    if (!plain) this.#makeAll();
    const { codeMimetype } = this.#panel.content;
    for (const cell of this.#panel.model.cells) {
      if (plain && cell.type !== "code") this.#languages.set(cell.id, cell.mimeType);
      const language = this.#languages.get(cell.id) ?? codeMimetype;
      cell.mimeType = plain ? PLAIN : language;
    }
  }
}
