import assert from "node:assert/strict";
import test from "node:test";

import { keepWritten } from "../../src/withinscope/views/written.js";

/** A field on a page whose kernel answers when the test has it answer. @param {test.TestContext} t */
function aField(t) {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const page = Object.assign(new EventTarget(), { getElementById: () => ({}) });
  Object.assign(globalThis, { document: page });
  const field = Object.assign(new EventTarget(), { value: "", dataset: {}, isConnected: true });
  const status = { textContent: "" };
  /** @type {{text: string, tell: (told: string, saved: boolean) => void}[]} */
  const sent = [];
  keepWritten(/** @type {any} */ (field), /** @type {any} */ (status), {
    name: "note",
    kept: "",
    send: (text, tell) => sent.push({ text, tell }),
    signal: new AbortController().signal,
  });
  const write = (/** @type {string} */ text) => {
    field.value = text;
    field.dispatchEvent(new Event("input"));
    t.mock.timers.tick(1500);
  };
  return { field, status, sent, write };
}

test("what was written is saved when the kernel says so of what stands there", (t) => {
  const { field, status, sent, write } = aField(t);
  write("One");
  assert.equal(status.textContent, "Not saved yet.");
  sent[0].tell("Saved.", true);
  assert.equal(status.textContent, "Saved.");
  assert.deepEqual(field.dataset, {});
});

test("a late answer to what stood there before calls nothing saved that is not", (t) => {
  const { field, status, sent, write } = aField(t);
  write("One");
  write("One, two");
  sent[0].tell("Saved.", true);
  assert.equal(status.textContent, "Not saved yet.");
  assert.deepEqual(field.dataset, { wsUnsaved: "changed" });
  sent[1].tell("Saved.", true);
  assert.equal(status.textContent, "Saved.");
  assert.deepEqual(field.dataset, {});
});

test("what was written and taken back is nothing unsaved", (t) => {
  const { field, status, sent, write } = aField(t);
  field.value = "O";
  field.dispatchEvent(new Event("input"));
  assert.deepEqual(field.dataset, { wsUnsaved: "changed" });
  write("");
  assert.deepEqual(field.dataset, {});
  assert.equal(status.textContent, "");
  assert.deepEqual(sent, []);
});

test("what is taken back while it is on its way is sent as well", (t) => {
  const { field, status, sent, write } = aField(t);
  write("One");
  write("");
  for (const { tell } of sent) tell("Saved.", true);
  assert.deepEqual(
    sent.map(({ text }) => text),
    ["One", ""],
  );
  assert.equal(status.textContent, "Saved.");
  assert.deepEqual(field.dataset, {});
});

test("what the kernel could not keep is told at once", (t) => {
  const { field, status, sent, write } = aField(t);
  write("One");
  sent[0].tell("The disk is full.", false);
  assert.equal(status.textContent, "The disk is full.");
  assert.deepEqual(field.dataset, { wsUnsaved: "failed" });
  field.dispatchEvent(new Event("change"));
  assert.equal(sent.length, 2);
});
