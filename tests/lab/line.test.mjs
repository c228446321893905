import assert from "node:assert/strict";
import test from "node:test";

import {
  lineIn,
  movedBy,
} from "../../src/withinscope/lab/labextensions/withinscope/static/line.js";

const VIEW_TOP = 50;

test("a paragraph that begins in view is read from its first line", () =>
  assert.deepEqual(lineIn({ top: 80, height: 200 }, VIEW_TOP), { part: 0, top: 80 }));

test("of one that is cut by the top of the view, the first line in view is read", () =>
  assert.deepEqual(lineIn({ top: -50, height: 200 }, VIEW_TOP), { part: 0.5, top: VIEW_TOP }));

test("a paragraph twice as long in a window half as wide has its middle line where it was", () => {
  const line = lineIn({ top: -50, height: 200 }, VIEW_TOP);
  const moved = movedBy(line, { top: -50, height: 400 });
  assert.equal(moved, 100);
  assert.deepEqual(lineIn({ top: -50 - moved, height: 400 }, VIEW_TOP), line);
});

test("what has not moved is not moved", () => {
  const box = { top: 20, height: 90 };
  assert.equal(movedBy(lineIn(box, VIEW_TOP), box), 0);
});
