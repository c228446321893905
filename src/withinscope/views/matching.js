/**
 * `matching`: the moves in a list that stays in view, and at each case a radio button a move.
 *
 * The buttons say a letter, since a sentence eight times at each of six cases would fill a phone,
 * and a native list of choices cuts sentences off there and covers the case. Who hears the page
 * hears the move itself: it is part of the button's name. What was chosen stands below the buttons.
 */

import { check, checked, choice, group, openRow } from "./choices.js";
import { el, uniqueName } from "./elements.js";
import { frame } from "./frame.js";
import { _, contentLanguage, n_ } from "./language.js";

/** @typedef {{id: string, text: string}} Text */
/** @typedef {{id: string, letter: string, text: string, words: HTMLElement}} Move */
/** @typedef {{id: string, name: string, node: HTMLElement, chosen: HTMLElement}} Row */

const ASKED = _("Choose the move that fits best in each case");
const HOW = _("A move may fit once, more than once or never.");

export const view = frame((asked) => {
  /** @type {Move[]} */
  const moves = asked.moves.map((/** @type {Text} */ one, /** @type {number} */ n) => ({
    ...one,
    letter: letterOf(n),
    words: el("span", { id: uniqueName(), lang: contentLanguage() }, one.text),
  }));
  /** @type {Row[]} */
  const rows = asked.cases.map((/** @type {Text} */ one) => caseRow(one, moves));
  const hint = el("p", { id: uniqueName(), class: "ws-hint" }, HOW);
  const box = group(ASKED, hint, el("div", {}, moveList(moves), ...rows.map((row) => row.node)));
  box.setAttribute("aria-describedby", hint.id);
  const matched = () =>
    Object.fromEntries(
      rows.flatMap(({ id, name }) => checked(box, name).map((input) => [id, input.value])),
    );
  const showChosen = () => {
    const now = matched();
    for (const row of rows) row.chosen.textContent = chosenText(moves, now[row.id]);
  };
  box.addEventListener("input", showChosen);

  return {
    nodes: [box],
    read: () => ({ matched: matched() }),
    lacking: () => openRow(box),
    missing: (response) => casesLeftText(rows.length - Object.keys(response.matched).length),
    write: (response) => {
      const wanted = new Map(rows.map(({ id, name }) => [name, response.matched?.[id]]));
      check(box, (input) => input.value === wanted.get(input.name));
      showChosen();
    },
  };
});

/** A, B, C … @param {number} place */
export function letterOf(place) {
  return String.fromCharCode(65 + place);
}

/** @param {number} left how many cases have no move yet */
export function casesLeftText(left) {
  return left
    ? n_(
        "Choose a move for each case: {n} is left.",
        "Choose a move for each case: {n} are left.",
        left,
      )
    : "";
}

/** What was chosen in words, or nothing. @param {{id: string, letter: string, text: string}[]} moves @param {string | undefined} id */
export function chosenText(moves, id) {
  const move = moves.find((one) => one.id === id);
  return move ? `${move.letter}. ${move.text}` : "";
}

/** The moves; they may be more than a phone has room for, so they can be scrolled by key. @param {Move[]} moves */
function moveList(moves) {
  const lines = moves.map(({ letter, words }) =>
    el("li", {}, el("b", { "aria-hidden": "true" }, `${letter}. `), words),
  );
  const list = el("ol", { role: "list" }, ...lines);
  const named = { role: "region", "aria-label": _("The moves"), tabindex: "0" };
  return el("div", { class: "ws-move-list", ...named }, list);
}

/** A case with its buttons. @param {Text} one @param {Move[]} moves @returns {Row} */
function caseRow({ id, text }, moves) {
  const name = uniqueName();
  const pills = moves.map((move) =>
    choice({
      type: "radio",
      name,
      value: move.id,
      text: move.letter,
      look: "pill",
      about: move.words.id,
    }),
  );
  const chosen = el("p", { class: "ws-chosen", lang: contentLanguage() });
  const legend = el("legend", { lang: contentLanguage() }, text);
  const node = el(
    "fieldset",
    { class: "ws-row ws-case" },
    legend,
    el("div", { class: "ws-pills" }, ...pills),
    chosen,
  );
  return { id, name, node, chosen };
}
