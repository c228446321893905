import assert from "node:assert/strict";
import test from "node:test";

test("a page that may store nothing gets a storage for as long as it is open, and any other keeps its own", async () => {
  const own = {};
  const refuse = () => {
    throw new DOMException("refused", "SecurityError");
  };
  Object.defineProperty(globalThis, "localStorage", { get: refuse, configurable: true });
  Object.defineProperty(globalThis, "sessionStorage", { get: () => own, configurable: true });
  await import("../../src/withinscope/site/static/page_storage.js");
  assert.equal(sessionStorage, own);

  localStorage.setItem("a", "1");
  localStorage.setItem("b", "2");
  localStorage.removeItem("a");
  assert.deepEqual([localStorage.length, localStorage.key(0), localStorage.key(1)], [1, "b", null]);
  assert.deepEqual([localStorage.getItem("a"), localStorage.getItem("b")], [null, "2"]);
  localStorage.clear();
  assert.equal(localStorage.length, 0);
});
