import assert from "node:assert/strict";
import test from "node:test";

import {
  describe,
  Saver,
  savedText,
} from "../../src/withinscope/lab/labextensions/withinscope/static/saving.js";

/** A saver whose saves end when told to, and a clock of the test's own. @param {test.TestContext} t */
function aSaver(t) {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  /** @type {{done: (value?: any) => void, fail: (reason?: any) => void}[]} */
  const saves = [];
  /** @type {{failed: boolean, pending: boolean}[]} */
  const reports = [];
  /** @type {() => Promise<void>} */
  const save = () => new Promise((done, fail) => saves.push({ done, fail }));
  const saver = new Saver(save, (now) => reports.push(now));
  return { saver, saves, reports, tick: (/** @type {number} */ ms) => t.mock.timers.tick(ms) };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

test("a change is saved when its time has come, not before", (t) => {
  const { saver, saves, tick } = aSaver(t);
  saver.changed(1000);
  tick(999);
  assert.equal(saves.length, 0);
  tick(1);
  assert.equal(saves.length, 1);
});

test("typing puts the save off until it rests", (t) => {
  const { saver, saves, tick } = aSaver(t);
  saver.changed(1000);
  tick(900);
  saver.changed(1000);
  tick(900);
  assert.equal(saves.length, 0);
  tick(100);
  assert.equal(saves.length, 1);
});

test("nothing puts off the save of an answer", (t) => {
  const { saver, saves, tick } = aSaver(t);
  saver.changed(1000);
  saver.changed(300);
  tick(200);
  saver.changed(1000);
  tick(100);
  assert.equal(saves.length, 1);
});

test("what a page does itself as it comes to life is saved without a word, an answer is not", async (t) => {
  const { saver, saves, reports, tick } = aSaver(t);
  saver.changed(1000, true);
  tick(1000);
  assert.equal(saves.length, 1);
  assert.ok(reports.every((now) => !now.pending) && saver.pending);
  saver.changed(300);
  saver.changed(1000, true);
  assert.equal(reports.at(-1)?.pending, true);
  saves[0].done();
  await turn();
  assert.equal(reports.at(-1)?.pending, true);
  saves[1].done();
  await turn();
  assert.equal(reports.at(-1)?.pending, false);
});

test("a change during a save is saved again after it", async (t) => {
  const { saver, saves, reports } = aSaver(t);
  const first = saver.now();
  saver.changed(300);
  saves[0].done();
  await turn();
  assert.equal(saves.length, 2);
  saves[1].done();
  assert.equal(await first, true);
  assert.deepEqual(reports.at(-1), { failed: false, pending: false });
});

test("two wishes to save are one save", async (t) => {
  const { saver, saves } = aSaver(t);
  const both = Promise.all([saver.now(), saver.now()]);
  saves[0].done();
  assert.deepEqual(await both, [true, true]);
  assert.equal(saves.length, 1);
});

test("a failed save is told, and the next one that works clears it", async (t) => {
  const { saver, saves, reports } = aSaver(t);
  const first = saver.now();
  saves[0].fail(new Error("disk full"));
  assert.equal(await first, false);
  assert.deepEqual(reports.at(-1), { failed: true, pending: false });
  const second = saver.now();
  saves[1].done();
  assert.equal(await second, true);
});

test("after dispose nothing is saved", (t) => {
  const { saver, saves, tick } = aSaver(t);
  saver.changed(300);
  saver.dispose();
  tick(5000);
  assert.equal(saves.length, 0);
});

test("the bar says the gravest thing", () => {
  assert.equal(describe({ locked: true, failed: true, pending: true }).word, "Not saved here");
  assert.equal(describe({ failed: true, pending: true }).word, "Not saved");
  assert.equal(describe({ lost: true, refused: true }).word, "Not connected");
  assert.equal(describe({ refused: true, unsaved: true }).word, "Not saved");
  assert.equal(describe({ unsaved: true, pending: true }).word, "Not saved yet");
  assert.equal(describe({ pending: true }).word, "Saving…");
  assert.equal(describe({ unkept: true }).word, "Kept nowhere");
  assert.equal(describe({ unkept: true, unsaved: true }).word, "Not saved yet");
  assert.equal(describe({}).word, "Saved");
});

test("who saves by key is told what that did not save", () => {
  assert.equal(savedText({}), "Saved.");
  assert.match(savedText({ unsaved: true }), /not all/);
});
