/** The feedback on an answer, as nodes. */
import { el, present } from "./elements.js";
import { remarksByText } from "./remarks.js";

/** @param {any} answer */
export function feedback(answer) {
  const { verdict, notes, after, turning } = answer.feedback;
  return present([
    el("p", { class: "ws-verdict" }, verdict),
    notes.length ? el("ul", { class: "ws-remarks" }, ...remarksByText(notes).map(remarksOn)) : null,
    after ? el("p", { class: "ws-after" }, after) : null,
    turning ? el("p", { class: "ws-turning" }, turning) : null,
    answer.first ? firstAnswer(answer) : null,
  ]);
}

/** @param {ReturnType<typeof remarksByText>[number]} group */
function remarksOn({ text, remarks }) {
  const quoted = el("p", { class: "ws-quoted" }, text);
  return el("li", {}, ...remarks.map((one, n) => remarkNode(one, n ? null : quoted)));
}

/** @param {ReturnType<typeof remarksByText>[number]["remarks"][number]} remark @param {Node | null} quoted */
function remarkNode({ sign, spoken, look, label, why }, quoted) {
  return el(
    "div",
    { class: `ws-remark ${look}`.trim() },
    el("p", { class: "ws-label" }, ...signNodes(sign, spoken), label),
    quoted,
    why ? el("p", {}, why) : null,
  );
}

/** A sign to be seen, and what is heard in its place. @param {string} sign @param {string} spoken */
export function signNodes(sign, spoken) {
  return [
    el("span", { class: "ws-sign", "aria-hidden": "true" }, sign),
    el("span", { class: "ws-spoken" }, spoken),
  ];
}

/** What was answered first, kept beside the latest. @param {any} answer */
export function firstAnswer(answer) {
  return el(
    "details",
    { class: "ws-first" },
    el("summary", {}, `Answer ${answer.attempt}. Your first answer is kept`),
    el("p", { class: "ws-quoted" }, answer.first),
  );
}
