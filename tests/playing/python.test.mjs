import assert from "node:assert/strict";
import test from "node:test";

/** @type {Map<string, string>} */
const kept = new Map();
Object.assign(globalThis, {
  localStorage: {
    getItem: (/** @type {string} */ name) => kept.get(name) ?? null,
    setItem: (/** @type {string} */ name, /** @type {string} */ text) => kept.set(name, text),
    removeItem: (/** @type {string} */ name) => kept.delete(name),
  },
});
const { Python } = await import("../../src/withinscope/site/static/python.js");

/** A worker that keeps what it is told. */
function aWorker() {
  /** @type {object[]} */
  const told = [];
  /** @type {(event: {data: object}) => void} */
  let hear = () => {};
  /** @type {any} */
  const worker = {
    postMessage: (/** @type {object} */ message) => told.push(message),
    addEventListener: (/** @type {string} */ _, /** @type {typeof hear} */ act) => {
      hear = act;
    },
  };
  return { worker, told, says: (/** @type {object} */ data) => hear({ data }) };
}

const OPEN = { kind: "open", page: "L01" };
const said = (/** @type {number} */ number) => ({ kind: "view", view: "a", content: { number } });

test("what is said before Python is there waits, and is told in its order", () => {
  const { worker, told, says } = aWorker();
  const python = new Python(worker, "L01", () => {});
  python.say(said(1));
  python.say(said(2));
  assert.deepEqual(told, [OPEN]);
  assert.ok(python.isWaitedFor);
  says({ kind: "opened" });
  python.say(said(3));
  assert.deepEqual(told, [OPEN, said(1), said(2), said(3)]);
  assert.ok(!python.isWaitedFor);
});

test("what waited when its tab was closed is told at the next visit of that page, once", () => {
  new Python(aWorker().worker, "L02", () => {}).say(said(1));
  const other = aWorker();
  new Python(other.worker, "L03", () => {});
  other.says({ kind: "opened" });
  assert.deepEqual(other.told, [{ kind: "open", page: "L03" }]);
  for (const expected of [[said(1)], []]) {
    const { worker, told, says } = aWorker();
    new Python(worker, "L02", () => {});
    says({ kind: "opened" });
    assert.deepEqual(told.slice(1), expected);
  }
});

test("what is no list is not told", () => {
  kept.set("withinscope:waiting:L04", '{"kind":"view"}');
  const { worker, told, says } = aWorker();
  new Python(worker, "L04", () => {});
  says({ kind: "opened" });
  assert.equal(told.length, 1);
});
