/** What is said in a conversation and how it is chosen, apart from the page that shows it. */

import { _ } from "./language.js";

/** How long (ms) a click at the place of the one before is taken for its double. */
const DOUBLE = 700;
/** How near (px) that place is. */
const NEAR = 5;

/**
 * A line in its parts: what is done and not said, `(She looks away.)`, is set apart as an act.
 * @param {string} text
 * @returns {{text: string, act: boolean}[]}
 */
export function speechParts(text) {
  return text
    .split(/(\([A-Z][^()]*[.!?…]\))/)
    .map((part, index) => ({ text: part, act: index % 2 === 1 }))
    .filter((part) => part.text);
}

/** What happens without a word, or null where something is said. @param {string} text */
export function wordless(text) {
  return /^\([^()]*\)$/.test(text) ? text.slice(1, -1) : null;
}

/**
 * What is told of what has come: the scene, then what the client says and seems, then the end, and
 * what stands below; nothing of what one has said oneself.
 * @param {{scene?: string, client?: string, seems?: string, ending?: string}[]} turns
 * @param {string} status
 */
export function heardText(turns, status) {
  const parts = turns.flatMap(({ scene, client, seems, ending }) => [
    scene,
    client,
    seems,
    ending && _("The end: {ending}.", { ending }),
  ]);
  return [...parts, status].filter(Boolean).join(" ");
}

/** How long (ms) the client takes to answer. @param {string} text */
export function typingTime(text) {
  return Math.min(500 + text.length * 4, 1400);
}

/** @typedef {{x: number, y: number, at: number}} Click where (px) and when (ms) */

/** The second half of a double click is on what has come in the place of the first. @param {Click} before @param {Click} click */
export function isDouble(before, click) {
  const near = Math.abs(click.x - before.x) < NEAR && Math.abs(click.y - before.y) < NEAR;
  return near && click.at - before.at < DOUBLE;
}

/**
 * Which choice a number key asks for, from 0; -1 for any other key.
 * @param {{key: string, ctrlKey: boolean, metaKey: boolean, altKey: boolean, repeat: boolean}} event
 */
export function choiceOfKey({ key, ctrlKey, metaKey, altKey, repeat }) {
  const plain = !(ctrlKey || metaKey || altKey || repeat);
  return plain && /^[1-9]$/.test(key) ? Number(key) - 1 : -1;
}

/** The key that asks for a choice, or null: there are nine. @param {number} index */
export function keyOfChoice(index) {
  return index < 9 ? String(index + 1) : null;
}

/** How much (px) is left between what is shown and the edge of the view. */
const AIR = 16;

/**
 * Whether what lies between two edges has room in the view; for both see `scrollToShow`.
 * @param {number} above
 * @param {number} below
 */
export function fits(above, below) {
  return below + 2 * AIR <= above;
}

/**
 * How far (px) to scroll until both edges of what has come are in view, the upper one first; 0
 * where they are.
 * @param {number} above the upper edge, below the top of the view; negative if out of it
 * @param {number} below the lower edge, below the bottom of the view; positive if out of it
 */
export function scrollToShow(above, below) {
  if (above < 0) return above - AIR;
  return below > 0 ? Math.min(below + AIR, above - AIR) : 0;
}

/**
 * Whether what was said in a turn, and perhaps not heard, can be said there still.
 * @param {{turn: number, choice: string} | null} said
 * @param {{phase: string, turns: {choices?: {id: string}[]}[]}} now where the conversation stands
 * @param {number} turn the latest
 */
export function canBeSaid(said, now, turn) {
  const offered = now.turns.at(-1)?.choices ?? [];
  const isNext = now.phase === "during" && said?.turn === turn;
  return isNext && offered.some(({ id }) => id === said.choice);
}
