// What a course page reads from a notebook's cells, and how it makes them ready to be shown.

import { isCourseCode } from "./allowlist.js";
import { WIDGET } from "./runner.js";

export const codeCells = (model) => Array.from(model.cells).filter((cell) => cell.type === "code");

/** @returns {number} of the first cell with code that is not the course's, counting all from 1 */
export function foreignCell(model) {
  const foreign = (cell) => cell.type === "code" && !isCourseCode(cell.sharedModel.getSource());
  return Array.from(model.cells).findIndex(foreign) + 1;
}

/** Whether the text has a heading of the first level of its own, at its beginning. */
export function startsWithHeading(model) {
  const [first] = model.cells;
  return first?.type === "markdown" && /^\s*# \S/.test(first.sharedModel.getSource());
}

/**
 * A saved output names a widget of a kernel that is long gone, and would be shown as an error. What
 * it says in words is what can be read until the page is live.
 */
export function forgetWidgets(model) {
  for (const { outputs } of codeCells(model)) {
    const saved = outputs.toJSON();
    if (saved.some((output) => output.data?.[WIDGET])) outputs.fromJSON(saved.map(withoutWidget));
  }
}

function withoutWidget(output) {
  if (!output.data) return output;
  const { [WIDGET]: _, ...data } = output.data;
  return { ...output, data };
}
