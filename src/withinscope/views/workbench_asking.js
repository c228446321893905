/** What would come of something, and the yes that it waits for. */
import { el } from "./elements.js";
import { button, footWith, partNode } from "./workbench_controls.js";
import { ASKED, DONE, LEAVE_IT, yesText } from "./workbench_words.js";

/** @param {(message: {kind: string, [name: string]: any}) => void} send */
export function askingArea(send) {
  const heading = el("h3", { tabindex: "-1" }, ASKED);
  const parts = el("div", { class: "ws-graded" });
  const foot = footWith();
  const node = el("div", { hidden: true }, heading, parts, foot);
  let before = "";
  const update = (/** @type {any} */ { told, asked }) => {
    const now = asked ? JSON.stringify([told, asked]) : "";
    const isNew = now !== "" && now !== before; // it may stand below what is in view
    before = now;
    const held = foot.contains(document.activeElement);
    parts.replaceChildren(...told.map(partNode));
    heading.textContent = asked ? ASKED : DONE;
    foot.replaceChildren(...(asked ? answers(asked, send) : []));
    node.hidden = told.length === 0 && !asked;
    if ((held || isNew) && !node.hidden) heading.focus();
    return held && node.hidden; // then what had the focus is gone
  };
  return { node, update };
}

/** @param {any} asked @param {(message: {kind: string}) => void} send */
function answers(asked, send) {
  return [
    button(yesText(asked), () => send({ kind: "yes" })),
    button(LEAVE_IT, () => send({ kind: "no" }), true),
  ];
}
