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
  field.value = recall(name) ?? kept;
  const now = () => {
    clearTimeout(timer);
    const text = field.value;
    if (text === kept) return;
    send(text, (told, saved) => {
      if (saved) kept = text;
      if (saved && field.value === text) keep(name, null);
      markUnsaved(field, saved ? (field.value === text ? "" : "changed") : "failed");
      say(status, told);
    });
  };
  const soon = () => {
    keep(name, field.value);
    markUnsaved(field, "changed");
    status.textContent = NOT_SAVED;
    clearTimeout(timer);
    timer = setTimeout(now, REST);
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
