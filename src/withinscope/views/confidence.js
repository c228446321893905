/** How sure somebody says to be. */

import { check, checked, choice, group } from "./choices.js";
import { el, uniqueName } from "./elements.js";
import { _ } from "./language.js";

/** How sure somebody can say to be. @type {Record<number, string>} */
export const SURE = { 1: _("A guess"), 2: _("Fairly sure"), 3: _("Sure") };

export function confidenceGroup() {
  const name = uniqueName();
  const pills = Object.entries(SURE).map(([value, text]) =>
    choice({ type: "radio", name, value, text, look: "pill" }),
  );
  return group(_("How sure are you?"), el("div", { class: "ws-pills" }, ...pills));
}

/** 1 to 3, or null. @param {Element | null} box */
export function sureness(box) {
  const input = box && checked(box)[0];
  return input ? Number(input.value) : null;
}

/** @param {Element} box @param {number | null} confidence */
export function setSureness(box, confidence) {
  check(box, (input) => input.value === String(confidence));
}
