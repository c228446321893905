import assert from "node:assert/strict";
import test from "node:test";

import { changedForms, open, saveChanged } from "../../src/withinscope/views/open_forms.js";

/** A form that says what it is asked for. @param {object} [more] */
function aForm(more = {}) {
  const form = { changed: () => true, missing: () => "", save: async () => true };
  return Object.assign(form, more);
}

/** @param {Record<string, ReturnType<typeof aForm>>} forms */
function shown(forms) {
  const ends = Object.entries(forms).map(([name, form]) => open(name, form));
  return () => {
    for (const end of ends) end();
  };
}

test("what can be saved is saved, the rest is named with what it lacks or as gone wrong", async () => {
  const end = shown({
    whole: aForm(),
    half: aForm({ missing: () => "Choose one." }),
    refused: aForm({ save: async () => false }),
    kept: aForm({ changed: () => false }),
    elsewhere: aForm(),
  });
  assert.deepEqual(await saveChanged(["whole", "half", "refused", "kept", "gone"]), {
    saved: ["whole"],
    lacking: new Map([["half", "Choose one."]]),
    failed: ["refused"],
  });
  end();
});

test("a form that has left the page is asked nothing, and the one that took its place is", () => {
  const ends = [open("a", aForm()), open("a", aForm({ changed: () => false }))];
  ends[0]();
  assert.deepEqual(changedForms(["a"]), []);
  ends[1]();
  assert.deepEqual(changedForms(["a"]), []);
});
