// What the contents say beside a page, in words.

import { _, n_ } from "./language.js";

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
  if (due !== undefined)
    return due ? n_("{n} question due", "{n} questions due", due) : _("nothing due");
  if (state === "done") return _("done");
  if (!asked) return "";
  const words =
    state === "begun"
      ? [
          _("begun"),
          n_("{answered} of {n} question", "{answered} of {n} questions", asked, { answered }),
          left && n_("about {n} minute left", "about {n} minutes left", left),
        ]
      : [
          n_("{n} question", "{n} questions", asked),
          left && n_("about {n} minute", "about {n} minutes", left),
        ];
  return words.filter(Boolean).join(", ");
}
