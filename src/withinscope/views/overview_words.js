/** What the end of an exercise says of the questions before it. */

/** @typedef {"answered" | "missing" | "unsaved" | "begun"} State of a question */

/** @type {Record<State, {sign: string, words: string}>} */
export const STATES = {
  answered: { sign: "✓", words: "answered" },
  missing: { sign: "○", words: "not answered" },
  unsaved: { sign: "…", words: "begun, not saved" },
  begun: { sign: "…", words: "begun, not played to its end" },
};

/** How much is answered. @param {{state: State}[]} items */
export function answeredText(items) {
  const open = items.filter((item) => item.state !== "answered").length;
  if (!open) return `All ${items.length} questions are answered.`;
  const done = `${items.length - open} of ${items.length} questions are answered.`;
  return `${done} You can hand in as it is, and again later.`;
}

/** Questions by their numbers, as part of a sentence. @param {number[]} numbers */
export function questionsText(numbers) {
  const all = numbers.map(String);
  const last = all.pop();
  if (!all.length) return `question ${last}`;
  return `questions ${all.join(", ")} and ${last}`;
}

/** What was saved only because it is handed in, or nothing. @param {number[]} numbers */
export function savedFirstText(numbers) {
  if (!numbers.length) return "";
  return `What you had not saved yet was saved first, and is in it: ${questionsText(numbers)}.`;
}

/** Why nothing was handed in where saving went wrong. @param {number[]} numbers of the questions */
export function notSavedText(numbers) {
  const which = questionsText(numbers);
  return `Not handed in: what stands in ${which} could not be saved. It is still there: save it, then hand in.`;
}

/**
 * What to ask before handing in, or nothing: what was begun and can't be in the file, and a file
 * without one answer.
 * @param {{state: State}[]} items
 * @param {Map<number, string>} lacking what questions lack to be saved, by their numbers
 */
export function doubtText(items, lacking) {
  const begun = items.flatMap(({ state }, index) => {
    const lack = lacking.get(index + 1);
    if (lack) return [`Question ${index + 1}: ${lack}`];
    const open = state === "begun" || state === "unsaved";
    return open ? [`Question ${index + 1}: ${STATES[state].words}.`] : [];
  });
  if (begun.length) {
    const list = begun.join(" ");
    return `Not handed in yet: what you began here would not be in the file. ${list} Finish it, or hand in all the same.`;
  }
  if (items.some((item) => item.state === "answered")) return "";
  return "Not handed in yet: no question is answered. Answer some, or hand in all the same.";
}
