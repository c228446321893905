/** What the workbench's parts are made of: buttons, labels, tables of what is said. */
import { el, uniqueName } from "./elements.js";

/** @typedef {{title: string, heads: string[], rows: string[][], text: string}} Part */

/** @param {string} text @param {() => void} click */
export function button(text, click, second = false) {
  const look = second ? "ws-button ws-second" : "ws-button";
  return el("button", { type: "button", class: look, click }, text);
}

/** What can be pressed, in a row. @param {(Node | null)[]} nodes */
export const footWith = (...nodes) => el("div", { class: "ws-foot" }, ...nodes);

/** A control below its label. @param {string} text @param {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} control */
export function labeled(text, control) {
  control.id ||= uniqueName();
  return el("div", { class: "ws-labeled" }, el("label", { for: control.id }, text), control);
}

/** A part of what grading says: a table, or a line. @param {Part} part */
export function partNode({ title, heads, rows, text }) {
  if (text) return el("p", { dir: "auto" }, text);
  const head = heads.map((each) => el("th", { scope: "col" }, each));
  const body = rows.map(([first, ...rest]) => {
    // Apart from the words around it: a name from right to left stands below its head all the same.
    const apart = (/** @type {string} */ words) => el("bdi", {}, words);
    const cells = rest.map((each, n) => el("td", { "data-head": heads[n + 1] }, apart(each)));
    const name = el("th", { scope: "row", "data-head": heads[0] }, apart(first));
    return el("tr", {}, name, ...cells);
  });
  return el(
    "table",
    { class: "ws-table" },
    el("caption", {}, title),
    el("thead", {}, el("tr", {}, ...head)),
    el("tbody", {}, ...body),
  );
}
