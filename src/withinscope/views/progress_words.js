/** Where somebody stands, in words; and where the dots of a picture stand. */
import { _, n_ } from "./language.js";

/** @type {Record<number, string>} */
const WHEN = {
  3: _("When you were sure"),
  2: _("When you were fairly sure"),
  1: _("When you guessed"),
};
/** @type {Record<string, string>} */
const STATES = { done: _("done"), begun: _("begun"), "not begun": _("not begun") };
const IN_A_ROW = 15;
const STEP = 18;

/** @typedef {{confidence: number, right: number, close: number, total: number}} Level answers that were equally sure */

/** @param {Level} level */
export function levelText({ confidence, right, close, total }) {
  const values = { when: WHEN[confidence], right };
  const told = n_(
    "{when}, you were right {right} of {n} time.",
    "{when}, you were right {right} of {n} times.",
    total,
    values,
  );
  if (!close) return told;
  return `${told} ${n_("You came close once.", "You came close {n} times.", close)}`;
}

/** What stands beside a row of dots. @param {Level} level */
export function rowText({ right, close, total }) {
  return close
    ? _("{right} of {total} right, {close} close", { right, total, close })
    : _("{right} of {total} right", { right, total });
}

/**
 * Where a dot for each answer stands: the right ones first, then those that came close.
 * @param {{right: number, close: number, total: number}} level
 */
export function dotsOf({ right, close, total }) {
  const width = Math.min(total, IN_A_ROW) * STEP;
  const height = Math.ceil(total / IN_A_ROW) * STEP;
  const dots = Array.from({ length: total }, (_, n) => ({
    stood: n < right ? "right" : n < right + close ? "close" : "wrong",
    x: (n % IN_A_ROW) * STEP + STEP / 2,
    y: Math.floor(n / IN_A_ROW) * STEP + STEP / 2,
  }));
  return { width, height, dots };
}

/** What is said of answers that were sure and not right. @param {number} count */
export function surpriseText(count) {
  const many = n_(
    "One answer surprised you: you were sure, and something else fits better.",
    "{n} answers surprised you: you were sure, and something else fits better.",
    count,
  );
  const so = _(
    "That happens to everyone who learns this, and it is where the most is to be learned.",
  );
  return `${many} ${so}`;
}

/** What leads to the review of answers that were sure and not right: only what it begins with today. @param {{first: boolean}[]} missed */
export function firstText(missed) {
  const count = missed.filter((one) => one.first).length;
  if (!count) return "";
  if (count === missed.length) {
    return n_("It comes first in your", "They come first in your", count);
  }
  return n_("{n} of them comes first in your", "{n} of them come first in your", count);
}

/** What stands beside a page of the course. @param {any} part */
export function pageText({ page, state, answered, asked, minutes }) {
  const isHandedIn = page.role === "exercise" && state === "done";
  const said = isHandedIn ? _("handed in") : STATES[state];
  const much = asked && !isHandedIn ? _("{answered} of {asked} answered", { answered, asked }) : "";
  const long = minutes ? n_("about {n} minute", "about {n} minutes", minutes) : "";
  return [said, much, long].filter(Boolean).join(", ");
}

/** A page's title as the contents have it. @param {{title: string, number?: number | null}} page */
export function titleText({ title, number }) {
  return number ? `${number} ${title}` : title;
}

/** How much of the course is done: of the lessons that have a number. @param {any[]} parts @param {number} minutes */
export function doneText(parts, minutes) {
  const lessons = parts.filter((one) => one.page.number);
  const done = lessons.filter((one) => one.state === "done").length;
  const time = minutes
    ? n_(
        "About {n} minute so far; longer pauses are not counted.",
        "About {n} minutes so far; longer pauses are not counted.",
        minutes,
      )
    : "";
  const much = n_("{done} of {n} lesson done.", "{done} of {n} lessons done.", lessons.length, {
    done,
  });
  return [much, time].filter(Boolean).join(" ");
}

/** What leads to the review. @param {number} due */
export function dueText(due) {
  return `${n_("{n} question is ready to come back:", "{n} questions are ready to come back:", due)} `;
}
