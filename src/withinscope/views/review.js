/** A review below its question: the start of a round, the way on, the end. */

import { announce, say } from "./announcer.js";
import { el, uniqueName } from "./elements.js";
import { listen } from "./kernel.js";
import { _, language, n_ } from "./language.js";
import { goTo, headingOf } from "./question_links.js";
import { choices, endText, offerText, onText, placeText } from "./review_words.js";

const READY = _("Ready for you");

/** @typedef {(message: object) => void} Send */

/** @param {string} text @param {() => void} click */
function button(text, click, second = false) {
  const look = second ? "ws-button ws-second" : "ws-button";
  return el("button", { type: "button", class: look, click }, text);
}

/** A button for each round that can be started. @param {any} round @param {Send} send */
function startButtons(round, send) {
  if (!round.known) return [];
  const one = (/** @type {any} */ { minutes, questions }, /** @type {number} */ n) => {
    const start = () => send({ kind: "start", minutes, early: !round.due });
    return button(
      _("{minutes} minutes ({questions})", {
        minutes,
        questions: n_("{n} question", "{n} questions", questions),
      }),
      start,
      n > 0,
    );
  };
  return choices(round.rounds).map(one);
}

/** The ways on from a question. @param {any} round @param {Send} send */
function onButtons(round, send) {
  const on = button(onText(round), () => send({ kind: "next", number: round.number }), !round.back);
  if (round.number === round.of) return [on];
  return [on, button(_("Stop here"), () => send({ kind: "stop" }), true)];
}

/** What is said of a round, as nodes. @param {any} round */
function roundNodes(round) {
  if (round.stage === "asking") {
    const back = round.back ? [_("Kept. This comes back {when}.", { when: round.back })] : [];
    return [placeText(round), ...back].map((text) => el("p", {}, text));
  }
  const end = round.stage === "end" ? [endText(round)] : [];
  const clock = round.clock ? [round.clock] : [];
  return [...end, offerText(round), ...clock].map((text) => el("p", {}, text));
}

/** The paragraphs of a node as one text. @param {Element} node */
function textOf(node) {
  return Array.from(node.children, (one) => one.textContent).join(" ");
}

/** Give a question the focus; it is drawn some time after the kernel has sent it. @param {string} id @returns {() => void} no more */
function focusQuestion(id) {
  const hand = () => {
    const title = headingOf(id);
    if (!title) return;
    waiting.disconnect();
    goTo(title);
  };
  const waiting = new MutationObserver(hand);
  waiting.observe(document.body, { childList: true, subtree: true });
  hand();
  return () => waiting.disconnect();
}

/** What the box is made of. */
function reviewPage() {
  const heading = el("h3", { id: uniqueName(), class: "ws-heading", tabindex: "-1" }, READY);
  const said = el("div", {});
  const buttons = el("div", { class: "ws-foot" });
  const status = el("p", { class: "ws-status" });
  const section = el("section", {
    lang: language,
    class: "ws-item ws-review",
    "aria-labelledby": heading.id,
  });
  section.append(heading, said, buttons, status);
  return { section, heading, said, buttons, status };
}

export const view = {
  /** @param {{model: import("./kernel.js").Model, el: HTMLElement}} context */
  render({ model, el: root }) {
    const { section, heading, said, buttons, status } = reviewPage();
    root.append(section);
    /** @type {Send} */
    const send = (message) => {
      status.textContent = "";
      model.send(message);
    };
    let stopWaiting = () => {};
    let before = "";
    const show = () => {
      const round = model.get("round");
      const asking = round.stage === "asking";
      heading.textContent = asking ? _("This round") : READY;
      const words = said.textContent;
      said.replaceChildren(...roundNodes(round));
      buttons.replaceChildren(...(asking ? onButtons : startButtons)(round, send));
      const now = `${round.stage} ${round.item ?? ""} ${round.number ?? ""}`;
      if (before && words !== said.textContent) announce(textOf(said));
      if (before && now !== before) {
        stopWaiting();
        if (asking) stopWaiting = focusQuestion(round.item);
        else heading.focus();
      }
      before = now;
    };
    const fail = (/** @type {any} */ message) => say(status, message.text);
    show();
    const stopListening = listen(model, { "change:round": show, "msg:custom": fail });
    return () => {
      stopWaiting();
      stopListening();
    };
  },
};
