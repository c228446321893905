/** Whom to reach, in one step from where something may have stirred: the course's own list. */

import { say } from "./announcer.js";
import { el } from "./elements.js";
import { _ } from "./language.js";

/** The heading of the list, as the course has it in its page to look things up in. */
const SECTION = "Whom to reach";
const ELSEWHERE = _("Open the page “Look up” of the course: whom to reach stands there.");

/** A button, and beside it what is said where the list can't be opened over the page. */
export function whomToReach() {
  const told = el("span", { class: "ws-quoted" });
  const click = () => {
    const asked = new CustomEvent("withinscope:look-up", { detail: SECTION, cancelable: true });
    const isShown = !document.dispatchEvent(asked);
    say(told, isShown ? "" : ELSEWHERE);
  };
  const named = { type: "button", class: "ws-button ws-second", click };
  return [el("button", named, _("Whom to reach")), told];
}
