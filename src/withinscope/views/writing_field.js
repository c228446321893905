/** A field to write in, which grows with the text. */
import { el, uniqueName } from "./elements.js";

const LONGEST = 20000;

/**
 * @param {object} [more] attributes
 * @returns {{field: HTMLTextAreaElement, grow: () => void}} `grow` is for who has put a text there
 */
export function writingField(more = {}) {
  const named = { id: uniqueName(), maxlength: String(LONGEST), class: "ws-field", dir: "auto" };
  const field = el("textarea", { ...named, ...more });
  const grow = () => {
    field.style.blockSize = "auto";
    field.style.blockSize = `${field.scrollHeight + 4}px`;
  };
  field.addEventListener("input", grow);
  // JupyterLab cancels line breaks in every field inside a cell, by a listener that it adds to the
  // field with each key. This one is older, so it comes first.
  field.addEventListener("beforeinput", (event) => {
    if (event.inputType === "insertLineBreak") event.stopImmediatePropagation();
  });
  return { field, grow };
}
