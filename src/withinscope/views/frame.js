/** The frame around every item: its type adds a form, and all that becomes of an answer is here. */
import { announce, say } from "./announcer.js";
import {
  ALREADY,
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
import { feedback, firstAnswer } from "./feedback.js";
import { itemPage } from "./item_page.js";
import { listen, post } from "./kernel.js";
import { keepFromJupyter } from "./keys.js";
import { open } from "./open_forms.js";
import { keepInPlace } from "./scrolling.js";
import { formName, keep, markUnsaved, unsavedSince } from "./unsaved.js";

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
 * @property {() => HTMLElement | null} [lacking] the first row in which something is still to do
 * @property {(response: any) => string} [doubt] what is asked once before it is sent, or nothing
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
  #blank;
  /** Whether something stands in the form that is neither saved nor sent to be. */
  #changed = false;
  /** Whether it was asked if nothing chosen is meant; pressed once more, the answer is yes. */
  #sureOfNone = false;
  /** Whether what stands at the button was asked for, and is told anew with each change. */
  #asking = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} set while an answer was sent and nothing has come of it */
  #waiting;
  /** The number of that answer, among all that this page has sent. */
  #number = 0;
  /** Tells who waits for a save how it went. @type {((saved: boolean) => void)[]} */
  #settled = [];

  /** @param {import("./kernel.js").Model} model @param {Form} form */
  constructor(model, form) {
    this.#model = model;
    this.#form = form;
    this.#asked = model.get("asked");
    this.#unsaved = formName(this.#asked);
    this.page = itemPage(this.#asked, form.nodes);
    this.#blank = JSON.stringify(this.#given());
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
    button.addEventListener("click", () => this.#press(), { signal });
    this.page.show.addEventListener("click", () => this.#showLacking(), { signal });
    const stopListening = listen(this.#model, {
      "change:answer": () => this.#answered(),
      "msg:custom": (message) => message.kind === "failed" && this.#fail(message.text),
    });
    const close = open(this.#unsaved, {
      changed: () => this.#changed || this.#waiting !== undefined,
      missing: () => this.#missing(this.#given()),
      save: () => this.#saveAll(),
    });
    return () => {
      this.#draft.now();
      close();
      stop.abort();
      this.#settle(false);
      markUnsaved(section, "");
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
    this.#setChanged(Boolean(begun));
    if (begun || start.attempt) this.page.care.open();
    if (begun) this.page.button.classList.remove("ws-second");
    if (begun) this.page.status.textContent = BEGUN;
    if (begun && begun !== start.draft) this.#draft.soon();
  }

  /** The response as it stands, and how sure. */
  #given() {
    return { response: this.#form.read(), confidence: sureness(this.page.sure) };
  }

  #change() {
    this.#sureOfNone = false;
    const answer = this.#model.get("answer");
    const given = this.#given();
    this.#setChanged(!this.#isKept(given, answer));
    keep(this.#unsaved, this.#changed ? { ...given, attempt: answer.attempt } : null);
    const { status, button } = this.page;
    button.classList.toggle("ws-second", answer.attempt > 0 && !this.#changed);
    if (this.#asking) this.#ask(this.#missing(given), (text) => (status.textContent = text));
    const text = this.#changed ? CHANGED : savedText(this.#asked, answer);
    if (answer.attempt && !this.#asking && status.textContent !== text) say(status, text);
    this.#draft.soon();
  }

  /** @param {boolean} changed @param {"changed" | "failed"} how */
  #setChanged(changed, how = "changed") {
    this.#changed = changed;
    // What was said of another answer would be read as said of this one.
    this.page.verdict.classList.toggle("ws-past", changed);
    markUnsaved(this.page.section, changed ? how : "");
  }

  /** Whether what is given is what is saved, or where nothing is, the form as it came. @param {any} given @param {any} answer */
  #isKept(given, { attempt, response, confidence = null }) {
    const kept = attempt ? JSON.stringify({ response, confidence }) : this.#blank;
    return JSON.stringify(given) === kept;
  }

  /** Have what stands in the form kept unsaved; where it is what is saved, nothing is. */
  #sendDraft() {
    const begun = this.#changed ? this.#given() : { response: null, confidence: null };
    post(this.#model, { kind: "draft", ...begun });
  }

  /** What is still to do before an answer can be sent, or nothing. @param {any} given */
  #missing({ response, confidence }) {
    const unsure = this.page.sure !== null && confidence === null;
    return missingText(this.#form.missing(response), unsure);
  }

  /** Send the answer, unless it is what is saved. */
  #press() {
    const isSaved = this.#model.get("answer").attempt && !this.#changed;
    if (isSaved && this.#waiting === undefined) return this.#tell(ALREADY);
    this.#send();
  }

  /** Say what is still to do; with nothing any more, what was said of it goes. @param {string} text @param {(text: string) => void} tell */
  #ask(text, tell) {
    const { section, show } = this.page;
    this.#asking = text !== "";
    section.querySelector(".ws-lacking")?.classList.remove("ws-lacking");
    show.hidden = !this.#asking || !this.#form.lacking?.();
    tell(text);
  }

  /** Show what is still to do, which may be far above the button. */
  #showLacking() {
    const row = this.#form.lacking?.();
    row?.classList.add("ws-lacking");
    row?.scrollIntoView({ block: "center" });
    row?.querySelector("input")?.focus({ preventScroll: true });
  }

  /** Send the answer, or say what is missing. */
  #send() {
    const given = this.#given();
    const doubt = this.#sureOfNone ? "" : (this.#form.doubt?.(given.response) ?? "");
    const missing = this.#missing(given);
    if (!missing) this.#sureOfNone = doubt !== "";
    const asked = missing || doubt;
    if (asked) return this.#ask(asked, (text) => this.#tell(text));
    this.#draft.drop();
    this.#changed = false;
    this.#still(() => {
      this.page.status.textContent = SAVING;
    });
    // The kernel says when it is on disk; if nothing comes, the trainee must hear of it.
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => this.#fail(NOT_YET), PATIENCE);
    sent += 1;
    this.#number = sent;
    post(this.#model, { kind: "answer", ...given, number: sent });
  }

  /** Save all that stands in the form. @returns {Promise<boolean>} whether it is saved */
  async #saveAll() {
    do {
      const outcome = new Promise((/** @type {(saved: boolean) => void} */ tell) => {
        this.#settled.push(tell);
      });
      this.#sureOfNone = true; // it stands there, and who hands in has been asked enough
      if (this.#waiting === undefined) this.#send();
      if (!(await outcome)) return false;
    } while (this.#changed);
    return true;
  }

  /** Something has come of the answer that was sent. @param {boolean} saved */
  #settle(saved) {
    clearTimeout(this.#waiting);
    this.#waiting = undefined;
    for (const tell of this.#settled.splice(0)) tell(saved);
  }

  #answered() {
    const { attempt, saves } = this.#model.get("answer");
    if (this.#waiting !== undefined && saves !== this.#number) {
      // Of an earlier one, called unsaved when it was slow: the later one is under way.
      keep(this.#unsaved, { ...this.#given(), attempt });
      return;
    }
    this.#settle(true);
    // It may have been called unsaved meanwhile, when it was slow, or after another that failed.
    const kept = this.#isKept(this.#given(), this.#model.get("answer"));
    this.#setChanged(this.#changed && !kept);
    this.#still(() => this.#showAnswer(this.#model.get("answer")));
    const { verdict, status } = this.page;
    announce(`${verdict.textContent} ${status.textContent}`);
    if (this.#changed) status.textContent = CHANGED;
    else keep(this.#unsaved, null);
  }

  /** What was sent is not saved. @param {string} text */
  #fail(text) {
    this.#setChanged(true, "failed");
    this.#settle(false);
    this.#tell(text);
  }

  /** @param {string} text */
  #tell(text) {
    this.#still(() => say(this.page.status, text));
  }

  /** Change what stands at the button, which may be under the pointer. @param {() => void} change */
  #still(change) {
    keepInPlace(this.page.button, change);
  }

  /** Show what became of an answer. @param {any} answer */
  #showAnswer(answer) {
    const { button, form, verdict, status, result } = this.page;
    button.textContent = buttonText(this.#asked, answer);
    button.classList.toggle("ws-second", answer.attempt > 0);
    button.hidden = Boolean(answer.locked);
    form.disabled = Boolean(answer.locked);
    status.textContent = savedText(this.#asked, answer);
    const told = answer.feedback;
    verdict.textContent = this.#asked.private ? "" : (told?.verdict ?? "");
    const nodes = told ? feedback(answer) : [];
    if (!told && answer.first) nodes.push(firstAnswer(answer));
    result.replaceChildren(...nodes);
  }
}
