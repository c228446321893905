/** Hand-ins with two names: whose each is, asked until it is said, and what was said. */
import { el } from "./elements.js";
import { button, footWith } from "./workbench_controls.js";
import {
  ANSWERED,
  ASK_AGAIN,
  answeredText,
  belongsText,
  TWO_NAMES,
  TWO_NAMES_HINT,
  twoNamesText,
} from "./workbench_words.js";

/** @typedef {(message: {kind: string, [name: string]: any}) => void} Send */
/** @typedef {{person: number, alike: string, shown: string, typed: string, told: string, exercises: string[], said: string, who: string, at: string}} Question */

/** @param {Send} send */
export function namesArea(send) {
  const heading = el("h3", { tabindex: "-1" }, TWO_NAMES);
  const open = el("div", {});
  const said = el("ul", {});
  const answered = el("details", {}, el("summary", {}, ANSWERED), said);
  const hint = el("p", {}, TWO_NAMES_HINT);
  const node = el("div", { hidden: true }, heading, hint, open, answered);
  const update = (/** @type {Question[]} */ questions) => {
    const held = node.contains(document.activeElement);
    const left = questions.filter((one) => !one.said);
    const given = questions.filter((one) => one.said);
    open.replaceChildren(...left.map((one) => asked(one, send)));
    said.replaceChildren(...given.map((one) => answer(one, send)));
    hint.hidden = left.length === 0;
    answered.hidden = given.length === 0;
    node.hidden = questions.length === 0;
    if (held) heading.focus();
  };
  return { node, update };
}

/** A question, and the two that it can be. @param {Question} one @param {Send} send */
function asked(one, send) {
  const { person, alike, shown, typed } = one;
  const way = (/** @type {string} */ name, /** @type {string} */ said) =>
    button(belongsText(name), () => send({ kind: "belongs", person, alike, said }), true);
  const ways = footWith(way(shown, "place"), way(typed, "name"));
  return el("fieldset", {}, el("legend", { dir: "auto" }, twoNamesText(one)), ways);
}

/** What was said, to be asked again. @param {Question} one @param {Send} send */
function answer(one, send) {
  const { person, alike } = one;
  const again = button(ASK_AGAIN, () => send({ kind: "belongs", person, alike, said: "" }), true);
  return el("li", { dir: "auto" }, `${twoNamesText(one)} ${answeredText(one)} `, again);
}
