import assert from "node:assert/strict";
import test from "node:test";

import { teller } from "../../src/withinscope/lab/labextensions/withinscope/static/teller.js";

test("the same sentence is news each time, and none stays to be read again", (context) => {
  context.mock.timers.enable({ apis: ["setTimeout"] });
  const region = /** @type {HTMLElement} */ ({ textContent: "" });
  const tell = teller(region);
  for (let time = 0; time < 2; time += 1) {
    tell("Saved.");
    assert.equal(region.textContent, "");
    context.mock.timers.tick(200);
    assert.equal(region.textContent, "Saved.");
    context.mock.timers.tick(1000);
  }
  context.mock.timers.tick(3000);
  assert.equal(region.textContent, "");
});
