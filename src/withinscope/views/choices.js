/** Groups of radio buttons and checkboxes: making them, reading them, setting them. */
import { el, uniqueName } from "./elements.js";

/** A fieldset with its legend. @param {string} legend @param {...Node} children */
export function group(legend, ...children) {
  return el("fieldset", { class: "ws-group" }, el("legend", {}, legend), ...children);
}

/**
 * A radio button or checkbox in a label that is its whole target.
 * @param {{type: string, name: string, value: string, text: string | Node, look: string, about?: string, lang?: string | null}} choice
 *   `look` is `card` or `pill`; `about` the id of a text that belongs to the button's name; `lang`
 *   the language of the text, where it is the course's
 */
export function choice({ type, name, value, text, look, about, lang }) {
  const words = el("span", { id: uniqueName(), lang }, text);
  const named = about ? { "aria-labelledby": `${words.id} ${about}` } : {};
  const input = el("input", { type, name, value, ...named });
  return el("label", { class: `ws-choice ws-${look}` }, input, words);
}

/** The first row of buttons in which none is checked, or null. @param {Element} node @returns {HTMLElement | null} */
export function openRow(node) {
  const rows = Array.from(node.querySelectorAll(".ws-row"));
  const open = rows.find((row) => !row.querySelector("input:checked"));
  return open instanceof HTMLElement ? open : null;
}

/** The inputs of a node that are checked. @param {Element} node @returns {HTMLInputElement[]} */
export function checked(node, name = "") {
  const which = name ? `[name="${name}"]` : "";
  return Array.from(node.querySelectorAll(`input${which}:checked`));
}

/** Check just the inputs that `wanted` says. @param {Element} node @param {(input: HTMLInputElement) => boolean} wanted */
export function check(node, wanted) {
  for (const input of node.querySelectorAll("input")) input.checked = wanted(input);
}
