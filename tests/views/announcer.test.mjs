import assert from "node:assert/strict";
import test from "node:test";

import { AFTER, STAYS, teller } from "../../src/withinscope/views/announcer.js";

/** What the region held, one after another. @param {test.TestContext} t */
function aRegion(t) {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  /** @type {string[]} */
  const held = [];
  const tell = teller((text) => held.push(text));
  return { held, tell, wait: (/** @type {number} */ ms) => t.mock.timers.tick(ms) };
}

test("what happens is told a moment later, and not left to be read again", (t) => {
  const { held, tell, wait } = aRegion(t);
  tell("Right.");
  wait(AFTER - 1);
  assert.deepEqual(held, []);
  wait(1);
  assert.deepEqual(held, ["Right."]);
  wait(STAYS);
  assert.deepEqual(held, ["Right.", ""]);
});

test("what comes together is one text, in its order", (t) => {
  const { held, tell, wait } = aRegion(t);
  tell("She looks up.");
  tell(" ");
  wait(AFTER - 1);
  tell("Saved.");
  wait(AFTER);
  assert.deepEqual(held, ["She looks up. Saved."]);
});

test("of what is about the same only the latest is told", (t) => {
  const { held, tell, wait } = aRegion(t);
  tell("Now in place 3 of 4.", "move");
  tell("Not saved yet.");
  tell("Now in place 2 of 4.", "move");
  wait(AFTER);
  assert.deepEqual(held, ["Now in place 2 of 4. Not saved yet."]);
});

test("the same words twice are another text each time, so both are heard", (t) => {
  const { held, tell, wait } = aRegion(t);
  for (const _ of [1, 2, 3]) {
    tell("Choose one first.");
    wait(AFTER);
  }
  assert.equal(new Set(held.map((text) => text.trim())).size, 1);
  assert.ok(held.every((text, n) => text !== held[n - 1]));
});
