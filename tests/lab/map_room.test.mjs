import assert from "node:assert/strict";
import test from "node:test";

import { stopsOf } from "../../src/withinscope/lab/labextensions/withinscope/static/map_room.js";

test("a lesson and its exercise are one stop, an exercise alone is one, and other pages are none", () => {
  const group = (/** @type {string} */ heading, /** @type {(number | null)[]} */ numbers) => ({
    heading,
    entries: numbers.map((number) => ({ title: "", path: "", current: false, number })),
  });
  const groups = [
    group("Lessons", [null, 1, 2]),
    group("Exercises", [1, 2, 11]),
    group("More", [null, null]),
  ];
  assert.equal(stopsOf(/** @type {any} */ ({ groups })), 4);
  assert.equal(stopsOf(/** @type {any} */ ({ groups: [] })), 0);
});
