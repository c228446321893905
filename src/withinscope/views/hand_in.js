/** The end of an exercise: what is answered, what is missing, and handing it in. */
import { announce, el, present, uniqueName } from "./elements.js";
import { listen, post } from "./kernel.js";
import { saveChanged } from "./open_forms.js";
import { answeredText, doubtText, notSavedText, STATES, savedFirstText } from "./overview_words.js";
import { questionLink } from "./question_links.js";
import { formName, keep, recall } from "./unsaved.js";
import { shortened } from "./words.js";

const NO_REPLY =
  "Not handed in yet. Your answers are safe: wait a little and press again, or reload this page.";
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
    el("span", { class: "ws-quoted" }, ` ${shortened(stem, 70)}`),
  );
}

/**
 * Offer the file as a download, wherever the course's server runs.
 * @param {{data: string, file: string, folder: string}} message
 * @param {string} savedFirst what was saved only now, or nothing
 */
function receipt({ data, file, folder }, savedFirst) {
  const bytes = Uint8Array.from(atob(data), (one) => one.charCodeAt(0));
  const url = URL.createObjectURL(new Blob([bytes], { type: "application/x-ipynb+json" }));
  const link = el("a", { href: url, download: file, class: "ws-button" }, "Download the file");
  const place = el("code", {}, `${folder}/${file}`);
  return [
    el("p", { class: "ws-verdict" }, "Handed in: your file is ready."),
    savedFirst && el("p", {}, savedFirst),
    el("p", {}, "Send this file the way your course asks for it, for example by uploading it:"),
    el("p", {}, link),
    el("p", { class: "ws-path" }, "It is also kept on this computer: ", place),
    el(
      "p",
      {},
      "You can change answers and hand in again. Both files are kept, and the newest counts.",
    ),
  ];
}

/** What the box is made of. */
function handInPage() {
  const heading = el("h3", { id: uniqueName(), class: "ws-heading" }, "Hand in");
  const said = el("p", {});
  const clock = el("p", { class: "ws-care" });
  const list = el("ol", { class: "ws-overview" });
  const name = el("input", {
    id: uniqueName(),
    type: "text",
    maxlength: "120",
    autocomplete: "name",
    class: "ws-name",
  });
  const button = el("button", { type: "button", class: "ws-button" }, "Hand in");
  const status = el("p", { class: "ws-status", role: "status" });
  const result = el("div", { class: "ws-result", "aria-live": "polite" });
  const label = el("label", { for: name.id }, "Your name or number");
  const foot = el("div", { class: "ws-foot" }, button, status);
  const controls = el("div", {}, el("div", { class: "ws-write" }, label, name), foot);
  const named = { class: "ws-item ws-hand-in", "aria-labelledby": heading.id };
  const section = el("section", named, heading, said, list, clock, controls, result);
  return { section, said, list, clock, name, button, status, result, controls };
}

class HandIn {
  #model;
  /** What was asked before handing in; pressed once more, the answer is yes. */
  #asked = "";
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
    const { button, name } = this.page;
    button.addEventListener("click", () => void this.#press());
    name.addEventListener("input", () => keep("name", name.value));
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
    const { said, list, clock: doubt, name, controls } = this.page;
    const { items, trainee, locked, clock } = this.#model.get("overview");
    said.textContent = locked || answeredText(items);
    list.replaceChildren(...items.map(itemLine));
    doubt.textContent = clock;
    doubt.hidden = !clock || Boolean(locked);
    controls.hidden = Boolean(locked);
    if (!name.value) name.value = recall("name") ?? trainee;
  }

  /** Hand in, unless something is missing or in doubt. */
  async #press() {
    const { name } = this.page;
    if (this.#busy) return;
    if (!name.value.trim()) {
      this.#say("Write your name or number first.");
      return name.focus();
    }
    this.#setBusy(true);
    if (await this.#isReady()) this.#send();
    else this.#setBusy(false);
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
    const agreed = doubt === this.#asked;
    this.#ask(doubt);
    return agreed || !doubt;
  }

  /** Put a question, or with nothing none any more. @param {string} doubt */
  #ask(doubt) {
    this.#asked = doubt;
    this.page.button.textContent = doubt ? "Hand in all the same" : "Hand in";
    if (doubt) this.#say(doubt);
  }

  #send() {
    this.page.status.textContent = "Writing…";
    this.#waiting = setTimeout(() => this.#hear({ kind: "failed", text: NO_REPLY }), PATIENCE);
    post(this.#model, { kind: "hand-in", trainee: this.page.name.value });
  }

  /** @param {any} message */
  #hear(message) {
    if (message.kind !== "done" && message.kind !== "failed") return;
    clearTimeout(this.#waiting);
    this.#setBusy(false);
    if (message.kind === "failed") return this.#say(message.text);
    this.#ask("");
    this.page.status.textContent = "";
    const savedFirst = savedFirstText(this.#savedFirst.splice(0));
    this.page.result.replaceChildren(...present(receipt(message, savedFirst)));
  }

  /** Pressed while it works, the button does nothing, and keeps the focus. @param {boolean} busy */
  #setBusy(busy) {
    this.#busy = busy;
    this.page.button.setAttribute("aria-disabled", String(busy));
  }

  /** @param {string} text */
  #say(text) {
    announce(this.page.status, text);
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
