/** The page of a conversation, as nodes: its frame, its turns, the cards to choose from. */

import { underCare } from "./care_note.js";
import { content, el, paragraphs, uniqueName } from "./elements.js";
import { _, contentLanguage, language } from "./language.js";
import { portrait } from "./portrait.js";
import { keyOfChoice, speechParts, wordless } from "./speech.js";

/** @typedef {ReturnType<typeof dialoguePage>} DialoguePage */
/** @typedef {{id: string, say: string}} Choice */
/**
 * @typedef {object} Turn
 * @property {string | null} you what was said to come here
 * @property {string} [scene]
 * @property {string} [client]
 * @property {string} [seems]
 * @property {string} [ending]
 * @property {Choice[]} [choices]
 */

/** What the page of a conversation is made of. @param {any} asked */
export function dialoguePage(asked) {
  const lang = contentLanguage();
  const kind = _("A conversation. Question {n}", { n: asked.number });
  const heading = el("h3", { id: uniqueName(), class: "ws-heading", tabindex: "-1" }, kind);
  const title = el("h4", { id: uniqueName(), class: "ws-title", lang }, asked.title);
  const rules = el("p", { class: "ws-hint" }, asked.rules);
  const talk = el("div", {
    class: "ws-talk",
    role: "group",
    "aria-label": _("What was said"),
    tabindex: "-1",
  });
  const offered = replyParts();
  const ways = footParts();
  const after = el("div", { class: "ws-after-talk" });
  const named = { "aria-labelledby": `${heading.id} ${title.id}`, "data-ws-item": asked.id };
  const stem = el("div", { class: "ws-stem" }, ...paragraphs(asked.stem));
  const parts = [stem, rules, talk, offered.replies, ways.foot, after];
  const care = underCare({ ...asked, graded: !asked.learning }, parts);
  const section = el(
    "section",
    { lang: language, class: "ws-item ws-dialogue", ...named },
    heading,
    title,
    ...care.nodes,
  );
  return { section, care, heading, rules, talk, after, ...offered, ...ways };
}

/** Where the cards to choose from stand. */
function replyParts() {
  const legend = el("p", { id: uniqueName(), class: "ws-legend" }, _("What do you say?"));
  const cards = el("ol", { class: "ws-cards" });
  const named = { role: "group", "aria-labelledby": legend.id, tabindex: "-1" };
  const replies = el("div", { class: "ws-replies", ...named }, legend, cards);
  return { legend, cards, replies };
}

/** The buttons around a conversation, and what is said beside them. */
function footParts() {
  const second = { type: "button", class: "ws-button ws-second" };
  const begin = el("button", { type: "button", class: "ws-button" });
  const resume = el("button", second, _("Go on with the try that you left"));
  const pause = el("button", second, _("Pause"));
  const reads = { ...second, "aria-pressed": "false", hidden: true };
  const aloud = el("button", reads, _("Read aloud"));
  const status = el("p", { class: "ws-status" });
  return {
    begin,
    resume,
    pause,
    aloud,
    status,
    foot: el("div", { class: "ws-foot" }, begin, resume, pause, aloud, status),
  };
}

/**
 * One moment: what you said that led to it, and apart from that, since it may come later, the scene
 * and what the client says.
 * @param {Turn} turn
 * @param {number} number
 * @param {string} name the client's, if it is known
 * @param {((turn: number) => void) | null} back goes back to a turn, where that is allowed
 */
export function turnNodes(turn, number, name, back) {
  const lang = contentLanguage();
  const mine = turn.you === null ? null : yourLine(turn.you, number, back);
  const reply = el(
    "div",
    { class: "ws-reply" },
    turn.scene ? el("p", { class: "ws-scene", lang }, turn.scene) : null,
    turn.client ? clientLine(turn.client, name) : null,
    turn.seems ? el("p", { class: "ws-seems", lang }, turn.seems) : null,
    turn.ending
      ? el("p", { class: "ws-ending" }, el("strong", {}, _("The end:"), " "), content(turn.ending))
      : null,
  );
  return { node: el("div", { class: "ws-turn" }, mine), reply };
}

/**
 * @param {string} text
 * @param {number} number
 * @param {((turn: number) => void) | null} back
 */
function yourLine(text, number, back) {
  return el(
    "div",
    { class: "ws-line ws-you" },
    el("p", { class: "ws-who" }, _("You")),
    el("p", { class: "ws-words", lang: contentLanguage() }, ...spoken(text)),
    back ? backButton(number, back) : null,
  );
}

/** @param {number} number @param {(turn: number) => void} back */
function backButton(number, back) {
  const named = {
    type: "button",
    class: "ws-link ws-back",
    "aria-label": _("Go back to turn {n} and try another way", { n: number }),
  };
  return el("button", { ...named, click: () => back(number - 1) }, _("Try another way"));
}

/** What the client says, or does without a word. @param {string} text @param {string} name */
function clientLine(text, name) {
  const scene = wordless(text);
  const lang = contentLanguage();
  if (scene !== null) return el("p", { class: "ws-scene", lang }, scene);
  const drawing = name ? portrait(name) : null;
  const who = el("p", { class: "ws-who" }, drawing, name ? content(name) : _("The client"));
  return el(
    "div",
    { class: "ws-line ws-client" },
    who,
    el("p", { class: "ws-words", lang }, ...spoken(text)),
  );
}

/** @param {string} text */
function spoken(text) {
  return speechParts(text).map((part) =>
    part.act ? el("em", { class: "ws-act" }, part.text) : part.text,
  );
}

/** A card to choose. @param {Choice} choice @param {number} index @param {(event: MouseEvent) => void} click */
export function choiceCard({ say }, index, click) {
  const key = keyOfChoice(index);
  const named = { type: "button", class: "ws-say", "aria-keyshortcuts": key, click };
  const sign = el("span", { class: "ws-key", "aria-hidden": "true" }, key ?? "");
  return el(
    "li",
    {},
    el("button", named, sign, el("span", { lang: contentLanguage() }, ...spoken(say))),
  );
}

/**
 * Dots where the client's answer is about to come, for some time.
 * @param {Element} node
 * @param {number} time ms
 * @param {() => void} then
 * @returns {() => void} ends it at once
 */
export function typing(node, time, then) {
  const spots = [el("span"), el("span"), el("span")];
  const dots = el("p", { class: "ws-typing", "aria-hidden": "true" }, ...spots);
  node.append(dots);
  const end = () => {
    clearTimeout(timer);
    dots.remove();
    then();
  };
  const timer = setTimeout(end, time);
  return end;
}

/**
 * What the author alone sees of a conversation; it is long, and comes only when asked for.
 * @param {() => void} ask
 */
export function authorPages(ask) {
  const sides = el("div", {});
  const summary = el("summary", {}, "What trainees will and will not see");
  const box = el("details", {}, summary, sides);
  box.addEventListener("toggle", () => box.open && !sides.childNodes.length && ask());
  const words =
    "Trainees play it as above, without going back, and are told the title of the ending and " +
    "nothing more.";
  const named = { class: "ws-author", role: "group", "aria-label": "For the author" };
  const show = (/** @type {{sees: string, hidden: string}} */ { sees, hidden }) =>
    sides.replaceChildren(
      ...authorSide("Trainees will see", sees),
      ...authorSide("Trainees will not see", hidden),
    );
  return { node: el("div", named, el("p", {}, words), box), show };
}

/** @param {string} title @param {string} text */
function authorSide(title, text) {
  return [el("p", { class: "ws-label" }, title), el("pre", { tabindex: "0" }, text)];
}
