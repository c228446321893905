import assert from "node:assert/strict";
import test from "node:test";

import { Keeping } from "../../src/withinscope/lab/labextensions/withinscope/static/keeping.js";

/** @typedef {import("../../src/withinscope/lab/labextensions/withinscope/static/keeping.js").Why} Why */

const JOURNAL = "withinscope%2Fcourse%2F";

/** A page, and what its kernel says. @param {test.TestContext} t @param {string} [journal] */
function aPage(t, journal = JOURNAL) {
  /** @type {{says: {why?: Why}, asked: number, told: Why[]}} */
  const page = { says: { why: "" }, asked: 0, told: [] };
  const ask = async () => {
    page.asked += 1;
    return page.says;
  };
  const keeping = new Keeping(journal, ask, () => page.told.push(keeping.why));
  t.after(() => keeping.end());
  return { page, keeping };
}

test("a browser that keeps nothing is told of once, from the moment that the kernel is asked", async (t) => {
  const { page, keeping } = aPage(t);
  page.says = { why: "unkept" };
  assert.ok(keeping.isKept);
  await keeping.look();
  await keeping.look();
  assert.deepEqual(page.told, ["unkept"]);
  assert.ok(!keeping.isKept);
});

test("when a kernel says that another tab has the course, each page asks its own", async (t) => {
  const [mine, other] = [aPage(t), aPage(t)];
  mine.page.says = { why: "elsewhere" };
  const channel = new BroadcastChannel(JOURNAL);
  channel.postMessage("elsewhere");
  const heard = () => mine.page.told.length && other.page.asked;
  while (!heard()) await new Promise((resolve) => setImmediate(resolve));
  channel.close();
  assert.deepEqual([mine.page.told, other.page.told], [["elsewhere"], []]);
  assert.ok(mine.keeping.isKept);
});

test("a kernel that can't say changes nothing, and one that was started anew does", async (t) => {
  const { page, keeping } = aPage(t);
  for (const says of [{ why: "elsewhere" }, {}, { why: "" }]) {
    page.says = /** @type {{why?: Why}} */ (says);
    await keeping.look();
  }
  assert.deepEqual(page.told, ["elsewhere", ""]);
});

test("where a server keeps answers no kernel is asked", async (t) => {
  const { page, keeping } = aPage(t, "");
  await keeping.look();
  assert.equal(page.asked, 0);
});
