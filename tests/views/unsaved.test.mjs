import assert from "node:assert/strict";
import test from "node:test";

import {
  forget,
  formName,
  keep,
  markUnsaved,
  recall,
  reflectionName,
  saidName,
  unsavedSince,
} from "../../src/withinscope/views/unsaved.js";

/** What stands in for a tab's storage: its names are its keys, as in a browser. */
class Storage {
  /** @param {string} name */
  getItem(name) {
    return Object.hasOwn(this, name) ? Reflect.get(this, name) : null;
  }

  /** @param {string} name @param {string} text */
  setItem(name, text) {
    Reflect.set(this, name, text);
  }

  /** @param {string} name */
  removeItem(name) {
    Reflect.deleteProperty(this, name);
  }
}

/** A test in a tab of its own. @param {string} title @param {() => void} act @param {() => unknown} [storage] */
function inTab(title, act, storage = () => new Storage()) {
  test(title, () => {
    Object.defineProperty(globalThis, "sessionStorage", { value: storage(), configurable: true });
    act();
  });
}

inTab("what was kept comes back, until it is let go", () => {
  keep("item:a", { response: { choice: "b" } });
  assert.deepEqual(recall("item:a"), { response: { choice: "b" } });
  keep("item:a", null);
  assert.equal(recall("item:a"), null);
});

inTab("what is not ours to read counts as nothing", () => {
  sessionStorage.setItem("withinscope:item:a", "{half");
  assert.equal(recall("item:a"), null);
});

inTab(
  "a browser that stores nothing is no failure",
  () => {
    keep("item:a", 1);
    assert.equal(recall("item:a"), null);
  },
  () => undefined,
);

inTab("a form comes back only while nothing was answered since, and it may be changed", () => {
  keep("item:a", { response: 1, attempt: 2 });
  assert.deepEqual(unsavedSince("item:a", { attempt: 2 }), { response: 1, attempt: 2 });
  assert.equal(unsavedSince("item:a", { attempt: 3 }), null);
  assert.equal(unsavedSince("item:a", { attempt: 2, locked: "Another version." }), null);
});

inTab("what is deleted leaves every form that held it, and no other", () => {
  const ofItem = [
    formName({ id: "a" }),
    formName({ id: "a", review: true }),
    reflectionName("a"),
    saidName("a"),
  ];
  for (const name of [...ofItem, formName({ id: "b" }), "name"]) keep(name, name);
  forget("a");
  assert.deepEqual(ofItem.map(recall), [null, null, null, null]);
  assert.equal(recall(formName({ id: "b" })), formName({ id: "b" }));
  forget(null);
  assert.equal(recall(formName({ id: "b" })), null);
  assert.equal(recall("name"), "name");
});

/** What a browser's page does for the tests below: tells when its nodes change, and hears the bar told. */
class Page extends EventTarget {
  told = 0;
  /** @type {Set<() => void>} */
  watchers = new Set();

  constructor() {
    super();
    this.addEventListener("withinscope:unsaved", () => {
      this.told += 1;
    });
  }

  change() {
    for (const act of [...this.watchers]) act();
  }
}

class MutationObserver {
  /** @param {() => void} act */
  constructor(act) {
    this.act = act;
  }

  /** @param {Page} page */
  observe(page) {
    this.page = page;
    page.watchers.add(this.act);
  }

  disconnect() {
    this.page?.watchers.delete(this.act);
  }
}

function aPage() {
  const page = new Page();
  Object.assign(globalThis, { document: page, MutationObserver });
  return page;
}

/** @param {boolean} isConnected whether it is on the page @returns {any} */
const aNode = (isConnected) => ({ dataset: {}, isConnected });

test("the bar is told of a mark once, however often it is set", () => {
  const page = aPage();
  const node = aNode(true);
  markUnsaved(node, "changed");
  markUnsaved(node, "changed");
  assert.equal(node.dataset.wsUnsaved, "changed");
  assert.deepEqual([page.told, page.watchers.size], [1, 0]);
});

test("the bar is told again when what was marked before it was on the page has come", () => {
  const page = aPage();
  const [soon, late] = [aNode(false), aNode(false)];
  markUnsaved(soon, "changed");
  markUnsaved(late, "failed");
  page.change();
  assert.equal(page.told, 2, "neither is there yet");
  soon.isConnected = true;
  page.change();
  assert.equal(page.told, 3);
  late.isConnected = true;
  page.change();
  assert.equal(page.told, 4);
  assert.equal(page.watchers.size, 0, "nothing more is waited for");
});

test("what is saved, or gone, before it is on the page is not waited for", () => {
  const page = aPage();
  const node = aNode(false);
  markUnsaved(node, "changed");
  markUnsaved(node, "");
  page.change();
  assert.deepEqual([page.told, page.watchers.size], [2, 0]);
});
