/** What a review says of a round: before it, in it, at its end. */
import { _, n_ } from "./language.js";

/**
 * What can be practiced.
 * @param {{due: number, first: number, known: number, later: string | null}} round `first`: how many
 *   of those due somebody was sure of and had wrong; `later`: when the next one comes back
 */
export function offerText({ due, first, known, later }) {
  if (!known) {
    return _(
      "Nothing to review yet. Answer some questions in a lesson first; they come back here when they are about to be forgotten.",
    );
  }
  if (due) return [dueText(due), first ? surprisedText(first) : ""].filter(Boolean).join(" ");
  const next = later ? _("The next one comes back {when}.", { when: later }) : "";
  const texts = [_("Nothing has to come back today."), next, _("You can practice all the same.")];
  return texts.filter(Boolean).join(" ");
}

/** @param {number} due */
const dueText = (due) =>
  n_("{n} question is ready to come back.", "{n} questions are ready to come back.", due);

/** @param {number} first */
const surprisedText = (first) =>
  n_(
    "First the one that you were sure of and that turned out otherwise.",
    "First the {n} that you were sure of and that turned out otherwise.",
    first,
  );

/** The rounds to choose from: a longer one only if it asks more. @param {{minutes: number, questions: number}[]} rounds the shortest first */
export function choices(rounds) {
  return rounds.filter((one, n) => !n || one.questions > rounds[n - 1].questions);
}

/** How a round went. @param {{asked: number, right: number}} round */
export function endText({ asked, right }) {
  if (!asked) {
    return _("You stopped before the first answer. Nothing is lost: what was ready stays ready.");
  }
  const told = n_(
    "You practiced {n} question, and had {right} right.",
    "You practiced {n} questions, and had {right} right.",
    asked,
    { right },
  );
  return `${told} ${_("Every answer is kept with its lesson.")}`;
}

/** Where in a round a question is. @param {{number: number, of: number, lesson: string}} round */
export function placeText({ number, of, lesson }) {
  return _("Question {number} of {of} in this round, from the lesson “{lesson}”.", {
    number,
    of,
    lesson,
  });
}

/** What the button that goes on says. @param {{number: number, of: number, back: string | null}} round */
export function onText({ number, of, back }) {
  if (number === of) return _("Finish");
  return back ? _("Next question") : _("Leave this one out");
}
