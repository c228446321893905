// The headings of a course page's text.

import { cellNode } from "./cells.js";

/** Have a heading read out; the view stays. @param {HTMLElement} heading */
export function giveFocus(heading) {
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}

/** Go to a heading, by view and by focus. @param {HTMLElement} heading */
export function focusOn(heading) {
  heading.scrollIntoView({ block: "start" });
  giveFocus(heading);
}

/** Go to a section of a text, or to its beginning. @param {Element} text @param {string} title */
export function focusOnSection(text, title) {
  const headings = [...text.querySelectorAll("h2")];
  const heading = headings.find((one) => one.firstChild?.textContent?.trim() === title);
  const found = heading ?? headings[0];
  if (found) focusOn(found);
}

/**
 * Have the heading read out under which a cell stands; the view stays.
 * @param {Jupyter.NotebookPanel} panel
 * @param {string | null} cell
 * @returns {boolean} whether there is one
 */
export function focusHeadingAt(panel, cell) {
  const place = cellNode(panel.content, cell);
  const all = /** @type {NodeListOf<HTMLElement>} */ (
    panel.content.node.querySelectorAll(".jp-MarkdownCell :is(h1, h2, h3)")
  );
  const isAbove = (/** @type {HTMLElement} */ heading) =>
    place?.contains(heading) ||
    (place?.compareDocumentPosition(heading) ?? 0) & Node.DOCUMENT_POSITION_PRECEDING;
  const heading = [...all].filter(isAbove).at(-1);
  if (!heading) return false;
  giveFocus(heading);
  return true;
}

/**
 * Have the page's heading read out: its title, until the text has come with one of its own.
 * @param {Jupyter.NotebookPanel} panel
 * @param {HTMLElement} title in the bar
 */
export function focusHeading(panel, title) {
  title.focus({ preventScroll: true });
  if (title.matches("h1")) return;
  const { node } = panel.content;
  const hand = () => {
    const heading = node.querySelector(".jp-RenderedMarkdown h1");
    if (!(heading instanceof HTMLElement)) return;
    observer.disconnect();
    if (document.activeElement !== title) return;
    giveFocus(heading);
  };
  const observer = new MutationObserver(hand);
  observer.observe(node, { childList: true, subtree: true });
  panel.disposed.connect(() => observer.disconnect());
  hand();
}
