/** The end of an exercise: what is answered, what is missing, and handing it in. */

import { say } from "./announcer.js";
import { content, el, uniqueName } from "./elements.js";
import { listen, post } from "./kernel.js";
import { _, language } from "./language.js";
import { saveChanged } from "./open_forms.js";
import { answeredText, doubtText, notSavedText, STATES } from "./overview_words.js";
import { questionLink } from "./question_links.js";
import { feedback, receipt } from "./receipt.js";
import { formName, keep, recall } from "./unsaved.js";
import { shortened } from "./words.js";

const NO_NAME = _("Write your name or number first.");
const NO_REPLY = _(
  "Not handed in yet. Your answers are safe: wait a little and press again, or reload this page.",
);
/** What else is in the file, said before it is written. */
const TIMES = _(
  "The file also says when you gave each answer. A report for your instructor makes of it how long a question takes people, and never tells how long it took you.",
);
/** How long (ms) nothing may come of handing in before that is told. */
const PATIENCE = 20_000;

/** @typedef {{id: string, stem: string, state: import("./overview_words.js").State}} Item */

/** @param {Item} item @param {number} index */
function itemLine({ id, stem, state }, index) {
  const { sign, words } = STATES[state];
  return el(
    "li",
    { class: `ws-${state}` },
    el("span", { class: "ws-sign", "aria-hidden": "true" }, sign),
    questionLink(id, index + 1),
    ` ${words}`,
    el("span", { class: "ws-quoted" }, " ", content(shortened(stem, 70))),
  );
}

/** What the box is made of. */
function handInPage() {
  const heading = el("h3", { id: uniqueName(), class: "ws-heading" }, _("Hand in"));
  const said = el("p", {});
  const clock = el("p", { class: "ws-care" });
  const list = el("ol", { class: "ws-overview" });
  const name = el("input", {
    id: uniqueName(),
    type: "text",
    maxlength: "120",
    autocomplete: "name",
    class: "ws-name",
    dir: "auto",
  });
  const button = el("button", { type: "button", class: "ws-button" }, _("Hand in"));
  const status = el("p", { class: "ws-status" });
  const result = el("div", { class: "ws-result" });
  const look = el(
    "button",
    { type: "button", class: "ws-button ws-second" },
    _("What I handed in"),
  );
  const back = el("button", { type: "button", class: "ws-button ws-second" }, _("My feedback"));
  const label = el("label", { for: name.id }, _("Your name or number"));
  const foot = el("div", { class: "ws-foot" }, button, look, back, status);
  const write = el("div", { class: "ws-write" }, label, name);
  const controls = el("div", {}, el("p", {}, TIMES), write, foot);
  const named = { lang: language, class: "ws-item ws-hand-in", "aria-labelledby": heading.id };
  const section = el("section", named, heading, said, list, clock, controls, result);
  return { section, said, list, clock, name, button, look, back, status, result, controls };
}

class HandIn {
  #model;
  /** What was asked before handing in; pressed once more, the answer is yes. */
  #doubt = "";
  /** The numbers of the questions that were saved only to be handed in. @type {number[]} */
  #savedFirst = [];
  #busy = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #waiting;

  /** @param {import("./kernel.js").Model} model */
  constructor(model) {
    this.#model = model;
    this.page = handInPage();
  }

  /** Show where the exercise stands, and listen. @returns {() => void} ends it */
  begin() {
    const { button, look, back, name } = this.page;
    button.addEventListener("click", () => void this.#press());
    look.addEventListener("click", () => this.#ask({ kind: "look" }, _("Looking…")));
    back.addEventListener("click", () => this.#ask({ kind: "feedback" }, _("Looking…")));
    name.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.isComposing && !event.repeat) void this.#press();
    });
    name.addEventListener("input", () => this.#named());
    this.#show();
    const stopListening = listen(this.#model, {
      "change:overview": () => this.#show(),
      "msg:custom": (message) => this.#hear(message),
    });
    return () => {
      clearTimeout(this.#waiting);
      stopListening();
    };
  }

  /** @returns {Item[]} */
  get #items() {
    return this.#model.get("overview").items;
  }

  #show() {
    const { said, list, clock: doubt, look, back, name, controls } = this.page;
    const { items, trainee, locked, clock, before, returned } = this.#model.get("overview");
    said.textContent = locked || answeredText(items);
    list.replaceChildren(...items.map(itemLine));
    doubt.textContent = clock;
    look.hidden = !before;
    back.hidden = !returned;
    doubt.hidden = !clock || Boolean(locked);
    controls.hidden = Boolean(locked);
    if (!name.value) name.value = recall("name") ?? trainee;
  }

  /** A name is written: it is kept, and not asked for any more. */
  #named() {
    const { name, status } = this.page;
    keep("name", name.value);
    if (status.textContent === NO_NAME && name.value.trim()) status.textContent = "";
  }

  /** Hand in, unless something is missing or in doubt. */
  async #press() {
    const { name } = this.page;
    if (this.#busy) return;
    if (!name.value.trim()) {
      this.#say(NO_NAME);
      return name.focus();
    }
    this.#setBusy(true);
    const isReady = await this.#isReady();
    this.#setBusy(false);
    if (isReady) this.#ask({ kind: "hand-in", trainee: name.value }, _("Writing…"));
  }

  /** Save what is not saved; ask about what can't be in the file, once. */
  async #isReady() {
    const names = this.#items.map(formName);
    const { saved, lacking, failed } = await saveChanged(names);
    const number = (/** @type {string} */ one) => names.indexOf(one) + 1;
    this.#savedFirst = [...new Set([...this.#savedFirst, ...saved.map(number)])].sort(
      (a, b) => a - b,
    );
    if (failed.length) {
      this.#say(notSavedText(failed.map(number)));
      return false;
    }
    const doubt = doubtText(this.#items, new Map([...lacking].map(([k, v]) => [number(k), v])));
    const agreed = doubt === this.#doubt;
    this.#raise(doubt);
    return agreed || !doubt;
  }

  /** Put a question, or with nothing none any more. @param {string} doubt */
  #raise(doubt) {
    this.#doubt = doubt;
    this.page.button.textContent = doubt ? _("Hand in all the same") : _("Hand in");
    if (doubt) this.#say(doubt);
  }

  /** Ask the kernel for something, once at a time. @param {object} message @param {string} meanwhile what is said until it comes */
  #ask(message, meanwhile) {
    if (this.#waiting !== undefined) return;
    this.#setBusy(true);
    this.page.status.textContent = meanwhile;
    const none = { kind: "failed", text: NO_REPLY };
    this.#waiting = setTimeout(() => this.#hear(none), PATIENCE);
    post(this.#model, message);
  }

  /** @param {any} message */
  #hear(message) {
    if (!["done", "seen", "returned", "failed"].includes(message.kind)) return;
    clearTimeout(this.#waiting);
    this.#waiting = undefined;
    this.#setBusy(false);
    if (message.kind === "failed") return this.#say(message.text);
    this.page.status.textContent = "";
    const isNew = message.kind === "done";
    if (isNew) this.#raise("");
    const first = () => (isNew ? this.#savedFirst.splice(0) : null);
    const { heading, nodes } =
      message.kind === "returned" ? feedback(message) : receipt(message, first());
    this.page.result.replaceChildren(heading, ...nodes);
    heading.focus({ preventScroll: true });
    this.page.result.scrollIntoView({ block: "nearest" });
  }

  /** Pressed while it works, the button does nothing, and keeps the focus. @param {boolean} busy */
  #setBusy(busy) {
    this.#busy = busy;
    this.page.button.setAttribute("aria-disabled", String(busy));
  }

  /** @param {string} text */
  #say(text) {
    say(this.page.status, text);
  }
}

export const view = {
  /** @param {{model: import("./kernel.js").Model, el: HTMLElement}} context */
  render({ model, el: root }) {
    const box = new HandIn(model);
    root.append(box.page.section);
    return box.begin();
  },
};
