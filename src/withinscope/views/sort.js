/** `sort`: a group of radio buttons a statement, one for each bin. */

import { check, checked, choice, group, openRow } from "./choices.js";
import { el, uniqueName } from "./elements.js";
import { frame } from "./frame.js";
import { _, contentLanguage, n_ } from "./language.js";

/** @typedef {{id: string, text: string}} Text */

export const view = frame((asked) => {
  /** @type {Map<string, string>} the name of each statement's buttons */
  const names = new Map(asked.statements.map((/** @type {Text} */ one) => [one.id, uniqueName()]));
  const row = (/** @type {Text} */ one) => statementRow(one, asked.bins, names.get(one.id) ?? "");
  const box = group(_("Choose a place for each"), ...asked.statements.map(row));
  const placed = () =>
    Object.fromEntries(
      [...names].flatMap(([id, name]) => checked(box, name).map((input) => [id, input.value])),
    );
  return {
    nodes: [box],
    read: () => ({ placed: placed() }),
    lacking: () => openRow(box),
    missing: (response) => leftText(names.size - Object.keys(response.placed).length),
    write: ({ placed }) => {
      const wanted = new Map([...names].map(([id, name]) => [name, placed?.[id]]));
      check(box, (input) => input.value === wanted.get(input.name));
    },
  };
});

/** @param {number} left how many statements have no place yet */
export function leftText(left) {
  return left
    ? n_("Choose a place for each: {n} is left.", "Choose a place for each: {n} are left.", left)
    : "";
}

/** @param {Text} statement @param {Text[]} bins @param {string} name */
function statementRow({ text }, bins, name) {
  const lang = contentLanguage();
  const pills = bins.map((bin) =>
    choice({ type: "radio", name, value: bin.id, text: bin.text, look: "pill", lang }),
  );
  const legend = el("legend", { lang }, text);
  return el("fieldset", { class: "ws-row" }, legend, el("div", { class: "ws-pills" }, ...pills));
}
