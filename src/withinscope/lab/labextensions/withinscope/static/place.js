// Where in a page somebody was reading. Arithmetic only; what moves the page is page.js.

/**
 * @typedef {object} Place
 * @property {string} cell id of the topmost cell in view
 * @property {number} offset how far, in px, that cell's top is below the top of the view
 * @property {{cell: string, index: number} | null} focus the control that had the focus: the cell
 *   it is in and which of the cell's controls it is
 * @property {boolean} [heading] whether the heading of the cell's item is to have the focus
 */

/**
 * @param {{id: string, top: number, bottom: number}[]} cells in the page's order, in view
 *   coordinates; cells that take no room have equal top and bottom
 * @param {number} viewTop
 * @returns {{cell: string, offset: number} | null} null when nothing is left below the top
 */
export function topmost(cells, viewTop) {
  const found = cells.find((cell) => cell.bottom > cell.top && cell.bottom > viewTop);
  return found ? { cell: found.id, offset: Math.round(found.top - viewTop) } : null;
}

/**
 * @param {number} cellTop where the remembered cell's top is now
 * @param {number} viewTop
 * @param {number} offset the remembered offset
 * @returns {number} px to scroll by; 0 when the place is met to within a pixel
 */
export function scrollNeeded(cellTop, viewTop, offset) {
  const distance = cellTop - viewTop - offset;
  return Math.abs(distance) > 1 ? distance : 0;
}

/**
 * The place of an item that a link led to: a little above it, and its heading has the focus.
 * @param {{id: string, source: string}[]} cells
 * @param {string | null} item
 * @returns {Place | null} null where no cell asks it
 */
export function placeOf(cells, item) {
  const asks = (/** @type {string} */ line) => /^id: *(\S+) *$/.exec(line)?.[1] === item;
  const cell = item ? cells.find(({ source }) => source.split("\n").some(asks)) : null;
  return cell ? { cell: cell.id, offset: 16, focus: null, heading: true } : null;
}

/**
 * @param {unknown} value as stored
 * @returns {Place | null} null for anything that is no place
 */
export function placeFrom(value) {
  const { cell, offset, focus } = /** @type {any} */ (value) ?? {};
  if (typeof cell !== "string" || !Number.isFinite(offset)) return null;
  const controls = typeof focus?.cell === "string" && Number.isInteger(focus.index);
  return { cell, offset, focus: controls ? { cell: focus.cell, index: focus.index } : null };
}
