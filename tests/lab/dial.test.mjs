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

test("a number is one, however it is parted and whatever is to be written to it", () => {
  assert.deepEqual(links("800-799-7233 or 800.799.7233"), ["tel:8007997233", "tel:8007997233"]);
  assert.deepEqual(links("+44 808 2000 247"), ["tel:+448082000247"]);
  assert.deepEqual(links("Text START to 88788, or text 0458 737 732"), [
    "sms:88788",
    "sms:0458737732",
  ]);
});

test("what is no number stays text", () => {
  assert.deepEqual(dialed("24 hours"), [{ text: "24 hours" }]);
  assert.deepEqual(dialed(""), []);
});
