// A way to stop, where a lesson says that this is a good place for it.

import { button } from "./elements.js";
import { _ } from "./language.js";

/** As lessons say it, in a line of its own. */
const PAUSE = /a good place to stop/;

/** @param {Element} text @param {() => void} leave */
export function offerToStop(text, leave) {
  for (const line of text.querySelectorAll("p > em:only-child")) {
    const paragraph = line.parentElement;
    if (!paragraph || !PAUSE.test(line.textContent ?? "")) continue;
    if (paragraph.querySelector("button")) continue;
    paragraph.append(" ", button(_("Stop here today"), leave, "ws-stop"));
  }
}
