// Which notebooks may run themselves. The list lives here and never in a notebook: what a notebook
// says about itself is exactly what a mailed one would forge.

/** The course's magics, as `withinscope/cells.py` has them: for a whole cell, and for a line. */
export const CELL_MAGICS = ["item", "dialogue", "set"];
export const LINE_MAGICS = [
  "hand_in",
  "progress",
  "map",
  "review",
  "notes",
  "my_code",
  "workbench",
];

/** What a code cell of a course notebook may consist of. `$` is the very end: no `m` flag. */
const COURSE_CODE = [
  /^\s*$/,
  /^%load_ext withinscope\n%course [A-Za-z0-9-]+\n*$/,
  new RegExp(`^%%(${CELL_MAGICS.join("|")})\n`),
  new RegExp(`^%(${LINE_MAGICS.join("|")})\n*$`),
];

/** A cell's text with one kind of line end, whichever its editor wrote. @param {string} text */
export const lines = (text) => text.replaceAll("\r\n", "\n");

/**
 * @param {string} source of a code cell
 * @returns {boolean} whether it is nothing but the course's own magics
 */
export function isCourseCode(source) {
  return COURSE_CODE.some((form) => form.test(lines(source)));
}

/**
 * Whether a notebook may run itself and be saved.
 *
 * Trust alone is no guard: Jupyter signs any notebook without rich outputs the first time that it
 * is saved or duplicated, and takes it for trusted from then on.
 *
 * @param {{source: string, trusted: boolean}[]} codeCells all of the notebook's code cells
 * @returns {'ours' | 'foreign code' | 'not trusted'}
 */
export function judge(codeCells) {
  if (!codeCells.every((cell) => isCourseCode(cell.source))) return "foreign code";
  return codeCells.every((cell) => cell.trusted) ? "ours" : "not trusted";
}
