// Why a page was not run, and what to do about it, in words.

import { _ } from "./language.js";

/** What is asked before a page that Jupyter does not know is run. */
export const TRUST = {
  title: _("Trust this page?"),
  text: _(
    "It starts at once, and is saved from then on. Trust it only if it is your own, or your " +
      "instructor’s: what somebody else has put into it could act in your name.",
  ),
  no: _("Leave it as it is"),
  yes: _("Trust this page"),
};

/** @typedef {"ours" | "foreign code" | "not trusted"} Verdict of the allowlist */

/**
 * @param {Verdict} verdict
 * @param {number} foreignCell number of the first cell whose code is not the course's
 * @returns {string[]}
 */
export function refusalText(verdict, foreignCell) {
  if (verdict === "foreign code") {
    return [
      _(
        "Nothing on this page has been run, and nothing here is saved: it holds code that is not " +
          "the course’s (cell {cell}).",
        { cell: foreignCell },
      ),
      _(
        "If somebody sent you this page, close it. If the code is yours, choose Show Jupyter at the " +
          "end of Contents, delete that cell and save; the page then starts.",
      ),
    ];
  }
  return [
    _(
      "Nothing on this page has been run, and nothing here is saved: Jupyter cannot tell that it " +
        "comes from your course.",
    ),
    _(
      "If somebody sent you this page, close it. " +
        "If it is your own, or your instructor’s, trust it.",
    ),
  ];
}
