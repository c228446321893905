import assert from "node:assert/strict";
import test from "node:test";

import { dialed } from "../../src/withinscope/lab/labextensions/withinscope/static/dial.js";

/** @param {string} text */
const links = (text) => dialed(text).flatMap(({ href }) => (href ? [href] : []));

test("a number is one to call, and one to write to where it says so", () => {
  assert.deepEqual(dialed("Lifeline, 13 11 14 (text 0477 13 11 14)"), [
    { text: "Lifeline, " },
    { text: "13 11 14", href: "tel:131114" },
    { text: " (text " },
    { text: "0477 13 11 14", href: "sms:0477131114" },
    { text: ")" },
  ]);
  assert.deepEqual(links("988 (call, text or chat)"), ["tel:988"]);
  assert.deepEqual(links("116 123, though not every country runs it"), ["tel:116123"]);
});

test("what is no number stays text", () => {
  assert.deepEqual(dialed("24 hours"), [{ text: "24 hours" }]);
  assert.deepEqual(dialed(""), []);
});
