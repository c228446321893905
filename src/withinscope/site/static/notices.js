/** What a page says below its bar, when something stands in the way of answering. */

import { _ } from "./language.js";

/** @typedef {import("../../lab/labextensions/withinscope/static/bar.js").Bar} Bar */

const ELSEWHERE = [
  _(
    "The course has been opened again, in another tab or window. What you did here is saved. Go on there, or here.",
  ),
];
const UNKEPT = [
  _(
    "This browser keeps nothing of what you do here: in a private window, at an address without https, or where its settings forbid it. You can read and answer; when you close this page, it is gone.",
  ),
];
const TROUBLE = [
  _(
    "The questions can't be answered just now. The text is all here, and what you had answered before is safe.",
  ),
];

const NEWER = [_("There is a newer version of the course. What you have answered stays.")];

export class Notices {
  #bar;
  elsewhere = false;
  unkept = false;
  trouble = false;

  /** @param {Bar} bar */
  constructor(bar) {
    this.#bar = bar;
  }

  /** A newer release waits to take over. @param {() => void} act */
  offer(act) {
    this.#bar.alert(NEWER, { label: _("Load it"), act }, "newer");
  }

  /** @param {import("./python.js").Message} message @returns {boolean} whether it was for here */
  take({ kind, text }) {
    const again = { label: _("Go on here"), act: () => location.reload() };
    if (kind === "elsewhere") {
      this.elsewhere = true;
      this.#bar.alert(ELSEWHERE, again, kind);
    } else if (kind === "unkept") {
      this.unkept = true;
      this.#bar.alert(UNKEPT, undefined, kind);
    } else if (kind === "trouble") {
      this.trouble = true;
      this.#bar.alert(text ? [text] : TROUBLE, { ...again, label: _("Load the page again") }, kind);
    } else return false;
    return true;
  }
}
