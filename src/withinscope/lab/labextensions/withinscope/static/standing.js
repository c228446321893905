// What the contents say beside a page, in words.

/**
 * @typedef {object} Standing of a page
 * @property {"done" | "begun" | "not begun"} [state]
 * @property {number} [answered]
 * @property {number} [asked]
 * @property {number} [left] minutes
 * @property {number} [due] questions that are ready to come back
 */

/** @param {Standing | undefined} standing @returns {string} '' for nothing to say */
export function standingText(standing) {
  const { state, answered = 0, asked = 0, left = 0, due } = standing ?? {};
  if (due !== undefined) return due ? `${counted(due, "question")} due` : "nothing due";
  if (state === "done") return "done";
  if (!asked) return "";
  const time = left ? `about ${counted(left, "minute")}` : "";
  const words =
    state === "begun"
      ? ["begun", `${answered} of ${counted(asked, "question")}`, time && `${time} left`]
      : [counted(asked, "question"), time];
  return words.filter(Boolean).join(", ");
}

/** @param {number} count @param {string} word */
const counted = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;
