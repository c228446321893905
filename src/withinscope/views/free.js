/** `free`: a field to write in, which grows with the text. */
import { el, uniqueName } from "./elements.js";
import { frame } from "./frame.js";

const LONGEST = 20000;

export const view = frame((asked) => {
  const field = el("textarea", {
    id: uniqueName(),
    rows: "5",
    maxlength: String(LONGEST),
    class: "ws-field",
  });
  const label = el("label", { for: field.id }, asked.private ? "For you alone" : "Your answer");
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
  return {
    nodes: [el("div", { class: "ws-write" }, label, field)],
    read: () => ({ text: writable(field.value) }),
    missing: (response) => (response.text.trim() ? "" : "Write something first."),
    write: (response) => {
      field.value = response.text ?? "";
      requestAnimationFrame(grow);
    },
  };
});

/**
 * The end of the field may cut an emoji in two, and half of one can't be written to a file.
 * @param {string} text
 */
export function writable(text) {
  return text.replace(/\p{Surrogate}/gu, "");
}
