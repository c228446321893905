/** The end of an exercise: what is answered, what is missing, and handing it in. */
import { el, uniqueName } from "./elements.js";
import { listen } from "./kernel.js";
import { answeredText, STATES } from "./overview_words.js";
import { questionLink } from "./question_links.js";
import { keep, recall } from "./unsaved.js";
import { shortened } from "./words.js";

const NO_REPLY =
  "Not handed in yet. Your answers are safe: wait a little and press again, or reload this page.";
/** How long (ms) nothing may come of handing in before that is told. */
const PATIENCE = 20_000;

/** @typedef {{id: string, stem: string, state: import("./overview_words.js").State}} Item */

/** @param {Item} item @param {number} index */
function itemLine({ id, stem, state }, index) {
  const { sign, words } = STATES[state];
  return el(
    "li",
    { class: `ws-${state}` },
    el("span", { class: "ws-sign", "aria-hidden": "true" }, sign),
    questionLink(id, index + 1),
    ` ${words}`,
    el("span", { class: "ws-quoted" }, ` ${shortened(stem, 70)}`),
  );
}

/** Offer the file as a download, wherever the course's server runs. @param {{data: string, file: string, folder: string}} message */
function receipt({ data, file, folder }) {
  const bytes = Uint8Array.from(atob(data), (one) => one.charCodeAt(0));
  const url = URL.createObjectURL(new Blob([bytes], { type: "application/x-ipynb+json" }));
  const link = el("a", { href: url, download: file, class: "ws-button" }, "Download the file");
  const place = el("code", {}, `${folder}/${file}`);
  return [
    el("p", { class: "ws-verdict" }, "Handed in: your file is ready."),
    el("p", {}, "Send this file the way your course asks for it, for example by uploading it:"),
    el("p", {}, link),
    el("p", { class: "ws-path" }, "It is also kept on this computer: ", place),
    el(
      "p",
      {},
      "You can change answers and hand in again. Both files are kept, and the newest counts.",
    ),
  ];
}

/** What the box is made of. */
function handInPage() {
  const heading = el("h3", { id: uniqueName(), class: "ws-heading" }, "Hand in");
  const said = el("p", {});
  const list = el("ol", { class: "ws-overview" });
  const name = el("input", {
    id: uniqueName(),
    type: "text",
    maxlength: "120",
    autocomplete: "name",
    class: "ws-name",
  });
  const button = el("button", { type: "button", class: "ws-button" }, "Hand in");
  const status = el("p", { class: "ws-status", role: "status" });
  const result = el("div", { class: "ws-result", "aria-live": "polite" });
  const label = el("label", { for: name.id }, "Your name or number");
  const foot = el("div", { class: "ws-foot" }, button, status);
  const controls = el("div", {}, el("div", { class: "ws-write" }, label, name), foot);
  const named = { class: "ws-item ws-hand-in", "aria-labelledby": heading.id };
  const section = el("section", named, heading, said, list, controls, result);
  return { section, said, list, name, button, status, result, controls };
}

export const view = {
  /** @param {{model: import("./kernel.js").Model, el: HTMLElement}} context */
  render({ model, el: root }) {
    const page = handInPage();
    const { said, list, name, button, status, result, controls } = page;
    root.append(page.section);
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let waiting;
    const show = () => {
      const { items, trainee, locked } = model.get("overview");
      said.textContent = locked || answeredText(items);
      list.replaceChildren(...items.map(itemLine));
      controls.hidden = Boolean(locked);
      if (!name.value) name.value = recall("name") ?? trainee;
    };
    const hear = (/** @type {any} */ message) => {
      clearTimeout(waiting);
      button.disabled = false;
      status.textContent = message.kind === "failed" ? message.text : "";
      if (message.kind === "done") result.replaceChildren(...receipt(message));
    };
    button.addEventListener("click", () => {
      status.textContent = name.value.trim() ? "Writing…" : "Write your name or number first.";
      if (!name.value.trim()) return name.focus();
      button.disabled = true;
      waiting = setTimeout(hear, PATIENCE, { kind: "failed", text: NO_REPLY });
      model.send({ kind: "hand-in", trainee: name.value });
    });
    name.addEventListener("input", () => keep("name", name.value));
    show();
    const stopListening = listen(model, { "change:overview": show, "msg:custom": hear });
    return () => {
      clearTimeout(waiting);
      stopListening();
    };
  },
};
