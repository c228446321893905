import assert from "node:assert/strict";
import test from "node:test";

import { spotOf } from "../../src/withinscope/views/map_road.js";
import {
  farText,
  heardText,
  marksOf,
  nameOf,
  whereText,
} from "../../src/withinscope/views/map_words.js";

/** @param {string} id @param {object} [more] */
const part = (id, more = {}) => {
  const role = id.startsWith("ex") ? "exercise" : "lesson";
  return {
    page: { id, path: `x/${id}.ipynb`, role },
    state: "not begun",
    answered: 0,
    asked: 0,
    ...more,
  };
};
const WELCOME = { number: null, title: "Welcome", about: "", lesson: part("L00"), exercise: null };
const LINE = {
  number: 3,
  title: "The line",
  about: "",
  lesson: part("L03"),
  exercise: part("ex03"),
};
const STOPS = [WELCOME, LINE];

test("the way goes three in a row, there and back, and turns at each end", () => {
  const spots = Array.from({ length: 8 }, (_, n) => spotOf(n, 8));
  assert.deepEqual(
    spots.map(({ row, column }) => [row, column]),
    [
      [1, 1],
      [1, 2],
      [1, 3],
      [2, 3],
      [2, 2],
      [2, 1],
      [3, 1],
      [3, 2],
    ],
  );
  assert.deepEqual(
    spots.map(({ way }) => way),
    ["along", "along", "turn", "along", "along", "turn", "along", "end"],
  );
  assert.deepEqual(
    spots.map(({ back }) => back),
    [false, false, false, true, true, true, false, false],
  );
});

test("each stop is beside the one before it, or below, however many there are", () => {
  for (let count = 1; count < 20; count += 1) {
    for (let n = 1; n < count; n += 1) {
      const [a, b] = [spotOf(n - 1, count), spotOf(n, count)];
      assert.equal(Math.abs(a.row - b.row) + Math.abs(a.column - b.column), 1);
      assert.equal(a.way, a.row === b.row ? "along" : "turn");
    }
    assert.equal(spotOf(count - 1, count).way, "end");
  }
});

test("a page is called by its kind and number, the welcome by its title", () => {
  assert.equal(nameOf(LINE, LINE.lesson), "lesson 3, The line");
  assert.equal(nameOf(LINE, LINE.exercise), "exercise 3, The line");
  assert.equal(nameOf(WELCOME, WELCOME.lesson), "Welcome");
});

test("how far a page is stands there in words", () => {
  assert.equal(farText(part("L03")), "");
  assert.equal(farText(part("L03", { state: "begun", answered: 4, asked: 17 })), "begun, 4 of 17");
  assert.equal(farText(part("L03", { state: "done" })), "done");
  assert.equal(farText(part("ex03", { state: "done" })), "handed in");
});

test("a page says that somebody is there, and that it is next", () => {
  const where = { here: "L03", next: "ex03", page: "L00" };
  assert.deepEqual(
    [LINE.lesson, LINE.exercise].map((one) => marksOf(one, where)),
    [["You are here"], ["Next"]],
  );
  assert.deepEqual(marksOf(LINE.lesson, { ...where, next: "L03" }), ["You are here", "Next"]);
});

test("a way to a page says all of that to who only hears it", () => {
  const where = { here: "L03", next: "ex03", page: "L00" };
  const done = { ...part("L03"), state: "done" };
  assert.equal(heardText(LINE, done, { ...where, here: "L00" }), "Lesson 3, The line, done");
  assert.equal(heardText(LINE, done, where), "Lesson 3, The line, done, You are here");
  assert.equal(heardText(LINE, LINE.exercise, where), "Exercise 3, The line, not begun, Next");
});

test("a sentence says where somebody is and leads on", () => {
  const on = { name: "exercise 3, The line", path: "x/ex03.ipynb" };
  const told = (/** @type {string} */ here, /** @type {string | null} */ next) =>
    whereText(STOPS, { here, next, page: "L00" });
  assert.deepEqual(told("L03", "ex03"), { text: "You are at lesson 3, The line. Next: ", on });
  assert.deepEqual(told("ex03", "ex03"), { text: "You are at ", on });
  assert.deepEqual(told("gone", "ex03"), { text: "You are at the beginning. Next: ", on });
  assert.deepEqual(told("L03", null), {
    text: "You have been through the whole course.",
    on: null,
  });
});
