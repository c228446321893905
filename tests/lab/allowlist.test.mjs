import assert from "node:assert/strict";
import test from "node:test";

import {
  isCourseCode,
  judge,
} from "../../src/withinscope/lab/labextensions/withinscope/static/allowlist.js";

const OURS = [
  "",
  " \n ",
  "%load_ext withinscope\n%course L00",
  "%load_ext withinscope\n%course ex01\n",
  "%load_ext withinscope\r\n%course ex01\r\n",
  "%%item\r\nid: a",
  "%hand_in\r\n",
  "%%item\nid: a",
  "%%item\n",
  "%%dialogue\nid: b\n!ls",
  "%%set\nid: c",
  "%hand_in",
  "%hand_in\n",
  "%progress",
  "%review\n",
  "%notes",
];

const FOREIGN = [
  'open("x", "w")',
  "%load_ext withinscope",
  "%load_ext withinscope\n%course L00\nimport os",
  "%load_ext withinscope\n%course L00; import os",
  "%load_ext withinscope\n%course $(ls)",
  "%load_ext withinscope_evil\n%course L00",
  "%load_ext withinscope\r%course L00",
  "import os\n%%item\nid: a",
  " %%item\nid: a",
  "%%item --x\nid: a",
  "%%items\nid: a",
  "%%set --x\nid: c",
  "%%sets\nid: c",
  "%%bash\nls",
  "%%item",
  "%hand_in\nimport os",
  "%hand_in; import os",
  "%hand_in\u2028import os",
  "%progress now",
  "%notes\nimport os",
  "%reviews",
  "!ls",
];

for (const source of OURS) {
  test(`${JSON.stringify(source)} is the course's`, () => assert.ok(isCourseCode(source)));
}

for (const source of FOREIGN) {
  test(`${JSON.stringify(source)} is not the course's`, () => assert.ok(!isCourseCode(source)));
}

const cell = (/** @type {string} */ source, trusted = true) => ({ source, trusted });

test("a notebook is ours when every cell is the course’s and trusted", () => {
  assert.equal(judge([cell("%hand_in"), cell("%%item\nid: a")]), "ours");
});

test("one foreign cell is enough, trusted or not", () => {
  assert.equal(judge([cell("%hand_in"), cell("1 + 1")]), "foreign code");
  assert.equal(judge([cell("%hand_in"), cell("1 + 1", false)]), "foreign code");
});

test("one cell that is not trusted is enough", () => {
  assert.equal(judge([cell("%hand_in"), cell("%%item\nid: a", false)]), "not trusted");
});

test("a notebook without code is ours", () => assert.equal(judge([]), "ours"));
