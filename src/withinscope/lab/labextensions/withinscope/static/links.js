// Links to other pages of the course, in a view or in the text to look things up in: followed as
// the bar's are, within the page.

import { notebookPath } from "./nav.js";

/**
 * @param {(path: string) => boolean} go opens a page of the course; false if it can't, where the
 *   browser follows the link
 */
export function followLinks(go) {
  document.addEventListener("click", (event) => {
    const { target } = event;
    const link = target instanceof Element ? target.closest("a[data-ws-page]") : null;
    const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0;
    const path = notebookPath(link?.getAttribute("data-ws-page"));
    if (path && !elsewhere && go(path)) event.preventDefault();
  });
}
