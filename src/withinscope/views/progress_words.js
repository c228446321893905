/** Where somebody stands, in words; and where the dots of a picture stand. */
import { counted } from "./words.js";

/** @type {Record<number, string>} */
const WHEN = { 3: "When you were sure", 2: "When you were fairly sure", 1: "When you guessed" };
const IN_A_ROW = 15;
const STEP = 18;

/** @typedef {{confidence: number, right: number, close: number, total: number}} Level answers that were equally sure */

/** @param {Level} level */
export function levelText({ confidence, right, close, total }) {
  const near = close ? `, and close ${close === 1 ? "once" : counted(close, "time")}` : "";
  return `${WHEN[confidence]}, you were right ${right} of ${counted(total, "time")}${near}.`;
}

/** What stands beside a row of dots. @param {Level} level */
export function rowText({ right, close, total }) {
  return `${right} of ${total} right${close ? `, ${close} close` : ""}`;
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
  const many = count === 1 ? "One answer" : `${count} answers`;
  return (
    `${many} surprised you: you were sure, and something else fits better. That happens to everyone ` +
    "who learns this, and it is where the most is to be learned."
  );
}

/** What leads to the review of answers that were sure and not right: only what it begins with today. @param {{first: boolean}[]} missed */
export function firstText(missed) {
  const count = missed.filter((one) => one.first).length;
  if (!count) return "";
  const of = missed.length === 1 ? "It" : count === missed.length ? "They" : `${count} of them`;
  return `${of} ${count === 1 ? "comes" : "come"} first in your`;
}

/** What stands beside a page of the course. @param {any} part */
export function pageText({ page, state, answered, asked, minutes }) {
  const said = page.role === "exercise" && state === "done" ? "handed in" : state;
  const much = asked && said !== "handed in" ? `, ${answered} of ${asked} answered` : "";
  const long = minutes ? `, about ${counted(minutes, "minute")}` : "";
  return `${said}${much}${long}`;
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
    ? ` About ${counted(minutes, "minute")} so far; longer pauses are not counted.`
    : "";
  return `${done} of ${counted(lessons.length, "lesson")} done.${time}`;
}

/** What leads to the review. @param {number} due */
export function dueText(due) {
  return `${counted(due, "question")} ${due === 1 ? "is" : "are"} ready to come back: `;
}
