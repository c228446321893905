import assert from "node:assert/strict";
import test from "node:test";

import {
  following,
  sizeFrom,
} from "../../src/withinscope/lab/labextensions/withinscope/static/text_size.js";

test("the sizes go round, and what is no size is the normal one", () => {
  assert.deepEqual(
    ["normal", "large", "larger"].map((size) => following(sizeFrom(size))),
    ["large", "larger", "normal"],
  );
  for (const kept of [null, "huge", "toString", ""]) assert.equal(sizeFrom(kept), "normal");
});
