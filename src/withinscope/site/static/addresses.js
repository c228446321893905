/** Where the pages of the course are on this site. */
import { addressOf } from "../../lab/labextensions/withinscope/static/routes.js";

/**
 * @typedef {object} PageData what a page knows of itself
 * @property {string} page its id
 * @property {string} path of its notebook, from the course's folder
 * @property {string} first path of the course's first page
 * @property {string} root the way to the site's root
 * @property {string} release
 * @property {string} engine the folder of Python, from the site's root
 * @property {string} jupyter the folder of its Jupyter, from the site's root; '' where there is none
 * @property {object} about what the notebook says of its place in the course
 * @property {Record<string, Told>} views by the id of their cell
 */
/** @typedef {{script: string, state: Record<string, any>}} Told a view as Python tells it */

/**
 * Views write links as a notebook does, to the file beside theirs; here they lead to its page, and
 * there to the question that they are about.
 * @param {{root: string, first: string}} page
 */
export function aimViewLinks(page) {
  const aim = (/** @type {Event} */ { target }) => {
    const link = target instanceof Element ? target.closest("a[data-ws-page]") : null;
    if (!(link instanceof HTMLAnchorElement)) return;
    const { wsPage = "", wsTo } = link.dataset;
    link.href = addressOf(page, wsPage) + (wsTo ? `#to=${encodeURIComponent(wsTo)}` : "");
  };
  for (const sign of ["pointerdown", "focusin", "mouseover", "click"]) {
    document.addEventListener(sign, aim, { capture: true });
  }
}
