import assert from "node:assert/strict";
import test from "node:test";
import { likeness, PARTS } from "../../src/withinscope/views/likeness.js";
import { localVoice, voicedText } from "../../src/withinscope/views/reading_aloud.js";
import {
  canBeSaid,
  choiceOfKey,
  fits,
  heardText,
  isDouble,
  keyOfChoice,
  scrollToShow,
  speechParts,
  typingTime,
  wordless,
} from "../../src/withinscope/views/speech.js";

test("what is done is set apart from what is said", () => {
  assert.deepEqual(speechParts("(She looks away.) I am fine. (A pause.)"), [
    { text: "(She looks away.)", act: true },
    { text: " I am fine. ", act: false },
    { text: "(A pause.)", act: true },
  ]);
});

for (const said of ["I (we) know.", "(or so) I think", "(Anna said so) twice", ""]) {
  test(`nothing is done in "${said}"`, () => {
    assert.ok(speechParts(said).every((part) => !part.act));
    assert.equal(
      speechParts(said)
        .map((part) => part.text)
        .join(""),
      said,
    );
  });
}

test("a line all in brackets is a scene, without them", () => {
  assert.equal(wordless("(She nods.)"), "She nods.");
  assert.equal(wordless("(She nods.) Yes."), null);
});

test("the client takes longer over more words, and never long", () => {
  assert.ok(typingTime("") < typingTime("x".repeat(100)));
  assert.equal(typingTime("x".repeat(10_000)), 1400);
});

test("a click is a double one if it is at the same place soon after", () => {
  const first = { x: 100, y: 100, at: 1000 };
  assert.ok(isDouble(first, { x: 102, y: 99, at: 1300 }));
  assert.ok(!isDouble(first, { x: 102, y: 99, at: 1800 }));
  assert.ok(!isDouble(first, { x: 100, y: 160, at: 1300 }));
});

test("keys one to nine choose, alone and not held down", () => {
  const plain = { ctrlKey: false, metaKey: false, altKey: false, repeat: false };
  assert.deepEqual(
    ["1", "9", "0", "a", "F1"].map((key) => choiceOfKey({ ...plain, key })),
    [0, 8, -1, -1, -1],
  );
  for (const held of ["ctrlKey", "metaKey", "altKey", "repeat"]) {
    assert.equal(choiceOfKey({ ...plain, key: "1", [held]: true }), -1);
  }
  assert.deepEqual([0, 8, 9].map(keyOfChoice), ["1", "9", null]);
});

test("what has room in the view has air above and below", () => {
  assert.ok(fits(400, 368));
  assert.ok(!fits(400, 369));
});

test("what came is heard as scene, line and end, and nothing of what one said", () => {
  const turn = { you: "I am here.", scene: "She looks up.", client: "Stay.", choices: [] };
  assert.equal(heardText([turn], ""), "She looks up. Stay.");
  assert.equal(heardText([{ ending: "She stays" }], "Saved."), "The end: She stays. Saved.");
});

test("what is in view does not move", () => assert.equal(scrollToShow(20, -20), 0));
test("what is above comes down", () => assert.equal(scrollToShow(-50, -300), -66));
test("what is below comes up no further than its beginning may go", () => {
  assert.equal(scrollToShow(400, 30), 46);
  assert.equal(scrollToShow(40, 300), 24);
});

test("a name has one face, and names have many", () => {
  assert.deepEqual(likeness("Kavita"), likeness("Kavita"));
  const faces = [
    "Kavita",
    "Nuno",
    "Vesna",
    "Stavros",
    "Callum",
    "Teo",
    "Mele",
    "Corinne",
    "Ludmila",
  ];
  assert.ok(new Set(faces.map((name) => JSON.stringify(likeness(name)))).size >= 8);
  for (const [part, count] of Object.entries(PARTS)) {
    const drawn = faces.map((name) => likeness(name)[/** @type {keyof typeof PARTS} */ (part)]);
    assert.ok(drawn.every((one) => one >= 0 && one < count));
  }
});

test("what is read aloud is what is said, and not what is done", () => {
  assert.equal(voicedText("(She looks away.) I am fine. (A pause.) Go on."), "I am fine. Go on.");
  assert.equal(voicedText("(She leaves.)"), "");
});

test("only a voice of this computer reads, in the course's language", () => {
  const voice = (/** @type {boolean} */ localService, lang = "en-US") =>
    /** @type {any} */ ({ localService, lang });
  assert.equal(localVoice([voice(false), voice(true, "de-DE")]), null);
  assert.equal(localVoice([voice(false), voice(true, "en-GB")])?.lang, "en-GB");
});

test("what was said and not heard is said again only in its turn, while it is offered", () => {
  const now = { phase: "during", turns: [{ choices: [{ id: "a" }, { id: "b" }] }] };
  const said = { turn: 2, choice: "b" };
  assert.equal(canBeSaid(said, now, 2), true);
  assert.equal(canBeSaid(said, now, 3), false);
  assert.equal(canBeSaid({ turn: 2, choice: "c" }, now, 2), false);
  assert.equal(canBeSaid(said, { ...now, phase: "after" }, 2), false);
  assert.equal(canBeSaid(said, { ...now, turns: [] }, 2), false);
  assert.equal(canBeSaid(null, now, 2), false);
});
