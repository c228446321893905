/** A rubric to mark by: each criterion with its levels, a comment, and comments made before. */
import { el } from "./elements.js";
import { labeled } from "./workbench_controls.js";
import { levelsText, levelText } from "./workbench_words.js";

/** @typedef {{node: HTMLFieldSetElement, levels: HTMLButtonElement[], change: (now: any) => void}} Group */

/** @param {any} desk @param {(message: {kind: string, [name: string]: any}) => void} send */
export function rubric({ at, criteria, calibrates }, send) {
  /** @type {Group[]} */
  const groups = criteria.map((/** @type {any} */ one) => group(one, at, send, !calibrates));
  const change = (/** @type {any} */ now) => {
    groups.forEach((each, n) => {
      each.change(now.criteria[n]);
    });
  };
  return {
    node: el("div", { class: "ws-rubric" }, ...groups.map((each) => each.node)),
    groups,
    change,
  };
}

/** @param {any} one @param {number} at @param {(message: {kind: string, [name: string]: any}) => void} send @param {boolean} says whether there is something to be said of it @returns {Group} */
function group({ id, criterion, levels, bank }, at, send, says) {
  const press = (/** @type {number | null} */ level) => {
    buttons.forEach((/** @type {HTMLButtonElement} */ each, /** @type {number} */ n) => {
      each.setAttribute("aria-pressed", String(n === level));
    });
  };
  const buttons = levels.map((/** @type {string} */ words, /** @type {number} */ level) =>
    el(
      "button",
      {
        type: "button",
        class: "ws-level",
        "aria-pressed": "false",
        click: () => {
          press(level); // shown at once: the next key may come before the kernel's answer
          send({ kind: "level", at, criterion: id, level });
        },
      },
      el("kbd", { "aria-hidden": "true" }, String(level)),
      el("span", {}, levelText(level, words)),
    ),
  );
  const field = el("textarea", { rows: "2", maxlength: "2000", class: "ws-field", dir: "auto" });
  const say = () => send({ kind: "comment", at, criterion: id, words: field.value });
  field.addEventListener("change", say);
  field.addEventListener("beforeinput", (event) => {
    // JupyterLab would cancel line breaks, as in every field of a cell (see free.js).
    if (event.inputType === "insertLineBreak") event.stopImmediatePropagation();
  });
  const again = bank.map((/** @type {string} */ words) =>
    el(
      "button",
      {
        type: "button",
        class: "ws-again",
        dir: "auto",
        click: () => {
          field.value = field.value.trim() ? `${field.value.trim()}\n${words}` : words;
          say();
        },
      },
      words,
    ),
  );
  const before = again.length > 0 ? earlier(again) : null;
  const comment = labeled(`Comment: ${criterion}`, field);
  const chosen = el("div", { class: "ws-levels" }, ...buttons);
  const words = says ? [comment, before] : [];
  const node = el("fieldset", {}, el("legend", {}, criterion), chosen, ...words);
  const change = (/** @type {any} */ now) => {
    press(now.level);
    if (document.activeElement !== field) field.value = now.comment;
  };
  return { node, levels: buttons, change };
}

/** @param {HTMLElement[]} comments */
function earlier(comments) {
  const list = el("ul", {}, ...comments.map((each) => el("li", {}, each)));
  return el("details", {}, el("summary", {}, "Comments made before"), list);
}

/**
 * The keys 0, 1, 2 … give the level that they name: to the criterion with the focus, else to the first
 * without one. The focus goes on to the next criterion without a level, then to the way on.
 * @param {Group[]} groups
 * @param {HTMLElement} next
 * @param {(text: string) => void} say says which levels there are, where a key has none
 */
export function levelKeys(groups, next, say) {
  return (/** @type {KeyboardEvent} */ event) => {
    const { key, target, ctrlKey, metaKey, altKey } = event;
    const writes = target instanceof Element && target.matches("textarea, input, select");
    if (writes || ctrlKey || metaKey || altKey || !/^[0-9]$/.test(key)) return;
    const here = groups.find(({ node }) => target instanceof Node && node.contains(target));
    const now = here ?? groups.find((each) => !isGiven(each));
    if (!now) return;
    const level = now.levels[Number(key)];
    if (!level) return say(levelsText(now.levels.length));
    event.preventDefault();
    level.click();
    const left = groups.find((each) => each !== now && !isGiven(each));
    (left?.levels[0] ?? next).focus();
  };
}

/** @param {Group} group */
function isGiven({ levels }) {
  return levels.some((each) => each.getAttribute("aria-pressed") === "true");
}
