/** The tries of a conversation so far, each to be looked at. */

import { content, el } from "./elements.js";
import { _, n_ } from "./language.js";

/**
 * @typedef {object} Play the conversation on the page
 * @property {any} asked
 * @property {{section: HTMLElement}} page
 * @property {(kind: string, more?: object) => void} ask asks the kernel
 * @property {(text: string, tell: (text: string, saved: boolean) => void) => void} reflect keeps a text
 * @property {AbortSignal} signal aborted when it leaves the page
 */

/** @typedef {{turns: number, ending: string, shown: boolean}} Try */

/** What the button at a try says, and its whole name. @param {number} number @param {boolean} learning */
export function lookWords(number, learning) {
  return learning
    ? { text: _("Look back"), name: _("Look back at try {n}", { n: number }) }
    : {
        text: _("Read what was said"),
        name: _("Read what was said, try {n}", { n: number }),
      };
}

/** @param {Try[]} tries @param {Play} play */
export function triesList(tries, play) {
  const line = (/** @type {Try} */ one, /** @type {number} */ n) => {
    const { text, name } = lookWords(n + 1, play.asked.learning);
    const look = () => play.ask("look", { attempt: n });
    return el(
      "li",
      {},
      el(
        "span",
        {},
        n_("Try {number}, {n} turn:", "Try {number}, {n} turns:", one.turns, { number: n + 1 }),
        " ",
        content(one.ending),
        " ",
      ),
      one.shown
        ? el("span", { class: "ws-quoted" }, _("(shown here)"))
        : smallButton(text, look, { "aria-label": name }),
    );
  };
  return el("ul", { class: "ws-tries-list" }, ...tries.map(line));
}

/** @param {string} text @param {() => void} click @param {object} [more] attributes */
export function smallButton(text, click, more = {}) {
  const named = { type: "button", class: "ws-button ws-second ws-small", ...more };
  return el("button", { ...named, click }, text);
}
