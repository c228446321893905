/** One question to think about after a conversation; what is written is kept as it is written. */
import { say } from "./announcer.js";
import { REST } from "./drafts.js";
import { el, uniqueName } from "./elements.js";
import { keep, markUnsaved, recall, reflectionName } from "./unsaved.js";

const NOT_SAVED = "Not saved yet.";

/**
 * @param {{reflect: string, reflection: string}} debrief what is asked, and what was written
 * @param {import("./tries.js").Play} play
 */
export function reflection(debrief, play) {
  const field = el("textarea", { id: uniqueName(), class: "ws-field", maxlength: "20000" });
  const status = el("p", { class: "ws-status" });
  keepWritten(field, status, debrief.reflection, play);
  const whose = el("span", { class: "ws-quoted" }, " Only you can see what you write.");
  const label = el("label", { for: field.id }, debrief.reflect, whose);
  return [
    el("h5", {}, "To think about"),
    el("div", { class: "ws-write ws-reflection" }, label, field, status),
  ];
}

/**
 * @param {HTMLTextAreaElement} field
 * @param {HTMLElement} status
 * @param {string} kept what the kernel has
 * @param {import("./tries.js").Play} play
 */
function keepWritten(field, status, kept, play) {
  const name = reflectionName(play.asked.id);
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  field.value = recall(name) ?? kept;
  const now = () => {
    clearTimeout(timer);
    const text = field.value;
    if (text === kept) return;
    play.reflect(text, (told, saved) => {
      if (saved) kept = text;
      if (saved && field.value === text) keep(name, null);
      markUnsaved(field, saved ? (field.value === text ? "" : "changed") : "failed");
      say(status, told);
    });
  };
  const soon = () => {
    keep(name, field.value);
    markUnsaved(field, "changed");
    status.textContent = NOT_SAVED;
    clearTimeout(timer);
    timer = setTimeout(now, REST);
  };
  field.addEventListener("input", soon);
  field.addEventListener("change", now);
  const hidden = () => document.hidden && now();
  document.addEventListener("visibilitychange", hidden, { signal: play.signal });
  play.signal.addEventListener("abort", () => markUnsaved(field, ""));
  if (field.value === kept) keep(name, null);
  else soon();
}
