/** A pause in a conversation: to ground oneself, to take it to supervision, to leave. */

import { el, uniqueName } from "./elements.js";
import { _ } from "./language.js";
import { whomToReach } from "./whom_to_reach.js";

const PARTS = [
  [
    _("Ground yourself"),
    _(
      "Put both feet on the floor and feel the chair hold your back. Breathe out slowly, longer than you breathe in, three times. Look around and name five things that you can see. This is a simulation: nobody is waiting for you, and nothing happens while you are away.",
    ),
  ],
  [
    _("Take it to supervision"),
    _(
      "If a line stirs something of your own, you need not carry it alone. Note which line it was, what you felt and what you wanted to do, and bring that to your supervisor or to someone you trust. If you are in distress yourself, talk to someone now, or ring a crisis line: “Whom to reach” lists some.",
    ),
  ],
  [
    _("Leave and come back"),
    _(
      "Every line so far is saved. Close the page whenever you like, today or for a week: the conversation waits at this line.",
    ),
  ],
];

/** @param {() => void} goOn */
export function pausePanel(goOn) {
  const title = el("h5", { id: uniqueName(), tabindex: "-1" }, _("A pause"));
  const button = el("button", { type: "button", class: "ws-button", click: goOn }, _("Go on"));
  const node = el(
    "div",
    { class: "ws-pause", role: "group", "aria-labelledby": title.id, hidden: true },
    title,
    ...PARTS.flatMap(([name, text]) => [el("h6", {}, name), el("p", {}, text)]),
    el("div", { class: "ws-foot" }, button, ...whomToReach()),
  );
  return {
    node,
    open() {
      node.hidden = false;
      title.focus({ preventScroll: true });
      node.scrollIntoView({ block: "nearest" });
    },
    close() {
      node.hidden = true;
    },
  };
}
