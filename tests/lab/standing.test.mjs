import assert from "node:assert/strict";
import test from "node:test";

import { standingText } from "../../src/withinscope/lab/labextensions/withinscope/static/standing.js";

test("a page says how far it is and how long it still takes", () => {
  const fresh = { state: /** @type {const} */ ("not begun"), answered: 0, asked: 17, left: 40 };
  assert.equal(standingText(fresh), "17 questions, about 40 minutes");
  assert.equal(
    standingText({ ...fresh, state: "begun", answered: 5, left: 1 }),
    "begun, 5 of 17 questions, about 1 minute left",
  );
  assert.equal(
    standingText({ ...fresh, state: "begun", answered: 17, left: 0 }),
    "begun, 17 of 17 questions",
  );
  assert.equal(standingText({ ...fresh, state: "done" }), "done");
});

test("the review says what is due, and what nobody knows is not said", () => {
  assert.equal(standingText({ due: 1 }), "1 question due");
  assert.equal(standingText({ due: 0 }), "nothing due");
  assert.equal(standingText(undefined), "");
  assert.equal(standingText({ state: "not begun", asked: 0 }), "");
});
