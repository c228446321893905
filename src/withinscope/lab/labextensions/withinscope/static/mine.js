// Whom a trainee wrote down to be reached, where everybody's list is looked up. Any text may stand
// there: it goes onto the page as text, and only digits into a link.

import { numberNodes } from "./dial.js";
import { _ } from "./language.js";

/** @typedef {{name: string, said: string}} Reach */

/**
 * Put them at the head of the list, in place of what stood there before.
 * @param {Element} text
 * @param {string} section the heading of the list
 * @param {unknown} mine as the kernel told it
 */
export function putMine(text, section, mine) {
  text.querySelector(".ws-mine")?.remove();
  const heading = [...text.querySelectorAll("h2")].find(
    (one) => one.firstChild?.textContent === section,
  );
  const known = Array.isArray(mine) ? mine.filter(isReach) : [];
  if (heading && known.length) heading.after(list(known));
}

/** @param {any} one @returns {one is Reach} */
const isReach = (one) => typeof one?.name === "string" && typeof one.said === "string";

/** @param {Reach[]} known */
function list(known) {
  const node = document.createElement("section");
  node.className = "ws-mine";
  const title = document.createElement("h3");
  title.textContent = _("What you wrote down");
  const terms = document.createElement("dl");
  terms.className = "ws-terms";
  for (const { name, said } of known) {
    const [term, told] = [document.createElement("dt"), document.createElement("dd")];
    term.textContent = name;
    told.dir = "auto";
    told.append(...numberNodes(said));
    terms.append(term, told);
  }
  node.append(title, terms);
  return node;
}
