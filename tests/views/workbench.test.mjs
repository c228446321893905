import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { inTheme } from "../../src/withinscope/views/workbench_cohort.js";
import { chosenFiles } from "../../src/withinscope/views/workbench_files.js";
import { levelKeys } from "../../src/withinscope/views/workbench_rubric.js";
import {
  answeredText,
  arrivedTexts,
  belongsText,
  handInsText,
  levelsText,
  levelText,
  questionText,
  refusedTexts,
  standingText,
  twoNamesText,
  yesText,
} from "../../src/withinscope/views/workbench_words.js";

const SHEET = readFileSync(
  new URL("../../src/withinscope/html_page.css", import.meta.url),
  "utf-8",
);
const NAME = "@media (prefers-color-scheme: dark) light dark";
const PAGE = `<meta name="color-scheme" content="light dark"><style>${SHEET}</style><b>${NAME}</b>`;

test("the report is shown in the colors of the page around it, and names stay as they are", () => {
  for (const dark of [true, false]) {
    const shown = inTheme(PAGE, dark);
    const [style, body] = shown.split("</style>");
    assert.equal(style.includes("prefers-color-scheme"), false);
    assert.equal(style.includes("light dark"), false);
    assert.equal(style.includes("@media screen {"), dark);
    assert.match(style, dark ? /content="dark"/ : /content="light"/);
    assert.equal(body, `<b>${NAME}</b>`);
  }
});

test("a yes says what it does, and to whom", () => {
  assert.equal(yesText({ kind: "take-back" }), "Take it back");
  assert.equal(yesText({ kind: "remove", name: "Ana Ruiz" }), "Remove Ana Ruiz for good");
  assert.equal(yesText({ kind: "give" }), "Write the file");
});

test("what a Hub's people handed in is not called by where it lies", () => {
  assert.match(handInsText("/srv/hand-ins", "/srv/hand-ins"), /^All that this Hub's people/);
  assert.equal(handInsText("week-1.zip", "/srv/hand-ins"), "week-1.zip");
  assert.equal(handInsText("week-1.zip", ""), "week-1.zip");
});

test("a level is told as the guide, the terminal and a sheet have it", () => {
  assert.equal(levelText(0, "Names nothing"), "Level 0: Names nothing");
});

test("what was dropped is told where it was dropped", () => {
  assert.deepEqual(arrivedTexts([]), []);
  assert.deepEqual(arrivedTexts(["a.zip"]), ["a.zip is here, and chosen."]);
  assert.deepEqual(arrivedTexts(["a", "b"]), ["2 files are here, and chosen."]);
});

test("what systems leave in a folder is not sent", () => {
  const names = ["Week 1/a.ipynb", "Week 1/.DS_Store", "__MACOSX/a.ipynb", "Week 1/._a.ipynb"];
  const files = names.map((webkitRelativePath) => ({ webkitRelativePath, name: "a.ipynb" }));
  const input = /** @type {any} */ ({
    files: [...files, { webkitRelativePath: "", name: "b.zip" }],
  });
  assert.deepEqual(
    chosenFiles(input).map(({ name }) => name),
    ["Week 1/a.ipynb", "b.zip"],
  );
});

test("how far marking is, in words", () => {
  const standing = { exercises: ["ex01"], done: 1, every: 3 };
  assert.equal(standingText(standing), "1 of 3 answers marked.");
  assert.match(standingText({ ...standing, every: 0 }), /^Nothing here/);
  assert.match(standingText({ ...standing, exercises: [] }), /^Nothing is graded/);
  const question = { name: "tell", stem: "Say it.", done: 1, of: 3 };
  assert.equal(questionText(question), "tell (1 of 3 marked): Say it.");
});

test("why files were not kept is said of a few", () => {
  assert.deepEqual(refusedTexts(["a", "b"]), ["a", "b"]);
  assert.deepEqual(refusedTexts([..."abcdefg"]), [..."abcde", "2 more files not kept."]);
});

class Node {
  /** @param {string} [tag] */
  constructor(tag = "button") {
    this.tag = tag;
  }
  /** @param {string} selector */
  matches(selector) {
    return selector.split(", ").includes(this.tag);
  }
}

/** Press a key in a rubric of two criteria; which level was given, and where the focus went. */
function pressed(
  /** @type {string} */ key,
  /** @type {any} */ { in: at = "heading", given = [], ...more } = {},
) {
  /** @type {string[]} */
  const done = [];
  const groups = ["role", "warmth"].map((name) => {
    const target = new Node();
    const levels = [0, 1, 2].map((level) => ({
      click: () => {
        done.push(`${name} ${level}`);
        given.push(name);
      },
      focus: () => done.push(`to ${name}`),
      getAttribute: () => String(level === 0 && given.includes(name)),
    }));
    return { node: { contains: (/** @type {any} */ one) => one === target }, levels, target };
  });
  const elsewhere = new Node(at);
  const target = groups[["role", "warmth"].indexOf(at)]?.target ?? elsewhere;
  const next = /** @type {any} */ ({ focus: () => done.push("to next") });
  const event = /** @type {any} */ ({ key, target, preventDefault() {}, ...more });
  levelKeys(/** @type {any} */ (groups), next, (text) => done.push(text))(event);
  return done;
}

test("a key gives a level to the criterion in hand, and the focus goes on to what is left", () => {
  Object.assign(globalThis, { Node, Element: Node });
  assert.deepEqual(pressed("2"), ["role 2", "to warmth"]);
  assert.deepEqual(pressed("0", { given: ["role"] }), ["warmth 0", "to next"]);
  assert.deepEqual(pressed("1", { in: "role", given: ["role", "warmth"] }), ["role 1", "to next"]);
  assert.deepEqual(pressed("1", { in: "warmth" }), ["warmth 1", "to role"]);
});

test("a key that no level has gives none, and says which there are", () => {
  assert.deepEqual(pressed("3"), [levelsText(3)]);
  assert.deepEqual(pressed("9", { in: "warmth" }), ["The levels here are 0 to 2."]);
});

test("what is typed into a field, and keys of the browser, give no level", () => {
  Object.assign(globalThis, { Node, Element: Node });
  assert.deepEqual(pressed("1", { in: "textarea" }), []);
  assert.deepEqual(pressed("1", { ctrlKey: true }), []);
  assert.deepEqual(pressed("x"), []);
  assert.deepEqual(pressed("1", { given: ["role", "warmth"] }), []);
});

test("where two names stand, whose it may be, and whose it was said to be", () => {
  const asked = {
    ...{ shown: "Ana Ruiz", typed: "Bo Lee", told: "it says Bo Lee, Moodle Ana Ruiz" },
    ...{ exercises: ["ex01", "ex02"], who: "okafor", at: "2026-11-29T10:00:00+00:00" },
  };
  assert.equal(twoNamesText(asked), "It says Bo Lee, Moodle Ana Ruiz (ex01, ex02).");
  assert.equal(belongsText("Bo Lee"), "It is Bo Lee's");
  const said = "as okafor said on 2026-11-29.";
  assert.equal(answeredText({ ...asked, said: "place" }), `It counts for Ana Ruiz, ${said}`);
  assert.equal(answeredText({ ...asked, said: "name" }), `It counts for Bo Lee, ${said}`);
});
