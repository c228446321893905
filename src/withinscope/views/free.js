/** `free`: a field to write in, which grows with the text. */

import { el } from "./elements.js";
import { frame } from "./frame.js";
import { _ } from "./language.js";
import { writingField } from "./writing_field.js";

export const view = frame((asked) => {
  const { field, grow } = writingField({ rows: "5" });
  const label = el(
    "label",
    { for: field.id },
    asked.private ? _("For you alone") : _("Your answer"),
  );
  return {
    nodes: [el("div", { class: "ws-write" }, label, field)],
    read: () => ({ text: writable(field.value) }),
    missing: (response) => (response.text.trim() ? "" : _("Write something first.")),
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
