/** What an item says of its answer: on the button and beside it. */

import { _ } from "./language.js";

export const BEGUN = _("Not saved yet: this is what you had begun.");
export const CHANGED = _("Changed, and not saved yet.");
export const ALREADY = _("This is saved already. Change something, then press again.");
export const SAVING = _("Saving…");
export const NOT_YET = _(
  "Not saved yet. Your answer is still here: wait a little and press again, or reload this page.",
);

/** Asked once, before nothing chosen is taken for an answer. */
export const NONE_CHOSEN = _("Nothing is marked. If none fits, press once more.");

/** Said in place of what is saved where the browser keeps nothing. */
export const UNKEPT = _("Kept only while this page is open.");

/** @typedef {{private?: boolean, graded?: boolean, unkept?: boolean}} Asked */
/** @typedef {{attempt: number, locked?: string}} Answer */

/** What the button says. @param {Asked} asked @param {Answer} answer */
export function buttonText(asked, answer) {
  if (asked.private) return answer.attempt ? _("Save again") : _("Save for me");
  if (asked.graded) return answer.attempt ? _("Save changed answer") : _("Save answer");
  return answer.attempt ? _("Answer again") : _("Answer");
}

/** What stands beside the button once something is saved. @param {Asked} asked @param {Answer} answer */
export function savedText(asked, answer) {
  if (answer.locked) return answer.locked;
  if (!answer.attempt) return "";
  if (asked.unkept) return UNKEPT;
  if (asked.private) return _("Saved. Only you can see it.");
  return asked.graded ? _("Saved. You can still change it.") : _("Saved.");
}

/** What it costs to leave out what may be hard to read. @param {boolean} graded */
export function skipText(graded) {
  return graded
    ? _("You can leave it out and hand in without it; it then earns no points.")
    : _("Nothing is graded here.");
}

/**
 * What is still to do before an answer can be sent, or nothing.
 * @param {string} missing what its form lacks
 * @param {boolean} unsure whether it asks how sure one is, and that is not said yet
 */
export function missingText(missing, unsure) {
  return missing || (unsure ? _("Say how sure you are.") : "");
}
