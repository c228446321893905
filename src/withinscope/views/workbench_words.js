/** What the workbench says. */
import { counted } from "./words.js";

export const ROOMS = {
  grade: "Grade",
  mark: "Mark",
  cohort: "Cohort and files",
  changes: "Changes",
};
export const ASKED = "What would come of it";
export const DONE = "What came of it";
export const LEAVE_IT = "Leave it";
export const STEP =
  "A step is a run of grading, or a correction. Marks are none: each stays, and Undo, where you mark, takes one back.";
export const FOR_GOOD =
  "All that the gradebook keeps of them goes, their feedback page too, and can't be brought back.";
export const BACK =
  "Choose the file that the platform gave: Moodle's grading worksheet, gradebook export or zip of submissions, Canvas's gradebook or zip. A zip becomes one of feedback pages; all else is filled in with scores.";
export const DROP =
  "Drop the learning platform's zip here, or notebooks, or a folder of them; or choose:";
export const NOTHING_THERE =
  "Nothing there yet. Put a zip into the course's folder, or drop one above.";
export const APPLY =
  "Also write what changes for people who were graded before, which is else only shown";
export const WAITING =
  "Somebody else is writing to this gradebook; this waits until they have finished …";
export const KEYS =
  "The keys 0, 1, 2 … give the criterion in hand that level; when each has one, the mark is saved.";
export const BLIND = "Answers come question by question, in a shuffled order, without names.";
export const SECOND =
  "A second marker gets answers by lot, without the first marks. Nobody marks what they marked first; both marks stay on record.";
export const TWO_NAMES = "Two names: whose is it?";
export const TWO_NAMES_HINT =
  "The platform has these in one person's place, and the notebook holds another's name. Ask whether they handed in their own. What you say holds from now on, until you have it asked again.";
export const ANSWERED = "Answered";
export const ASK_AGAIN = "Ask again";
export const CALIBRATE =
  "Mark the sample answers, which an expert marked, before you mark anybody. You see how far you are from the expert, criterion by criterion, and why. Nothing that you give them is kept.";
export const GIVE_BACK = "Feedback pages, each to its owner";
/** How many reasons of one kind are read. */
const SHOWN = 5;

/** @typedef {{exercises: string[], done: number, every: number}} Standing */

/** How far marking is. @param {Standing} standing */
export function standingText({ exercises, done, every }) {
  if (exercises.length === 0) return "Nothing is graded yet.";
  if (every === 0) return "Nothing here is marked by a person.";
  return `${done} of ${counted(every, "answer")} marked.`;
}

/** What a yes does. @param {{kind: string, name?: string}} asked */
export function yesText({ kind, name }) {
  if (kind === "remove") return `Remove ${name} for good`;
  return kind === "give" ? "Write the file" : "Take it back";
}

/** What a button writes. @param {string} format */
export function formatText(format) {
  return `Scores as ${format}`;
}

/** Hand-ins in the list of them. @param {string} name @param {string} hub the one that holds all of a Hub's people */
export function handInsText(name, hub) {
  return name === hub ? "All that this Hub's people handed in" : name;
}

/** A question in the list of them. @param {{name: string, stem: string, done: number, of: number}} question */
export function questionText({ name, stem, done, of }) {
  return `${name} (${done} of ${of} marked): ${stem}`;
}

/** @param {number} done @param {number} of */
export function progressText(done, of) {
  return `Graded ${done} of ${of}.`;
}

/** A level of a criterion. @param {number} level @param {string} words */
export function levelText(level, words) {
  return `Level ${level}: ${words}`;
}

/** What is left after the last answer. @param {{left: number, calibrates: boolean}} desk */
export function endText({ left, calibrates }) {
  const what = calibrates ? "samples" : "answers";
  if (left) return `Some ${what} have no mark from you yet.`;
  return calibrates
    ? "You marked each of them. Nothing of it is kept."
    : "Each of them has a mark from you. Everything is saved.";
}

/** Which levels there are to give. @param {number} many */
export function levelsText(many) {
  return `The levels here are 0 to ${many - 1}.`;
}

/** Where two names stand. @param {{told: string, exercises: string[]}} question */
export function twoNamesText({ told, exercises }) {
  return `${told[0]?.toUpperCase()}${told.slice(1)} (${exercises.join(", ")}).`;
}

/** Whose it may be. @param {string} name */
export function belongsText(name) {
  return `It is ${name}'s`;
}

/** Whose it was said to be. @param {{said: string, shown: string, typed: string, who: string, at: string}} question */
export function answeredText({ said, shown, typed, who, at }) {
  return `It counts for ${said === "place" ? shown : typed}, as ${who} said on ${at.slice(0, 10)}.`;
}

/** That files are there. @param {string[]} names */
export function arrivedTexts(names) {
  if (names.length === 0) return [];
  return [
    names.length === 1
      ? `${names[0]} is here, and chosen.`
      : `${counted(names.length, "file")} are here, and chosen.`,
  ];
}

/** Why files were not kept: a few reasons, and how many more. @param {string[]} reasons */
export function refusedTexts(reasons) {
  const more = reasons.length - SHOWN;
  return [
    ...reasons.slice(0, SHOWN),
    ...(more > 0 ? [`${counted(more, "more file")} not kept.`] : []),
  ];
}
