/** `order`: steps in a list, each moved up and down by its buttons or by the arrow keys. */
import { announce, el, frame, group, texts, uniqueName } from "./parts.js";

const HOW = "Move each one with its buttons, or go to a button and press the up or down arrow key.";
const WAYS = { ArrowUp: -1, ArrowDown: 1 };

export const view = frame((asked) => {
  let touched = false;
  const said = el("p", { class: "ws-spoken", "aria-live": "polite" });
  const hint = el("p", { id: uniqueName(), class: "ws-hint" }, HOW);
  const list = el("ol", { class: "ws-steps", role: "list" }, ...asked.options.map(stepRow));
  const box = group("Put these in order, the first at the top", hint, list, said);
  box.setAttribute("aria-describedby", hint.id);
  numberSteps(list);

  const move = (/** @type {HTMLElement} */ row, /** @type {number} */ by) => {
    if (!swap(row, by)) return announce(said, by < 0 ? "It is the first." : "It is the last.");
    touched = true;
    announce(
      said,
      `Now in place ${numberSteps(list).indexOf(row) + 1} of ${list.children.length}.`,
    );
    row.scrollIntoView({ block: "nearest" });
    list.dispatchEvent(new Event("input", { bubbles: true }));
  };
  list.addEventListener("click", (/** @type {any} */ event) => {
    const button = event.target.closest("button");
    // Safari leaves a clicked button without the focus, and the keys would go elsewhere.
    button?.focus();
    if (button) move(button.closest("li"), Number(button.value));
  });
  list.addEventListener("keydown", (/** @type {any} */ event) => {
    const by = WAYS[/** @type {keyof typeof WAYS} */ (event.key)];
    if (!by || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    move(event.target.closest("li"), by);
  });

  return {
    nodes: [box],
    read: () => ({ order: steps(list).map((row) => row.dataset.option) }),
    // Nobody is ever shown the right order, so who moved nothing has not answered yet.
    missing: () => (touched ? "" : "Put them in order first: nothing is moved yet."),
    write: (response) => {
      const wanted = texts(response.order);
      const place = (/** @type {HTMLElement} */ row) => wanted.indexOf(row.dataset.option ?? "");
      const found = steps(list).filter((row) => place(row) >= 0);
      // What an older item did not have yet stays behind what it had.
      const left = steps(list).filter((row) => place(row) < 0);
      touched = found.length > 0;
      list.append(...found.sort((one, other) => place(one) - place(other)), ...left);
      numberSteps(list);
    },
  };
});

/** A step with its place and its buttons. @param {any} option */
function stepRow(option) {
  const button = (
    /** @type {number} */ by,
    /** @type {string} */ sign,
    /** @type {string} */ way,
  ) =>
    el(
      "button",
      {
        type: "button",
        class: "ws-move",
        value: String(by),
        "aria-label": `Move “${option.text}” ${way}`,
      },
      el("span", { "aria-hidden": "true" }, sign),
    );
  return el(
    "li",
    { class: "ws-step", "data-option": option.id },
    el("span", { class: "ws-place" }),
    el("span", { class: "ws-words" }, option.text),
    el("span", { class: "ws-moves" }, button(-1, "↑", "up"), button(1, "↓", "down")),
  );
}

/** The rows as they stand. @param {Element} list @returns {HTMLElement[]} */
function steps(list) {
  return /** @type {HTMLElement[]} */ ([...list.children]);
}

/**
 * Swap a row with the one before or behind it; false where there is none. The neighbor goes, not
 * the row: a node that is taken out of the page loses the focus.
 * @param {HTMLElement} row @param {number} by
 */
function swap(row, by) {
  const neighbor = by < 0 ? row.previousElementSibling : row.nextElementSibling;
  if (!neighbor) return false;
  if (by < 0) row.after(neighbor);
  else row.before(neighbor);
  return true;
}

/**
 * Write each row's place, and mark the button that leads nowhere: it can still have the focus,
 * since the row may just have come to its end with it.
 * @param {Element} list
 */
function numberSteps(list) {
  const rows = steps(list);
  rows.forEach((row, index) => {
    const [up, down] = row.querySelectorAll("button");
    /** @type {Element} */ (row.querySelector(".ws-place")).textContent = `${index + 1}.`;
    up.setAttribute("aria-disabled", String(index === 0));
    down.setAttribute("aria-disabled", String(index === rows.length - 1));
  });
  return rows;
}
