/** The end of an exercise: what is answered, what is missing, and handing it in. */
import { dress, el, keep, recall, uniqueName } from "./parts.js";
import { questionLink, shortened } from "./around.js";

const WORDS = {
  answered: "answered",
  missing: "not answered",
  unsaved: "begun, not saved",
  begun: "begun, not played to its end",
};
const NO_REPLY =
  "Not handed in yet. Your answers are safe: wait a little and press again, or reload this page.";
const SIGNS = { answered: "✓", missing: "○", unsaved: "…", begun: "…" };

/** @param {any} item @param {number} index */
function line(item, index) {
  const link = questionLink(item.id, index + 1);
  const sign = el("span", { class: "ws-sign", "aria-hidden": "true" }, SIGNS[item.state]);
  return el(
    "li",
    { class: `ws-${item.state}` },
    sign,
    link,
    ` ${WORDS[item.state]}`,
    el("span", { class: "ws-quoted" }, ` ${shortened(item.stem, 70)}`),
  );
}

/** @param {any[]} items */
function summary(items) {
  const open = items.filter((item) => item.state !== "answered").length;
  if (!open) return `All ${items.length} questions are answered.`;
  return `${items.length - open} of ${items.length} questions are answered. You can hand in as it is, and again later.`;
}

/** Offer the file as a download, wherever the course's server runs. @param {any} message */
function receipt(message) {
  const bytes = Uint8Array.from(atob(message.data), (c) => c.charCodeAt(0));
  const url = URL.createObjectURL(new Blob([bytes], { type: "application/x-ipynb+json" }));
  return [
    el("p", { class: "ws-verdict" }, "Handed in: your file is ready."),
    el("p", {}, "Send this file the way your course asks for it, for example by uploading it:"),
    el(
      "p",
      {},
      el("a", { href: url, download: message.file, class: "ws-button" }, "Download the file"),
    ),
    el(
      "p",
      { class: "ws-path" },
      "It is also kept on this computer: ",
      el("code", {}, `${message.folder}/${message.file}`),
    ),
    el(
      "p",
      {},
      "You can change answers and hand in again. Both files are kept, and the newest counts.",
    ),
  ];
}

export const view = {
  /** @param {any} context */
  render({ model, el: root }) {
    dress();
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
    const form = el(
      "div",
      { class: "ws-write" },
      el("label", { for: name.id }, "Your name or number"),
      name,
    );
    const controls = el("div", {}, form, el("div", { class: "ws-foot" }, button, status));
    root.append(
      el(
        "section",
        { class: "ws-item ws-hand-in", "aria-labelledby": heading.id },
        heading,
        said,
        list,
        controls,
        result,
      ),
    );

    const show = () => {
      const { items, trainee, locked } = model.get("overview");
      said.textContent = locked || summary(items);
      list.replaceChildren(...items.map(line));
      controls.hidden = Boolean(locked);
      if (!name.value) name.value = recall("name") ?? trainee;
    };
    let waiting = 0;
    const heard = (/** @type {any} */ message) => {
      clearTimeout(waiting);
      button.disabled = false;
      status.textContent = message.kind === "failed" ? message.text : "";
      if (message.kind === "done") result.replaceChildren(...receipt(message));
    };
    button.addEventListener("click", () => {
      status.textContent = name.value.trim() ? "Writing…" : "Write your name or number first.";
      if (!name.value.trim()) return name.focus();
      button.disabled = true;
      waiting = setTimeout(heard, 20_000, { kind: "failed", text: NO_REPLY });
      model.send({ kind: "hand-in", trainee: name.value });
    });
    name.addEventListener("input", () => keep("name", name.value));
    show();
    model.on("change:overview", show);
    model.on("msg:custom", heard);
    return () => {
      clearTimeout(waiting);
      model.off("change:overview", show);
      model.off("msg:custom", heard);
    };
  },
};
