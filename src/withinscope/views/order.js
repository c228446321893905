/** `order`: steps in a list, each moved up and down by its buttons or by the arrow keys. */

import { announce } from "./announcer.js";
import { group } from "./choices.js";
import { el, uniqueName } from "./elements.js";
import { frame } from "./frame.js";
import { _, contentLanguage } from "./language.js";
import { arranged, edgeText, movedText, wayOfKey } from "./ordering.js";
import { texts } from "./words.js";

const HOW = _(
  "Move each one with its buttons, or go to a button and press the up or down arrow key.",
);

/** What is told of moves: where a step is now, and not all places that it passed. */
const MOVE = "move";

export const view = frame((asked) => {
  let touched = false;
  const hint = el("p", { id: uniqueName(), class: "ws-hint" }, HOW);
  const list = el("ol", { class: "ws-steps", role: "list" }, ...asked.options.map(stepRow));
  const box = group(_("Put these in order, the first at the top"), hint, list);
  box.setAttribute("aria-describedby", hint.id);
  numberSteps(list);
  listenForMoves(list, (row, way) => {
    if (!swap(row, way)) return announce(edgeText(way), MOVE);
    touched = true;
    const rows = numberSteps(list);
    announce(movedText(rows.indexOf(row), rows.length), MOVE);
    row.scrollIntoView({ block: "nearest" });
    list.dispatchEvent(new Event("input", { bubbles: true }));
  });

  return {
    nodes: [box],
    read: () => ({ order: steps(list).map(optionOf) }),
    // Nobody is ever shown the right order, so who moved nothing has not answered yet.
    missing: () => (touched ? "" : _("Put them in order first: nothing is moved yet.")),
    write: (response) => {
      const wanted = texts(response.order);
      const rows = new Map(steps(list).map((row) => [optionOf(row), row]));
      touched = wanted.some((one) => rows.has(one));
      list.append(...arranged([...rows.keys()], wanted).map((one) => rows.get(one) ?? ""));
      numberSteps(list);
    },
  };
});

/** @param {HTMLElement} list @param {(row: Element, way: number) => void} move */
function listenForMoves(list, move) {
  const act = (/** @type {Event} */ event, /** @type {number} */ way) => {
    const row = /** @type {Element} */ (event.target).closest("li");
    if (row) move(row, way);
  };
  list.addEventListener("click", (event) => {
    const button = /** @type {Element} */ (event.target).closest("button");
    // Safari leaves a clicked button without the focus, and the keys would go elsewhere.
    button?.focus();
    if (button) act(event, Number(button.value));
  });
  list.addEventListener("keydown", (event) => {
    const way = wayOfKey(event);
    if (!way) return;
    event.preventDefault();
    act(event, way);
  });
}

/** A step with its place and its buttons. @param {{id: string, text: string}} option */
function stepRow({ id, text }) {
  return el(
    "li",
    { class: "ws-step", "data-option": id },
    el("span", { class: "ws-place" }),
    el("span", { class: "ws-words", lang: contentLanguage() }, text),
    el("span", { class: "ws-moves" }, moveButton(-1, "↑", text), moveButton(1, "↓", text)),
  );
}

/** @param {number} way @param {string} sign @param {string} text */
function moveButton(way, sign, text) {
  const label =
    way < 0 ? _("Move “{step}” up", { step: text }) : _("Move “{step}” down", { step: text });
  const named = { type: "button", class: "ws-move", value: String(way), "aria-label": label };
  return el("button", named, el("span", { "aria-hidden": "true" }, sign));
}

/** The rows as they stand. @param {Element} list @returns {HTMLElement[]} */
function steps(list) {
  return /** @type {HTMLElement[]} */ ([...list.children]);
}

/** @param {HTMLElement} row */
function optionOf(row) {
  return row.dataset.option ?? "";
}

/**
 * Swap a row with the one before or behind it; false where there is none. The neighbor goes, not
 * the row: a node that is taken out of the page loses the focus.
 * @param {Element} row
 * @param {number} way
 */
function swap(row, way) {
  const neighbor = way < 0 ? row.previousElementSibling : row.nextElementSibling;
  if (!neighbor) return false;
  if (way < 0) row.after(neighbor);
  else row.before(neighbor);
  return true;
}

/**
 * Write each row's place, and mark the button that leads nowhere: it can still have the focus,
 * since the row may just have come to its end with it.
 * @param {Element} list
 * @returns {Element[]} the rows
 */
function numberSteps(list) {
  const rows = steps(list);
  rows.forEach((row, index) => {
    const [up, down] = row.querySelectorAll("button");
    const place = row.querySelector(".ws-place");
    if (place) place.textContent = `${index + 1}.`;
    up.setAttribute("aria-disabled", String(index === 0));
    down.setAttribute("aria-disabled", String(index === rows.length - 1));
  });
  return rows;
}
