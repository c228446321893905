// What a course page adds to a page's text: numbers of its questions, a way to stop, headings that a
// screen reader's Tab can go on from.

import { button } from "./elements.js";

const TEXTS = ".jp-MarkdownCell .jp-RenderedMarkdown";
/** As lessons say it, in a line of its own. */
const PAUSE = /a good place to stop/;

/**
 * Each question says its number; the page, which knows how many there are, adds that (item.css).
 * @param {Jupyter.NotebookPanel} panel
 * @param {number} questions
 */
export function countQuestions(panel, questions) {
  if (questions) panel.node.style.setProperty("--ws-of", `" of ${questions}"`);
}

/**
 * Texts are rendered some time after the page is there, and again when JupyterLab likes to.
 * @param {Jupyter.NotebookPanel} panel
 * @param {() => void} leave ends the sitting
 */
export function watchTexts(panel, leave) {
  const { node } = panel.content;
  const dress = () => {
    for (const text of node.querySelectorAll(TEXTS)) {
      makeHeadingsFocusable(text);
      offerToStop(text, leave);
    }
  };
  let due = 0;
  const observer = new MutationObserver((changes) => {
    const inText = changes.some(({ target }) => /** @type {Element} */ (target).closest?.(TEXTS));
    if (inText && !due) {
      due = requestAnimationFrame(() => {
        due = 0;
        dress();
      });
    }
  });
  observer.observe(node, { childList: true, subtree: true });
  panel.disposed.connect(() => observer.disconnect());
  dress();
}

/** Who reads by headings is then somewhere, and Tab goes on from there. @param {Element} text */
function makeHeadingsFocusable(text) {
  const headings = text.querySelectorAll(":is(h1, h2, h3):not([tabindex])");
  for (const heading of headings) heading.setAttribute("tabindex", "-1");
}

/** @param {Element} text @param {() => void} leave */
function offerToStop(text, leave) {
  for (const line of text.querySelectorAll("p > em:only-child")) {
    const paragraph = line.parentElement;
    if (!paragraph || !PAUSE.test(line.textContent ?? "")) continue;
    if (paragraph.querySelector("button")) continue;
    paragraph.append(" ", button("Stop here today", leave, "ws-stop"));
  }
}
