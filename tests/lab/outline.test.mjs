import assert from "node:assert/strict";
import test from "node:test";

import {
  outlineOf,
  whereIs,
} from "../../src/withinscope/lab/labextensions/withinscope/static/outline.js";

/** @param {string} id @param {string} source */
const text = (id, source) => ({ id, type: "markdown", source });
/** @param {string} id @param {string} source */
const code = (id, source) => ({ id, type: "code", source });
const PAGE = [
  text("top", "# Shared ground\n\nWelcome."),
  code("start", "%load_ext withinscope\n%course L01"),
  text("scene", "## The *same* story\r\n\r\nTomasz.\n\n## A second one"),
  code("set", "%%set\nid: a"),
  code("first", "%%item\r\nid: first"),
  code("talk", '%%dialogue\nid: talk\ntitle: "Four letters"\nstem: x'),
  code("end", "%progress"),
];

test("sections are headings, questions what is asked", () => {
  const { sections, questions } = outlineOf(PAGE);
  assert.deepEqual(sections, [
    { cell: "scene", title: "The same story" },
    { cell: "scene", title: "A second one" },
  ]);
  assert.deepEqual(questions, ["first", "talk"]);
});

test("where somebody was is said by heading and question, or by scene and turn", () => {
  assert.equal(whereIs(PAGE, "first", 0), "“A second one”, question 1 of 2");
  assert.equal(whereIs(PAGE, "talk", 5), "“Four letters”, turn 5");
  assert.equal(whereIs(PAGE, "talk", 0), "“Four letters”");
  assert.equal(whereIs(PAGE, "end", 0), "“A second one”");
});

test("at the beginning there is nothing to say", () => {
  assert.equal(whereIs(PAGE, "top", 0), "");
  assert.equal(whereIs(PAGE, "start", 0), "");
  assert.equal(whereIs(PAGE, "unknown", 0), "");
});
