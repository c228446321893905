/** The remarks of the feedback as data: which belong together, and how each is marked. */

import { _ } from "./language.js";

/** The confidence of who is sure. */
const SURELY = 3;

/** @typedef {{label: string, text: string, why: string, fits: boolean | null, tells_key: boolean}} Note */
/** @typedef {{sign: string, spoken: string, look: string}} Mark `spoken` is heard in place of `sign` */

/**
 * @param {boolean | null | undefined} fits
 * @param {string} yes what is heard where it fits
 * @param {string} no and where not
 * @returns {Mark}
 */
export function mark(fits, yes, no) {
  if (fits == null) return { sign: "", spoken: "", look: "" };
  return fits
    ? { sign: "✓", spoken: yes, look: "ws-fits" }
    : { sign: "✗", spoken: no, look: "ws-misfits" };
}

/**
 * The remarks on each text together, in the order in which the texts come. What a remark shares
 * with an earlier one on the same text is not said again: its `why` is then empty.
 * @param {Note[]} notes
 * @returns {{text: string, remarks: (Mark & {label: string, why: string})[]}[]}
 */
export function remarksByText(notes) {
  const texts = [...new Set(notes.map((note) => note.text))];
  return texts.map((text) => {
    const about = notes.filter((note) => note.text === text);
    return { text, remarks: about.map(remark) };
  });
}

/** How many texts that were all right are shown without being asked for. */
const SHORT = 2;

/**
 * The remarks in two: those to look at, and what one had right, which is folded where there is
 * something else to look at, or much of it.
 * @param {Note[]} notes
 */
export function unfolded(notes) {
  const rights = new Set(notes.map((note) => note.text));
  for (const { text, fits, tells_key } of notes) if (!fits || tells_key) rights.delete(text);
  const isRight = (/** @type {Note} */ note) => rights.has(note.text);
  const others = remarksByText(notes.filter((note) => !isRight(note)));
  const right = remarksByText(notes.filter(isRight));
  if (!others.length && right.length <= SHORT) return { open: right, folded: [], words: "" };
  const words = others.length ? _("What you had right") : _("Why they are right");
  return { open: others, folded: right, words };
}

/**
 * What is said first to who was sure and is off, since there the most is to be learned.
 * @param {{confidence?: number | null, feedback: {standing: "right" | "close" | "off" | null}}} answer
 */
export function lookFirst({ confidence, feedback }) {
  return confidence === SURELY && feedback.standing === "off"
    ? _("You were sure: look here first.")
    : "";
}

/** @param {Note} note @param {number} index @param {Note[]} all on the same text */
function remark({ label, why, fits }, index, all) {
  const said = all.slice(0, index).some((earlier) => earlier.why === why);
  return { ...mark(fits, _("Right."), _("Not right.")), label, why: said ? "" : why };
}
