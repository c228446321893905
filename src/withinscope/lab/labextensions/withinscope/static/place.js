// Where in a page somebody was reading. Arithmetic only; what moves the page is page.js.

/**
 * @typedef {object} Place
 * @property {string} cell id of the topmost cell in view
 * @property {number} offset how far, in px, that cell's top is below the top of the view
 * @property {{cell: string, index: number} | null} focus the control that had the focus: the cell
 *   it is in and which of the cell's controls it is
 * @property {Room} room
 * @property {boolean} [heading] whether the heading of the cell's item is to have the focus
 */

/**
 * @typedef {object} Room that the questions in view took when they were live
 * @property {number} width of the view, in px
 * @property {Record<string, number>} heights in px, by cell id
 */

const UNKNOWN = { width: 0, heights: {} };

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
 * @param {{id: string, type: string, top: number, bottom: number}[]} cells
 * @param {{top: number, bottom: number}} view
 * @returns {Record<string, number>} the heights, in px, of the questions in view, by cell id
 */
export function heightsIn(cells, view) {
  const seen = cells.filter(
    ({ type, top, bottom }) =>
      type === "code" && bottom > top && bottom > view.top && top < view.bottom,
  );
  return Object.fromEntries(seen.map(({ id, top, bottom }) => [id, Math.round(bottom - top)]));
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
  return cell ? { cell: cell.id, offset: 16, focus: null, room: UNKNOWN, heading: true } : null;
}

/**
 * @param {unknown} value as stored
 * @returns {Place | null} null for anything that is no place
 */
export function placeFrom(value) {
  const { cell, offset, focus, room } = /** @type {any} */ (value) ?? {};
  if (typeof cell !== "string" || !Number.isFinite(offset)) return null;
  const controls = typeof focus?.cell === "string" && Number.isInteger(focus.index);
  return {
    cell,
    offset,
    focus: controls ? { cell: focus.cell, index: focus.index } : null,
    room: roomFrom(room),
  };
}

/** @param {any} value as stored @returns {Room} that of nothing for anything that is none */
function roomFrom(value) {
  const heights = Object.entries(value?.heights ?? {}).filter(([, height]) => height > 0);
  return Number.isFinite(value?.width)
    ? { width: value.width, heights: Object.fromEntries(heights) }
    : UNKNOWN;
}
