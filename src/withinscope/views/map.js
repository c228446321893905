/** The way through the course, drawn: what lies on it, where somebody is, and what is next. */

import { say } from "./announcer.js";
import { el, svg, uniqueName } from "./elements.js";
import { whileInView } from "./in_view.js";
import { listen } from "./kernel.js";
import { _, contentLanguage, language } from "./language.js";
import { spotOf } from "./map_road.js";
import { farText, heardText, marksOf, whereText } from "./map_words.js";
import { doneText } from "./progress_words.js";

/** @typedef {import("./map_words.js").Stop} Stop */
/** @typedef {import("./map_words.js").Part} Part */
/** @typedef {import("./map_words.js").Where} Where */

/** Pieces of the way in a box of 100 by 100, which is stretched from a stop to the next. */
const WAYS = {
  along: "M0 50C30 0 70 100 100 50",
  turn: "M0 0C80 0 100 4 100 22L100 78C100 96 80 100 0 100",
  down: "M0 0C0 45 100 55 100 100",
};

/** @param {keyof typeof WAYS} which @param {string} look */
function piece(which, look) {
  const path = svg("path", { d: WAYS[which] });
  const box = { viewBox: "0 0 100 100", preserveAspectRatio: "none", "aria-hidden": "true" };
  return svg("svg", { ...box, class: `ws-road ${look}` }, path);
}

/**
 * A way to a page: what is seen of it is less than what is heard, as the map around it shows the rest.
 * @param {Stop} stop
 * @param {Part} part
 * @param {string} seen
 * @param {Where} where
 * @param {string | null} [lang] the language of what is seen
 */
function toPage(stop, part, seen, where, lang = contentLanguage()) {
  const far = farText(part);
  const marks = marksOf(part, where);
  const children = [
    el("span", { class: "ws-map-title", lang }, seen),
    ...(far ? [" ", el("span", { class: "ws-far" }, far)] : []),
    ...marks.flatMap((mark) => [" ", el("span", { class: "ws-mark" }, mark)]),
  ];
  const { id, path } = part.page;
  if (id === where.page) return el("span", { class: "ws-to", "aria-current": "page" }, ...children);
  const step = id === where.here ? "step" : null;
  const named = { "aria-label": heardText(stop, part, where), "aria-current": step };
  return el(
    "a",
    { class: "ws-to", href: `../${path}`, "data-ws-page": path, ...named },
    ...children,
  );
}

/** Its exercise, where that is another page. @param {Stop} stop @param {Where} where */
function exerciseLink(stop, where) {
  if (!stop.lesson || !stop.exercise) return null;
  return el(
    "p",
    { class: "ws-map-exercise" },
    toPage(stop, stop.exercise, _("Exercise"), where, null),
  );
}

/** @param {Stop} stop @param {number} index @param {number} count @param {Where} where */
function stopNode(stop, index, count, where) {
  const part = /** @type {Part} */ (stop.lesson ?? stop.exercise);
  const { row, column, back, way } = spotOf(index, count);
  const isHere = [stop.lesson, stop.exercise].some((one) => one?.page.id === where.here);
  const done = part.state === "done";
  const look = `${back ? "ws-back" : ""} ${index % 2 ? "ws-odd" : ""}`;
  const node = el(
    "li",
    { class: `ws-stop-on-map ${look}`, "data-state": part.state, "data-here": isHere },
    ...(way === "end" ? [] : [piece(way, `ws-road-${way}`), piece("down", "ws-road-down")]),
    el(
      "span",
      { class: "ws-node", "aria-hidden": "true" },
      done ? "✓" : String(stop.number ?? "▸"),
    ),
    el(
      "div",
      {},
      toPage(stop, part, stop.title, where),
      el("p", { lang: contentLanguage() }, stop.about),
      exerciseLink(stop, where),
    ),
  );
  node.style.setProperty("--ws-row", String(row));
  node.style.setProperty("--ws-column", String(column));
  return node;
}

/** What it all comes to, in words. @param {any} shown */
function summary({ stops, parts, minutes, ...where }) {
  const { text, on } = whereText(stops, where);
  const link = on && el("a", { href: `../${on.path}`, "data-ws-page": on.path }, on.name);
  return el("p", {}, `${doneText(parts, minutes)} ${text}`, link, link ? "." : null);
}

/** @param {any} shown */
function roads(shown) {
  const { stops } = shown;
  const nodes = stops.map((/** @type {Stop} */ stop, /** @type {number} */ n) =>
    stopNode(stop, n, stops.length, shown),
  );
  return el(
    "div",
    { class: "ws-map-room" },
    el("ol", { class: "ws-map-way", role: "list" }, ...nodes),
  );
}

export const view = {
  /** @param {{model: import("./kernel.js").Model, el: HTMLElement}} context */
  render({ model, el: root }) {
    const heading = el(
      "h3",
      { id: uniqueName(), class: "ws-heading", tabindex: "-1" },
      _("The map"),
    );
    const body = el("div", {}, el("p", { class: "ws-quoted" }, _("Looking…")));
    const status = el("p", { class: "ws-status" });
    const section = el("section", {
      lang: language,
      class: "ws-item ws-map",
      "aria-labelledby": heading.id,
    });
    section.append(heading, body, status);
    root.append(section);
    const show = () => {
      const shown = model.get("shown");
      if (!shown.stops) return;
      status.textContent = "";
      body.replaceChildren(summary(shown), roads(shown));
    };
    const { ask, stop } = whileInView(section, () => model.send({ kind: "look" }));
    show();
    const stopListening = listen(model, {
      "change:shown": show,
      "change:stale": ask,
      "msg:custom": (message) => say(status, message.text),
    });
    return () => {
      stop();
      stopListening();
    };
  },
};
