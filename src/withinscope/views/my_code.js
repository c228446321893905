/** What a trainee writes down of their own code and law: fields, each kept as it is written. */

import { say } from "./announcer.js";
import { el, uniqueName } from "./elements.js";
import { listen, post } from "./kernel.js";
import { keepFromJupyter } from "./keys.js";
import { _, contentLanguage, language } from "./language.js";
import { printAlone } from "./print_alone.js";
import { reflectionName } from "./unsaved.js";
import { writingField } from "./writing_field.js";
import { keepWritten } from "./written.js";

const SAVED = _("Saved. Only you can see it.");

/** @typedef {{id: string, text: string, hint: string, short: boolean}} Field */
/** @typedef {{title: string, fields: Field[]}} Group */
/** @typedef {(text: string, saved: boolean) => void} Tell hears whether what was sent is kept */

/** A field with its label and what belongs there. @param {Field} asked */
function fieldRow({ text, hint, short }) {
  const lang = contentLanguage();
  const about = hint ? uniqueName() : null;
  const named = { dir: "auto", "aria-describedby": about, autocomplete: "off" };
  const { field, grow } = short
    ? { field: lineField(named), grow: () => {} }
    : writingField({ ...named, rows: "2" });
  const status = el("p", { class: "ws-status" });
  const label = el("label", { for: field.id, lang }, text);
  const told = about ? el("p", { id: about, class: "ws-quoted", lang }, hint) : null;
  return {
    field,
    grow,
    status,
    node: el("div", { class: "ws-write" }, label, told, field, status),
  };
}

/** @param {object} named */
function lineField(named) {
  return el("input", {
    id: uniqueName(),
    type: "text",
    maxlength: "500",
    class: "ws-name",
    ...named,
  });
}

/** Sends what is to be kept, and tells each sender what came of it. @param {import("./kernel.js").Model} model */
function keeping(model) {
  /** @type {Map<number, Tell>} by the number of what was sent */
  const waiting = new Map();
  let sent = 0;
  const keep =
    (/** @type {string} */ field) => (/** @type {string} */ text, /** @type {Tell} */ tell) => {
      sent += 1;
      waiting.set(sent, tell);
      post(model, { kind: "write", field, text, number: sent });
    };
  const hear = (
    /** @type {number} */ number,
    /** @type {string} */ text,
    /** @type {boolean} */ saved,
  ) => {
    waiting.get(number)?.(text, saved);
    waiting.delete(number);
  };
  return { keep, hear };
}

/** The sheet as nodes. @param {Group[]} groups @param {(asked: Field) => Node} row @param {() => void} print */
function sheet(groups, row, print) {
  const heading = el(
    "h2",
    { id: uniqueName(), class: "ws-heading", tabindex: "-1" },
    _("To fill in"),
  );
  const status = el("p", { class: "ws-status" });
  const button = el(
    "button",
    { type: "button", class: "ws-button ws-second", click: print },
    _("Print"),
  );
  const parts = groups.map(({ title, fields }) =>
    el("fieldset", {}, el("legend", { lang: contentLanguage() }, title), ...fields.map(row)),
  );
  const section = el("section", {
    lang: language,
    class: "ws-item ws-my-code",
    "aria-labelledby": heading.id,
  });
  section.append(heading, ...parts, el("div", { class: "ws-foot" }, button, status));
  return { section, status };
}

export const view = {
  /** @param {{model: import("./kernel.js").Model, el: HTMLElement}} context */
  render({ model, el: root }) {
    const stop = new AbortController();
    const { signal } = stop;
    const { keep, hear } = keeping(model);
    const row = (/** @type {Field} */ asked) => {
      const { field, status, grow, node } = fieldRow(asked);
      const name = reflectionName(asked.id);
      const kept = model.get("written")[asked.id];
      keepWritten(field, status, { name, kept, send: keep(asked.id), signal });
      requestAnimationFrame(grow);
      return node;
    };
    const print = () => post(model, { kind: "print" });
    const { section, status } = sheet(model.get("groups"), row, print);
    root.append(section);
    window.addEventListener("keydown", keepFromJupyter(section), { capture: true, signal });
    const stopListening = listen(model, {
      "msg:custom": ({ kind, html, text, number }) => {
        if (kind === "page") printAlone(_("My code and my local law, to print"), html);
        else if (kind === "kept") hear(number, SAVED, true);
        else if (number) hear(number, text, false);
        else say(status, text);
      },
    });
    return () => {
      stop.abort();
      stopListening();
    };
  },
};
