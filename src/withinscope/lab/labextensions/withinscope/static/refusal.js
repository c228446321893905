// Why a page was not run, and what to do about it, in words.

const BEGINNING = "Nothing on this page has been run, and nothing here is saved: ";

/** What is asked before a page that Jupyter does not know is run. */
export const TRUST = {
  title: "Trust this page?",
  text:
    "It starts at once, and is saved from then on. Trust it only if it is your own, or your " +
    "instructor’s: what somebody else has put into it could act in your name.",
  no: "Leave it as it is",
  yes: "Trust this page",
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
      `${BEGINNING}it holds code that is not the course’s (cell ${foreignCell}).`,
      "If somebody sent you this page, close it. If the code is yours, choose Show Jupyter at the " +
        "end of Contents, delete that cell and save; the page then starts.",
    ];
  }
  return [
    `${BEGINNING}Jupyter cannot tell that it comes from your course.`,
    "If somebody sent you this page, close it. " +
      "If it is your own, or your instructor’s, trust it.",
  ];
}
