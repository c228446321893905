import assert from "node:assert/strict";
import test from "node:test";

import { refusalText } from "../../src/withinscope/lab/labextensions/withinscope/static/refusal.js";

test("a page with foreign code says which cell it is in, and how to be rid of it", () => {
  const said = refusalText("foreign code", 4).join(" ");
  assert.match(said, /code that is not the course’s \(cell 4\)/);
  assert.match(said, /delete that cell and save/);
  assert.doesNotMatch(said, /trust it/);
});

test("a page that is not trusted says to close it if somebody sent it", () => {
  const said = refusalText("not trusted", 0).join(" ");
  assert.match(said, /Nothing on this page has been run, and nothing here is saved/);
  assert.match(said, /close it\. If it is your own, or your instructor’s, trust it\./);
});
