/** Where somebody was reading a page: found again before it is first drawn, and kept while they read. */
import {
  placeFrom,
  scrollNeeded,
  topmost,
} from "../../lab/labextensions/withinscope/static/place.js";
import {
  beginsSitting,
  recall,
  remember,
} from "../../lab/labextensions/withinscope/static/remembered.js";

import { _ } from "./language.js";
import { isLeft } from "./leaving.js";

/** Only after this long (ms) without a change is a place worth a write. */
const REST = 300;
const PLACE = "withinscope:place:";

/** @param {import("./addresses.js").PageData} page */
const nameOf = ({ root, page }) => PLACE + new URL(root, location.href).pathname + page;

/**
 * Go back to where somebody was, and keep where they are from now on.
 * @param {import("./addresses.js").PageData} page
 * @param {(where: string) => void} tell what a tab says first: where that is, in words
 */
export function keepPlace(page, tell) {
  const name = nameOf(page);
  history.scrollRestoration = "manual"; // by which the browser would go where the text was before
  const isFirst = beginsSitting();
  const cell = location.hash ? null : restored(recall(name));
  const where = cell && isFirst ? whereIs(cell) : "";
  if (where) tell(where);
  let due = 0;
  const note = () => isLeft() || remember(name, here());
  const soon = () => {
    clearTimeout(due);
    due = window.setTimeout(note, REST);
  };
  window.addEventListener("scroll", soon, { passive: true });
  window.addEventListener("pagehide", note);
}

/** @returns {Element[]} what a page consists of, in its order */
const cells = () => [...document.querySelectorAll("main [data-ws-cell]")];

/** The line below the bar, from which on a page is read. */
const edge = () => document.querySelector(".ws-bar-box")?.getBoundingClientRect().bottom ?? 0;

/** The place that is read just now, as text. @returns {string | null} nothing at the page's beginning */
function here() {
  const boxes = cells().map((cell) => {
    const { top, bottom } = cell.getBoundingClientRect();
    return { id: cell.getAttribute("data-ws-cell") ?? "", top, bottom };
  });
  const place = scrollY > 0 ? topmost(boxes, edge()) : null;
  return place && JSON.stringify(place);
}

/** Scroll to a place. @param {string | null} kept @returns {Element | null} the cell that it is in */
function restored(kept) {
  const place = placeFrom(parsed(kept));
  const cell = cells().find((one) => one.getAttribute("data-ws-cell") === place?.cell);
  if (!place || !cell) return null;
  scrollBy(0, scrollNeeded(cell.getBoundingClientRect().top, edge(), place.offset));
  return cell;
}

/** @param {string | null} text */
function parsed(text) {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return null;
  }
}

/** Say where a cell is, as one would to a friend. @param {Element} cell */
function whereIs(cell) {
  const before = cells().slice(0, cells().indexOf(cell) + 1);
  const sections = before.flatMap((one) => [...one.querySelectorAll("h2")]);
  const asked = [...document.querySelectorAll("main .ws-item")];
  const number = asked.findIndex((one) => cell.contains(one)) + 1;
  const title = sections.at(-1)?.textContent?.trim();
  return [
    title && `“${title}”`,
    number && _("question {n} of {all}", { n: number, all: asked.length }),
  ]
    .filter(Boolean)
    .join(", ");
}
