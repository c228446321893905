/** The feedback on an answer below its verdict, as nodes: what to look at, then what is folded. */

import { content, el, present } from "./elements.js";
import { _ } from "./language.js";
import { lookFirst, remarksByText, unfolded } from "./remarks.js";

/** @typedef {ReturnType<typeof remarksByText>} Groups */

/** @param {any} answer */
export function feedback(answer) {
  const { notes, others, after, turning: fact } = answer.feedback;
  const { open, folded, words } = unfolded(notes);
  const sure = lookFirst(answer);
  return present([
    sure ? el("p", { class: "ws-look-first" }, sure) : null,
    open.length ? remarksList(open) : null,
    after ? el("p", { class: "ws-after" }, content(after)) : null,
    fact ? el("p", { class: "ws-turning" }, ...turning(fact)) : null,
    fold(`${words} (${folded.length})`, folded),
    fold(_("See the other answers"), remarksByText(others)),
    answer.first ? firstAnswer(answer) : null,
  ]);
}

/** What an answer turns on: the fact that decides it. @param {string} fact */
export const turning = (fact) => [_("What it turns on:"), " ", content(fact)];

/** @param {Groups} groups */
function remarksList(groups) {
  return el("ul", { class: "ws-remarks" }, ...groups.map(remarksOn));
}

/** Remarks to be opened, if there are any. @param {string} summary @param {Groups} groups */
function fold(summary, groups) {
  if (!groups.length) return null;
  const named = { class: "ws-fold" };
  return el("details", named, el("summary", {}, summary), remarksList(groups));
}

/** @param {Groups[number]} group */
function remarksOn({ text, remarks }) {
  const quoted = el("p", { class: "ws-quoted" }, content(text));
  return el("li", {}, ...remarks.map((one, n) => remarkNode(one, n ? null : quoted)));
}

/** @param {Groups[number]["remarks"][number]} remark @param {Node | null} quoted */
function remarkNode({ sign, spoken, look, label, why }, quoted) {
  return el(
    "div",
    { class: `ws-remark ${look}`.trim() },
    el("p", { class: "ws-label" }, ...signNodes(sign, spoken), label),
    quoted,
    why ? el("p", {}, content(why)) : null,
  );
}

/** A sign to be seen, and what is heard in its place. @param {string} sign @param {string} spoken */
export function signNodes(sign, spoken) {
  return [
    el("span", { class: "ws-sign", "aria-hidden": "true" }, sign),
    el("span", { class: "ws-spoken" }, spoken.trim()),
    " ", // one in the hidden span would not be spoken
  ];
}

/** What was answered first, kept beside the latest. @param {any} answer */
export function firstAnswer(answer) {
  return el(
    "details",
    { class: "ws-first" },
    el("summary", {}, _("Answer {n}. Your first answer is kept", { n: answer.attempt })),
    el("p", { class: "ws-quoted" }, content(answer.first)),
  );
}
