import assert from "node:assert/strict";
import test from "node:test";

import {
  courseOf,
  pathIn,
  titleFromPath,
} from "../../src/withinscope/lab/labextensions/withinscope/static/nav.js";

const HERE = "notebooks/01_shared_ground.ipynb";
/** @param {string} title @param {string} path */
const entry = (title, path, role = "lesson") => ({ title, path, role });

test("a working copy says its title, its neighbors and the contents by kind, lessons first", () => {
  const contents = [
    { ...entry("Exercise 1", "exercises/01.ipynb", "exercise"), number: "one" },
    entry("Welcome", "notebooks/00.ipynb"),
    { ...entry("Shared ground", HERE), number: 1 },
  ];
  const nav = {
    title: " Shared ground",
    course: "Within Scope ",
    contents,
    outdated: true,
    back: "notebooks/00.ipynb",
    next: null,
    look_up: "notebooks/look_up.ipynb",
  };
  assert.deepEqual(courseOf({ role: "lesson", id: "L01", nav }, HERE), {
    role: "lesson",
    title: "Shared ground",
    of: "Within Scope",
    language: "en",
    groups: [
      {
        role: "lesson",
        heading: "Lessons",
        entries: [
          { title: "Welcome", path: "notebooks/00.ipynb", current: false, number: null },
          { title: "Shared ground", path: HERE, current: true, number: 1 },
        ],
      },
      {
        role: "exercise",
        heading: "Exercises",
        entries: [
          { title: "Exercise 1", path: "exercises/01.ipynb", current: false, number: null },
        ],
      },
    ],
    outdated: true,
    back: "notebooks/00.ipynb",
    next: null,
    lookUp: "notebooks/look_up.ipynb",
  });
});

test("a notebook of the source tree has a title from its name and no way on", () => {
  assert.deepEqual(courseOf({ role: "exercise", id: "ex01" }, HERE), {
    role: "exercise",
    title: "Shared ground",
    of: "",
    language: "en",
    groups: [],
    outdated: false,
    back: null,
    next: null,
    lookUp: null,
  });
});

for (const metadata of [
  undefined,
  null,
  "lesson",
  [],
  {},
  { role: "solution" },
  { role: "toString" },
  { role: 7 },
]) {
  test(`${JSON.stringify(metadata)} makes no course page`, () =>
    assert.equal(courseOf(metadata, HERE), null));
}

for (const nav of [
  null,
  7,
  "x",
  [],
  { title: {}, contents: {}, outdated: "yes", back: 1, next: [] },
  { contents: [null, 1, {}] },
]) {
  test(`the broken nav ${JSON.stringify(nav)} counts as none`, () => {
    const course = courseOf({ role: "lesson", nav }, HERE);
    assert.deepEqual(
      [course?.title, course?.groups, course?.outdated, course?.back, course?.next],
      ["Shared ground", [], false, null, null],
    );
  });
}

test("the page to look things up in does not open over itself", () => {
  const nav = { look_up: "notebooks/look_up.ipynb" };
  assert.equal(courseOf({ role: "page", nav }, nav.look_up)?.lookUp, null);
  assert.equal(courseOf({ role: "page", nav }, HERE)?.lookUp, nav.look_up);
});

const OUTSIDE = [
  "/etc/x.ipynb",
  "../x.ipynb",
  "a/../../x.ipynb",
  "http://x/y.ipynb",
  "javascript:1.ipynb",
  "a\\b.ipynb",
  "x.html",
];
for (const path of OUTSIDE) {
  test(`${path} is not followed`, () => {
    const nav = { contents: [entry("Odd", path)], back: path, next: path };
    const course = courseOf({ role: "lesson", nav }, HERE);
    assert.deepEqual([course?.groups, course?.back, course?.next], [[], null, null]);
  });
}

test("a title is made from a file name", () => {
  assert.equal(titleFromPath("notebooks/01_shared_ground.ipynb"), "Shared ground");
  assert.equal(titleFromPath("review.ipynb"), "Review");
  assert.equal(titleFromPath("01_.ipynb"), "01_");
});

test("a page knows its path by the contents, and a copy beside it is none of them", () => {
  const nav = { contents: [entry("Shared ground", HERE)] };
  const at = (/** @type {string} */ path) => courseOf({ role: "lesson", nav }, path);
  const [page, copy] = [at(HERE), at(HERE.replace(".ipynb", "_mine_1.ipynb"))];
  assert.ok(page && copy);
  assert.deepEqual([pathIn(page), pathIn(copy)], [HERE, null]);
});
