/**
 * The parts that every view is made of: elements, groups of choices, and the frame around an item.
 * All text goes in as text, never as markup: what a trainee or a stranger wrote stays words.
 */

let views = 0;

/** A name that no other view on the page has. */
export function uniqueName() {
  views += 1;
  return `ws-${views}-${Math.random().toString(36).slice(2, 8)}`;
}

/**
 * @param {string} tag
 * @param {Record<string, any>} [attributes] functions are listeners; false and null are left out
 * @param {...(Node | string | null | undefined)} children
 * @returns {any}
 */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(name, value);
    else if (value !== false && value != null) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child != null));
  return node;
}

/** A text as paragraphs, split where a line is empty. @param {string} text */
export function paragraphs(text) {
  return text.split(/\n{2,}/).map((part) => el("p", {}, part));
}

/** A fieldset with its legend. @param {string} legend @param {...Node} children */
export function group(legend, ...children) {
  return el("fieldset", { class: "ws-group" }, el("legend", {}, legend), ...children);
}

/**
 * A radio button or checkbox in a label that is its whole target.
 * @param {{type: string, name: string, value: string, text: string | Node, look: string, about?: string}} choice
 *   `look` is `card` or `pill`; `about` the id of a text that belongs to the button's name
 */
export function choice({ type, name, value, text, look, about }) {
  const words = el("span", { id: uniqueName() }, text);
  const named = about ? { "aria-labelledby": `${words.id} ${about}` } : {};
  const input = el("input", { type, name, value, ...named });
  return el("label", { class: `ws-choice ws-${look}` }, input, words);
}

/** The inputs of a node that are checked. @param {Element} node @returns {HTMLInputElement[]} */
export function checked(node, name = "") {
  const which = name ? `[name="${name}"]` : "";
  return Array.from(node.querySelectorAll(`input${which}:checked`));
}

/** Check just the inputs that `wanted` says. @param {Element} node @param {(input: any) => boolean} wanted */
export function check(node, wanted) {
  for (const input of node.querySelectorAll("input")) input.checked = wanted(input);
}

/** The texts in a list, and none in anything else: a draft may be older than its item. @param {any} value @returns {string[]} */
export function texts(value) {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}

/** Say something in a live region, though it be what was said last. @param {Element} region @param {string} text */
export function announce(region, text) {
  region.textContent = "";
  requestAnimationFrame(() => (region.textContent = text));
}

/**
 * Keep in this tab what stands in a form, or nothing: should the kernel die before it hears of it,
 * the page runs again, and so does a page that is reloaded.
 * @param {string} name @param {any} value
 */
export function keep(name, value) {
  try {
    if (value === null) sessionStorage.removeItem(`withinscope:${name}`);
    else sessionStorage.setItem(`withinscope:${name}`, JSON.stringify(value));
  } catch {
    // A browser that stores nothing: the form still works, and the kernel keeps drafts.
  }
}

/** What was kept in this tab, or null. @param {string} name */
export function recall(name) {
  try {
    return JSON.parse(sessionStorage.getItem(`withinscope:${name}`) ?? "null");
  } catch {
    return null;
  }
}

/** How sure somebody can say to be. */
export const SURE = { 1: "A guess", 2: "Fairly sure", 3: "Sure" };

function confidenceGroup() {
  const name = uniqueName();
  const pills = Object.entries(SURE).map(([value, text]) =>
    choice({ type: "radio", name, value, text, look: "pill" }),
  );
  return group("How sure are you?", el("div", { class: "ws-pills" }, ...pills));
}

/**
 * The remarks of the feedback, those on one text together. Each is
 * `{label: string, text: string, why: string, fits: boolean | null}`.
 * @param {any[]} notes
 */
function remarks(notes) {
  const texts = [...new Set(notes.map((note) => note.text))];
  const about = (/** @type {string} */ text) => notes.filter((note) => note.text === text);
  return el(
    "ul",
    { class: "ws-remarks" },
    ...texts.map((text) => el("li", {}, ...about(text).map(remark))),
  );
}

/**
 * One remark; what it shares with an earlier one on the same text is not said again.
 * @param {any} note @param {number} index @param {any[]} all
 */
function remark(note, index, all) {
  const said = all.slice(0, index).some((earlier) => earlier.why === note.why);
  const [sign, words] =
    note.fits == null ? ["", ""] : note.fits ? ["✓", "Right. "] : ["✗", "Not right. "];
  const mark = el("span", { class: "ws-sign", "aria-hidden": "true" }, sign);
  const spoken = el("span", { class: "ws-spoken" }, words);
  return el(
    "div",
    { class: note.fits == null ? "ws-remark" : `ws-remark ws-${note.fits ? "fits" : "misfits"}` },
    el("p", { class: "ws-label" }, mark, spoken, note.label),
    index ? null : el("p", { class: "ws-quoted" }, note.text),
    note.why && !said ? el("p", {}, note.why) : null,
  );
}

/** The feedback on an answer, as nodes. @param {any} answer */
function feedback(answer) {
  const { verdict, notes, after } = answer.feedback;
  return [
    el("p", { class: "ws-verdict" }, verdict),
    notes.length ? remarks(notes) : null,
    after ? el("p", { class: "ws-after" }, after) : null,
    answer.first ? firstAnswer(answer) : null,
  ];
}

/** What was answered first, kept beside the latest. @param {any} answer */
function firstAnswer(answer) {
  return el(
    "details",
    { class: "ws-first" },
    el("summary", {}, `Answer ${answer.attempt}. Your first answer is kept`),
    el("p", { class: "ws-quoted" }, answer.first),
  );
}

/** What the author alone sees: both sides of the key. @param {any} author */
function authorPanel(author) {
  const side = (/** @type {string} */ title, /** @type {string} */ text) =>
    el("details", { open: true }, el("summary", {}, title), el("pre", { tabindex: "0" }, text));
  return el(
    "div",
    { class: "ws-author", role: "group", "aria-label": "For the author" },
    side("Trainees will see", author.sees),
    side("Trainees will not see", author.hidden),
  );
}

/** What the button says. @param {any} asked @param {any} answer */
function buttonText(asked, answer) {
  if (asked.private) return answer.attempt ? "Save again" : "Save for me";
  if (asked.graded) return answer.attempt ? "Save changed answer" : "Save answer";
  return answer.attempt ? "Answer again" : "Answer";
}

/** What stands below the button once something is saved. @param {any} asked @param {any} answer */
function savedText(asked, answer) {
  if (answer.locked) return answer.locked;
  if (!answer.attempt) return "";
  if (asked.private) return "Saved. Only you can see it.";
  return asked.graded ? "Saved. You can change it until you hand in." : "Saved.";
}

/**
 * A form is what a type of item adds to the frame.
 * @typedef {object} Form
 * @property {Node[]} nodes the controls
 * @property {() => any} read the response as it stands, however incomplete
 * @property {(response: any) => string} missing what is still to do, or nothing
 * @property {(response: any) => void} write show a response
 */

/**
 * The frame around every item: what is asked, the form, the button, what became of the answer.
 * @param {(asked: any) => Form} makeForm
 */
export function frame(makeForm) {
  return {
    render: (/** @type {any} */ { model, el: root }) => {
      dress();
      return renderItem(model, root, makeForm);
    },
  };
}

/** Put the style sheets on the page, each once; they come with the module. */
export function dress() {
  // @ts-ignore
  putSheet("ws-style", STYLE);
  // @ts-ignore
  if (OWN_STYLE) putSheet(`ws-style-${OWN_STYLE[0]}`, OWN_STYLE[1]);
}

/** @param {string} id @param {string} text */
function putSheet(id, text) {
  const sheet = document.getElementById(id) ?? el("style", { id });
  if (sheet.textContent !== text) sheet.textContent = text;
  if (!sheet.isConnected) document.head.append(sheet);
}

/** @param {any} model @param {HTMLElement} root @param {(asked: any) => Form} makeForm */
function renderItem(model, root, makeForm) {
  const asked = model.get("asked");
  const form = makeForm(asked);
  const page = itemPage(asked, form);
  root.append(page.section);
  const draft = draftKeeper(model, form, page);
  const unsaved = `${asked.review ? "review" : "item"}:${asked.id}`;
  const stop = new AbortController();
  const listen = { signal: stop.signal };

  const start = model.get("answer");
  const begun = unsavedSince(unsaved, start) ?? start.draft;
  const shown = begun ?? start;
  if (shown.response) form.write(shown.response);
  if (page.sure) check(page.sure, (input) => input.value === String(shown.confidence));
  showAnswer(asked, start, page);
  if (begun) page.status.textContent = BEGUN;
  if (begun && begun !== start.draft) draft.soon();

  const changed = () => {
    page.changed = true;
    const { attempt } = model.get("answer");
    keep(unsaved, { response: form.read(), confidence: sureness(page), attempt });
    if (attempt && page.status.textContent !== CHANGED) page.status.textContent = CHANGED;
    draft.soon();
  };
  window.addEventListener("keydown", keepFromJupyter(page.section), { capture: true, ...listen });
  page.section.addEventListener("input", changed, listen);
  page.section.addEventListener("focusout", () => draft.now(), listen);
  document.addEventListener("visibilitychange", () => document.hidden && draft.now(), listen);
  page.button.addEventListener("click", () => send(model, form, page, draft), listen);
  const answered = () => {
    showAnswer(asked, model.get("answer"), page);
    if (page.changed) page.status.textContent = CHANGED;
    else keep(unsaved, null);
  };
  const failed = (/** @type {any} */ message) => {
    if (message.kind === "failed") tell(page, message.text);
  };
  model.on("change:answer", answered);
  model.on("msg:custom", failed);
  return () => {
    draft.now();
    stop.abort();
    clearTimeout(page.waiting);
    model.off("change:answer", answered);
    model.off("msg:custom", failed);
  };
}

const SUPPRESS = "data-lm-suppress-shortcuts";

/**
 * Where the course's own page does not guard the keys, Jupyter takes an arrow for its cells and `b`
 * for one more. It spares what has this attribute, if that is the very element with the focus.
 * Ctrl and Cmd stay Jupyter's, or there would be no saving by key.
 * @param {Element} section
 */
export function keepFromJupyter(section) {
  return (/** @type {KeyboardEvent} */ { target, ctrlKey, metaKey }) => {
    if (!(target instanceof Element) || !section.contains(target)) return;
    if (!target.hasAttribute(SUPPRESS)) target.setAttribute(SUPPRESS, "item");
    const ours = target.getAttribute(SUPPRESS) === "item";
    if (ours && (ctrlKey || metaKey)) target.removeAttribute(SUPPRESS);
  };
}

/** The nodes of an item's page. @param {any} asked @param {Form} form */
function itemPage(asked, form) {
  const title = asked.private ? `Reflection ${asked.number}` : `Question ${asked.number}`;
  const heading = el("h3", { id: uniqueName(), class: "ws-heading", tabindex: "-1" }, title);
  const sure = asked.confidence ? confidenceGroup() : null;
  const button = el("button", { type: "button", class: "ws-button" });
  const status = el("p", { class: "ws-status", role: "status" });
  const result = el("div", { class: "ws-result", "aria-live": "polite" });
  const controls = el("fieldset", { class: "ws-controls" }, ...form.nodes, sure);
  controls.setAttribute("aria-label", "Your answer");
  const section = el(
    "section",
    { class: "ws-item", "aria-labelledby": heading.id, "data-ws-item": asked.id },
    heading,
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
    controls,
    el("div", { class: "ws-foot" }, button, status),
    result,
    asked.author ? authorPanel(asked.author) : null,
  );
  return { section, controls, sure, button, status, result, waiting: 0, changed: false };
}

/** What stood in an item's form and was not saved, unless it was answered since. @param {string} name @param {any} answer */
function unsavedSince(name, answer) {
  const kept = answer.locked ? null : recall(name);
  return kept?.attempt === answer.attempt ? kept : null;
}

/** Keeps what stands in the form without being saved. @param {any} model @param {Form} form @param {any} page */
function draftKeeper(model, form, page) {
  let timer = 0;
  const now = () => {
    if (!timer) return;
    clearTimeout(timer);
    timer = 0;
    post(model, { kind: "draft", response: form.read(), confidence: sureness(page) });
  };
  return {
    now,
    soon() {
      clearTimeout(timer);
      timer = setTimeout(now, 1500);
    },
    drop() {
      clearTimeout(timer);
      timer = 0;
    },
  };
}

/** 1 to 3, or null. @param {any} page */
function sureness(page) {
  const input = page.sure && checked(page.sure)[0];
  return input ? Number(input.value) : null;
}

/** Send the answer, or say what is missing. @param {any} model @param {Form} form @param {any} page @param {any} draft */
function send(model, form, page, draft) {
  const response = form.read();
  const missing =
    form.missing(response) || (page.sure && !sureness(page) ? "Say how sure you are." : "");
  if (missing) return tell(page, missing);
  draft.drop();
  page.changed = false;
  page.status.textContent = "Saving…";
  // The kernel says when it is on disk; if nothing comes, the trainee must hear of it.
  clearTimeout(page.waiting);
  page.waiting = setTimeout(() => tell(page, NOT_YET), 10_000);
  post(model, { kind: "answer", response, confidence: sureness(page), number: (count += 1) });
}

/** Send something to the kernel. @param {any} model @param {object} message */
export function post(model, message) {
  try {
    model.send(message);
  } catch {
    // Its kernel is gone, and the page is about to run again: what stands in the form is kept.
  }
}

let count = 0;
const BEGUN = "Not saved yet: this is what you had begun.";
const CHANGED = "Changed, and not saved yet.";
const NOT_YET =
  "Not saved yet. Your answer is still here: wait a little and press again, or reload this page.";

/** @param {any} page @param {string} text */
function tell(page, text) {
  clearTimeout(page.waiting);
  announce(page.status, text);
}

/** Show what became of an answer. @param {any} asked @param {any} answer @param {any} page */
function showAnswer(asked, answer, page) {
  clearTimeout(page.waiting);
  page.button.textContent = buttonText(asked, answer);
  page.button.hidden = Boolean(answer.locked);
  page.controls.disabled = Boolean(answer.locked);
  page.status.textContent = savedText(asked, answer);
  const nodes = answer.feedback && !asked.private ? feedback(answer) : [];
  if (!answer.feedback && answer.first) nodes.push(firstAnswer(answer));
  page.result.replaceChildren(...nodes.filter((node) => node));
}
