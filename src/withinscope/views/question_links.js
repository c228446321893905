/** Ways to a question of the page, from a list of them or when its turn comes. */

import { el } from "./elements.js";
import { _ } from "./language.js";

/** The heading of an item, if it is on the page. @param {string} id @returns {HTMLElement | null} */
export function headingOf(id) {
  return document.querySelector(`[data-ws-item="${CSS.escape(id)}"] .ws-heading`);
}

/** Bring a heading into view and hand it the focus. @param {HTMLElement | null} heading */
export function goTo(heading) {
  heading?.scrollIntoView({ block: "start" });
  heading?.focus({ preventScroll: true });
}

/** A link to a question of this page. @param {string} id @param {number} number */
export function questionLink(id, number) {
  const go = (/** @type {Event} */ event) => {
    event.preventDefault();
    goTo(headingOf(id));
  };
  return el("a", { href: `#${id}`, click: go }, _("Question {n}", { n: number }));
}
