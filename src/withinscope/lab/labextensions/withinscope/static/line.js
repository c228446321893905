// The line at which somebody reads: found in view, and brought back to where it was in the window
// when the page around it was laid out anew.

import { topmost } from "./place.js";

/** What a page is cut into: what has lines of its own, or is one control. */
const PIECES = "p, li, h1, h2, h3, h4, th, td, label, legend, summary, pre, textarea, button";

/** @typedef {{top: number, height: number}} Box in px, in the window */
/**
 * @typedef {object} Line
 * @property {number} part how much of its piece is above it, from 0 to 1
 * @property {number} top where it is in the window, in px
 */

/**
 * @param {Box} piece the topmost one in view
 * @param {number} viewTop
 * @returns {Line} the first of its lines in view
 */
export function lineIn({ top, height }, viewTop) {
  const above = Math.max(0, viewTop - top);
  return { part: height ? above / height : 0, top: top + above };
}

/** @param {Line} line @param {Box} piece as it is now @returns {number} px that the line has moved down */
export function movedBy({ part, top }, piece) {
  return piece.top + part * piece.height - top;
}

export class ReadingLine {
  #panel;
  #view;
  /** @type {{line: Line, piece: Element, cell: Element, words: string} | null} */
  #kept = null;
  /** As of when it was found, or brought back: how far the page was scrolled, and where in it the piece was. */
  #then = { scrolled: 0, at: 0 };

  /**
   * @param {Jupyter.NotebookPanel} panel
   * @param {Element} view what the page scrolls in
   */
  constructor(panel, view) {
    this.#panel = panel;
    this.#view = view;
  }

  get isKnown() {
    return this.#kept !== null;
  }

  /** Find the line that is in view now. */
  find() {
    const { top } = this.#view.getBoundingClientRect();
    const cell = this.#isSeen ? this.#topmostCell(top) : null;
    if (!cell) return;
    const piece = [...cell.querySelectorAll(PIECES)].find((one) => reaches(one, top)) ?? cell;
    const line = lineIn(piece.getBoundingClientRect(), top);
    this.#kept = { line, piece, cell, words: piece.textContent ?? "" };
    this.#remember();
  }

  /**
   * Somebody has scrolled. What the page has grown by in the same moment is not to be taken for that:
   * the line that was read is then followed, and can be brought back.
   */
  follow() {
    const piece = this.#kept && this.#piece();
    if (!this.#kept || !piece) return this.find();
    const { scrolled, at } = this.#then;
    if (Math.abs(this.#at(piece) - at) <= 1) return this.find();
    this.#kept.line.top -= this.#view.scrollTop - scrolled;
    this.#then.scrolled = this.#view.scrollTop;
  }

  /** Bring the line back to where it was in the window. */
  bringBack() {
    const piece = this.#kept && this.#isSeen && this.#piece();
    if (!this.#kept || !piece) return;
    const moved = movedBy(this.#kept.line, piece.getBoundingClientRect());
    if (Math.abs(moved) > 1) this.#view.scrollTop += moved;
    this.#remember();
  }

  /** Change the page, and keep the line in its place. @template T @param {() => T} change @returns {T} */
  around(change) {
    this.find();
    const result = change();
    this.bringBack();
    return result;
  }

  get #isSeen() {
    return !this.#panel.isDisposed && this.#panel.isVisible && this.#view.clientHeight > 0;
  }

  /** The piece, or, where it was made anew, the one of the same words. */
  #piece() {
    if (!this.#kept) return null;
    const { piece, cell, words } = this.#kept;
    if (piece.isConnected && piece.getClientRects().length) return piece;
    const same = [...cell.querySelectorAll(PIECES)].find(
      (one) => one.textContent === words && one.getClientRects().length,
    );
    if (same) this.#kept.piece = same;
    return same ?? null;
  }

  /** @param {number} viewTop @returns {Element | null} */
  #topmostCell(viewTop) {
    const cells = this.#panel.content.widgets;
    const boxes = cells.map(({ model, node }) => {
      const { top, bottom } = node.getBoundingClientRect();
      return { id: model.id, top, bottom };
    });
    const found = topmost(boxes, viewTop);
    return cells.find(({ model }) => model.id === found?.cell)?.node ?? null;
  }

  /** @param {Element} piece @returns {number} where it is in the page, in px */
  #at(piece) {
    return piece.getBoundingClientRect().top + this.#view.scrollTop;
  }

  #remember() {
    const piece = this.#piece();
    if (piece) this.#then = { scrolled: this.#view.scrollTop, at: this.#at(piece) };
  }
}

/** Whether something of a piece is below the top of the view. @param {Element} piece @param {number} viewTop */
function reaches(piece, viewTop) {
  const { top, bottom } = piece.getBoundingClientRect();
  return bottom > top && bottom > viewTop + 1;
}
