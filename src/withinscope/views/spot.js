/** `spot`: a transcript with a checkbox a line and, at a marked line, a reason to choose. */

import { NONE_CHOSEN } from "./answer_words.js";
import { check, checked, choice, group } from "./choices.js";
import { el, uniqueName } from "./elements.js";
import { frame } from "./frame.js";
import { _, contentLanguage } from "./language.js";
import { texts } from "./words.js";

/** @typedef {{id: string, text: string}} Reason */
/** @typedef {{id: string, node: HTMLElement, reason?: HTMLElement, select?: HTMLSelectElement}} Row */

export const view = frame((asked) => {
  const name = uniqueName();
  /** @type {Row[]} */
  const rows = asked.lines.map((/** @type {any} */ line, /** @type {number} */ index) =>
    lineRow(line, index + 1, name, asked.reasons ?? []),
  );
  const list = el("ol", { class: "ws-lines", role: "list" }, ...rows.map((row) => row.node));
  const box = group(_("Mark every line that crosses the boundary; there may be none"), list);
  const marked = () => checked(box).map((input) => input.value);
  const showReasons = () => {
    const open = marked();
    for (const row of rows) if (row.reason) row.reason.hidden = !open.includes(row.id);
  };
  box.addEventListener("input", showReasons);
  showReasons();

  return {
    nodes: [box],
    read: () => ({ lines: marked(), reasons: reasonsGiven(rows, marked()) }),
    missing: () => "",
    doubt: ({ lines }) => (lines.length ? "" : NONE_CHOSEN),
    write: (response) => {
      const lines = texts(response.lines);
      check(box, (input) => lines.includes(input.value));
      for (const row of rows) chooseReason(row.select, response.reasons?.[row.id]);
      showReasons();
    },
  };
});

/** The reasons that are chosen at marked lines. @param {Row[]} rows @param {string[]} marked */
function reasonsGiven(rows, marked) {
  const given = rows.flatMap(({ id, select }) => (select?.value ? [[id, select.value]] : []));
  return Object.fromEntries(given.filter(([id]) => marked.includes(id)));
}

/**
 * A line's card, and below it its reasons.
 * @param {{id: string, who: string, text: string}} line
 * @param {number} place
 * @param {string} name
 * @param {Reason[]} reasons
 * @returns {Row}
 */
function lineRow(line, place, name, reasons) {
  const words = el("span", { id: uniqueName() }, el("b", {}, `${place}. ${line.who}: `), line.text);
  const card = choice({
    type: "checkbox",
    name,
    value: line.id,
    text: words,
    look: "card",
    lang: contentLanguage(),
  });
  if (!reasons.length) return { id: line.id, node: el("li", {}, card) };
  const id = uniqueName();
  const label = el("label", { for: id, id: uniqueName() }, _("Why? You can leave this open."));
  const named = { "aria-labelledby": `${label.id} ${words.id}` };
  const select = el(
    "select",
    { id, class: "ws-select", ...named },
    new Option(_("No reason chosen"), ""),
  );
  for (const one of reasons) {
    const option = new Option(one.text, one.id);
    option.lang = contentLanguage() ?? "";
    select.append(option);
  }
  const reason = el("div", { class: "ws-reason" }, label, select);
  return { id: line.id, node: el("li", {}, card, reason), reason, select };
}

/** Choose a reason, or none if there is no such. @param {HTMLSelectElement | undefined} select @param {unknown} id */
function chooseReason(select, id) {
  if (!select) return;
  select.value = String(id ?? "");
  if (select.selectedIndex < 0) select.value = "";
}
