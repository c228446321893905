// Links to other pages of the course, in a view or in the text to look things up in: followed as
// the bar's are, within the page.

import { notebookPath } from "./nav.js";

/** The item that the link followed last leads to, until its page has been opened. */
let wanted = "";

/** The item that a link led to, once. */
export function takeWanted() {
  const item = wanted;
  wanted = "";
  return item;
}

/**
 * @param {(path: string) => boolean} go opens a page of the course; false if it can't, where the
 *   browser follows the link
 */
export function followLinks(go) {
  document.addEventListener("click", (event) => {
    const { target } = event;
    const link = target instanceof Element ? target.closest("a[data-ws-page]") : null;
    const path = notebookPath(link?.getAttribute("data-ws-page"));
    if (!path || opensElsewhere(event) || !go(path)) return;
    wanted = link?.getAttribute("data-ws-to") ?? "";
    event.preventDefault();
  });
}

/**
 * Point a link at a notebook of the course, or hide it when there is none.
 * @param {HTMLAnchorElement} anchor
 * @param {string | null} path
 * @param {{go: (path: string) => void, href: (path: string) => string}} actions
 */
export function aim(anchor, path, { go, href }) {
  anchor.hidden = path === null;
  if (path === null) return;
  anchor.href = href(path);
  anchor.addEventListener("click", (event) => {
    if (opensElsewhere(event)) return;
    event.preventDefault();
    go(path);
  });
}

/** Whether the browser is to follow a link itself, in a new tab or window. @param {MouseEvent} event */
function opensElsewhere(event) {
  return event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0;
}
