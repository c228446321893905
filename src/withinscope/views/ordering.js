/** Steps in an order, apart from the page that shows them. */

import { _ } from "./language.js";

const WAYS = new Map([
  ["ArrowUp", -1],
  ["ArrowDown", 1],
]);

/**
 * Those that are wanted, in that order, then the others as they stand: what an older item did not
 * have yet stays behind what it had.
 * @param {string[]} present
 * @param {string[]} wanted
 */
export function arranged(present, wanted) {
  const found = [...new Set(wanted)].filter((one) => present.includes(one));
  return [...found, ...present.filter((one) => !found.includes(one))];
}

/**
 * -1 for up, 1 for down, 0 for a key that moves nothing.
 * @param {{key: string, ctrlKey: boolean, metaKey: boolean, shiftKey: boolean}} event
 */
export function wayOfKey({ key, ctrlKey, metaKey, shiftKey }) {
  return ctrlKey || metaKey || shiftKey ? 0 : (WAYS.get(key) ?? 0);
}

/** What is said once a step has moved. @param {number} index @param {number} count */
export function movedText(index, count) {
  return _("Now in place {n} of {count}.", { n: index + 1, count });
}

/** What is said where a step cannot move. @param {number} way */
export function edgeText(way) {
  return way < 0 ? _("It is the first.") : _("It is the last.");
}
