/** The tries of a conversation so far, each to be looked at. */
import { el } from "./elements.js";

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
    ? { text: "Look back", name: `Look back at try ${number}` }
    : { text: "Read what was said", name: `Read what was said, try ${number}` };
}

/** @param {Try[]} tries @param {Play} play */
export function triesList(tries, play) {
  const line = (/** @type {Try} */ one, /** @type {number} */ n) => {
    const { text, name } = lookWords(n + 1, play.asked.learning);
    const look = () => play.ask("look", { attempt: n });
    return el(
      "li",
      {},
      el("span", {}, `Try ${n + 1}, ${one.turns} turns: ${one.ending} `),
      one.shown
        ? el("span", { class: "ws-quoted" }, "(shown here)")
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
