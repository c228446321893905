import assert from "node:assert/strict";
import test from "node:test";

import {
  pageOf,
  pathsOf,
} from "../../src/withinscope/lab/labextensions/withinscope/static/page_links.js";

const HERE = "http://127.0.0.1:8899";
const PATHS = [
  "notebooks/03_the_line.ipynb",
  "exercises/03_the_line.ipynb",
  "notebooks/my code.ipynb",
];

/** @param {string} href @param {string} [own] */
const page = (href, own = PATHS[0]) => pageOf(href, own, PATHS, HERE);

test("a link to a file beside the page leads to that page, as written and as Jupyter has it", () => {
  assert.equal(page("my%20code.ipynb"), PATHS[2]);
  assert.equal(page("../exercises/03_the_line.ipynb"), PATHS[1]);
  assert.equal(page("/files/notebooks/my%20code.ipynb?_xsrf=x"), PATHS[2]);
  assert.equal(page(`${HERE}/user/ana/doc/tree/notebooks/03_the_line.ipynb`), PATHS[0]);
  assert.equal(page("03_the_line.ipynb", PATHS[1]), PATHS[1]);
});

test("any other link is left as it is", () => {
  for (const href of [
    "other.ipynb",
    "https://example.org/notebooks/03_the_line.ipynb",
    "javascript:alert(1)//notebooks/03_the_line.ipynb",
    "http://[",
    "%E0%A4%A.ipynb",
  ]) {
    assert.equal(page(href), null, href);
  }
});

test("the paths are those of all groups", () => {
  const entry = (/** @type {string} */ path) => ({ title: "", path, current: false, number: null });
  const groups = [PATHS.slice(0, 1), PATHS.slice(1)].map((paths) => ({
    heading: "",
    entries: paths.map(entry),
  }));
  assert.deepEqual(pathsOf(/** @type {any} */ ({ groups })), PATHS);
});
