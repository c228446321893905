import assert from "node:assert/strict";
import test from "node:test";

import {
  buttonText,
  missingText,
  savedText,
  skipText,
} from "../../src/withinscope/views/answer_words.js";
import { missingOfPair } from "../../src/withinscope/views/best_worst.js";
import { writable } from "../../src/withinscope/views/free.js";
import { casesLeftText, chosenText, letterOf } from "../../src/withinscope/views/matching.js";
import { dayOf } from "../../src/withinscope/views/notes.js";
import {
  answeredText,
  doubtText,
  questionsText,
  savedFirstText,
} from "../../src/withinscope/views/overview_words.js";
import {
  doneText,
  dueText,
  firstText,
  levelText,
  pageText,
  rowText,
} from "../../src/withinscope/views/progress_words.js";
import { choices, endText, offerText, onText } from "../../src/withinscope/views/review_words.js";
import { leftText } from "../../src/withinscope/views/sort.js";
import { lookWords } from "../../src/withinscope/views/tries.js";
import { counted, emphasized, shortened, texts } from "../../src/withinscope/views/words.js";

test("a longer round is offered only where it asks more", () => {
  const five = { minutes: 5, questions: 4 };
  const ten = { minutes: 10, questions: 8 };
  assert.deepEqual(choices([five, ten]), [five, ten]);
  assert.deepEqual(choices([five, { minutes: 10, questions: 4 }]), [five]);
});

test("what is counted is one or many", () => {
  assert.deepEqual(
    [0, 1, 2].map((count) => counted(count, "question")),
    ["0 questions", "1 question", "2 questions"],
  );
});

test("a long text is cut at the end of a word, on one line", () => {
  assert.equal(shortened("A client\n asks for more", 14), "A client asks…");
  assert.equal(shortened("A client\n asks", 14), "A client asks");
});

test("what an author sets between stars is emphasized, and a star alone is a star", () => {
  assert.deepEqual(emphasized("A line (*Look up* has them), now"), [
    { text: "A line (", strong: false },
    { text: "Look up", strong: true },
    { text: " has them), now", strong: false },
  ]);
  for (const plain of ["2 * 3 * 4", "a*", "**", "", "* one"]) {
    assert.ok(emphasized(plain).every((part) => !part.strong));
    const whole = emphasized(plain).map((part) => part.text);
    assert.equal(whole.join(""), plain);
  }
});

test("skipping costs nothing where nothing is graded, and points where it is", () => {
  assert.equal(skipText(false), "Nothing is graded here."); // the button says that one may skip
  assert.match(skipText(true), /hand in without it; it then earns no points/);
});

test("a draft that is older than its item holds no texts", () => {
  assert.deepEqual(texts(["a", 1, null, "b"]), ["a", "b"]);
  for (const odd of [undefined, null, "a", { a: 1 }]) assert.deepEqual(texts(odd), []);
});

test("the button says what pressing it does", () => {
  const button = (/** @type {object} */ asked) =>
    [0, 1].map((attempt) => buttonText(asked, { attempt }));
  assert.deepEqual(button({}), ["Answer", "Answer again"]);
  assert.deepEqual(button({ graded: true }), ["Save answer", "Save changed answer"]);
  assert.deepEqual(button({ private: true, graded: true }), ["Save for me", "Save again"]);
});

test("what is saved says for how long, and for whom", () => {
  assert.equal(savedText({}, { attempt: 0 }), "");
  assert.equal(savedText({}, { attempt: 1 }), "Saved.");
  assert.equal(savedText({ graded: true }, { attempt: 1 }), "Saved. You can still change it.");
  assert.equal(savedText({ private: true }, { attempt: 1 }), "Saved. Only you can see it.");
  assert.equal(savedText({}, { attempt: 1, locked: "Another version." }), "Another version.");
});

test("what the form lacks is said before how sure one is", () => {
  assert.equal(missingText("Choose one first.", true), "Choose one first.");
  assert.equal(missingText("", true), "Say how sure you are.");
  assert.equal(missingText("", false), "");
});

test("a pair lacks one, the other, or a difference", () => {
  assert.match(missingOfPair({ best: null, worst: "a" }), /fits best/);
  assert.match(missingOfPair({ best: "a", worst: null }), /fits least/);
  assert.match(missingOfPair({ best: "a", worst: "a" }), /can't fit both/);
  assert.equal(missingOfPair({ best: "a", worst: "b" }), "");
});

test("statements without a place are counted", () => {
  assert.deepEqual(
    [leftText(2), leftText(1), leftText(0)],
    ["Choose a place for each: 2 are left.", "Choose a place for each: 1 is left.", ""],
  );
});

test("moves go by letters, and what was chosen is said in words", () => {
  const moves = ["Wait", "Call"].map((text, n) => ({ id: `m${n}`, letter: letterOf(n), text }));
  assert.equal(moves[1].letter, "B");
  assert.equal(chosenText(moves, "m1"), "B. Call");
  assert.equal(chosenText(moves, undefined), "");
  assert.equal(chosenText(moves, "gone"), "");
});

test("cases without a move are counted", () => {
  assert.deepEqual(
    [casesLeftText(2), casesLeftText(1), casesLeftText(0)],
    ["Choose a move for each case: 2 are left.", "Choose a move for each case: 1 is left.", ""],
  );
});

test("half an emoji at the end of a field is left out", () => {
  assert.equal(writable("so 😀"), "so 😀");
  assert.equal(writable("so 😀".slice(0, 4)), "so ");
});

test("a day is told in words, and nothing for what is none", () => {
  assert.equal(dayOf("2026-03-05T12:00:00Z"), "March 5, 2026");
  assert.equal(dayOf("soon"), "");
});

test("handing in says how much is answered", () => {
  /** @type {{state: "answered" | "begun"}[]} */
  const items = [{ state: "answered" }, { state: "begun" }];
  assert.match(answeredText(items), /^1 of 2 questions are answered\. You can hand in as it is/);
  assert.equal(answeredText([items[0]]), "The question is answered.");
});

test("how sure and how right is one sentence", () => {
  assert.equal(
    levelText({ confidence: 3, right: 1, close: 0, total: 1 }),
    "When you were sure, you were right 1 of 1 time.",
  );
  const level = { confidence: 1, right: 2, close: 1, total: 4 };
  assert.equal(
    levelText(level),
    "When you guessed, you were right 2 of 4 times. You came close once.",
  );
  assert.equal(rowText(level), "2 of 4 right, 1 close");
});

test("a page of the course says how far it is", () => {
  const page = { page: { role: "lesson" }, state: "begun", answered: 2, asked: 9, minutes: 1 };
  assert.equal(pageText(page), "begun, 2 of 9 answered, about 1 minute");
  const exercise = { page: { role: "exercise" }, state: "done", answered: 9, asked: 9, minutes: 0 };
  assert.equal(pageText(exercise), "handed in");
});

test("only lessons with a number count for how much of the course is done", () => {
  const parts = [
    { page: { role: "lesson", number: null }, state: "done" },
    { page: { role: "lesson", number: 1 }, state: "done" },
    { page: { role: "lesson", number: 2 }, state: "begun" },
    { page: { role: "exercise", number: null }, state: "done" },
  ];
  assert.equal(doneText(parts, 0), "1 of 2 lessons done.");
  assert.match(doneText(parts, 20), /About 20 minutes so far; longer pauses are not counted\.$/);
});

test("what is due says is or are", () => {
  assert.equal(dueText(1), "1 question is ready to come back: ");
  assert.equal(dueText(2), "2 questions are ready to come back: ");
});

test("a review offers what there is", () => {
  const round = { due: 0, first: 0, known: 0, later: null };
  assert.match(offerText(round), /^Nothing to review yet/);
  assert.match(
    offerText({ ...round, known: 4, later: "tomorrow" }),
    /comes back tomorrow\. You can/,
  );
  assert.match(
    offerText({ ...round, known: 4, due: 2, first: 1 }),
    /^2 questions are .* the one that/,
  );
  assert.match(
    offerText({ ...round, known: 4, due: 2, first: 2 }),
    /First the 2 that you were sure of/,
  );
});

test("a round says how it went", () => {
  assert.match(endText({ asked: 0, right: 0 }), /^You stopped before the first answer/);
  assert.match(endText({ asked: 3, right: 1 }), /^You practiced 3 questions, and had 1 right\./);
});

test("the way on from a question depends on where it is and whether it was answered", () => {
  assert.equal(onText({ number: 1, of: 2, back: null }), "Leave this one out");
  assert.equal(onText({ number: 1, of: 2, back: "in 3 days" }), "Next question");
  assert.equal(onText({ number: 2, of: 2, back: null }), "Finish");
});

test("a button at a try has a name that says which", () => {
  assert.deepEqual(lookWords(2, true), { text: "Look back", name: "Look back at try 2" });
  const { text, name } = lookWords(1, false);
  assert.ok(name.startsWith(text));
});

/** @param {...import("../../src/withinscope/views/overview_words.js").State} states */
const questions = (...states) => states.map((state) => ({ state }));

test("what was begun and can't be in the file is named before handing in, each with what it lacks", () => {
  const lacking = new Map([[2, "Say how sure you are."]]);
  const doubt = doubtText(questions("answered", "unsaved", "begun", "missing"), lacking);
  assert.match(doubt, /^Not handed in yet/);
  assert.match(
    doubt,
    /Question 2: Say how sure you are\. Question 3: begun, not played to its end\./,
  );
  assert.doesNotMatch(doubt, /Question [14]/);
});

test("a file without one answer is asked about, one with an answer is not", () => {
  assert.match(doubtText(questions("missing", "missing"), new Map()), /no question is answered/);
  assert.equal(doubtText(questions("missing", "answered"), new Map()), "");
});

test("questions are named as people do, and only where there are some", () => {
  assert.equal(questionsText([3]), "question 3");
  assert.equal(questionsText([1, 2, 5]), "questions 1, 2 and 5");
  assert.equal(savedFirstText([]), "");
});

test("what a review begins with is told as it is: all, some or none", () => {
  const told = (/** @type {boolean[]} */ ...first) => firstText(first.map((first) => ({ first })));
  assert.equal(told(true), "It comes first in your");
  assert.equal(told(true, true), "They come first in your");
  assert.equal(told(true, true, false), "2 of them come first in your");
  assert.equal(told(false, true), "1 of them comes first in your");
  assert.equal(told(false), "");
});
