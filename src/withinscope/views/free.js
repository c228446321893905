/** `free`: a field to write in, which grows with the text. */
import { el, frame, uniqueName } from "./parts.js";

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
  field.addEventListener("beforeinput", (/** @type {InputEvent} */ event) => {
    if (event.inputType === "insertLineBreak") event.stopImmediatePropagation();
  });
  return {
    nodes: [el("div", { class: "ws-write" }, label, field)],
    // The end of the field may cut an emoji in two, and half of one can't be written to a file.
    read: () => ({ text: field.value.replace(/\p{Surrogate}/gu, "") }),
    missing: (response) => (response.text.trim() ? "" : "Write something first."),
    write: (response) => {
      field.value = response.text ?? "";
      requestAnimationFrame(grow);
    },
  };
});
