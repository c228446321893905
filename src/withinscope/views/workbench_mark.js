/** The workbench's second part: one answer at a time, its rubric, and the way on. */
import { el, paragraphs } from "./elements.js";
import { shortened } from "./words.js";
import { button, footWith, labeled, partNode } from "./workbench_controls.js";
import { levelKeys, rubric } from "./workbench_rubric.js";
import {
  BLIND,
  CALIBRATE,
  endText,
  KEYS,
  questionText,
  SECOND,
  standingText,
} from "./workbench_words.js";

/** @typedef {import("./workbench_grade.js").Kit} Kit */
/** @typedef {Kit["send"]} Send */

/** @param {Kit} kit */
export function markRoom(kit) {
  const node = el("div", {});
  let key = "";
  /** @type {(shown: any, desk: any) => void} */
  let change = () => {};
  const update = (/** @type {any} */ shown, /** @type {any} */ desk) => {
    const now = desk.stage === undefined ? "none" : desk.stage === "over" ? "over" : `${desk.at}`;
    if (now === key) return change(shown, desk);
    const began = key !== "";
    key = now;
    const built = (now === "none" ? start : now === "over" ? end : answer)(shown, desk, kit);
    change = built.change;
    node.replaceChildren(built.node);
    change(shown, desk);
    if (began) built.focus.focus();
  };
  return { node, update };
}

/** Before marking. @param {any} shown @param {any} _ @param {Kit} kit */
function start(shown, _, { send }) {
  const name = el("input", { type: "text", class: "ws-name", autocomplete: "name" });
  name.value = shown.marker;
  const begin = (/** @type {boolean} */ again) => () =>
    send({ kind: "mark", marker: name.value, again });
  const share = el("input", { type: "number", class: "ws-name", min: 1, max: 100, value: 20 });
  const as =
    (/** @type {string} */ role, again = false) =>
    () =>
      send({ kind: "mark", marker: name.value, role, again, share: Number(share.value) || 0 });
  const agreement = el("div", { class: "ws-graded" });
  const standing = el("p", {});
  const heading = el("h3", { tabindex: "-1" }, "Mark what they wrote");
  const node = el(
    "div",
    {},
    heading,
    standing,
    el("p", {}, `${BLIND} ${KEYS}`),
    labeled("Your name, which stands with each mark", name),
    footWith(
      button("Mark what waits", begin(false)),
      button("Look at marked answers again", begin(true), true),
    ),
    el("h3", {}, "Calibrate"),
    el("p", {}, CALIBRATE),
    footWith(button("Mark the samples", () => send({ kind: "calibrate" }), true)),
    el("h3", {}, "A second marker"),
    el("p", {}, SECOND),
    labeled("How many of the answers, in percent", share),
    footWith(
      button("Mark them a second time", as("second"), true),
      button("Look at my second marks again", as("second", true), true),
      button("How far two markers agree", () => send({ kind: "agree" }), true),
      button("Decide where two marks differ", as("decided"), true),
    ),
    agreement,
  );
  const change = (/** @type {any} */ now) => {
    standing.textContent = standingText(now.standing);
    agreement.replaceChildren(...now.told.map(partNode));
  };
  return { node, change, focus: heading };
}

/** After the last answer. @param {any} _ @param {any} desk @param {Kit} kit */
function end(_, desk, { send }) {
  const { at, left, calibrates } = desk;
  const last = calibrates ? "That was the last sample" : "That was the last answer";
  const heading = el("h3", { tabindex: "-1" }, last);
  const words = endText(desk);
  const ways = [
    left ? button("To the first that is left", () => send({ kind: "go", item: left })) : null,
    button("Finish", () => send({ kind: "leave" }), Boolean(left)),
    button("Back", () => send({ kind: "back", at }), true),
  ];
  const foot = footWith(...ways);
  const parts = el("div", { class: "ws-graded" }, ...desk.parts.map(partNode));
  const node = el("div", {}, heading, el("p", {}, words), parts, foot);
  return { node, change() {}, focus: heading };
}

/** An answer and all that is done with it. @param {any} _ @param {any} desk @param {Kit} kit */
function answer(_, desk, { send, say }) {
  const { at } = desk;
  const what = desk.calibrates ? "Sample" : "Answer";
  const heading = el("h3", { tabindex: "-1" }, `${what} ${at + 1} of ${desk.of}`);
  const questions = questionList(desk, send);
  const criteria = rubric(desk, send);
  const mark = el("p", { class: "ws-mark" });
  const expert = el("div", { class: "ws-graded" });
  const theirs = el("div", { class: "ws-theirs", role: "group", "aria-label": "Marked twice" });
  const next = button("Next", () => send({ kind: "next", at }));
  const undo = button("Undo", () => send({ kind: "undo" }), true);
  const foot = footWith(
    next,
    button("Back", () => send({ kind: "back", at }), true),
    undo,
    button("Enough for now", () => send({ kind: "leave" }), true),
  );
  const node = el(
    "div",
    { class: "ws-desk" },
    questions.node,
    heading,
    el("h4", {}, "Asked"),
    el("div", { class: "ws-stem" }, ...paragraphs(desk.stem)),
    el("h4", {}, "Written"),
    el("blockquote", { class: "ws-written", dir: "auto" }, desk.answer),
    between(desk.between),
    criteria.node,
    mark,
    expert,
    theirs,
    foot,
    samples(desk.samples),
  );
  node.addEventListener("keydown", levelKeys(criteria.groups, next, say));
  const change = (/** @type {any} */ __, /** @type {any} */ now) => {
    criteria.change(now);
    questions.change(now);
    mark.textContent = now.mark;
    expert.replaceChildren(...now.parts.map(partNode));
    undo.setAttribute("aria-disabled", String(!now.undo)); // it keeps the focus, if it has it
    theirs.replaceChildren(...(now.stage === "taken" ? twice(now, send) : []));
    theirs.hidden = now.stage !== "taken";
    if (!theirs.hidden) theirs.querySelector("button")?.focus();
  };
  return { node, change, focus: heading };
}

/** The marks between which somebody decides. @param {[string, string[][]][]} marks */
function between(marks) {
  if (marks.length === 0) return null;
  const lines = marks.map(([marker, levels]) =>
    el("li", { dir: "auto" }, `${marker}: ${levels.map((one) => one.join(": ")).join("; ")}`),
  );
  return el("div", {}, el("h4", {}, "Two marks"), el("ul", {}, ...lines));
}

/** What is asked when somebody else was first. @param {any} desk @param {Send} send */
function twice({ at, theirs }, send) {
  const settle = (/** @type {boolean} */ mine) => () => send({ kind: "settle", at, mine });
  const ways = [
    button("Keep theirs", settle(false)),
    button("Save mine; theirs stays on record", settle(true), true),
  ];
  const words = "Meanwhile this answer was marked by somebody else.";
  return [el("p", {}, `${words} ${theirs}`), footWith(...ways)];
}

/** The questions of the queue, to go to another. @param {any} desk @param {Send} send */
function questionList(desk, send) {
  const select = el("select", { class: "ws-select" });
  const options = desk.questions.map((/** @type {any} */ one) =>
    el("option", { value: one.item, selected: one.item === desk.item }),
  );
  select.append(...options);
  const go = button("Go there", () => send({ kind: "go", item: Number(select.value) }), true);
  const change = (/** @type {any} */ now) => {
    now.questions.forEach((/** @type {any} */ one, /** @type {number} */ n) => {
      options[n].textContent = shortened(questionText(one), 90);
    });
  };
  return { node: el("div", { class: "ws-go" }, labeled("Question", select), go), change };
}

/** What the author gives as examples. @param {any[]} every */
function samples(every) {
  if (every.length === 0) return null;
  const one = (/** @type {any} */ { text, levels, why }) =>
    el(
      "article",
      {},
      el("p", { class: "ws-written" }, text),
      el(
        "ul",
        {},
        ...levels.map((/** @type {string[]} */ [criterion, level]) =>
          el("li", {}, `${criterion}: ${level}`),
        ),
      ),
      why ? el("p", {}, why) : null,
    );
  return el("details", {}, el("summary", {}, "Sample answers"), ...every.map(one));
}
