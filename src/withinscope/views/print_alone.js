/** Printing something on its own, without the course around it. */
import { el } from "./elements.js";

/**
 * Print a page of HTML on its own, without the course around it.
 * @param {string} title
 * @param {string} html
 * @param {(page: Document) => void} [finish] what to add before
 */
export function printAlone(title, html, finish = () => {}) {
  const frame = el("iframe", { class: "ws-print", title, "aria-hidden": "true", tabindex: "-1" });
  frame.onload = () => {
    const { contentDocument, contentWindow } = frame;
    if (!contentDocument || !contentWindow) return;
    finish(contentDocument);
    contentWindow.onafterprint = () => frame.remove();
    contentWindow.print();
  };
  frame.srcdoc = html;
  document.body.append(frame);
}
