// Keeps the reading place of a course page and finds it again.

import { cover, drawRest, fillView, isLaidOut, reserveRoom, steady } from "./arriving.js";
import { cellNode, cellTexts } from "./cells.js";
import { ReadingLine } from "./line.js";
import { takeWanted } from "./links.js";
import { heightsIn, placeFrom, placeOf, scrollNeeded, topmost } from "./place.js";

/** Only after this long (ms) without a change is a place worth a write. */
const REST = 300;
/** Items go on growing for a moment (ms) after they are live; the place is held that long. */
const SETTLING = 1500;
const MOVES = ["wheel", "touchstart", "keydown", "mousedown"];
/** What acts on a page that is live; it may move the page then. */
const USES = ["keydown", "mousedown"];
const CONTROLS = 'input, button, select, textarea, a[href], [tabindex]:not([tabindex="-1"])';

/** @typedef {{load: () => Promise<unknown>, save: (place: object) => void}} Store */

/** Where a page's place is kept. @param {Jupyter.StateDB | null} state @param {string} path of the page @returns {Store} */
export function storeOf(state, path) {
  const key = `withinscope:place:${path}`;
  return {
    load: async () => state?.fetch(key),
    save: (place) => void state?.save(key, place),
  };
}

export class Reading {
  #panel;
  #store;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** The control last in use. @type {{cell: string, index: number} | null} */
  #control = null;
  /** The place is not kept before it has been restored: opening scrolls as well. */
  #restored = false;
  /** Settles when the page is in sight, at its place. */
  arrived = Promise.resolve();
  #show = () => {};
  #line;
  /** Whether what has grown above is told from what somebody scrolled. */
  #following = false;
  /** Has the place stay where it is in view; for who changes the page while browsers lay it out. */
  keep = () => {};

  /**
   * @param {Jupyter.NotebookPanel} panel
   * @param {Store} store
   */
  constructor(panel, store) {
    this.#panel = panel;
    this.#store = store;
    this.scroller = panel.content.outerNode ?? panel.content.node;
    this.#line = new ReadingLine(panel, this.scroller);
    this.scroller.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    // A window of another size, a phone that is turned, a notice that comes or goes above the text.
    const resized = new ResizeObserver(() => this.#restored && this.#line.bringBack());
    resized.observe(this.scroller);
    panel.disposed.connect(() => resized.disconnect());
    panel.content.node.addEventListener("focusin", () => this.#noteSoon());
  }

  /** Take the page out of sight until it is at its place: to be asked before anybody has seen it. */
  hide() {
    this.#show();
    this.arrived = new Promise((resolve) => {
      this.#show = cover(this.#panel, resolve);
    });
  }

  /** Change the page's layout, and keep the line that is read in its place. @template T @param {() => T} change @returns {T} */
  around(change) {
    return this.#line.around(change);
  }

  /**
   * Back to where the trainee was, and held there while the page is still growing, until the
   * trainee moves; from then on what they move to is held.
   *
   * @param {Promise<unknown>} live settles when the items have run
   * @param {boolean} withFocus whether the control that had the focus is to have it again
   * @returns {Promise<{cell: string | null, focused: Promise<unknown>}>} once it is there: the cell
   *   where that is, if anything is known of it, and when a control that had the focus has it, or
   *   never will
   */
  async restore(live, withFocus) {
    this.hide();
    const kept = placeFrom(await this.#store.load().catch(() => null));
    const place = this.#wanted() ?? kept;
    const known = place && !this.#panel.isDisposed ? place : null;
    const settled = this.#settled(live);
    steady(this.#panel, settled);
    const held = Promise.resolve(known && this.#hold(known, settled, withFocus)).then(() => {
      this.#restored = true;
      void this.#follow(settled, live);
    });
    if (!this.#panel.isDisposed) await this.#arrive(known);
    return { cell: known?.cell ?? null, focused: known?.focus ? held : live };
  }

  /** @param {import("./place.js").Place | null} place */
  async #arrive(place) {
    const filled = fillView(this.#panel, this.scroller, place).then(isLaidOut);
    await Promise.race([filled, this.arrived]);
    if (place) this.#scrollTo(place);
    this.#show();
    void drawRest(this.#panel);
  }

  /** @param {Promise<unknown>} live @returns {Promise<void>} when the page has stopped growing */
  async #settled(live) {
    await live;
    await Promise.all(this.#panel.content.widgets.map((cell) => cell.ready));
    await new Promise((resolve) => setTimeout(resolve, SETTLING));
  }

  /** @param {import("./place.js").Place} place @param {Promise<unknown>} settled @param {boolean} withFocus */
  async #hold(place, settled, withFocus) {
    const giveBack = reserveRoom(this.#panel, this.scroller, place);
    void settled.then(giveBack);
    const apply = () => {
      this.#scrollTo(place);
      if (withFocus && place.focus) this.#focus(place.focus);
      if (place.heading) this.#focusHeading(place.cell);
    };
    const growing = new ResizeObserver(apply);
    growing.observe(this.#panel.content.viewportNode ?? this.#panel.content.node);
    this.keep = apply;
    apply();
    await Promise.race([settled, this.#does(MOVES)]);
    growing.disconnect();
    this.keep = () => {};
  }

  /**
   * While the page still grows, hold the line to which somebody has moved. Who uses what is live is
   * shown what that brings, and nothing is held against it.
   * @param {Promise<unknown>} settled
   * @param {Promise<unknown>} live
   */
  async #follow(settled, live) {
    this.#following = true;
    const growing = new ResizeObserver(() => this.#line.bringBack());
    growing.observe(this.#panel.content.viewportNode ?? this.#panel.content.node);
    await Promise.race([settled.then(isLaidOut), live.then(() => this.#does(USES))]);
    growing.disconnect();
    this.#following = false;
    if (!this.#line.isKnown) this.#line.find();
  }

  #scrolled() {
    if (this.#following) this.#line.follow();
    else this.#line.find();
    this.#noteSoon();
  }

  /** @param {string[]} events @returns {Promise<void>} when the trainee moves the page or uses it */
  #does(events) {
    return new Promise((resolve) => {
      for (const event of events) {
        this.#panel.node.addEventListener(event, () => resolve(), { capture: true, once: true });
      }
    });
  }

  /** The question that a link on another page led to. */
  #wanted() {
    const { model } = this.#panel.content;
    return this.#panel.isDisposed || !model ? null : placeOf(cellTexts(model), takeWanted());
  }

  /** @param {string} cell */
  #focusHeading(cell) {
    const heading = cellNode(this.#panel.content, cell)?.querySelector(".ws-item .ws-heading");
    if (heading instanceof HTMLElement) heading.focus({ preventScroll: true });
  }

  /** @param {import("./place.js").Place} place */
  #scrollTo({ cell, offset }) {
    const node = cellNode(this.#panel.content, cell);
    if (!node?.isConnected) return;
    const { top } = this.scroller.getBoundingClientRect();
    this.scroller.scrollTop += scrollNeeded(node.getBoundingClientRect().top, top, offset);
  }

  /** @param {{cell: string, index: number}} control */
  #focus({ cell, index }) {
    const node = cellNode(this.#panel.content, cell);
    const idle = [document.body, this.scroller, this.#panel.content.node];
    const isIdle = idle.some((one) => one === document.activeElement);
    if (node && isIdle) controlsIn(node)[index]?.focus({ preventScroll: true });
  }

  #noteSoon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#note(), REST);
  }

  #note() {
    if (!this.#restored || this.#panel.isDisposed || !this.#panel.isVisible) return;
    const cells = this.#panel.content.widgets.map(({ model, node }) => {
      const { top, bottom } = node.getBoundingClientRect();
      return { id: model.id, type: model.type, top, bottom };
    });
    const view = this.scroller.getBoundingClientRect();
    const place = topmost(cells, view.top);
    // Who has gone to the bar, to turn the page, was at that control all the same.
    const isInText = this.#panel.content.node.contains(document.activeElement);
    if (isInText) this.#control = this.#focused();
    const room = { width: this.scroller.clientWidth, heights: heightsIn(cells, view) };
    if (place) this.#store.save({ ...place, focus: this.#control, room });
  }

  #focused() {
    const active = document.activeElement;
    const cell = this.#panel.content.widgets.find((each) => each.node.contains(active));
    const index = cell ? controlsIn(cell.node).indexOf(/** @type {HTMLElement} */ (active)) : -1;
    return cell && index >= 0 ? { cell: cell.model.id, index } : null;
  }
}

/** @param {Element} node @returns {HTMLElement[]} what can be tabbed to in a cell's live part */
function controlsIn(node) {
  const controls = /** @type {NodeListOf<HTMLElement>} */ (node.querySelectorAll(CONTROLS));
  return [...controls].filter((control) => !control.closest(".ws-preview, .jp-InputArea"));
}
