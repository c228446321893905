/** The page of an item, as nodes: what is asked, the form, the button, room for what comes of it. */

import { underCare } from "./care_note.js";
import { confidenceGroup } from "./confidence.js";
import { el, paragraphs, uniqueName } from "./elements.js";
import { _, language } from "./language.js";

/** @typedef {ReturnType<typeof itemPage>} ItemPage */

/** @param {any} asked @param {Node[]} controls what the item's type adds */
export function itemPage(asked, controls) {
  const title = asked.private
    ? _("Reflection {n}", { n: asked.number })
    : _("Question {n}", { n: asked.number });
  const heading = el("h3", { id: uniqueName(), class: "ws-heading", tabindex: "-1" }, title);
  const sure = asked.confidence ? confidenceGroup() : null;
  const button = el("button", { type: "button", class: "ws-button" });
  const status = el("p", { class: "ws-status" });
  const show = el(
    "button",
    { type: "button", class: "ws-button ws-second ws-small" },
    _("Show it"),
  );
  show.hidden = true;
  const verdict = el("p", { class: "ws-verdict" });
  const result = el("div", { class: "ws-result" });
  const named = { class: "ws-controls", "aria-label": _("Your answer") };
  const form = el("fieldset", named, ...controls, sure);
  const care = underCare(asked, [
    el("div", { class: "ws-stem" }, ...paragraphs(asked.stem)),
    form,
    el("div", { class: "ws-foot ws-answer" }, button, verdict, status, show),
    result,
  ]);
  const section = el(
    "section",
    { lang: language, class: "ws-item", "aria-labelledby": heading.id, "data-ws-item": asked.id },
    heading,
    ...care.nodes,
    asked.author ? authorPanel(asked.author) : null,
  );
  return { section, care, form, sure, button, show, verdict, status, result };
}

/** What the author alone sees: both sides of the key. @param {{sees: string, hidden: string}} author */
function authorPanel(author) {
  const side = (/** @type {string} */ title, /** @type {string} */ text) =>
    el("details", { open: true }, el("summary", {}, title), el("pre", { tabindex: "0" }, text));
  return el(
    "div",
    { class: "ws-author", role: "group", "aria-label": "For the author" },
    side("Trainees will see", author.sees),
    side("Trainees will not see", author.hidden),
  );
}
