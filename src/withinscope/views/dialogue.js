/** A conversation: the client's words, your own, what can be said next; and, at its end, looking back. */

import { announce, say } from "./announcer.js";
import { belowNodes, firstLine } from "./debrief.js";
import { authorPages, choiceCard, dialoguePage, turnNodes, typing } from "./dialogue_page.js";
import { listen, post } from "./kernel.js";
import { keepFromJupyter } from "./keys.js";
import { _ } from "./language.js";
import { pausePanel } from "./pause.js";
import { readingAloud, silent } from "./reading_aloud.js";
import { reveal, scrollerOf } from "./scrolling.js";
import { canBeSaid, choiceOfKey, heardText, isDouble, typingTime } from "./speech.js";
import { keep, markUnsaved, recall, saidName } from "./unsaved.js";

const NO_REPLY = _(
  "Not saved yet. You are where you were: wait a little and say it again, or reload this page.",
);
/** How long (ms) nothing may come of what was said before that is told. */
const PATIENCE = 10_000;

/** @typedef {{node: HTMLElement, reply: HTMLElement}} Shown a turn on the page */
/** @typedef {(text: string, saved: boolean) => void} Tell hears whether what was written is kept */

const isStill = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

class Conversation {
  /** How many turns are on the page. */
  #drawn = 0;
  /** Clicks sent so far. */
  #number = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} set while something asked for has not come */
  #waiting;
  /** Ends at once what takes its time. */
  #hurry = () => {};
  /** Who waits to hear of what was written, in the order in which it was sent. @type {Tell[]} */
  #writers = [];
  /** @type {import("./speech.js").Click} */
  #clicked = { x: -1, y: -1, at: -1 };
  /** @type {Element | null} */
  #scroller = null;
  #voice = silent;
  #stop = new AbortController();
  #model;
  #pausing;
  #author;

  /** @param {import("./kernel.js").Model} model @param {HTMLElement} root */
  constructor(model, root) {
    this.#model = model;
    this.asked = model.get("asked");
    this.page = dialoguePage(this.asked);
    this.#pausing = pausePanel(() => this.#goOn());
    this.page.foot.before(this.#pausing.node);
    this.#author = this.asked.author ? authorPages(() => post(model, { kind: "author" })) : null;
    if (this.#author) this.page.section.append(this.#author.node);
    root.append(this.page.section);
  }

  /** Show where it stands, and listen. @returns {() => void} ends it */
  begin() {
    const { section, begin, resume, pause, aloud } = this.page;
    const { signal } = this.#stop;
    window.addEventListener("keydown", keepFromJupyter(section), { capture: true, signal });
    section.addEventListener("keydown", (event) => this.#press(event), { signal });
    section.addEventListener("click", () => this.#hurry(), { capture: true, signal });
    begin.addEventListener("click", () => this.ask("begin"), { signal });
    resume.addEventListener("click", () => this.ask("resume"), { signal });
    pause.addEventListener("click", () => this.#rest(), { signal });
    this.#voice = readingAloud(aloud, signal);
    const stopListening = listen(this.#model, {
      "change:now": () => this.#draw(this.#model.get("now"), true),
      "msg:custom": (message) => this.#hear(message),
    });
    this.#draw(this.#model.get("now"), false);
    this.#sayAgain();
    return () => {
      this.#stop.abort();
      clearTimeout(this.#waiting);
      this.#hurry();
      markUnsaved(section, "");
      stopListening();
    };
  }

  /** Aborted when the conversation leaves the page. */
  get signal() {
    return this.#stop.signal;
  }

  /** Ask the kernel for something, and say so if nothing comes. @param {string} kind @param {object} [more] */
  ask(kind, more = {}) {
    if (this.#waiting !== undefined) return;
    this.#number += 1;
    this.page.status.textContent = _("Saving…");
    this.#waiting = setTimeout(() => this.#say(NO_REPLY), PATIENCE);
    this.page.section.classList.add("ws-busy");
    post(this.#model, { kind, number: this.#number, ...more });
  }

  /**
   * Say what was said when the kernel ended before it heard it, or the page was reloaded. Where it
   * was heard, the conversation has gone on; a kernel that is asked again says the same.
   */
  #sayAgain() {
    const said = recall(saidName(this.asked.id));
    if (canBeSaid(said, this.#model.get("now"), this.#drawn - 1)) this.ask("say", said);
    else keep(saidName(this.asked.id), null);
  }

  /** Keep what was written about the conversation. @param {string} text @param {Tell} tell */
  reflect(text, tell) {
    this.#writers.push(tell);
    post(this.#model, { kind: "reflect", text });
  }

  /** What was asked for has come, or not; then something can be asked again. */
  #settle() {
    clearTimeout(this.#waiting);
    this.#waiting = undefined;
    this.page.section.classList.remove("ws-busy");
  }

  /** What was asked for has not come of it. @param {string} text */
  #say(text) {
    this.#settle();
    markUnsaved(this.page.section, "failed");
    say(this.page.status, text);
  }

  /** @param {any} message */
  #hear(message) {
    const { kind, text, number } = message;
    if (kind === "author") this.#author?.show(message);
    else if (kind === "kept") this.#writers.shift()?.(_("Saved. Only you can see it."), true);
    if (kind !== "failed") return;
    // What is written and what is said go their own ways; only clicks are numbered.
    const tell = number ? undefined : this.#writers.shift();
    if (tell) return tell(text, false);
    if (number) keep(saidName(this.asked.id), null);
    this.#say(text);
  }

  /** Number keys choose, here and nowhere else. @param {KeyboardEvent} event */
  #press(event) {
    this.#hurry();
    const { replies, cards } = this.page;
    const written = /** @type {Element} */ (event.target).matches("input, textarea");
    const button = cards.querySelectorAll("button")[choiceOfKey(event)];
    if (!button || written || replies.hidden) return;
    event.preventDefault();
    button.click();
  }

  /** Say one of the choices. @param {number} turn @param {string} choice @param {MouseEvent} event */
  #choose(turn, choice, event) {
    const click = { x: event.clientX, y: event.clientY, at: event.timeStamp };
    const double = isDouble(this.#clicked, click);
    if (event.detail > 0) {
      this.#clicked = click;
      if (double) return;
    }
    /** @type {Element} */ (event.currentTarget).classList.add("ws-chosen");
    const said = { turn, choice };
    if (this.#waiting === undefined) keep(saidName(this.asked.id), said);
    this.ask("say", said);
  }

  /** Show where the conversation stands. @param {any} now @param {boolean} moved whether something was done on the page */
  #draw(now, moved) {
    this.#settle();
    if (moved) keep(saidName(this.asked.id), null);
    markUnsaved(this.page.section, "");
    this.#hurry();
    // A view that came later, or missed something, has all of it sent.
    if (now.since > this.#drawn) return this.ask("show");
    const turns = this.#drawTurns(now);
    const { section, care, talk, rules, status } = this.page;
    const during = now.phase === "during";
    section.classList.toggle("ws-over", now.phase === "after");
    talk.hidden = !this.#drawn;
    rules.hidden = now.phase !== "before";
    if (now.phase !== "before") care.open();
    status.textContent = now.locked || now.status;
    const last = now.turns.at(-1);
    const show = () => {
      for (const { node, reply } of turns) node.append(reply);
      this.#offer(during ? (last?.choices ?? []) : []);
      this.#buttons(now);
      if (!moved) return;
      this.#voice.say(during ? (last?.client ?? "") : "");
      announce(heardText(now.turns.slice(-1), status.textContent ?? ""));
      this.#follow(now, turns);
    };
    const dwell = moved && during && now.since > 0 && turns.length === 1 && !isStill();
    if (dwell) this.#type(turns[0].node, last.client ?? "", show);
    else show();
  }

  /** Put the turns that came in the place of those after which they come. @param {any} now @returns {Shown[]} */
  #drawTurns(now) {
    const { talk } = this.page;
    while (talk.children.length > now.since) talk.lastChild?.remove();
    const back = now.back ? (/** @type {number} */ turn) => this.ask("back", { turn }) : null;
    const turns = now.turns.map(
      (/** @type {import("./dialogue_page.js").Turn} */ turn, /** @type {number} */ n) =>
        turnNodes(turn, now.since + n, this.asked.client, back),
    );
    talk.append(...turns.map((/** @type {Shown} */ one) => one.node));
    this.#drawn = now.since + turns.length;
    return turns;
  }

  /** Let the client take a moment to answer; any key or click cuts it short. @param {Element} node @param {string} text @param {() => void} show */
  #type(node, text, show) {
    this.#offer([]);
    this.#buttons({ phase: "during" });
    this.page.replies.focus({ preventScroll: true });
    this.#hurry = typing(node, typingTime(text), () => {
      this.#hurry = () => {};
      show();
    });
  }

  /** Put what can be said now on the page. @param {import("./dialogue_page.js").Choice[]} choices */
  #offer(choices) {
    const turn = this.#drawn - 1;
    const { replies, cards, legend } = this.page;
    // The card that was clicked has the focus, and is about to go.
    if (cards.contains(document.activeElement)) replies.focus({ preventScroll: true });
    cards.replaceChildren(
      ...choices.map((one, n) => choiceCard(one, n, (event) => this.#choose(turn, one.id, event))),
    );
    legend.textContent = choices.length === 1 ? _("What you say") : _("What do you say?");
    replies.classList.toggle("ws-empty", !choices.length);
  }

  /** @param {any} now */
  #buttons(now) {
    const { replies, pause, begin, resume, after } = this.page;
    const during = now.phase === "during";
    replies.hidden = !during;
    pause.hidden = !during;
    begin.textContent = now.begin || "";
    begin.hidden = !now.begin;
    resume.hidden = !now.resume;
    this.#pausing.close();
    // Null from one step to the next: what stands below has not changed.
    if (now.tries) after.replaceChildren(...belowNodes(now, this));
  }

  /** Bring what has come into view, and the focus to where it goes on. @param {any} now @param {Shown[]} turns */
  #follow(now, turns) {
    const { heading, after, talk, replies } = this.page;
    const over = now.phase === "after";
    const below = /** @type {HTMLElement | null} */ (after.querySelector("[data-ws-first]"));
    const goal = over ? (below ?? talk) : replies;
    goal.focus({ preventScroll: true });
    if (!over && turns.length) return this.#revealTurn();
    const [turn, ...more] = turns;
    // How it ended, down to where looking back begins; what one said oneself may be cut off.
    if (over && turn && !more.length) return this.#reveal(turn.node, firstLine(goal), turn.reply);
    this.#reveal(over && turn ? goal : (turn?.node ?? heading), goal);
  }

  /** Show the latest turn with all that can be said to it; what one said oneself may be cut off. */
  #revealTurn() {
    const turn = this.page.talk.lastElementChild;
    const reply = turn?.querySelector(".ws-reply") ?? turn;
    if (turn && reply) this.#reveal(turn, this.page.replies, reply);
  }

  /** @param {Element} top @param {Element} bottom @param {Element} [must] as `reveal` */
  #reveal(top, bottom, must) {
    this.#scroller ??= scrollerOf(this.page.section);
    reveal(this.#scroller, top, bottom, must);
  }

  #rest() {
    this.#voice.hush();
    this.page.replies.hidden = true;
    this.page.pause.hidden = true;
    this.#pausing.open();
  }

  #goOn() {
    this.#pausing.close();
    this.page.replies.hidden = false;
    this.page.pause.hidden = false;
    this.page.replies.focus({ preventScroll: true });
    this.#revealTurn();
  }
}

export const view = {
  /** @param {{model: import("./kernel.js").Model, el: HTMLElement}} context */
  render({ model, el: root }) {
    return new Conversation(model, root).begin();
  },
};
