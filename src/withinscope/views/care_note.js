/**
 * What may be hard to read is said before it, and it stays covered until somebody asks to see it.
 * What was decided is remembered in this browser.
 */

import { skipText } from "./answer_words.js";
import { content, el } from "./elements.js";
import { _ } from "./language.js";
import { decide, decided } from "./unsaved.js";

/** Told to a note whose words somebody has agreed to further up. */
const AGREED = "withinscope:agreed";
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
  const { note, show, skip, tell, close } = noteOf(care);
  const open = () => {
    body.hidden = false;
    close();
    tell(skipText(graded));
  };
  const reveal = () => {
    decide(id, "shown");
    open();
  };
  const showSkipped = () => {
    skip.hidden = true;
    tell(SKIPPED);
  };
  note.addEventListener(AGREED, () => decided(id) || reveal());
  show.addEventListener("click", () => {
    reveal();
    for (const other of sameBelow(note)) other.dispatchEvent(new Event(AGREED));
    body.focus({ preventScroll: true });
  });
  skip.addEventListener("click", () => {
    decide(id, "skipped");
    showSkipped();
    show.focus({ preventScroll: true });
  });
  tell(skipText(graded));
  const before = decided(id);
  body.hidden = !author && before !== "shown";
  if (!body.hidden) close();
  else if (before === "skipped") showSkipped();
  return { nodes: [note, body], open };
}

/** @param {string} care */
function noteOf(care) {
  const lead = el("strong", {}, `${_("Take care.")} `);
  const cost = el("span", {});
  const [show, skip] = [_("Show"), _("Skip")].map((words) =>
    el("button", { type: "button", class: "ws-button ws-second ws-small" }, words),
  );
  const ways = el("div", { class: "ws-foot" }, show, skip);
  const words = el("p", {}, lead, content(care), " ", cost);
  const note = el("div", { class: "ws-care", "data-ws-care": care }, words, ways);
  const tell = (/** @type {string} */ text) => {
    cost.textContent = text;
  };
  const close = () => {
    ways.hidden = true;
  };
  return { note, show, skip, tell, close };
}

/**
 * The notes further down the page that warn of the same in the same words: who has asked to see that
 * is not asked once more. They stand there all the same.
 * @param {HTMLElement} note
 */
function sameBelow(note) {
  const isSame = (/** @type {HTMLElement} */ one) => one.dataset.wsCare === note.dataset.wsCare;
  const isBelow = (/** @type {HTMLElement} */ one) =>
    Boolean(note.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING);
  const notes = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".ws-care"));
  return [...notes].filter((one) => isSame(one) && isBelow(one));
}
