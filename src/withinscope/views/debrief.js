/** What stands below a conversation: how it ended, looking back at it, the tries so far. */

import { content, el, paragraphs, present } from "./elements.js";
import { signNodes, turning } from "./feedback.js";
import { _, language } from "./language.js";
import { picture } from "./picture.js";
import { printAlone } from "./print_alone.js";
import { reflection } from "./reflection.js";
import { mark } from "./remarks.js";
import { smallButton, triesList } from "./tries.js";
import { whomToReach } from "./whom_to_reach.js";

/** @typedef {import("./tries.js").Play} Play */

/** @type {Record<string, string>} */
const CHECKLIST_SIGNS = { met: "✓", missed: "○", broken: "✗" };
/** What of a conversation's page is of no use on paper. */
const NOT_PRINTED =
  "button, .ws-foot, .ws-pause, .ws-replies, .ws-author, .ws-status, .ws-tries-list";

/**
 * @param {any} now where the conversation stands
 * @param {Play} play
 * @returns {Node[]}
 */
export function belowNodes(now, play) {
  const { learning } = play.asked;
  switch (now.phase) {
    case "before":
      return [];
    case "during":
      return learning && now.tries.length ? [earlierTries(now, play)] : [];
    default:
      return learning ? lookingBack(now, play) : recorded(now, play);
  }
}

/** @param {any} now @param {Play} play */
function earlierTries({ tries }, play) {
  const summary = el("summary", {}, _("Your earlier tries ({n})", { n: tries.length }));
  return el("details", { class: "ws-tries" }, summary, triesList(tries, play));
}

/** @param {any} now @param {Play} play */
function lookingBack({ debrief, tries }, play) {
  const above = debrief ? debriefNodes(debrief, play) : [heading(_("You have played this before"))];
  if (debrief && tries.length < 2) return above;
  return [...above, el("h5", {}, _("Your tries")), triesList(tries, play)];
}

/** @param {string} text */
function heading(text) {
  return el("h4", { class: "ws-section", tabindex: "-1", "data-ws-first": true }, text);
}

/** What stands first below the heading of what comes after a conversation. @param {Element} below */
export function firstLine(below) {
  const next = below.nextElementSibling;
  return next?.firstElementChild ?? next ?? below;
}

/** In an exercise: that it is kept, and nothing of the key. @param {any} now @param {Play} play */
function recorded({ tries }, play) {
  const last = tries.at(-1);
  const words = last ? _("It ended: {ending}.", { ending: last.ending }) : "";
  const isShown = (/** @type {import("./tries.js").Try} */ one) => one.shown;
  return present([
    heading(_("Played to its end")),
    el("p", {}, `${words} ${_("How it went is recorded, and goes along when you hand in.")}`),
    tries.length > 1 || !tries.some(isShown) ? triesList(tries, play) : null,
  ]);
}

/** @param {any} debrief @param {Play} play */
function debriefNodes(debrief, play) {
  const choices = debrief.turns.map((/** @type {any} */ turn) => choiceMade(turn, play));
  const print = smallButton(_("Print this conversation"), () =>
    printConversation(play.page.section),
  );
  return present([
    heading(_("Looking back")),
    outcome(debrief.ending),
    el("p", { class: "ws-verdict" }, debrief.verdict),
    el("h5", {}, _("Your way and an expert’s")),
    picture(debrief),
    el("h5", {}, _("What you said, and why it matters")),
    el("ol", { class: "ws-choices" }, ...choices),
    el("h5", {}, _("The checklist")),
    el("ul", { class: "ws-checklist" }, ...debrief.checklist.map(checklistPoint)),
    debrief.after ? el("p", { class: "ws-after" }, content(debrief.after)) : null,
    debrief.turning ? el("p", { class: "ws-turning" }, ...turning(debrief.turning)) : null,
    ...(debrief.reflect ? reflection(debrief, play) : []),
    el("div", { class: "ws-foot" }, print, ...whomToReach()),
  ]);
}

/** @param {{title: string, text: string}} ending */
function outcome({ title, text }) {
  return el(
    "div",
    { class: "ws-outcome" },
    el("p", { class: "ws-label" }, content(title)),
    ...paragraphs(text),
  );
}

/** One thing said, with its reason. @param {any} turn @param {Play} play */
function choiceMade(turn, play) {
  const { sign, spoken, look } = mark(turn.fits, _("Met a point."), _("Broke a point."));
  const points = [
    ...turn.meets.map((/** @type {string} */ one) => _("Meets “{point}”", { point: one })),
    ...turn.breaks.map((/** @type {string} */ one) => _("Breaks “{point}”", { point: one })),
  ];
  const from = () => play.ask("back", { turn: turn.turn - 1 });
  return el(
    "li",
    { class: `ws-remark ${look}` },
    el("p", { class: "ws-label" }, ...signNodes(sign, spoken), _("Turn {n}", { n: turn.turn })),
    aside(
      "ws-thought",
      _("{client} thought, and did not say:", { client: play.asked.client || _("The client") }),
      turn.thought,
    ),
    el("p", { class: "ws-quoted" }, _("You said:"), " ", content(turn.said)),
    el("p", {}, content(turn.why)),
    aside("ws-expert", _("An expert says here:"), turn.expert),
    ...points.map((text) => el("p", { class: "ws-mark" }, text)),
    smallButton(_("Play from here"), from, {
      "aria-label": _("Play from here, turn {n}", { n: turn.turn }),
      class: "ws-button ws-second ws-small ws-from",
    }),
  );
}

/** What somebody else had to say, if anything. @param {string} look @param {string} who @param {string | null | undefined} text */
function aside(look, who, text) {
  return text
    ? el("p", { class: look }, el("span", { class: "ws-who" }, who), " ", content(text))
    : null;
}

/** @param {{state: string, text: string, critical: boolean, told: string}} point */
function checklistPoint({ state, text, critical, told }) {
  const sign = el("span", { class: "ws-sign", "aria-hidden": "true" }, CHECKLIST_SIGNS[state]);
  return el(
    "li",
    { class: `ws-remark ${state === "met" ? "ws-fits" : "ws-misfits"}` },
    el("p", {}, sign, content(text), critical ? ` ${_("(a matter of safety)")}` : ""),
    el("p", { class: "ws-quoted" }, `${told}.`),
  );
}

/** Print the conversation and what was said of it, on its own. @param {HTMLElement} section */
function printConversation(section) {
  const copy = /** @type {HTMLElement} */ (section.cloneNode(true));
  const written = section.querySelector("textarea")?.value ?? "";
  copy.querySelector("textarea")?.replaceWith(el("p", { class: "ws-written" }, written));
  for (const left of copy.querySelectorAll(NOT_PRINTED)) left.remove();
  const sheets = document.querySelectorAll("style[id^=ws-style]");
  const styles = Array.from(sheets, (one) => one.cloneNode(true));
  printAlone(_("The conversation, to print"), "<!DOCTYPE html>", (inner) => {
    inner.documentElement.lang = language;
    inner.title = section.querySelector(".ws-title")?.textContent ?? "";
    inner.head.append(...styles);
    inner.body.append(copy);
  });
}
