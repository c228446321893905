// What a page consists of, read from its cells: its sections and its questions, with their numbers.

import { lines } from "./allowlist.js";
import { _ } from "./language.js";

/** @typedef {{id: string, type: string, source: string}} CellText */
/**
 * @typedef {object} Outline
 * @property {{cell: string, title: string}[]} sections headings of the second level
 * @property {string[]} questions ids of the cells that ask something, in the page's order
 * @property {Map<string, string>} scenes titles of conversations, by the id of their cell
 */

/** @param {CellText[]} cells @returns {Outline} */
export function outlineOf(cells) {
  const all = cells.map((cell) => ({ ...cell, source: lines(cell.source) }));
  const texts = all.filter((cell) => cell.type === "markdown");
  const asked = all.filter(({ type, source }) => type === "code" && QUESTION.test(source));
  return {
    sections: texts.flatMap(({ id, source }) =>
      Array.from(source.matchAll(/^## +(.+)$/gm), ([, title]) => ({
        cell: id,
        title: plain(title),
      })),
    ),
    questions: asked.map(({ id }) => id),
    scenes: new Map(
      asked.flatMap(({ id, source }) => {
        const title = source.startsWith("%%dialogue\n") && /^title: *(.+)$/m.exec(source)?.[1];
        return title ? [[id, title.replace(/^(["'])(.*)\1$/, "$2")]] : [];
      }),
    ),
  };
}

const QUESTION = /^%%(item|dialogue)\n/;

/** Markdown's stars, which a heading may have. @param {string} title */
const plain = (title) => title.replace(/[*_`]/g, "").trim();

/**
 * Say where a cell is, as one would to a friend.
 *
 * @param {CellText[]} cells
 * @param {string} id of the cell
 * @param {number} turn of a conversation that has begun; 0 for none
 * @returns {string} '' at the page's beginning
 */
export function whereIs(cells, id, turn) {
  const { sections, questions, scenes } = outlineOf(cells);
  const order = cells.map((cell) => cell.id);
  const place = order.indexOf(id);
  const before = sections.filter(({ cell }) => order.indexOf(cell) <= place);
  const number = questions.indexOf(id) + 1;
  const scene = scenes.get(id);
  if (place < 1 || (!before.length && !number)) return "";
  return [
    `“${scene ?? before.at(-1)?.title ?? ""}”`,
    scene
      ? turn && _("turn {n}", { n: turn })
      : number && _("question {n} of {all}", { n: number, all: questions.length }),
  ]
    .filter((part) => part && part !== "“”")
    .join(", ");
}
