/** All that somebody said: to read, to print, to keep, and to delete. */

import { say } from "./announcer.js";
import { checked, choice, group } from "./choices.js";
import { el, paragraphs, uniqueName } from "./elements.js";
import { listen } from "./kernel.js";
import { keepFromJupyter } from "./keys.js";
import { _, contentLanguage, language } from "./language.js";
import { foundText, soughtIn } from "./notes_search.js";
import { printAlone } from "./print_alone.js";
import { forget } from "./unsaved.js";

const ONE = _(
  "It is taken out of your journal for good, with every earlier answer to the same question and what you wrote about it. It cannot be brought back.",
);
const ALL = _(
  "Everything on this page, and every earlier answer, is taken out of your journal for good. Your progress and your review begin anew. It cannot be brought back.",
);
const ELSEWHERE = _(
  "What you have handed in stays as it is, and so do copies that you printed or kept. In an exercise, the answer leaves its page when you next open it.",
);
const NOTHING = _("Nothing yet. What you write and choose in lessons and exercises gathers here.");

/** @typedef {import("./notes_search.js").Note} Note */
/** @typedef {import("./notes_search.js").Section} Section */
/** @typedef {(text: string, warning: string[], act: () => void) => void} Ask asks before something is lost */

/** A moment's day in words, or nothing for what is none. @param {string} at */
export function dayOf(at) {
  const moment = new Date(at);
  if (Number.isNaN(moment.valueOf())) return "";
  return moment.toLocaleDateString(language === "en" ? "en-US" : language, {
    year: "numeric",
    month: "long",
    day: "numeric",
  });
}

/** A question before something is lost, and what asks it. @returns {{dialog: HTMLElement, ask: Ask}} */
function confirmation() {
  const title = el("h2", { id: uniqueName() });
  const words = el("div", {});
  const dialog = el("dialog", { class: "ws-dialog", "aria-labelledby": title.id });
  const cancel = button(_("Keep it"), () => dialog.close(""));
  const confirm = button(_("Delete"), () => dialog.close("yes"), "ws-button ws-danger");
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
  printAlone(_("My notes, to print"), html);
}

/** One note, with a link to its question and a button that deletes it. @param {Note} note @param {string} path @param {() => void} remove */
function article(note, path, remove) {
  const title = note.own
    ? _("I wrote, {day}", { day: dayOf(note.at) })
    : _("I chose, {day}", { day: dayOf(note.at) });
  const name = el("h4", { id: uniqueName(), tabindex: "-1" }, title);
  const away = button(_("Delete…"), remove, "ws-button ws-second ws-small");
  away.setAttribute("aria-describedby", name.id);
  const said = note.said || _("An answer to an earlier version of this question.");
  return el(
    "article",
    { "aria-labelledby": name.id, "data-ws-note": note.item },
    el("div", { class: "ws-quoted" }, ...paragraphs(note.stem)),
    el("div", { class: "ws-said-head" }, name, path ? wayBack(note, path, name.id) : null, away),
    el("p", { class: "ws-said", dir: "auto", lang: note.own ? "" : contentLanguage() }, said),
  );
}

/** A link to a note's question, on its page; a note on the page itself leads there. @param {Note} note @param {string} path @param {string} about the id of the note's name */
function wayBack({ item }, path, about) {
  const isOfPage = item.startsWith("note:");
  const to = isOfPage ? null : item;
  const named = { href: `../${path}`, "data-ws-page": path, "data-ws-to": to };
  const words = isOfPage ? _("Go to the page") : _("Go to the question");
  return el("a", { ...named, "aria-describedby": about }, words);
}

/** What narrows the list. @param {() => void} changed */
function searchForm(changed) {
  const name = uniqueName();
  const pill = (/** @type {string} */ value, /** @type {string} */ text) =>
    choice({ type: "radio", name, value, text, look: "pill" });
  const which = el(
    "div",
    { class: "ws-pills" },
    pill("all", _("Everything")),
    pill("own", _("Only what I wrote")),
  );
  const field = el("input", { id: uniqueName(), class: "ws-name", type: "search", dir: "auto" });
  const all = which.querySelector("input");
  if (all) all.checked = true;
  const label = el("label", { for: field.id }, _("Search"));
  const node = el("div", { role: "search" }, group(_("Show"), which), label, field);
  node.addEventListener("input", changed);
  return { node, read: () => ({ own: checked(which)[0]?.value === "own", text: field.value }) };
}

/** What the page is made of. @param {{print: () => void, keep: () => void, remove: () => void, search: () => void}} acts */
function notesPage(acts) {
  const named = { id: uniqueName(), class: "ws-heading", tabindex: "-1" };
  const heading = el("h2", named, _("What you wrote and chose"));
  const buttons = [
    button(_("Keep as a file"), acts.keep, "ws-button"),
    button(_("Print"), acts.print),
    button(_("Delete everything…"), acts.remove),
  ];
  const status = el("p", { class: "ws-status" });
  const search = searchForm(acts.search);
  const list = el("div", {});
  const section = el("section", {
    lang: language,
    class: "ws-item ws-notes",
    "aria-labelledby": heading.id,
  });
  section.append(heading, el("div", { class: "ws-foot" }, ...buttons), search.node, status, list);
  return { section, heading, buttons, search, status, list };
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
      search: () => {
        show();
        page.status.textContent = foundText(found(), page.search.read());
      },
      remove: () => ask(_("Delete everything?"), [ALL, ELSEWHERE], () => remove(null, null)),
    });
    page.section.append(dialog);
    root.append(page.section);

    const found = () => soughtIn(model.get("sections"), page.search.read());
    let place = 0;
    const one = (/** @type {Note} */ note, /** @type {string} */ path) => {
      const shown = article(note, path, () =>
        ask(_("Delete this answer?"), [ONE, ELSEWHERE], () => {
          place = articlesIn(page.list).indexOf(shown);
          remove(note.item, note.notebook);
        }),
      );
      return shown;
    };
    const show = () => showNotes(page, model.get("sections").length > 0, found(), one);
    const hear = (/** @type {any} */ message) => {
      if (message.kind === "page") return use(message);
      say(page.status, message.kind === "deleted" ? _("Deleted.") : message.text);
      if (message.kind !== "deleted") return;
      forget(message.item);
      (nameAt(page.list, place) ?? page.heading).focus();
    };
    show();
    const keys = keepFromJupyter(page.section);
    window.addEventListener("keydown", keys, { capture: true });
    const stopListening = listen(model, { "change:sections": show, "msg:custom": hear });
    return () => {
      window.removeEventListener("keydown", keys, { capture: true });
      stopListening();
    };
  },
};

/** @param {HTMLElement} list */
function articlesIn(list) {
  return Array.from(list.querySelectorAll("article"));
}

/** The name of the note that stands at a place now, or of the last one. @param {HTMLElement} list @param {number} place */
function nameAt(list, place) {
  const left = articlesIn(list);
  return left[Math.min(place, left.length - 1)]?.querySelector("h4");
}

/**
 * @param {ReturnType<typeof notesPage>} page
 * @param {boolean} any whether there are notes at all
 * @param {Section[]} sections those to show
 * @param {(note: Note, path: string) => HTMLElement} one
 */
function showNotes({ buttons, search, list }, any, sections, one) {
  for (const each of [...buttons, search.node]) each.hidden = !any;
  const nodes = sections.flatMap(({ title, path, notes }) => [
    el("h3", path ? { lang: contentLanguage() } : {}, title),
    ...notes.map((note) => one(note, path)),
  ]);
  list.replaceChildren(...(any ? nodes : [el("p", {}, NOTHING)]));
}
