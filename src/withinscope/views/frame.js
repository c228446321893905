/** The frame around every item: its type adds a form, and all that becomes of an answer is here. */
import {
  BEGUN,
  buttonText,
  CHANGED,
  missingText,
  NOT_YET,
  SAVING,
  savedText,
} from "./answer_words.js";
import { setSureness, sureness } from "./confidence.js";
import { draftKeeper } from "./drafts.js";
import { announce } from "./elements.js";
import { feedback, firstAnswer } from "./feedback.js";
import { itemPage } from "./item_page.js";
import { listen, post } from "./kernel.js";
import { keepFromJupyter } from "./keys.js";
import { formName, keep, unsavedSince } from "./unsaved.js";

/** How long (ms) nothing may come of an answer before the trainee hears of it. */
const PATIENCE = 10_000;
/** Answers sent from this page so far. */
let sent = 0;

/**
 * A form is what a type of item adds to the frame.
 * @typedef {object} Form
 * @property {Node[]} nodes the controls
 * @property {() => any} read the response as it stands, however incomplete
 * @property {(response: any) => string} missing what is still to do, or nothing
 * @property {(response: any) => void} write show a response
 */

/**
 * @param {(asked: any) => Form} makeForm
 * @returns the view of an item type
 */
export function frame(makeForm) {
  return {
    render: (/** @type {{model: import("./kernel.js").Model, el: HTMLElement}} */ context) => {
      const form = makeForm(context.model.get("asked"));
      const item = new FramedItem(context.model, form);
      context.el.append(item.page.section);
      return item.begin();
    },
  };
}

class FramedItem {
  #model;
  #form;
  #asked;
  #unsaved;
  #draft = draftKeeper(() => this.#sendDraft());
  #changed = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #waiting;

  /** @param {import("./kernel.js").Model} model @param {Form} form */
  constructor(model, form) {
    this.#model = model;
    this.#form = form;
    this.#asked = model.get("asked");
    this.#unsaved = formName(this.#asked);
    this.page = itemPage(this.#asked, form.nodes);
  }

  /** Show what was answered or begun, and listen. @returns {() => void} ends it */
  begin() {
    this.#showStart();
    const { section, button } = this.page;
    const stop = new AbortController();
    const { signal } = stop;
    window.addEventListener("keydown", keepFromJupyter(section), { capture: true, signal });
    section.addEventListener("input", () => this.#change(), { signal });
    section.addEventListener("focusout", () => this.#draft.now(), { signal });
    const hidden = () => document.hidden && this.#draft.now();
    document.addEventListener("visibilitychange", hidden, { signal });
    button.addEventListener("click", () => this.#send(), { signal });
    const stopListening = listen(this.#model, {
      "change:answer": () => this.#answered(),
      "msg:custom": (message) => message.kind === "failed" && this.#tell(message.text),
    });
    return () => {
      this.#draft.now();
      stop.abort();
      clearTimeout(this.#waiting);
      stopListening();
    };
  }

  #showStart() {
    const start = this.#model.get("answer");
    const begun = unsavedSince(this.#unsaved, start) ?? start.draft;
    const shown = begun ?? start;
    if (shown.response) this.#form.write(shown.response);
    if (this.page.sure) setSureness(this.page.sure, shown.confidence);
    this.#showAnswer(start);
    if (begun) this.page.status.textContent = BEGUN;
    if (begun && begun !== start.draft) this.#draft.soon();
  }

  /** The response as it stands, and how sure. */
  #given() {
    return { response: this.#form.read(), confidence: sureness(this.page.sure) };
  }

  #change() {
    this.#changed = true;
    const { attempt } = this.#model.get("answer");
    keep(this.#unsaved, { ...this.#given(), attempt });
    const { status } = this.page;
    if (attempt && status.textContent !== CHANGED) status.textContent = CHANGED;
    this.#draft.soon();
  }

  #sendDraft() {
    post(this.#model, { kind: "draft", ...this.#given() });
  }

  /** Send the answer, or say what is missing. */
  #send() {
    const given = this.#given();
    const unsure = this.page.sure !== null && given.confidence === null;
    const missing = missingText(this.#form.missing(given.response), unsure);
    if (missing) return this.#tell(missing);
    this.#draft.drop();
    this.#changed = false;
    this.page.status.textContent = SAVING;
    // The kernel says when it is on disk; if nothing comes, the trainee must hear of it.
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => this.#tell(NOT_YET), PATIENCE);
    sent += 1;
    post(this.#model, { kind: "answer", ...given, number: sent });
  }

  #answered() {
    this.#showAnswer(this.#model.get("answer"));
    if (this.#changed) this.page.status.textContent = CHANGED;
    else keep(this.#unsaved, null);
  }

  /** @param {string} text */
  #tell(text) {
    clearTimeout(this.#waiting);
    announce(this.page.status, text);
  }

  /** Show what became of an answer. @param {any} answer */
  #showAnswer(answer) {
    clearTimeout(this.#waiting);
    const { button, form, status, result } = this.page;
    button.textContent = buttonText(this.#asked, answer);
    button.hidden = Boolean(answer.locked);
    form.disabled = Boolean(answer.locked);
    status.textContent = savedText(this.#asked, answer);
    const nodes = answer.feedback && !this.#asked.private ? feedback(answer) : [];
    if (!answer.feedback && answer.first) nodes.push(firstAnswer(answer));
    result.replaceChildren(...nodes);
  }
}
