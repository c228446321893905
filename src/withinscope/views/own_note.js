/** A note of somebody's own on a page of the course: kept as it is written, and found in My notes. */

import { el, uniqueName } from "./elements.js";
import { post } from "./kernel.js";
import { _ } from "./language.js";
import { reflectionName } from "./unsaved.js";
import { writingField } from "./writing_field.js";
import { keepWritten } from "./written.js";

/** @typedef {(text: string, saved: boolean) => void} Tell hears whether what was sent is kept */

/**
 * @param {import("./kernel.js").Model} model
 * @param {string} page its id
 * @param {string} kept what the kernel has
 * @param {AbortSignal} signal aborted when the field leaves the page
 * @returns the note as nodes, and what hears of the kernel's answers
 */
export function ownNote(model, page, kept, signal) {
  /** @type {Map<number, Tell>} by the number of what was sent */
  const waiting = new Map();
  let sent = 0;
  const send = (/** @type {string} */ text, /** @type {Tell} */ tell) => {
    sent += 1;
    waiting.set(sent, tell);
    post(model, { kind: "write", text, number: sent });
  };
  const hear = (
    /** @type {number} */ number,
    /** @type {string} */ text,
    /** @type {boolean} */ saved,
  ) => {
    waiting.get(number)?.(text, saved);
    waiting.delete(number);
  };
  const where = el(
    "p",
    { id: uniqueName(), class: "ws-quoted" },
    _("It stands in My notes, for you alone."),
  );
  const { field, grow } = writingField({ rows: "2", "aria-describedby": where.id });
  const status = el("p", { class: "ws-status" });
  keepWritten(field, status, { name: reflectionName(`note:${page}`), kept, send, signal });
  requestAnimationFrame(grow);
  const label = el("label", { for: field.id }, _("A note of your own on this page"));
  return { node: el("div", { class: "ws-write" }, label, where, field, status), hear };
}
