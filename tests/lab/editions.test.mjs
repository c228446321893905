import assert from "node:assert/strict";
import test from "node:test";

import {
  Editions,
  KEY,
  offerNewest,
} from "../../src/withinscope/lab/labextensions/withinscope/static/editions.js";
import { forgetAll } from "../../src/withinscope/lab/labextensions/withinscope/static/remembered.js";

const BASE = "https://school.example.org/course/jupyter/";
const PATH = "notebooks/01.ipynb";
/** @param {string} text @param {object} [nav] */
const notebook = (text, nav = { title: "One" }) => ({
  cells: [{ cell_type: "markdown", source: text, metadata: {} }],
  metadata: { withinscope: { nav } },
});
const [FIRST, SECOND, MINE] = ["# One", "# One, anew", "# One, as I have it"].map((text) =>
  notebook(text),
);

/** A browser with files of its own, before a site. */
function aBrowser() {
  forgetAll(KEY);
  /** @type {{files: Record<string, any>, site: Record<string, any>, isFull: boolean, editions: Editions, contents: any}} */
  const made = {
    files: {},
    site: { [PATH]: FIRST },
    isFull: false,
    contents: null,
    editions: NONE,
  };
  made.contents = {
    get: async (/** @type {string} */ path) => ({
      content: structuredClone(made.files[path] ?? made.site[path]),
    }),
    save: async (/** @type {string} */ path, /** @type {any} */ { content }) => {
      if (made.isFull) throw new Error("no room");
      made.files[path] = structuredClone(content);
      return {};
    },
    delete: async (/** @type {string} */ path) => void delete made.files[path],
    rename: async (/** @type {string} */ path, /** @type {string} */ to) => {
      made.files[to] = made.files[path];
      delete made.files[path];
      return {};
    },
  };
  made.editions = anew(made);
  return made;
}
/** @type {any} */
const NONE = null;

/** The page is loaded again. @param {any} browser @returns {Editions} */
function anew(browser) {
  return new Editions(browser.contents, async (path) => browser.site[path] ?? null, BASE);
}

/** @param {ReturnType<typeof aBrowser>} browser @param {object} content */
async function openAndSave({ contents }, content) {
  await contents.get(PATH, { content: true });
  await contents.save(PATH, { type: "notebook", format: "json", content });
}

/** Whether who opens it is told of a newer one. @param {ReturnType<typeof aBrowser>} browser */
async function isToldOf(browser) {
  await browser.contents.get(PATH, { content: true });
  return browser.editions.isBehind(PATH);
}

test("who saved nothing is told nothing, whatever is new", async () => {
  const browser = aBrowser();
  assert.equal(await isToldOf(browser), false);
  browser.site[PATH] = SECOND;
  assert.equal(await isToldOf(browser), false);
});

test("an author is told when the site has a newer one than theirs was made from, also after more saves", async () => {
  const browser = aBrowser();
  await openAndSave(browser, MINE);
  assert.equal(await isToldOf(browser), false);
  browser.site[PATH] = SECOND;
  assert.equal(await isToldOf(browser), true);
  await openAndSave(browser, notebook("# One, as I have it now"));
  browser.editions = anew(browser);
  assert.equal(await isToldOf(browser), true);
});

test("so is who saved it as it was, and where only the course around it is new", async () => {
  const browser = aBrowser();
  await openAndSave(browser, FIRST);
  browser.site[PATH] = notebook("# One", { title: "One of three" });
  assert.equal(await isToldOf(browser), true);
});

test("theirs is no older than the same, and where the site can't be asked, or has none, nothing is said", async () => {
  const browser = aBrowser();
  await openAndSave(browser, SECOND);
  browser.site[PATH] = SECOND;
  assert.equal(await isToldOf(browser), false);
  delete browser.site[PATH];
  assert.equal(await isToldOf(browser), false);
});

for (const way of ["delete", "rename"]) {
  test(`what was made anew after a ${way} was made from the newest`, async () => {
    const browser = aBrowser();
    await openAndSave(browser, MINE);
    await browser.contents[way](PATH, "notebooks/other.ipynb");
    browser.site[PATH] = SECOND;
    await openAndSave(browser, MINE);
    assert.equal(await isToldOf(browser), false);
  });
}

/** A page that is open, and what it was told to offer. @param {object} content */
function aPage(content) {
  /** @type {string[]} */
  const said = [];
  const offered = { copy: "", take: () => {} };
  const page = {
    panel: {
      isDisposed: false,
      context: { path: PATH, model: { toJSON: () => content, dirty: true } },
    },
    notices: {
      newer: (/** @type {string} */ copy, /** @type {() => void} */ take) => {
        Object.assign(offered, { copy, take });
      },
      unwritten: () => {},
    },
    writing: {
      end: async () => {
        said.push("writing ended");
      },
    },
  };
  return { page, offered, said };
}

/** Take the newer one. @param {ReturnType<typeof aBrowser>} browser @param {object} content what the page has, saved or not */
async function taken(browser, content) {
  await openAndSave(browser, MINE);
  browser.site[PATH] = SECOND;
  await browser.contents.get(PATH, { content: true });
  const { page, offered, said } = aPage(content);
  let reload = () => {};
  const over = new Promise((resolve) => {
    reload = () => resolve("reloaded");
    page.notices.unwritten = () => resolve("unwritten");
  });
  await offerNewest(/** @type {any} */ (page), browser.editions, reload);
  offered.take();
  return { copy: offered.copy, how: await over, said, model: page.panel.context.model };
}

test("who takes the newer one has theirs beside it, with what they had not saved", async () => {
  const browser = aBrowser();
  const unsaved = notebook("# One, not saved yet");
  const { copy, how, said, model } = await taken(browser, unsaved);
  assert.equal(how, "reloaded");
  assert.match(copy, /^notebooks\/01_mine_\d{8}T\d{6}Z\.ipynb$/);
  assert.deepEqual(browser.files, { [copy]: unsaved });
  assert.deepEqual([said, model.dirty], [["writing ended"], false]);
  assert.equal(await isToldOf(browser), false);
});

test("where there is no room for that, theirs stays as it is", async () => {
  const browser = aBrowser();
  const save = browser.contents.save;
  browser.contents.save = async (/** @type {string} */ path, /** @type {any} */ options) => {
    if (path !== PATH) browser.isFull = true;
    return save(path, options);
  };
  const { how, said } = await taken(browser, MINE);
  assert.equal(how, "unwritten");
  assert.deepEqual(browser.files, { [PATH]: MINE });
  assert.deepEqual(said, []);
});

test("another course of the same origin has notebooks of its own by the same paths", async () => {
  const browser = aBrowser();
  await openAndSave(browser, MINE);
  const other = new Editions(browser.contents, async () => SECOND, "https://school.example.org/b/");
  assert.equal(await other.isBehind(PATH), false);
});
