import assert from "node:assert/strict";
import test from "node:test";

import {
  RECORD,
  recordsIn,
  rendererFactory,
} from "../../src/withinscope/lab/labextensions/withinscope/static/records.js";

test("records are told apart by what they hold", () => {
  const output = (/** @type {string} */ choice) => ({
    data: { [RECORD]: { response: { choice } }, "text/plain": "x" },
  });
  assert.equal(recordsIn([{ data: { "text/plain": "" } }, { name: "stdout" }]), "");
  assert.notEqual(recordsIn([output("a")]), recordsIn([output("b")]));
  assert.equal(
    recordsIn([{ data: { "text/plain": "item" } }, output("a")]),
    recordsIn([output("a")]),
  );
});

test("records are rendered in untrusted notebooks as well, as nothing at all", () => {
  const { safe, mimeTypes } = rendererFactory(/** @type {any} */ (class {}));
  assert.deepEqual([safe, mimeTypes], [true, [RECORD]]);
});
