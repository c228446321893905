/** One question to think about after a conversation; what is written is kept as it is written. */

import { content, el } from "./elements.js";
import { _ } from "./language.js";
import { reflectionName } from "./unsaved.js";
import { writingField } from "./writing_field.js";
import { keepWritten } from "./written.js";

/**
 * @param {{reflect: string, reflection: string}} debrief what is asked, and what was written
 * @param {import("./tries.js").Play} play
 */
export function reflection(debrief, play) {
  const { field } = writingField();
  const status = el("p", { class: "ws-status" });
  keepWritten(field, status, {
    name: reflectionName(play.asked.id),
    kept: debrief.reflection,
    send: (text, tell) => play.reflect(text, tell),
    signal: play.signal,
  });
  const whose = el("span", { class: "ws-quoted" }, ` ${_("Only you can see what you write.")}`);
  const label = el("label", { for: field.id }, content(debrief.reflect), whose);
  return [
    el("h5", {}, _("To think about")),
    el("div", { class: "ws-write ws-reflection" }, label, field, status),
  ];
}
