import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import test from "node:test";

const VIEWS = new URL("../../src/withinscope/views/", import.meta.url);
const ALL = Object.fromEntries(
  readdirSync(VIEWS)
    .filter((name) => /\.(js|css)$/.test(name))
    .map((name) => [name, readFileSync(new URL(name, VIEWS), "utf-8")]),
);
const SCRIPTS = Object.keys(ALL).filter((name) => name.endsWith(".js") && name !== "widget.js");
const isView = (/** @type {string} */ name) => /^export const view =/m.test(ALL[name]);

/** What stands in for the browser: addresses that hold their module's text, and style sheets. */
class Browser {
  /** @type {string[]} the text of each module that was given an address */
  modules = [];
  /** @type {{id: string, textContent: string, isConnected: boolean}[]} */
  sheets = [];

  constructor() {
    const { modules, sheets } = this;
    const find = (/** @type {string} */ id) => sheets.find((sheet) => sheet.id === id) ?? null;
    const append = (/** @type {any} */ sheet) =>
      sheets.push(Object.assign(sheet, { isConnected: true }));
    const document = {
      getElementById: find,
      createElement: () => ({ id: "", textContent: "", isConnected: false }),
      head: { append },
    };
    /** Read at once, as a module's address in Node has to hold its text. */
    class Blob {
      /** @param {string[]} parts */
      constructor(parts) {
        this.text = parts.join("");
      }
    }
    const addressOf = (/** @type {any} */ { text }) => {
      modules.push(text);
      return `data:text/javascript,${encodeURIComponent(text)}`;
    };
    Object.assign(globalThis, { document, Blob, withinScope: undefined });
    URL.createObjectURL = addressOf;
  }
}

/** What stands in for ipywidgets' model: it takes every message. */
class Model {
  /** @type {object[]} what the kernel has told it */
  heard = [];
  /** @type {object[]} what it has asked the kernel for */
  asked = [];
  comm = {
    hears: this._handle_comm_msg.bind(this),
    on_msg: (/** @type {(message: any) => Promise<void>} */ act) => {
      this.comm.hears = act;
    },
    send: (/** @type {object} */ message) => this.asked.push(message),
  };

  /** @param {any} message */
  async _handle_comm_msg({ content: { data } }) {
    if (data.method === "custom") this.heard.push(data.content);
  }
}

/** And for anywidget's: none reaches it where its module took longer than `ready` waits. */
class AnyModel extends Model {
  /** @param {Promise<void>} ready */
  constructor(ready) {
    super();
    this.ready = ready;
  }

  /** @param {any} message */
  async _handle_comm_msg(message) {
    await this.ready;
    return super._handle_comm_msg(message);
  }
}

/** A front end with parcels, by id, and a kernel that hands out what it is asked for. */
class FrontEnd {
  /** @type {object[]} */
  sent = [];

  /** @param {Record<string, Record<string, string>>} parcels those that have come @param {Record<string, string>} files the kernel's */
  constructor(parcels, files) {
    this.parcels = parcels;
    this.files = files;
  }

  /** A widget's context. @param {string} script @param {string[]} ids of its parcels @param {object} more @param {AnyModel} own its model */
  context(script, ids, more = {}, own = new AnyModel(Promise.resolve())) {
    const state = { _script: script, _parcels: ids, _own: "own", ...more };
    /** @type {((message: object) => void)[]} */
    const hearing = [];
    const model = {
      get: (/** @type {keyof typeof state} */ name) => state[name],
      on: (/** @type {string} */ _, /** @type {(message: object) => void} */ act) =>
        hearing.push(act),
      off: () => {},
      send: (/** @type {object} */ message) => {
        this.sent.push(message);
        queueMicrotask(() => hearing.map((act) => act({ kind: "files", files: this.files })));
      },
      widget_manager: {
        get_model: async (/** @type {string} */ id) => (id === "own" ? own : this.#parcel(id)),
      },
    };
    return { model, el: { textContent: "", replaceChildren() {} } };
  }

  /** @param {string} id */
  #parcel(id) {
    if (!(id in this.parcels)) throw new Error("widget model not found");
    return { get: () => this.parcels[id] };
  }
}

/** A view made for a test: it says what it was given, and which module it shares. */
const VIEW = `import { shared } from "./shared.js";
export const view = { render: ({ model }) => ({ asked: model.get("asked"), shared }) };`;
const SHARED = "export const shared = {};";
const LOADER = ALL["loader.js"];

/** @param {any} context */
async function shown(context) {
  // As anywidget does: each widget has a module of its own.
  const own = `data:text/javascript,${encodeURIComponent(`${ALL["widget.js"]}//${Math.random()}`)}`;
  return (await import(own)).default.render(context);
}

for (const name of SCRIPTS.filter(isView)) {
  test(`${name} and all it imports are modules with a view`, async () => {
    new Browser();
    const files = Object.fromEntries(
      Object.entries(ALL).map(([each, text]) => [
        each,
        each === name ? `${text}\nview.render = () => "rendered";` : text,
      ]),
    );
    const context = new FrontEnd({ p: files }, {}).context(name.slice(0, -3), ["p"]);
    assert.equal(await shown(context), "rendered");
  });
}

test("every script is imported by its name alone, and by no circle", () => {
  const importsOf = (/** @type {string} */ name) =>
    [...ALL[name].matchAll(/^(?:import\b|export \{|\}).*? from "([^"]*)";$/gm)].map(
      ([, one]) => one,
    );
  const visit = (/** @type {string} */ name, /** @type {string[]} */ way) => {
    assert.ok(!way.includes(name), [...way, name].join(" > "));
    for (const one of importsOf(name)) {
      assert.match(one, /^\.\/\w+\.js$/, name);
      assert.ok(one.slice(2) in ALL, `${name} imports ${one}`);
      visit(one.slice(2), [...way, name]);
    }
  };
  for (const name of SCRIPTS) visit(name, []);
});

test("what views share is one module and one style sheet, whichever parcels they came in", async () => {
  const browser = new Browser();
  const common = { "loader.js": LOADER, "shared.js": SHARED, "item.css": "p {}" };
  const frontEnd = new FrontEnd({ one: { ...common, "a.js": VIEW }, two: { "b.js": VIEW } }, {});
  const [first, second, again] = await Promise.all([
    shown(frontEnd.context("a", ["one"], { asked: 1 })),
    shown(frontEnd.context("b", ["one", "two"], { asked: 2 })),
    shown(frontEnd.context("a", ["one"], { asked: 3 })),
  ]);
  assert.deepEqual([first.asked, second.asked, again.asked], [1, 2, 3]);
  assert.equal(first.shared, second.shared);
  assert.equal(first.shared, again.shared);
  assert.equal(browser.modules.filter((text) => text === SHARED).length, 1);
  assert.deepEqual(
    browser.sheets.map(({ id, textContent }) => [id, textContent]),
    [["ws-style-item", "p {}"]],
  );
  assert.deepEqual(frontEnd.sent, []);
});

test("a widget whose parcel is lost asks the kernel, and shows the view all the same", async () => {
  new Browser();
  const files = { "loader.js": LOADER, "shared.js": SHARED, "a.js": VIEW };
  const frontEnd = new FrontEnd({}, files);
  const context = frontEnd.context("a", ["gone"], { asked: 1 });
  const view = shown(context);
  assert.equal((await view).asked, 1);
  assert.deepEqual(frontEnd.sent, [{ kind: "files" }]);
});

test("while it waits for the kernel it says what to do should nothing come", async () => {
  new Browser();
  const frontEnd = new FrontEnd({}, {});
  const context = frontEnd.context("a", ["gone"]);
  context.model.send = () => {};
  shown(context);
  await new Promise((resolve) => setTimeout(resolve));
  assert.match(context.el.textContent, /run its cell again, or reload the page/);
});

test("what the kernel says reaches a widget whose module came late, and what it has missed as well", async () => {
  new Browser();
  const frontEnd = new FrontEnd(
    { p: { "loader.js": LOADER, "shared.js": SHARED, "a.js": VIEW } },
    {},
  );
  const saying = { content: { data: { method: "custom", content: { kind: "saved" } } } };
  const late = Promise.reject(new Error("[anywidget] Failed to initialize model."));
  const asked = [];
  for (const ready of [Promise.resolve(), late]) {
    const own = new AnyModel(ready);
    await shown(frontEnd.context("a", ["p"], { asked: 1 }, own));
    await own.comm.hears(saying);
    assert.deepEqual(own.heard, [{ kind: "saved" }]);
    asked.push(own.asked);
  }
  assert.deepEqual(asked, [[], [{ method: "request_state" }]]);
});

test("a front end that knows nothing of models shows the view all the same", async () => {
  new Browser();
  const files = { "loader.js": LOADER, "shared.js": SHARED, "a.js": VIEW };
  const frontEnd = new FrontEnd({ p: files }, {});
  assert.equal((await shown(frontEnd.context("a", ["p"], { asked: 1, _own: "none" }))).asked, 1);
});

test("a newer version of a file takes the place of the older one", async () => {
  const browser = new Browser();
  const files = { "loader.js": LOADER, "shared.js": SHARED, "a.js": VIEW, "item.css": "p {}" };
  const newer = { ...files, "shared.js": "export const shared = 2;", "item.css": "a {}" };
  const frontEnd = new FrontEnd({ old: files, new: newer }, {});
  await shown(frontEnd.context("a", ["old"]));
  assert.equal((await shown(frontEnd.context("a", ["new"]))).shared, 2);
  assert.deepEqual(
    browser.sheets.map((sheet) => sheet.textContent),
    ["a {}"],
  );
});
