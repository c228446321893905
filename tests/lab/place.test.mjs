import assert from "node:assert/strict";
import test from "node:test";

import {
  heightsIn,
  placeFrom,
  placeOf,
  scrollNeeded,
  topmost,
} from "../../src/withinscope/lab/labextensions/withinscope/static/place.js";

/** @param {string} id @param {number} top @param {number} bottom */
const cell = (id, top, bottom) => ({ id, top, bottom });

test("the place is the first cell that reaches below the top of the view", () => {
  const cells = [cell("above", -200, 40), cell("cut", 40, 90), cell("below", 90, 300)];
  assert.deepEqual(topmost(cells, 50), { cell: "cut", offset: -10 });
});

test("a cell that takes no room is no place", () => {
  assert.deepEqual(topmost([cell("hidden", 60, 60), cell("text", 60, 80)], 50), {
    cell: "text",
    offset: 10,
  });
});

test("past the end there is no place", () => assert.equal(topmost([cell("a", 0, 10)], 50), null));

test("going to the place and noting it again changes nothing", () => {
  const offset = -37;
  const moved = scrollNeeded(600, 50, offset);
  assert.deepEqual(topmost([cell("a", 600 - moved, 900 - moved)], 50), { cell: "a", offset });
});

test("less than a pixel is not worth scrolling for", () =>
  assert.equal(scrollNeeded(60.6, 50, 10), 0));

test("the heights of the questions in view are kept, of no other cell", () => {
  const of = (/** @type {string} */ type, /** @type {ReturnType<typeof cell>} */ one) => ({
    ...one,
    type,
  });
  const cells = [
    of("code", cell("above", -200, 50)),
    of("code", cell("cut", 50.4, 90)),
    of("markdown", cell("text", 90, 100)),
    of("code", cell("no-room", 100, 100)),
    of("code", cell("last", 100, 900)),
    of("code", cell("below", 900, 950)),
  ];
  assert.deepEqual(heightsIn(cells, { top: 50, bottom: 800 }), { cut: 40, last: 800 });
});

test("what was stored comes back, and what is no place does not", () => {
  const room = { width: 900, heights: { b: 246 } };
  const place = { cell: "a", offset: -3, focus: { cell: "b", index: 1 }, room };
  assert.deepEqual(placeFrom({ ...place, more: 1 }), place);
  const none = { width: 0, heights: {} };
  const least = { cell: "a", offset: 0, focus: null, room: none };
  for (const wrong of [undefined, null, 3, {}, { heights: { b: 1 } }, { width: "x" }]) {
    assert.deepEqual(placeFrom({ cell: "a", offset: 0, room: wrong }), least);
  }
  const mixed = { width: 1, heights: { a: "x", b: -1, c: null, d: 5 } };
  assert.deepEqual(placeFrom({ ...least, room: mixed })?.room, { width: 1, heights: { d: 5 } });
  for (const other of [
    undefined,
    null,
    "a",
    {},
    { cell: 1, offset: 0 },
    { cell: "a", offset: "x" },
  ]) {
    assert.equal(placeFrom(other), null);
  }
});

test("a link to a question leads to the cell that asks it, and to nothing where none does", () => {
  const cells = [
    { id: "text", source: "About id: first" },
    { id: "one", source: "%%item\nid: first-2\noptions:\n  - id: first" },
    { id: "two", source: "%%item\ntype: free\nid: first" },
  ];
  assert.equal(placeOf(cells, "first")?.cell, "two");
  assert.equal(placeOf(cells, "second"), null);
  assert.equal(placeOf(cells, ""), null);
});
