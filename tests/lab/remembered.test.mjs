import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";

const SOURCE = new URL("../../src/withinscope/", import.meta.url);
const REMEMBERED = new URL("lab/labextensions/withinscope/static/remembered.js", SOURCE).href;
/** The only ones that name a storage, each time where a refusal is caught. */
const GUARDED = [
  "lab/labextensions/withinscope/static/remembered.js",
  "site/static/page_storage.js",
  "views/unsaved.js",
];

/** A page that was just loaded. @param {number} number of the page */
const loaded = (number) => import(`${REMEMBERED}?${number}`);

/** Have the browser give this when it is asked for a storage. @param {() => unknown} give */
function stores(give) {
  for (const name of ["localStorage", "sessionStorage"]) {
    Object.defineProperty(globalThis, name, { get: give, configurable: true });
  }
}

function refuse() {
  throw new DOMException("The operation is insecure.", "SecurityError");
}

test("a sitting begins once in a tab, whichever pages it loads", async () => {
  const kept = new Map();
  const storage = {
    getItem: (/** @type {string} */ name) => kept.get(name) ?? null,
    setItem: (/** @type {string} */ name, /** @type {string} */ text) => kept.set(name, text),
  };
  stores(() => storage);
  assert.equal((await loaded(1)).beginsSitting(), true);
  assert.equal((await loaded(2)).beginsSitting(), false);
});

test("where the browser refuses to store anything the page remembers for itself", async () => {
  stores(refuse);
  const page = await loaded(3);
  assert.deepEqual([page.beginsSitting(), page.beginsSitting()], [true, false]);
  assert.equal(page.recall("withinscope:size"), null);
  page.remember("withinscope:size", "2");
  assert.equal(page.recall("withinscope:size"), "2");
  page.forgetAll("withinscope:");
  assert.equal(page.recall("withinscope:size"), null);
});

test("no other script names a storage, which a browser may refuse by throwing", () => {
  const scripts = readdirSync(SOURCE, { recursive: true, encoding: "utf-8" })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => /\.m?js$/.test(name));
  const naming = scripts.filter((name) =>
    /\b(local|session)Storage\b/.test(readFileSync(new URL(name, SOURCE), "utf-8")),
  );
  assert.deepEqual(naming.sort(), GUARDED);
});
