import assert from "node:assert/strict";
import test from "node:test";

const AT = "https://school.example.org/course/";
const REST = "engine-1/library-rest.zip";
/** What somebody has kept: by the name of the cache, by address. @type {Map<string, Map<string, Response>>} */
const kept = new Map();
/** @type {string[]} */
const asked = [];
/** @type {Record<string, (event: any) => void>} */
const acts = {};
const room = { isThere: true };

/** @param {string} name */
const cacheOf = (name) => {
  const files = kept.get(name) ?? new Map();
  kept.set(name, files);
  return {
    match: async (/** @type {string} */ address) => files.get(address)?.clone(),
    put: async (/** @type {string} */ address, /** @type {Response} */ found) => {
      if (!room.isThere) throw new DOMException("no room", "QuotaExceededError");
      files.set(address, found);
    },
  };
};
Object.assign(globalThis, {
  RELEASE: "new",
  FILES: ["index.html"],
  LATER: [REST],
  location: { href: `${AT}service-worker.js` },
  self: {
    addEventListener: (/** @type {string} */ kind, /** @type {(event: any) => void} */ act) => {
      acts[kind] = act;
    },
  },
  caches: {
    open: async (/** @type {string} */ name) => cacheOf(name),
    match: async (/** @type {string} */ address) =>
      [...kept.values()]
        .find((files) => files.has(address))
        ?.get(address)
        ?.clone(),
  },
  fetch: async (/** @type {string | Request} */ from) => {
    const address = typeof from === "string" ? from : from.url;
    asked.push(address.slice(AT.length));
    return new Response(`what is at ${address}`, { status: address.endsWith("gone") ? 404 : 200 });
  },
});
await import("../../src/withinscope/site/static/offline.js");

/** A browser that has kept nothing so far, or a file of the release before. @param {string} [file] */
function aBrowser(file) {
  kept.clear();
  asked.length = 0;
  room.isThere = true;
  const before = new Map(file ? [[AT + file, new Response("of the release before")]] : []);
  kept.set("withinscope:/course/:old", before);
}

const install = () => new Promise((waitUntil) => acts.install({ waitUntil }));
/** @param {string} file @returns {Promise<Response>} */
const opened = (file) =>
  new Promise((respondWith) => acts.fetch({ request: new Request(AT + file), respondWith }));

test("what few ever need is not fetched at the first visit, and kept once it was asked for", async () => {
  aBrowser();
  await install();
  assert.deepEqual(asked, ["index.html"]);
  for (const _ of [1, 2]) assert.match(await (await opened(REST)).text(), /what is at/);
  assert.deepEqual(asked, ["index.html", REST]);
});

test("where there is no room for it, it is given all the same, and asked for again", async () => {
  aBrowser();
  room.isThere = false;
  for (const _ of [1, 2]) assert.match(await (await opened(REST)).text(), /what is at/);
  assert.deepEqual(asked, [REST, REST]);
});

test("the next release has it without asking", async () => {
  aBrowser(REST);
  await install();
  assert.equal(await (await opened(REST)).text(), "of the release before");
  assert.deepEqual(asked, ["index.html"]);
});

test("of all else nothing is kept that is not in the release's list", async () => {
  aBrowser();
  for (const file of ["jupyter/index.html", "gone", "jupyter/index.html"]) await opened(file);
  assert.deepEqual(asked, ["jupyter/index.html", "gone", "jupyter/index.html"]);
});
