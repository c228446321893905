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

/** How the kernel of a course page is asked; `magics.py` answers. */
const QUESTION =
  "get_ipython().magics_manager.registry['CourseMagics'].contents() # for the contents";

/**
 * @param {Jupyter.Kernel} kernel of a page that was run
 * @returns {Promise<Record<string, Standing>>} by path; nothing where it can't be told
 */
export async function askStanding(kernel) {
  const asked = { code: "", silent: true, store_history: false };
  const { done } = kernel.requestExecute({ ...asked, user_expressions: { told: QUESTION } });
  const reply = await done.catch(() => null); // the page was left meanwhile
  return reply?.content.user_expressions?.told?.data?.["application/json"] ?? {};
}
