// What a course page adds to a page's text: numbers of its questions, room for the map, a way to stop,
// headings that a screen reader's Tab can go on from, links that lead to the course's pages.

import { _ } from "./language.js";
import { makeRoomForMap } from "./map_room.js";
import { aimAtPages, pathsOf } from "./page_links.js";
import { offerToStop } from "./stopping.js";

const TEXTS = ".jp-MarkdownCell .jp-RenderedMarkdown";

/**
 * @param {Jupyter.NotebookPanel} panel
 * @param {import("./nav.js").Course} course
 * @param {number} questions
 * @param {import("./bar.js").Actions} actions
 */
export function furnish(panel, course, questions, actions) {
  countQuestions(panel, questions);
  makeRoomForMap(panel, course);
  watchTexts(panel, actions, course);
}

/**
 * Each question says its number; the page, which knows how many there are, adds that (item.css).
 * @param {Jupyter.NotebookPanel} panel
 * @param {number} questions
 */
function countQuestions(panel, questions) {
  if (questions) panel.node.style.setProperty("--ws-of", `" ${_("of {n}", { n: questions })}"`);
}

/**
 * Texts are rendered some time after the page is there, and again when JupyterLab likes to.
 * @param {Jupyter.NotebookPanel} panel
 * @param {import("./bar.js").Actions} actions
 * @param {import("./nav.js").Course} course
 */
function watchTexts(panel, { leave, href }, course) {
  const { node } = panel.content;
  const paths = pathsOf(course);
  const dress = () => {
    for (const text of node.querySelectorAll(TEXTS)) {
      makeHeadingsFocusable(text);
      if (leave) offerToStop(text, leave);
      aimAtPages(text, panel.context.path, paths, href);
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
  // Jupyter gives links their addresses some time after the text is there.
  const seen = { childList: true, subtree: true, attributes: true, attributeFilter: ["href"] };
  observer.observe(node, seen);
  panel.disposed.connect(() => observer.disconnect());
  dress();
}

/** Who reads by headings is then somewhere, and Tab goes on from there. @param {Element} text */
function makeHeadingsFocusable(text) {
  const headings = text.querySelectorAll(":is(h1, h2, h3):not([tabindex])");
  for (const heading of headings) heading.setAttribute("tabindex", "-1");
}
