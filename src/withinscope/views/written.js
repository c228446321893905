/** What somebody writes for themselves: kept as it is written, without a button. */

import { say } from "./announcer.js";
import { REST } from "./drafts.js";
import { _ } from "./language.js";
import { keep, markUnsaved, recall } from "./unsaved.js";

const NOT_SAVED = _("Not saved yet.");

/**
 * @typedef {object} Keeper
 * @property {string} name by which this tab keeps it until the kernel has it
 * @property {string} kept what the kernel has
 * @property {(text: string, tell: (told: string, saved: boolean) => void) => void} send has a text kept
 * @property {AbortSignal} signal aborted when the field leaves the page
 */

/**
 * Keep what stands in a field: when nothing was typed for a moment, when the field is left, and when
 * the page is.
 * @param {HTMLTextAreaElement | HTMLInputElement} field
 * @param {HTMLElement} status says whether it is saved
 * @param {Keeper} keeper
 */
export function keepWritten(field, status, { name, kept, send, signal }) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** What the kernel has, or was sent last; null where that went wrong. @type {string | null} */
  let sent = kept;
  field.value = recall(name) ?? kept;
  const now = () => {
    clearTimeout(timer);
    const text = field.value;
    if (text === sent) return;
    sent = text;
    send(text, (told, saved) => {
      if (saved) kept = text;
      else sent = null;
      if (saved && field.value !== text) return; // what stands there by now is still to be saved
      if (saved) keep(name, null);
      markUnsaved(field, saved ? "" : "failed");
      say(status, told);
    });
  };
  const soon = () => {
    clearTimeout(timer);
    const same = field.value === kept && kept === sent; // it was taken back
    keep(name, same ? null : field.value);
    markUnsaved(field, same ? "" : "changed");
    status.textContent = same ? "" : NOT_SAVED;
    if (!same) timer = setTimeout(now, REST);
  };
  field.addEventListener("input", soon);
  field.addEventListener("change", now);
  const hidden = () => document.hidden && now();
  document.addEventListener("visibilitychange", hidden, { signal });
  signal.addEventListener("abort", () => {
    now();
    markUnsaved(field, "");
  });
  if (field.value === kept) keep(name, null);
  else soon();
}
