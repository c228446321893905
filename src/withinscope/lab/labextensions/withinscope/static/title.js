// The title of the window: the course's own, while a page of it is in front or on its way.

import { _ } from "./language.js";

/** As the server's page has it (lab/server.py), until the first page has come. */
export const OPENING = _("Opening the course");

/** '' where the title is JupyterLab's. */
let wanted = "";

/** @param {string} title '' to leave it to JupyterLab */
export function setTitle(title) {
  wanted = title;
  restore();
}

/** JupyterLab writes its own whenever its layout changes. @param {string} title the first one */
export function keepTitle(title) {
  const node = document.querySelector("title");
  if (node) new MutationObserver(restore).observe(node, { childList: true });
  setTitle(title);
}

function restore() {
  if (wanted && document.title !== wanted) document.title = wanted;
}
