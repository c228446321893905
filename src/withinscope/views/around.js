/** What views share around the items themselves: words, ways to a question, drawing, printing. */
import { el } from "./parts.js";

const SVG = "http://www.w3.org/2000/svg";

/** @param {number} count @param {string} one */
export function counted(count, one) {
  return `${count} ${one}${count === 1 ? "" : "s"}`;
}

/** The beginning of a text, in whole words. @param {string} text @param {number} most */
export function shortened(text, most) {
  const line = text.replace(/\s+/g, " ");
  return line.length > most ? `${line.slice(0, most).replace(/\s+\S*$/, "")}…` : line;
}

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
  return el("a", { href: `#${id}`, click: go }, `Question ${number}`);
}

/** @param {string} tag @param {Record<string, any>} attributes @param {...(Node | string)} children */
export function svg(tag, attributes, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  node.append(...children);
  return node;
}

/**
 * Print a page of HTML on its own, without the course around it.
 * @param {string} title @param {string} html @param {(page: Document) => void} [finish] what to add before
 */
export function printAlone(title, html, finish = () => {}) {
  const frame = el("iframe", { class: "ws-print", title, "aria-hidden": "true", tabindex: "-1" });
  frame.onload = () => {
    finish(frame.contentDocument);
    frame.contentWindow.onafterprint = () => frame.remove();
    frame.contentWindow.print();
  };
  frame.srcdoc = html;
  document.body.append(frame);
}
