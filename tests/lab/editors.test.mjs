import assert from "node:assert/strict";
import test from "node:test";

import { postponeEditors } from "../../src/withinscope/lab/labextensions/withinscope/static/editors.js";

const HOST = /** @type {any} */ ({});

/** A cell that is still to be drawn, what draws it, and the editors that were really made. */
function cell({ isPlaceholder = true } = {}) {
  /** @type {any[]} */
  const made = [];
  const editorFactory = (/** @type {any} */ options) => {
    /** @type {[string, ...unknown[]][]} */
    const told = [];
    const note =
      (/** @type {string} */ name) =>
      (/** @type {unknown[]} */ ...args) =>
        void told.push([name, ...args]);
    const editor = {
      ...{ options, told, lineCount: 7, isDisposed: false },
      setOption: note("setOption"),
      setBaseOptions: note("setBaseOptions"),
      setCursorPosition: note("setCursorPosition"),
      edgeRequested: { connect: note("connect") },
      focus() {
        assert.equal(this, editor); // it may have private parts
        editor.told.push(["focus"]);
      },
      dispose() {
        editor.isDisposed = true;
      },
    };
    made.push(editor);
    return editor;
  };
  const model = { id: "one" };
  const factory = { editorFactory, createCellHeader: () => "header" };
  const one = /** @type {any} */ ({
    ...{ model, contentFactory: factory },
    isPlaceholder: () => isPlaceholder,
  });
  const draw = () => one.contentFactory.editorFactory({ model, host: HOST });
  return { one, draw, made };
}

test("an editor is not made for what JupyterLab asks of every editor", () => {
  const { one, draw, made } = cell();
  postponeEditors([one]);
  const editor = draw();
  editor.setBaseOptions({ lineNumbers: true });
  editor.setOption("readOnly", true);
  editor.edgeRequested.connect("slot", "self");
  editor.setCursorPosition(editor.getCursorPosition(), { scroll: false });
  assert.equal(editor.getOption("readOnly"), true);
  assert.equal(editor.hasFocus(), false);
  assert.deepEqual([editor.model, editor.host, editor.uuid], [one.model, HOST, "one"]);
  assert.equal(editor.isDisposed, false);
  assert.equal(one.contentFactory.createCellHeader(), "header");
  assert.deepEqual(made, []);
});

test("once asked for more it is made, once, and told all that it was told", () => {
  const { one, draw, made } = cell();
  postponeEditors([one]);
  const editor = draw();
  editor.setBaseOptions({ lineNumbers: true });
  editor.edgeRequested.connect("slot", "self");
  assert.equal(editor.lineCount, 7);
  editor.focus();
  editor.setOption("readOnly", true);
  const [{ told, options }, ...more] = made;
  assert.deepEqual(more, []);
  assert.deepEqual([options.host, options.uuid], [HOST, "one"]);
  assert.deepEqual(told, [
    ["setBaseOptions", { lineNumbers: true }],
    ["connect", "slot", "self"],
    ["focus"],
    ["setOption", "readOnly", true],
  ]);
});

test("all that wait are made at once, for who wants to see the code", () => {
  const cells = [cell(), cell()];
  const makeAll = postponeEditors(cells.map(({ one }) => one));
  for (const { draw } of cells) draw();
  makeAll();
  makeAll();
  assert.deepEqual(
    cells.map(({ made }) => made.length),
    [1, 1],
  );
});

test("one that was never made is not made at its end, nor after it", () => {
  const { one, draw, made } = cell();
  const makeAll = postponeEditors([one]);
  const editor = draw();
  editor.dispose();
  makeAll();
  assert.equal(editor.isDisposed, true);
  assert.deepEqual(made, []);
});

test("a cell that is drawn already keeps the editor that it has", () => {
  const { one, made, draw } = cell({ isPlaceholder: false });
  postponeEditors([one]);
  draw();
  assert.equal(made.length, 1);
});
