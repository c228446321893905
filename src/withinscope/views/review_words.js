/** What a review says of a round: before it, in it, at its end. */
import { counted } from "./words.js";

/**
 * What can be practiced.
 * @param {{due: number, first: number, known: number, later: string | null}} round `first`: how many
 *   of those due somebody was sure of and had wrong; `later`: when the next one comes back
 */
export function offerText({ due, first, known, later }) {
  if (!known) {
    return "Nothing to review yet. Answer some questions in a lesson first; they come back here when they are about to be forgotten.";
  }
  const surprised = first
    ? ` First ${first === 1 ? "the one" : `the ${first}`} that you were sure of and that turned out otherwise.`
    : "";
  if (due) {
    return `${counted(due, "question")} ${due === 1 ? "is" : "are"} ready to come back.${surprised}`;
  }
  const next = later ? ` The next one comes back ${later}.` : "";
  return `Nothing has to come back today.${next} You can practice all the same.`;
}

/** The rounds to choose from: a longer one only if it asks more. @param {{minutes: number, questions: number}[]} rounds the shortest first */
export function choices(rounds) {
  return rounds.filter((one, n) => !n || one.questions > rounds[n - 1].questions);
}

/** How a round went. @param {{asked: number, right: number}} round */
export function endText({ asked, right }) {
  if (!asked) {
    return "You stopped before the first answer. Nothing is lost: what was ready stays ready.";
  }
  return `You practiced ${counted(asked, "question")}, and had ${right} right. Every answer is kept with its lesson.`;
}

/** Where in a round a question is. @param {{number: number, of: number, lesson: string}} round */
export function placeText({ number, of, lesson }) {
  return `Question ${number} of ${of} in this round, from the lesson “${lesson}”.`;
}

/** What the button that goes on says. @param {{number: number, of: number, back: string | null}} round */
export function onText({ number, of, back }) {
  if (number === of) return "Finish";
  return back ? "Next question" : "Leave this one out";
}
