/** The workbench's part on what changed: the history of scores, a step back, a person removed. */
import { el } from "./elements.js";
import { askingArea } from "./workbench_asking.js";
import { button, footWith, labeled, partNode } from "./workbench_controls.js";
import { FOR_GOOD, STEP } from "./workbench_words.js";

/** @param {import("./workbench_grade.js").Kit} kit */
export function changesRoom({ send }) {
  const whom = el("input", { type: "text", class: "ws-name", autocomplete: "off" });
  const asking = askingArea(send);
  const history = el("div", { class: "ws-graded" });
  const first = el("h3", { tabindex: "-1" }, "Take a step back");
  const node = el(
    "div",
    {},
    first,
    el("p", {}, STEP),
    footWith(button("Show the latest step", () => send({ kind: "step" }))),
    el("h3", {}, "Remove a person"),
    el("p", {}, FOR_GOOD),
    labeled("A name, an e-mail address or a number", whom),
    footWith(button("Show what is kept", () => send({ kind: "forget", trainee: whom.value }))),
    asking.node,
    el("h3", {}, "How scores changed"),
    history,
  );
  const update = (/** @type {any} */ shown) => {
    history.replaceChildren(...shown.history.map(partNode));
    if (asking.update(shown)) first.focus();
  };
  return { node, update };
}
