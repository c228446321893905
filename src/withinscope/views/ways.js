/** Two ways through a conversation as geometry: where each turn stands, and the line through them. */

import { _ } from "./language.js";

/** How far apart (px) the rows are, and where the first one begins. */
export const ROW = 46;
export const TOP = 34;
/** Where (px from the start) one's own turns stand, an expert's, and those of both. */
export const AT = { mine: 40, both: 100, theirs: 160 };

/**
 * @typedef {object} Row of the picture, a turn of one way or of both
 * @property {number | null} mine number of the turn on one's own way
 * @property {number | null} theirs and on the expert's
 * @property {boolean} together whether both are at the same moment
 * @property {boolean} [parting] whether the ways part after it
 */
/** @typedef {"mine" | "theirs"} Whose */
/** @typedef {{x: number, y: number, turn: number, whose: Whose | "both"}} Spot */
/** @typedef {{x: number, y: number, text: string}} Remark */

/** The y (px) of a row's middle. @param {number} row */
export function middleOf(row) {
  return TOP + row * ROW + 12;
}

/** The line of one way through its rows, as the path of an SVG. @param {Row[]} rows @param {Whose} whose */
export function linePath(rows, whose) {
  const points = rows.flatMap((row, n) =>
    row[whose] ? [{ ...row, x: row.together ? AT.both : AT[whose], y: middleOf(n) }] : [],
  );
  const pieces = points.map(({ x, y }, n) => {
    const before = points[n - 1];
    if (!before) return `M${x} ${y}`;
    // Two things said that lead to the same moment: the ways bulge, each to its side.
    if (before.parting && before.x === x) {
      return `C${AT[whose]} ${before.y + 8} ${AT[whose]} ${y - 8} ${x} ${y}`;
    }
    const middle = (y + before.y) / 2;
    return `C${before.x} ${middle} ${x} ${middle} ${x} ${y}`;
  });
  return pieces.join(" ");
}

/** Where the turns of a row stand. @param {Row} row @param {number} n @returns {Spot[]} */
export function spotsOf({ mine, theirs, together }, n) {
  const y = middleOf(n);
  if (together) return [{ x: AT.both, y, turn: mine ?? 0, whose: "both" }];
  /** @type {Spot[]} */
  const spots = [];
  if (mine) spots.push({ x: AT.mine, y, turn: mine, whose: "mine" });
  if (theirs) spots.push({ x: AT.theirs, y, turn: theirs, whose: "theirs" });
  return spots;
}

/** What is said beside a row. @param {Row} row @param {number} n @param {Row[]} rows @returns {Remark[]} */
export function remarksBeside({ together, parting }, n, rows) {
  const y = middleOf(n) + 4;
  const remarks = [];
  if (parting) remarks.push({ x: AT.theirs + 18, y: y + ROW / 2, text: _("you part") });
  const ends = n === rows.length - 1 && together && n > 0;
  if (ends) remarks.push({ x: AT.both + 22, y, text: _("the same end") });
  return remarks;
}
