import assert from "node:assert/strict";
import test from "node:test";

import { foundText, soughtIn } from "../../src/withinscope/views/notes_search.js";

const note = (/** @type {string} */ said, own = false) => ({
  item: said,
  notebook: "L01",
  at: "",
  own,
  stem: "What would you say?",
  said,
});
const SECTIONS = [
  { title: "The line", path: "a", notes: [note("I wait", true), note("Ask Zoë")] },
  { title: "Crisis", path: "b", notes: [note("I ask first")] },
];
const found = (/** @type {string} */ text, own = false) =>
  soughtIn(SECTIONS, { text, own }).flatMap(({ notes }) => notes.map(({ said }) => said));

test("all notes are shown until something is looked for", () => {
  assert.deepEqual(found(" "), ["I wait", "Ask Zoë", "I ask first"]);
  assert.equal(foundText(SECTIONS, { own: false, text: " " }), "");
});

test("every word has to be there, in the note, its question or its page's title", () => {
  assert.deepEqual(found("ask zoe"), ["Ask Zoë"]);
  assert.deepEqual(found("CRISIS would"), ["I ask first"]);
  assert.deepEqual(found("ask wait"), []);
});

test("only what was written leaves out what was chosen", () => {
  assert.deepEqual(found("", true), ["I wait"]);
  assert.deepEqual(found("zoe", true), []);
});

test("how many there are is said, also that there is none", () => {
  const search = { own: false, text: "ask" };
  assert.equal(foundText(soughtIn(SECTIONS, search), search), "2 notes shown.");
  assert.equal(foundText([], search), "No note is like this.");
});
