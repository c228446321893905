/** What an item says of its answer: on the button and beside it. */

export const BEGUN = "Not saved yet: this is what you had begun.";
export const CHANGED = "Changed, and not saved yet.";
export const ALREADY = "This is saved already. Change something, then press again.";
export const SAVING = "Saving…";
export const NOT_YET =
  "Not saved yet. Your answer is still here: wait a little and press again, or reload this page.";

/** Asked once, before nothing chosen is taken for an answer. */
export const NONE_CHOSEN = "Nothing is marked. If none fits, press once more.";

/** Said in place of what is saved where the browser keeps nothing. */
export const UNKEPT = "Kept only while this page is open.";

/** @typedef {{private?: boolean, graded?: boolean, unkept?: boolean}} Asked */
/** @typedef {{attempt: number, locked?: string}} Answer */

/** What the button says. @param {Asked} asked @param {Answer} answer */
export function buttonText(asked, answer) {
  if (asked.private) return answer.attempt ? "Save again" : "Save for me";
  if (asked.graded) return answer.attempt ? "Save changed answer" : "Save answer";
  return answer.attempt ? "Answer again" : "Answer";
}

/** What stands beside the button once something is saved. @param {Asked} asked @param {Answer} answer */
export function savedText(asked, answer) {
  if (answer.locked) return answer.locked;
  if (!answer.attempt) return "";
  if (asked.unkept) return UNKEPT;
  if (asked.private) return "Saved. Only you can see it.";
  return asked.graded ? "Saved. You can still change it." : "Saved.";
}

/** What it costs to leave out what may be hard to read. @param {boolean} graded */
export function skipText(graded) {
  return graded
    ? "You can leave it out and hand in without it; it then earns no points."
    : "Nothing is graded here.";
}

/**
 * What is still to do before an answer can be sent, or nothing.
 * @param {string} missing what its form lacks
 * @param {boolean} unsure whether it asks how sure one is, and that is not said yet
 */
export function missingText(missing, unsure) {
  return missing || (unsure ? "Say how sure you are." : "");
}
