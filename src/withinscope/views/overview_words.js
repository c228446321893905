/** What the end of an exercise says of the questions before it. */

import { _, language, n_ } from "./language.js";

/** @typedef {"answered" | "missing" | "unsaved" | "begun"} State of a question */

/** @type {Record<State, {sign: string, words: string}>} */
export const STATES = {
  answered: { sign: "✓", words: _("answered") },
  missing: { sign: "○", words: _("not answered") },
  unsaved: { sign: "…", words: _("begun, not saved") },
  begun: { sign: "…", words: _("begun, not played to its end") },
};

/** How much is answered. @param {{state: State}[]} items */
export function answeredText(items) {
  const open = items.filter((item) => item.state !== "answered").length;
  if (!open)
    return n_("The question is answered.", "All {n} questions are answered.", items.length);
  const done = n_(
    "{done} of {n} question is answered.",
    "{done} of {n} questions are answered.",
    items.length,
    { done: items.length - open },
  );
  return `${done} ${_("You can hand in as it is, and again later.")}`;
}

/** Questions by their numbers, as part of a sentence. @param {number[]} numbers */
export function questionsText(numbers) {
  // English as it is written here has no comma before "and".
  const list = new Intl.ListFormat(language === "en" ? "en-GB" : language, {
    style: "long",
    type: "conjunction",
  });
  const named = list.format(numbers.map(String));
  return n_("question {numbers}", "questions {numbers}", numbers.length, { numbers: named });
}

/** What was saved only because it is handed in, or nothing. @param {number[]} numbers */
export function savedFirstText(numbers) {
  if (!numbers.length) return "";
  return _("What you had not saved yet was saved first, and is in it: {questions}.", {
    questions: questionsText(numbers),
  });
}

/** Why nothing was handed in where saving went wrong. @param {number[]} numbers of the questions */
export function notSavedText(numbers) {
  const which = questionsText(numbers);
  return _(
    "Not handed in: what stands in {questions} could not be saved. It is still there: save it, then hand in.",
    { questions: which },
  );
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
    if (lack) return [_("Question {n}: {lack}", { n: index + 1, lack })];
    const open = state === "begun" || state === "unsaved";
    return open
      ? [_("Question {n}: {lack}", { n: index + 1, lack: `${STATES[state].words}.` })]
      : [];
  });
  if (begun.length) {
    const list = begun.join(" ");
    return _(
      "Not handed in yet: what you began here would not be in the file. {list} Finish it, or hand in all the same.",
      { list },
    );
  }
  if (items.some((item) => item.state === "answered")) return "";
  return _("Not handed in yet: no question is answered. Answer some, or hand in all the same.");
}
