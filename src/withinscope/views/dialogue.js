/** A conversation: the client's words, your own, what can be said next; and, at its end, looking back. */
import { announce, dress, el, keepFromJupyter, paragraphs, post, uniqueName } from "./parts.js";
import { belowNodes } from "./debrief.js";
import { pausePanel } from "./pause.js";

const NO_REPLY =
  "Not saved yet. You are where you were: wait a little and say it again, or reload this page.";
/** How long (ms) a click at the place of the one before is taken for its double. */
const DOUBLE = 700;

/** What is done and not said, `(She looks away.)`, set apart. @param {string} text */
function spoken(text) {
  return text
    .split(/(\([A-Z][^()]*[.!?…]\))/)
    .map((part) => (part.startsWith("(") ? el("em", { class: "ws-act" }, part) : part));
}

/** What the other side says, or does without a word; it may be another than the client. @param {string} text */
function reply(text) {
  if (/^\([^()]*\)$/.test(text)) return el("p", { class: "ws-scene" }, text.slice(1, -1));
  const who = el("span", { class: "ws-spoken" }, "They say: ");
  return el(
    "div",
    { class: "ws-line ws-client" },
    el("p", { class: "ws-words" }, who, ...spoken(text)),
  );
}

/** What the page of a conversation is made of. @param {any} asked */
function dialoguePage(asked) {
  const kind = `Question ${asked.number}. A conversation`;
  const heading = el("h3", { id: uniqueName(), class: "ws-heading", tabindex: "-1" }, kind);
  const title = el("h4", { id: uniqueName(), class: "ws-title" }, asked.title);
  const rules = el("p", { class: "ws-hint" }, asked.rules);
  const begin = el("button", { type: "button", class: "ws-button" });
  const resume = el(
    "button",
    { type: "button", class: "ws-button ws-second" },
    "Go on with the try that you left",
  );
  const status = el("p", { class: "ws-status", role: "status" });
  const talk = el("div", {
    class: "ws-talk",
    role: "log",
    "aria-label": "What was said",
    tabindex: "-1",
  });
  const legend = el("p", { id: uniqueName(), class: "ws-legend" }, "What do you say?");
  const cards = el("ol", { class: "ws-cards" });
  const replies = el(
    "div",
    { class: "ws-replies", role: "group", "aria-labelledby": legend.id, tabindex: "-1" },
    legend,
    cards,
  );
  const pause = el("button", { type: "button", class: "ws-button ws-second" }, "Pause");
  const foot = el("div", { class: "ws-foot" }, begin, resume, pause, status);
  const after = el("div", { class: "ws-after-talk" });
  const section = el(
    "section",
    {
      class: "ws-item ws-dialogue",
      "aria-labelledby": `${heading.id} ${title.id}`,
      "data-ws-item": asked.id,
    },
    heading,
    title,
    asked.care
      ? el(
          "p",
          { class: "ws-care" },
          el("strong", {}, "Take care. "),
          asked.care,
          " You can skip this one and lose nothing.",
        )
      : null,
    el("div", { class: "ws-stem" }, ...paragraphs(asked.stem)),
    rules,
    talk,
    replies,
    foot,
    after,
  );
  return {
    section,
    heading,
    rules,
    begin,
    resume,
    status,
    talk,
    legend,
    cards,
    replies,
    pause,
    foot,
    after,
  };
}

/** One moment: what you said that led to it, the scene, the client. @param {any} turn @param {number} number @param {any} back */
function turnNode(turn, number, back) {
  // A screen reader hears the reply; what one has just said oneself, one knows.
  const mine =
    turn.you === null
      ? null
      : el(
          "div",
          { class: "ws-line ws-you", "aria-live": "off" },
          el("p", { class: "ws-who" }, "You"),
          el("p", { class: "ws-words" }, ...spoken(turn.you)),
        );
  if (mine && back) {
    const label = `Go back to turn ${number} and try another way`;
    mine.append(
      el(
        "button",
        {
          type: "button",
          class: "ws-link ws-back",
          "aria-label": label,
          click: () => back(number - 1),
        },
        "Try another way",
      ),
    );
  }
  const after = el(
    "div",
    { class: "ws-reply" },
    turn.scene ? el("p", { class: "ws-scene" }, turn.scene) : null,
    turn.client ? reply(turn.client) : null,
    turn.seems ? el("p", { class: "ws-seems" }, turn.seems) : null,
    turn.ending
      ? el("p", { class: "ws-ending" }, el("strong", {}, "The end: "), turn.ending)
      : null,
  );
  return { node: el("div", { class: "ws-turn" }, mine), reply: after };
}

/** What scrolls around a node, or null where that is none of this page's business. @param {Element} node */
function scrollerOf(node) {
  for (let one = node.parentElement; one; one = one.parentElement) {
    const { overflowY } = getComputedStyle(one);
    if (/auto|scroll/.test(overflowY) && one.scrollHeight > one.clientHeight) return one;
  }
  return null;
}

const IS_STILL = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

class Conversation {
  /** @param {any} model @param {HTMLElement} root */
  constructor(model, root) {
    this.model = model;
    this.asked = model.get("asked");
    this.page = dialoguePage(this.asked);
    root.append(this.page.section);
    this.pausing = pausePanel(() => this.goOn());
    this.page.foot.before(this.pausing.node);
    /** How many turns are on the page. */
    this.drawn = 0;
    this.number = 0;
    this.waiting = 0;
    this.hurry = () => {};
    this.kept = (/** @type {string} */ text) => this.say(text);
    this.clicked = { x: -1, y: -1, at: -1 };
    if (this.asked.author) this.page.section.append(this.authorPanel());
    this.listen();
    this.draw(model.get("now"), false);
  }

  listen() {
    const { page, model } = this;
    this.stop = new AbortController();
    const listen = { signal: this.stop.signal };
    const guard = keepFromJupyter(page.section);
    window.addEventListener("keydown", guard, { capture: true, ...listen });
    page.section.addEventListener(
      "keydown",
      (/** @type {any} */ event) => this.pressed(event),
      listen,
    );
    page.section.addEventListener("click", () => this.hurry(), { capture: true, ...listen });
    page.begin.addEventListener("click", () => this.ask("begin"), listen);
    page.resume.addEventListener("click", () => this.ask("resume"), listen);
    page.pause.addEventListener("click", () => this.rest(), listen);
    this.changed = () => this.draw(model.get("now"), true);
    this.heard = (/** @type {any} */ message) => this.hear(message);
    model.on("change:now", this.changed);
    model.on("msg:custom", this.heard);
  }

  close() {
    this.stop?.abort();
    clearTimeout(this.waiting);
    this.hurry();
    this.model.off("change:now", this.changed);
    this.model.off("msg:custom", this.heard);
  }

  /** Ask the kernel for something, and say so if nothing comes. @param {string} kind @param {object} [more] */
  ask(kind, more = {}) {
    if (this.waiting) return;
    this.number += 1;
    this.page.status.textContent = "Saving…";
    this.waiting = setTimeout(() => this.say(NO_REPLY), 10_000);
    this.page.section.classList.add("ws-busy");
    post(this.model, { kind, number: this.number, ...more });
  }

  /** What was asked for has come, or not; then something can be asked again. */
  settle() {
    clearTimeout(this.waiting);
    this.waiting = 0;
    this.page.section.classList.remove("ws-busy");
  }

  /** Keep what was written about the conversation. @param {string} text @param {(text: string, saved: boolean) => void} tell */
  reflect(text, tell) {
    this.kept = tell;
    post(this.model, { kind: "reflect", text });
  }

  /** @param {string} text */
  say(text) {
    this.settle();
    announce(this.page.status, text);
  }

  /** @param {any} message */
  hear(message) {
    const { kind, text, number } = message;
    if (kind === "author") this.showAuthor(message);
    else if (kind === "kept") this.kept("Saved. Only you can see it.", true);
    // What is written and what is said go their own ways; only clicks are numbered.
    else if (number) this.say(text);
    else this.kept(text, false);
  }

  /** Number keys choose, here and nowhere else. @param {KeyboardEvent} event */
  pressed(event) {
    this.hurry();
    const { key, target, ctrlKey, metaKey, altKey, repeat } = event;
    if (!/^[1-9]$/.test(key) || ctrlKey || metaKey || altKey || repeat) return;
    if (/** @type {any} */ (target).matches("input, textarea") || this.page.replies.hidden) return;
    const button = this.page.cards.querySelectorAll("button")[Number(key) - 1];
    if (!button) return;
    event.preventDefault();
    button.click();
  }

  /** Say one of the choices. @param {number} turn @param {string} choice @param {MouseEvent} event */
  choose(turn, choice, event) {
    const { clientX: x, clientY: y, detail, timeStamp: at } = event;
    const before = this.clicked;
    const same =
      Math.abs(x - before.x) < 5 && Math.abs(y - before.y) < 5 && at - before.at < DOUBLE;
    if (detail > 0) this.clicked = { x, y, at };
    // The second half of a double click is on what has come in the place of the first.
    if (detail > 0 && same) return;
    /** @type {any} */ (event.currentTarget).classList.add("ws-chosen");
    this.ask("say", { turn, choice });
  }

  /** Show where the conversation stands. @param {any} now @param {boolean} moved whether something was done on the page */
  draw(now, moved) {
    this.settle();
    this.hurry();
    // A view that came later, or missed something, has all of it sent.
    if (now.since > this.drawn) return this.ask("show");
    const { page } = this;
    const during = now.phase === "during";
    while (page.talk.children.length > now.since) page.talk.lastChild.remove();
    const back = now.back ? (/** @type {number} */ turn) => this.ask("back", { turn }) : null;
    const turns = now.turns.map((/** @type {any} */ turn, /** @type {number} */ n) =>
      turnNode(turn, now.since + n, back),
    );
    page.talk.append(...turns.map((/** @type {any} */ one) => one.node));
    this.drawn = now.since + turns.length;
    page.section.classList.toggle("ws-over", now.phase === "after");
    page.talk.hidden = !this.drawn;
    page.rules.hidden = now.phase !== "before";
    page.status.textContent = now.locked || now.status;
    const last = now.turns.at(-1);
    const show = () => {
      for (const { node, reply } of turns) node.append(reply);
      this.offer(during ? (last?.choices ?? []) : []);
      this.buttons(now);
      if (moved) this.follow(now, turns);
    };
    const pause = moved && during && now.since > 0 && turns.length === 1 && !IS_STILL();
    if (pause) this.type(turns[0].node, last.client ?? "", show);
    else show();
  }

  /** Let the client take a moment to answer; any key or click cuts it short. @param {Element} node @param {string} text @param {() => void} show */
  type(node, text, show) {
    this.offer([]);
    this.buttons({ phase: "during" });
    const dots = el(
      "p",
      { class: "ws-typing", "aria-hidden": "true" },
      el("span"),
      el("span"),
      el("span"),
    );
    node.append(dots);
    this.page.replies.focus({ preventScroll: true });
    const end = () => {
      clearTimeout(timer);
      this.hurry = () => {};
      dots.remove();
      show();
    };
    const timer = setTimeout(end, Math.min(500 + text.length * 4, 1400));
    this.hurry = end;
  }

  /** Put what can be said now on the page. @param {any[]} choices */
  offer(choices) {
    const turn = this.drawn - 1;
    const card = (/** @type {any} */ { id, say }, /** @type {number} */ n) =>
      el(
        "li",
        {},
        el(
          "button",
          {
            type: "button",
            class: "ws-say",
            "aria-keyshortcuts": n < 9 ? String(n + 1) : null,
            click: (/** @type {any} */ event) => this.choose(turn, id, event),
          },
          el("span", { class: "ws-key", "aria-hidden": "true" }, n < 9 ? String(n + 1) : ""),
          el("span", {}, ...spoken(say)),
        ),
      );
    const { replies, cards, legend } = this.page;
    // The card that was clicked has the focus, and is about to go.
    if (cards.contains(document.activeElement)) replies.focus({ preventScroll: true });
    cards.replaceChildren(...choices.map(card));
    legend.textContent = choices.length === 1 ? "What you say" : "What do you say?";
    replies.classList.toggle("ws-empty", !choices.length);
  }

  /** @param {any} now */
  buttons(now) {
    const { page } = this;
    const during = now.phase === "during";
    page.replies.hidden = !during;
    page.pause.hidden = !during;
    page.begin.textContent = now.begin || "";
    page.begin.hidden = !now.begin;
    page.resume.hidden = !now.resume;
    this.pausing.close();
    // Null from one step to the next: what stands below has not changed.
    if (now.tries) page.after.replaceChildren(...belowNodes(now, this));
  }

  /** Bring what has come into view, and the focus to where it goes on. @param {any} now @param {any[]} turns */
  follow(now, turns) {
    const { page } = this;
    const over = now.phase === "after";
    const first = turns[turns.length > 1 ? 0 : turns.length - 1]?.node ?? page.heading;
    const goal = over ? (page.after.querySelector("[data-ws-first]") ?? page.talk) : page.replies;
    goal.focus({ preventScroll: true });
    const latest = turns.at(-1)?.node ?? first;
    const shown = over && turns.length > 1 ? goal : latest;
    this.reveal(shown, over ? goal : page.legend);
  }

  /** Scroll only if what has come is out of view, and then no more than it takes. @param {Element} top @param {Element} bottom */
  reveal(top, bottom) {
    this.scroller ??= scrollerOf(this.page.section);
    if (!this.scroller) return top.scrollIntoView({ block: "nearest" });
    const box = this.scroller.getBoundingClientRect();
    const above = top.getBoundingClientRect().top - box.top;
    const below = bottom.getBoundingClientRect().bottom - box.bottom;
    if (above < 0 || below > 0)
      this.scroller.scrollTop += above < 0 ? above - 16 : Math.min(below + 16, above - 16);
  }

  rest() {
    this.page.replies.hidden = true;
    this.page.pause.hidden = true;
    this.pausing.open();
  }

  goOn() {
    this.pausing.close();
    this.page.replies.hidden = false;
    this.page.pause.hidden = false;
    this.page.replies.focus();
  }

  /** What the author alone sees; it is long, and comes only when asked for. */
  authorPanel() {
    this.sides = el("div", {});
    const box = el(
      "details",
      {},
      el("summary", {}, "What trainees will and will not see"),
      this.sides,
    );
    box.addEventListener(
      "toggle",
      () => box.open && !this.sides.childNodes.length && post(this.model, { kind: "author" }),
    );
    return el(
      "div",
      { class: "ws-author", role: "group", "aria-label": "For the author" },
      el(
        "p",
        {},
        "Trainees play it as above, without going back, and are told the title of the ending and nothing more.",
      ),
      box,
    );
  }

  /** @param {any} message */
  showAuthor(message) {
    const side = (/** @type {string} */ title, /** @type {string} */ text) => [
      el("p", { class: "ws-label" }, title),
      el("pre", { tabindex: "0" }, text),
    ];
    this.sides.replaceChildren(
      ...side("Trainees will see", message.sees),
      ...side("Trainees will not see", message.hidden),
    );
  }
}

export const view = {
  /** @param {any} context */
  render({ model, el: root }) {
    dress();
    const conversation = new Conversation(model, root);
    return () => conversation.close();
  },
};
