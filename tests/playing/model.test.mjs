import assert from "node:assert/strict";
import test from "node:test";

import { Model } from "../../src/withinscope/site/static/model.js";

test("who listens hears of a change, and no longer when they have stopped", () => {
  const model = new Model({ answer: { attempt: 0 } }, () => {});
  /** @type {number[]} */
  const seen = [];
  const look = () => void seen.push(model.get("answer").attempt);
  model.on("change:answer", look);
  model.put("answer", { attempt: 1 });
  model.put("asked", {});
  model.off("change:answer", look);
  model.put("answer", { attempt: 2 });
  assert.deepEqual(seen, [1]);
});

test("what is said goes to Python, and what Python says once to who listens", () => {
  /** @type {object[]} */
  const said = [];
  /** @type {object[]} */
  const heard = [];
  const model = new Model({}, (content) => void said.push(content));
  model.on("msg:custom", (content) => void heard.push(content));
  model.send({ kind: "look" });
  model.hear({ kind: "done" });
  assert.deepEqual([said, heard], [[{ kind: "look" }], [{ kind: "done" }]]);
});

test("what differs is told by what it says", () => {
  const model = new Model({ asked: { id: "a" }, answer: { attempt: 0 } }, () => {});
  assert.deepEqual(model.differing({ asked: { id: "a" }, answer: { attempt: 1 } }), [
    ["answer", { attempt: 1 }],
  ]);
});

test("of a conversation the turns before those that were added are kept with them", () => {
  const turn = (/** @type {string} */ client, /** @type {string[]} */ ...choices) => ({
    client,
    choices,
  });
  const now = { since: 0, turns: [turn("a", "x"), turn("b", "y")] };
  const model = new Model({ now }, () => {});
  model.put("now", { since: 1, turns: [turn("c"), turn("d", "z")] });
  assert.deepEqual(model.get("now").turns, [turn("c"), turn("d", "z")]);
  const whole = { since: 0, turns: [turn("a"), turn("c"), turn("d", "z")] };
  assert.deepEqual(model.whole("now"), whole);
  assert.deepEqual(model.differing({ now: whole }), []);
});
