/**
 * What may be hard to read is said before it, and it stays covered until somebody asks to see it.
 * What was decided is remembered in this browser.
 */

import { skipText } from "./answer_words.js";
import { content, el } from "./elements.js";
import { _ } from "./language.js";
import { decide, decided } from "./unsaved.js";

const SKIPPED = _("You skipped it. It is here whenever you like.");

/**
 * @typedef {object} Cover
 * @property {Node[]} nodes the note and what it covers; without a note just that
 * @property {() => void} open uncovers: what was answered or begun is known already
 */

/**
 * @param {{id: string, care?: string | null, graded?: boolean, author?: unknown}} asked
 * @param {(Node | null)[]} parts what the note warns of
 * @returns {Cover}
 */
export function underCare({ id, care, graded = false, author }, parts) {
  const body = el("div", { class: "ws-covered", tabindex: "-1" }, ...parts);
  if (!care) return { nodes: [body], open() {} };
  const lead = el("strong", {}, `${_("Take care.")} `);
  const cost = el("span", {}, skipText(graded));
  const show = el("button", { type: "button", class: "ws-button ws-second ws-small" }, _("Show"));
  const skip = el("button", { type: "button", class: "ws-button ws-second ws-small" }, _("Skip"));
  const ways = el("div", { class: "ws-foot" }, show, skip);
  const open = () => {
    body.hidden = false;
    ways.hidden = true;
    cost.textContent = skipText(graded);
  };
  const showSkipped = () => {
    skip.hidden = true;
    cost.textContent = SKIPPED;
  };
  show.addEventListener("click", () => {
    decide(id, "shown");
    open();
    body.focus({ preventScroll: true });
  });
  skip.addEventListener("click", () => {
    decide(id, "skipped");
    showSkipped();
    show.focus({ preventScroll: true });
  });
  const before = decided(id);
  body.hidden = !author && before !== "shown";
  ways.hidden = !body.hidden;
  if (body.hidden && before === "skipped") showSkipped();
  const note = el("div", { class: "ws-care" }, el("p", {}, lead, content(care), " ", cost), ways);
  return { nodes: [note, body], open };
}
