/** All that somebody said: to read, to print, to keep, and to delete. */
import { dress, el, keep, paragraphs, uniqueName } from "./parts.js";
import { printAlone } from "./around.js";

const ONE =
  "It is taken out of your journal for good, with every earlier answer to the same question and what you wrote about it. It cannot be brought back.";
const ALL =
  "Everything on this page, and every earlier answer, is taken out of your journal for good. Your progress and your review begin anew. It cannot be brought back.";
const ELSEWHERE =
  "What you have handed in stays as it is, and so do copies that you printed or kept. In an exercise, the answer leaves its page when you next open it.";

/** @param {string} at */
function day(at) {
  const moment = new Date(at);
  if (Number.isNaN(moment.valueOf())) return "";
  return moment.toLocaleDateString("en-US", { year: "numeric", month: "long", day: "numeric" });
}

/** A question before something is lost; resolves to whether it was confirmed. */
function confirmation() {
  const title = el("h2", { id: uniqueName() });
  const words = el("div", {});
  const dialog = el("dialog", { class: "ws-dialog", "aria-labelledby": title.id });
  const cancel = el(
    "button",
    { type: "button", class: "ws-button ws-second", click: () => dialog.close("") },
    "Keep it",
  );
  const confirm = el(
    "button",
    { type: "button", class: "ws-button ws-danger", click: () => dialog.close("yes") },
    "Delete",
  );
  dialog.append(title, words, el("div", { class: "ws-foot" }, cancel, confirm));
  /** @param {string} text @param {string[]} warning @param {() => void} act */
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

/** Offer a page of HTML as a file. @param {any} message */
function download({ html, name }) {
  const url = URL.createObjectURL(new Blob([html], { type: "text/html" }));
  const link = el("a", { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** @param {any} message */
function print({ html }) {
  printAlone("My notes, to print", html);
}

export const view = {
  /** @param {any} context */
  render({ model, el: root }) {
    dress();
    const heading = el(
      "h2",
      { id: uniqueName(), class: "ws-heading", tabindex: "-1" },
      "What you wrote and chose",
    );
    const { dialog, ask } = confirmation();
    const status = el("p", { class: "ws-status", role: "status" });
    const list = el("div", {});
    let then = download;
    const page = (/** @type {any} */ use) => () => {
      then = use;
      model.send({ kind: "keep" });
    };
    const button = (
      /** @type {string} */ text,
      /** @type {any} */ click,
      look = "ws-button ws-second",
    ) => el("button", { type: "button", class: look, click }, text);
    const everything = () =>
      ask("Delete everything?", [ALL, ELSEWHERE], () =>
        model.send({ kind: "delete", item: null, notebook: null }),
      );
    const buttons = el(
      "div",
      { class: "ws-foot" },
      button("Keep as a file", page(download), "ws-button"),
      button("Print", page(print)),
      button("Delete everything…", everything),
    );
    const section = el("section", { class: "ws-item ws-notes", "aria-labelledby": heading.id });
    section.append(heading, buttons, status, list, dialog);
    root.append(section);

    /** @param {any} note @param {number} number */
    const article = (note, number) => {
      const name = el(
        "h4",
        { id: uniqueName(), tabindex: "-1" },
        `${note.own ? "I wrote" : "I chose"}, ${day(note.at)}`,
      );
      const one = () =>
        ask("Delete this answer?", [ONE, ELSEWHERE], () =>
          model.send({ kind: "delete", item: note.item, notebook: note.notebook }),
        );
      const away = button("Delete…", one, "ws-button ws-second ws-small");
      away.setAttribute("aria-describedby", name.id);
      return el(
        "article",
        { "aria-labelledby": name.id, "data-ws-note": note.item },
        el("div", { class: "ws-quoted" }, ...paragraphs(note.stem)),
        el("div", { class: "ws-said-head" }, name, away),
        el(
          "p",
          { class: "ws-said" },
          note.said || "An answer to an earlier version of this question.",
        ),
      );
    };
    const show = () => {
      const sections = model.get("sections");
      for (const one of buttons.children) one.hidden = !sections.length;
      list.replaceChildren(
        ...sections.flatMap((/** @type {any} */ { title, notes }) => [
          el("h3", {}, title),
          ...notes.map(article),
        ]),
        ...(sections.length
          ? []
          : [
              el(
                "p",
                {},
                "Nothing yet. What you write and choose in lessons and exercises gathers here.",
              ),
            ]),
      );
    };
    const heard = (/** @type {any} */ message) => {
      if (message.kind === "page") return then(message);
      status.textContent = message.kind === "deleted" ? "Deleted." : message.text;
      if (message.kind !== "deleted") return;
      // What a form in this tab still holds of it goes as well.
      if (message.item)
        for (const what of ["", ":reflection"]) keep(`item:${message.item}${what}`, null);
      else
        for (const name of Object.keys(sessionStorage))
          if (/^withinscope:(item|review):/.test(name)) sessionStorage.removeItem(name);
      heading.focus();
    };
    show();
    model.on("change:sections", show);
    model.on("msg:custom", heard);
    return () => {
      model.off("change:sections", show);
      model.off("msg:custom", heard);
    };
  },
};
