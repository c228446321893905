import assert from "node:assert/strict";
import { test } from "node:test";

import { languageFrom } from "../../src/withinscope/lab/labextensions/withinscope/static/language.js";
import { MARKED, none, translator } from "../../src/withinscope/views/translating.js";

const POLISH = {
  language: "pl",
  forms: { one: 0, few: 1, many: 2 },
  texts: { "{n} day": ["{n} dzień", "{n} dni (2)", "{n} dni (5)"], Saved: "Zapisano" },
};

test("a text is looked up by what it is in English", () => {
  const { _ } = translator(POLISH);
  assert.deepEqual([_("Saved"), _("Not there")], ["Zapisano", "Not there"]);
});

test("a number has the form that its language has for it", () => {
  const { n_ } = translator(POLISH);
  const said = [1, 3, 5, 22].map((n) => n_("{n} day", "{n} days", n));
  assert.deepEqual(said, ["1 dzień", "3 dni (2)", "5 dni (5)", "22 dni (2)"]);
  const english = translator(none("en"));
  assert.deepEqual(
    [1, 2].map((n) => english.n_("{n} day", "{n} days", n)),
    ["1 day", "2 days"],
  );
});

test("values are put in as they are, and a place without one stays", () => {
  const { _ } = translator(none("en"));
  assert.equal(_("{a} and {b}", { a: "$& {b}" }), "$& {b} and {b}");
});

test("in the marked language every text stands out", () => {
  const { _, n_ } = translator(none(MARKED));
  assert.deepEqual([_("Saved"), n_("{n} day", "{n} days", 2), _("")], ["⟦Saved⟧", "⟦2 days⟧", ""]);
});

test("the page speaks as somebody chose, else as the browser does, else English", () => {
  assert.equal(languageFrom(["es", "de-DE"]), "es");
  assert.equal(languageFrom([null, "fr-FR", "de-AT", "en"]), "de");
  assert.equal(languageFrom([null, "fr"]), "en");
  assert.equal(languageFrom(["constructor", "en-XA"]), "en-XA");
});
