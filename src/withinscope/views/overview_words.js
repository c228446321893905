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
