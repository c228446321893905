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

test("a number that somebody wrote down is dialed whole, in brackets and after a slash too", () => {
  const written = {
    "(555) 123-4567": ["tel:5551234567"],
    "+1 (555) 123-4567 (24/7)": ["tel:+15551234567"],
    "Ana +44 (0)20 7946 0000, evenings from 18:00": ["tel:+442079460000"],
    "030/1234567 or 112": ["tel:0301234567", "tel:112"],
    "9-1-1": ["tel:911"],
    "988; text 85258": ["tel:988", "sms:85258"],
    "112 (116 117 for a doctor)": ["tel:112", "tel:116117"],
  };
  for (const [text, found] of Object.entries(written)) assert.deepEqual(links(text), found, text);
});

test("rather no link than a number that reaches somebody else", () => {
  const none = ["1-800-799-SAFE", "Room B112", "0171 2345678 0172 3456789", "since 2026-11-29"];
  for (const text of none) assert.deepEqual(links(text), [], text);
});

test("what is no number stays text, whatever it is", () => {
  assert.deepEqual(dialed("24 hours"), [{ text: "24 hours" }]);
  const hostile = '<a href="javascript:alert(1)">112</a>\u202e';
  assert.equal(
    dialed(hostile)
      .map(({ text }) => text)
      .join(""),
    hostile,
  );
  assert.deepEqual(links(hostile), ["tel:112"]);
  assert.deepEqual(dialed(""), []);
});
