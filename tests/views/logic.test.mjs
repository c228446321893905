import assert from "node:assert/strict";
import test from "node:test";

import { draftKeeper, REST } from "../../src/withinscope/views/drafts.js";
import { arranged, edgeText, movedText, wayOfKey } from "../../src/withinscope/views/ordering.js";
import { dotsOf } from "../../src/withinscope/views/progress_words.js";
import { lookFirst, mark, remarksByText, unfolded } from "../../src/withinscope/views/remarks.js";
import {
  AT,
  linePath,
  middleOf,
  remarksBeside,
  spotsOf,
} from "../../src/withinscope/views/ways.js";

test("steps come in the order that is wanted, those that are new behind", () => {
  assert.deepEqual(arranged(["a", "b", "c"], ["c", "gone", "a", "a"]), ["c", "a", "b"]);
  assert.deepEqual(arranged(["a", "b"], []), ["a", "b"]);
});

test("only a plain arrow up or down moves a step", () => {
  const plain = { ctrlKey: false, metaKey: false, shiftKey: false };
  assert.deepEqual(
    ["ArrowUp", "ArrowDown", "ArrowLeft", "toString"].map((key) => wayOfKey({ ...plain, key })),
    [-1, 1, 0, 0],
  );
  assert.equal(wayOfKey({ ...plain, key: "ArrowUp", shiftKey: true }), 0);
});

test("a move is said as a place, and an edge as one", () => {
  assert.equal(movedText(0, 4), "Now in place 1 of 4.");
  assert.deepEqual([edgeText(-1), edgeText(1)], ["It is the first.", "It is the last."]);
});

/** @param {Partial<import("../../src/withinscope/views/remarks.js").Note>} note */
const aNote = (note) => ({
  label: "You chose it",
  text: "An option",
  why: "",
  fits: null,
  tells_key: false,
  ...note,
});

test("remarks on one text stand together, and say a reason once", () => {
  const groups = remarksByText([
    aNote({ text: "One", why: "Because.", fits: false }),
    aNote({ text: "Two", why: "Because.", fits: true }),
    aNote({ text: "One", label: "Best", why: "Because.", fits: true }),
  ]);
  assert.deepEqual(
    groups.map(({ text, remarks }) => [text, remarks.map(({ sign, why }) => sign + why)]),
    [
      ["One", ["✗Because.", "✓"]],
      ["Two", ["✓Because."]],
    ],
  );
});

/** @param {Partial<import("../../src/withinscope/views/remarks.js").Note>[]} notes */
const folds = (...notes) => {
  const { open, folded, words } = unfolded(notes.map(aNote));
  return [open.map(({ text }) => text), folded.map(({ text }) => text), words];
};

test("what one had right is folded where there is something else to look at", () => {
  const missed = { text: "Key", fits: true, tells_key: true };
  assert.deepEqual(folds({ text: "Right", fits: true }, { text: "Off", fits: false }, missed), [
    ["Off", "Key"],
    ["Right"],
    "What you had right",
  ]);
  assert.deepEqual(folds({ text: "Close" }, { text: "Right", fits: true }), [
    ["Close"],
    ["Right"],
    "What you had right",
  ]);
});

test("what was all right is shown where it is little, and folded where it is much", () => {
  const right = ["A", "B", "C"].map((text) => ({ text, fits: true }));
  assert.deepEqual(folds(...right.slice(0, 2)), [["A", "B"], [], ""]);
  assert.deepEqual(folds(...right), [[], ["A", "B", "C"], "Why they are right"]);
});

test("who was sure and is off is told where to look first", () => {
  const told = (/** @type {number} */ confidence, /** @type {any} */ standing) =>
    lookFirst({ confidence, feedback: { standing } });
  assert.equal(told(3, "off"), "You were sure: look here first.");
  assert.deepEqual(
    [told(2, "off"), told(3, "close"), told(3, "right"), told(3, null)],
    ["", "", "", ""],
  );
});

test("a sign is never the only sign: it is heard as words, and nothing where nothing is judged", () => {
  assert.deepEqual(mark(true, "Right. ", "Not right. "), {
    sign: "✓",
    spoken: "Right. ",
    look: "ws-fits",
  });
  assert.equal(mark(false, "Right. ", "Not right. ").spoken, "Not right. ");
  assert.deepEqual(mark(null, "Right. ", "Not right. "), { sign: "", spoken: "", look: "" });
});

/** A keeper of drafts on the test's clock, and how often it has sent. @param {test.TestContext} t */
function aDraft(t) {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const sent = { times: 0 };
  const draft = draftKeeper(() => {
    sent.times += 1;
  });
  return { draft, sent, rest: (/** @type {number} */ ms) => t.mock.timers.tick(ms) };
}

test("a draft is sent once its form rests, however often it changed", (t) => {
  const { draft, sent, rest } = aDraft(t);
  draft.soon();
  rest(REST - 1);
  draft.soon();
  rest(REST - 1);
  assert.equal(sent.times, 0);
  rest(1);
  assert.equal(sent.times, 1);
});

test("a draft that is due is sent when the form is left, and not again", (t) => {
  const { draft, sent, rest } = aDraft(t);
  draft.now();
  assert.equal(sent.times, 0);
  draft.soon();
  draft.now();
  rest(REST);
  assert.equal(sent.times, 1);
});

test("a draft that became an answer is not sent", (t) => {
  const { draft, sent, rest } = aDraft(t);
  draft.soon();
  draft.drop();
  rest(REST);
  draft.now();
  assert.equal(sent.times, 0);
});

test("a dot an answer, fifteen in a row, the right ones first, then those that came close", () => {
  const { width, height, dots } = dotsOf({ right: 2, close: 1, total: 16 });
  assert.deepEqual([width, height], [15 * 18, 36]);
  assert.deepEqual(dots[0], { stood: "right", x: 9, y: 9 });
  assert.deepEqual(dots[15], { stood: "wrong", x: 9, y: 27 });
  assert.deepEqual(
    dots.slice(1, 4).map((dot) => dot.stood),
    ["right", "close", "wrong"],
  );
});

/** @param {number | null} mine @param {number | null} theirs */
const aRow = (mine, theirs, parting = false) => {
  return { mine, theirs, together: mine !== null && theirs !== null, parting };
};

test("two ways run as one line until they part", () => {
  const rows = [aRow(1, 1, true), aRow(2, null), aRow(null, 2)];
  assert.ok(linePath(rows, "mine").startsWith(`M${AT.both} ${middleOf(0)}`));
  assert.ok(linePath(rows, "mine").endsWith(`${AT.mine} ${middleOf(1)}`));
  assert.ok(linePath(rows, "theirs").endsWith(`${AT.theirs} ${middleOf(2)}`));
});

test("ways that part and meet at the next moment bulge, each to its side", () => {
  const rows = [aRow(1, 1, true), aRow(2, 2)];
  assert.match(linePath(rows, "mine"), new RegExp(`C${AT.mine} `));
  assert.match(linePath(rows, "theirs"), new RegExp(`C${AT.theirs} `));
});

test("a turn of both stands in the middle once, others each on its side", () => {
  assert.deepEqual(
    [aRow(1, 1), aRow(2, null), aRow(null, 2)].flatMap(spotsOf).map(({ x, whose }) => [x, whose]),
    [
      [AT.both, "both"],
      [AT.mine, "mine"],
      [AT.theirs, "theirs"],
    ],
  );
});

test("where ways part and where they end alike is said", () => {
  const rows = [aRow(1, 1, true), aRow(2, null), aRow(3, 2)];
  assert.deepEqual(
    rows.flatMap(remarksBeside).map(({ text }) => text),
    ["you part", "the same end"],
  );
  assert.deepEqual([aRow(1, 1)].flatMap(remarksBeside), []);
});
