// The size of all text, chosen in the bar: every size of the course is measured by the root's.

import { _ } from "./language.js";
import { recall, remember } from "./remembered.js";

const KEY = "withinscope:text-size";
/** Percent of what the browser has, in the order in which a press goes through them. */
const SIZES = /** @type {const} */ ({ normal: 100, large: 115, larger: 130 });

/** @typedef {keyof typeof SIZES} Size */

/** @type {Record<Size, string>} */
const NAMES = { normal: _("normal"), large: _("large"), larger: _("larger") };

/** What is said of a size once it is chosen. @param {Size} size */
export const sizeText = (size) => _("Text size: {size}.", { size: NAMES[size] });

/** @param {string | null} kept @returns {Size} */
export const sizeFrom = (kept) =>
  kept && Object.hasOwn(SIZES, kept) ? /** @type {Size} */ (kept) : "normal";

/** @param {Size} size @returns {Size} the one after it; after the largest, the first */
export function following(size) {
  const names = /** @type {Size[]} */ (Object.keys(SIZES));
  return names[(names.indexOf(size) + 1) % names.length];
}

/** Show all text in the size that was chosen last. @returns {Size} */
export function applyTextSize() {
  const size = sizeFrom(recall(KEY));
  const percent = SIZES[size];
  document.documentElement.style.fontSize = percent === 100 ? "" : `${percent}%`;
  return size;
}

/** @returns {Size} the next size, which is shown and kept */
export function changeTextSize() {
  remember(KEY, following(applyTextSize()));
  return applyTextSize();
}

/** The next size, told; the line that is read stays where it is. @param {import("./page.js").CoursePage | undefined} page */
export function changeTextSizeOf(page) {
  page?.bar.say(sizeText(page.reading.around(changeTextSize)));
}
