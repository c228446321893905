/** All that somebody said: to read, to print, to keep, and to delete. */
import { el, paragraphs, uniqueName } from "./elements.js";
import { listen } from "./kernel.js";
import { printAlone } from "./print_alone.js";
import { forget } from "./unsaved.js";

const ONE =
  "It is taken out of your journal for good, with every earlier answer to the same question and what you wrote about it. It cannot be brought back.";
const ALL =
  "Everything on this page, and every earlier answer, is taken out of your journal for good. Your progress and your review begin anew. It cannot be brought back.";
const ELSEWHERE =
  "What you have handed in stays as it is, and so do copies that you printed or kept. In an exercise, the answer leaves its page when you next open it.";
const NOTHING = "Nothing yet. What you write and choose in lessons and exercises gathers here.";

/**
 * @typedef {object} Note
 * @property {string} item
 * @property {string} notebook
 * @property {string} at when it was said
 * @property {boolean} own whether it was written, not chosen
 * @property {string} stem
 * @property {string} said
 */
/** @typedef {(text: string, warning: string[], act: () => void) => void} Ask asks before something is lost */

/** A moment's day in words, or nothing for what is none. @param {string} at */
export function dayOf(at) {
  const moment = new Date(at);
  if (Number.isNaN(moment.valueOf())) return "";
  return moment.toLocaleDateString("en-US", { year: "numeric", month: "long", day: "numeric" });
}

/** A question before something is lost, and what asks it. @returns {{dialog: HTMLElement, ask: Ask}} */
function confirmation() {
  const title = el("h2", { id: uniqueName() });
  const words = el("div", {});
  const dialog = el("dialog", { class: "ws-dialog", "aria-labelledby": title.id });
  const cancel = button("Keep it", () => dialog.close(""));
  const confirm = button("Delete", () => dialog.close("yes"), "ws-button ws-danger");
  dialog.append(title, words, el("div", { class: "ws-foot" }, cancel, confirm));
  /** @type {Ask} */
  const ask = (text, warning, act) => {
    title.textContent = text;
    words.replaceChildren(...warning.map((line) => el("p", {}, line)));
    dialog.returnValue = "";
    dialog.onclose = () => dialog.returnValue === "yes" && act();
    dialog.showModal();
    cancel.focus();
  };
  return { dialog, ask };
}

/** @param {string} text @param {() => void} click */
function button(text, click, look = "ws-button ws-second") {
  return el("button", { type: "button", class: look, click }, text);
}

/** @typedef {{html: string, name: string}} Page all notes as a page of HTML */

/** Offer the page as a file. @param {Page} page */
function download({ html, name }) {
  const url = URL.createObjectURL(new Blob([html], { type: "text/html" }));
  el("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** @param {Page} page */
function print({ html }) {
  printAlone("My notes, to print", html);
}

/** One note, with a button that deletes it. @param {Note} note @param {() => void} remove */
function article(note, remove) {
  const title = `${note.own ? "I wrote" : "I chose"}, ${dayOf(note.at)}`;
  const name = el("h4", { id: uniqueName(), tabindex: "-1" }, title);
  const away = button("Delete…", remove, "ws-button ws-second ws-small");
  away.setAttribute("aria-describedby", name.id);
  const said = note.said || "An answer to an earlier version of this question.";
  return el(
    "article",
    { "aria-labelledby": name.id, "data-ws-note": note.item },
    el("div", { class: "ws-quoted" }, ...paragraphs(note.stem)),
    el("div", { class: "ws-said-head" }, name, away),
    el("p", { class: "ws-said" }, said),
  );
}

/** What the page is made of. @param {{print: () => void, keep: () => void, remove: () => void}} acts */
function notesPage(acts) {
  const named = { id: uniqueName(), class: "ws-heading", tabindex: "-1" };
  const heading = el("h2", named, "What you wrote and chose");
  const buttons = [
    button("Keep as a file", acts.keep, "ws-button"),
    button("Print", acts.print),
    button("Delete everything…", acts.remove),
  ];
  const status = el("p", { class: "ws-status", role: "status" });
  const list = el("div", {});
  const section = el("section", { class: "ws-item ws-notes", "aria-labelledby": heading.id });
  section.append(heading, el("div", { class: "ws-foot" }, ...buttons), status, list);
  return { section, heading, buttons, status, list };
}

export const view = {
  /** @param {{model: import("./kernel.js").Model, el: HTMLElement}} context */
  render({ model, el: root }) {
    const { dialog, ask } = confirmation();
    let use = download;
    const request = (/** @type {typeof download} */ then) => () => {
      use = then;
      model.send({ kind: "keep" });
    };
    const remove = (/** @type {string | null} */ item, /** @type {string | null} */ notebook) =>
      model.send({ kind: "delete", item, notebook });
    const page = notesPage({
      keep: request(download),
      print: request(print),
      remove: () => ask("Delete everything?", [ALL, ELSEWHERE], () => remove(null, null)),
    });
    page.section.append(dialog);
    root.append(page.section);

    const one = (/** @type {Note} */ note) =>
      article(note, () =>
        ask("Delete this answer?", [ONE, ELSEWHERE], () => remove(note.item, note.notebook)),
      );
    const show = () => showNotes(page, model.get("sections"), one);
    const hear = (/** @type {any} */ message) => {
      if (message.kind === "page") return use(message);
      page.status.textContent = message.kind === "deleted" ? "Deleted." : message.text;
      if (message.kind !== "deleted") return;
      forget(message.item);
      page.heading.focus();
    };
    show();
    return listen(model, { "change:sections": show, "msg:custom": hear });
  },
};

/**
 * @param {ReturnType<typeof notesPage>} page
 * @param {{title: string, notes: Note[]}[]} sections
 * @param {(note: Note) => HTMLElement} one
 */
function showNotes({ buttons, list }, sections, one) {
  for (const each of buttons) each.hidden = !sections.length;
  const nodes = sections.flatMap(({ title, notes }) => [el("h3", {}, title), ...notes.map(one)]);
  list.replaceChildren(...(nodes.length ? nodes : [el("p", {}, NOTHING)]));
}
