/** Where somebody stands: how sure and how right, what is done, what was practiced, what is next. */

import { say } from "./announcer.js";
import { SURE } from "./confidence.js";
import { content, el, present, svg, uniqueName } from "./elements.js";
import { whileInView } from "./in_view.js";
import { listen } from "./kernel.js";
import { keepFromJupyter } from "./keys.js";
import { _, language, n_ } from "./language.js";
import { ownNote } from "./own_note.js";
import {
  doneText,
  dotsOf,
  dueText,
  firstText,
  levelText,
  pageText,
  rowText,
  surpriseText,
  titleText,
} from "./progress_words.js";
import { questionLink } from "./question_links.js";
import { shortened } from "./words.js";

/** @type {Record<string, string>} */
const STATE_SIGNS = { done: "✓", begun: "…", "not begun": "○" };

/** @typedef {import("./progress_words.js").Level} Level */
/** @typedef {{title: string, path: string, number?: number | null}} PageOf the course */

/**
 * Every page of the course lies in a folder of its own below the same one.
 * @param {PageOf} page
 * @param {Node | string} words of the link: the page's title, unless there are others
 */
function link(page, words = content(titleText(page))) {
  const { path } = page;
  return el("a", { href: `../${path}`, "data-ws-page": path }, words);
}

/** @param {string} title @param {...(Node | null)} children */
function part(title, ...children) {
  return el("div", { class: "ws-part" }, el("h4", {}, title), ...children);
}

/** A dot an answer: full when it was right, half full when close, a ring when not. @param {Level} level */
function dotsPicture(level) {
  const { width, height, dots } = dotsOf(level);
  const circles = dots.flatMap(({ stood, x, y }) => {
    const ring = svg("circle", { class: `ws-dot-${stood}`, cx: x, cy: y, r: 6 });
    const half = svg("path", { class: "ws-dot-half", d: `M${x} ${y - 6}a6 6 0 0 0 0 12z` });
    return stood === "close" ? [ring, half] : [ring];
  });
  const frame = { viewBox: `0 0 ${width} ${height}`, width, height, "aria-hidden": "true" };
  return svg("svg", frame, ...circles);
}

/** The words beside a row of dots say what it shows. @param {Level} level */
function levelRow(level) {
  return el(
    "li",
    {},
    el("span", { class: "ws-level" }, SURE[level.confidence]),
    dotsPicture(level),
    el("span", { class: "ws-quoted" }, rowText(level)),
  );
}

/** @param {any} certainty @param {Record<string, string>} pages */
function certaintyPart({ levels, missed, everywhere }, pages) {
  if (!levels.length) return null;
  const near = levels.some((/** @type {Level} */ one) => one.close) ? `\u2003◐ ${_("close")}` : "";
  const words = `● ${_("right at the first answer")}${near}\u2003○ ${_("not")}`;
  const legend = el("p", { class: "ws-quoted ws-legend", "aria-hidden": "true" }, words);
  const review = pages.review ? { title: _("Review"), path: pages.review } : null;
  return part(
    everywhere ? _("How sure, and how right, so far") : _("How sure, and how right"),
    el("p", { class: "ws-verdict" }, levelText(levels[0])),
    el("ul", { class: "ws-levels" }, ...levels.map(levelRow)),
    legend,
    ...(missed.length ? surprises(missed, everywhere, review) : []),
  );
}

/** What somebody was sure of and did not have right. @param {any[]} missed @param {boolean} everywhere @param {PageOf | null} review */
function surprises(missed, everywhere, review) {
  const they = firstText(missed);
  const back = review && they ? el("p", {}, `${they} `, link(review, review.title), ".") : null;
  const text = surpriseText(missed.length);
  if (everywhere) return [el("p", {}, text), back];
  const list = el("ul", { class: "ws-overview" }, ...missed.map(surprise));
  return [el("p", {}, text, " ", _("Look again:")), list, back];
}

/** @param {{item: string, number: number, stem: string, mended: boolean}} missed */
function surprise({ item, number, stem, mended }) {
  return el(
    "li",
    {},
    questionLink(item, number),
    mended ? ` ${_("You have it right by now.")}` : "",
    el("span", { class: "ws-quoted" }, content(shortened(stem, 90))),
  );
}

/** @param {any} part @param {string} here */
function pageRow(part, here) {
  const { page, state } = part;
  const isHere = page.id === here;
  return el(
    "li",
    { class: isHere ? "ws-here" : null },
    el("span", { class: "ws-sign", "aria-hidden": "true" }, STATE_SIGNS[state]),
    isHere ? el("strong", {}, content(titleText(page))) : link(page),
    el("span", { class: "ws-quoted" }, pageText(part)),
  );
}

/** @param {any} standing @param {string} here */
function coursePart({ parts, minutes }, here) {
  const rows = parts.map((/** @type {any} */ one) => pageRow(one, here));
  const list = el("ul", { class: "ws-overview" }, ...rows);
  return part(_("The course"), el("p", {}, doneText(parts, minutes)), list);
}

/** @param {any} standing */
function outcomesPart({ practiced, ahead }) {
  const title = _("What you have practiced");
  const row = (/** @type {{text: string, items: number}} */ { text, items }) =>
    el(
      "li",
      {},
      content(text),
      el("span", { class: "ws-quoted" }, n_("{n} question", "{n} questions", items)),
    );
  const done = practiced.length
    ? el("ul", { class: "ws-overview" }, ...practiced.map(row))
    : el("p", {}, _("Nothing yet. It begins with the first answer."));
  if (!ahead.length) return part(title, done);
  const left = ahead.map((/** @type {string} */ text) => el("li", {}, content(text)));
  const summary = el("summary", {}, _("Still to come ({n})", { n: ahead.length }));
  const open = el("details", {}, summary, el("ul", { class: "ws-plain" }, ...left));
  return part(title, done, open);
}

/** @param {any} shown */
function nextPart({ standing, open, due, pages, here }) {
  const isDue = due && pages.review;
  const review = { title: _("Review"), path: pages.review };
  return part(
    _("What is next"),
    wayOn(standing.next, here, open),
    isDue ? el("p", {}, dueText(due), link(review, review.title)) : null,
  );
}

/** @param {(PageOf & {id: string}) | null} next @param {string} here @param {{item: string, number: number} | null} open */
function wayOn(next, here, open) {
  if (!next) return el("p", {}, _("You have been through the whole course."));
  if (next.id !== here) return el("p", {}, _("Next:"), " ", link(next));
  if (!open) return el("p", {}, _("Next: the rest of this page, or whatever you like."));
  return el("p", {}, _("Next, and not answered yet:"), " ", questionLink(open.item, open.number));
}

/** What the box is made of. */
function progressPage() {
  const named = { id: uniqueName(), class: "ws-heading", tabindex: "-1" };
  const heading = el("h3", named, _("Where you are"));
  const body = el("div", {}, el("p", { class: "ws-quoted" }, _("Looking…")));
  const status = el("p", { class: "ws-status" });
  const section = el("section", {
    lang: language,
    class: "ws-item ws-progress",
    "aria-labelledby": heading.id,
  });
  section.append(heading, body, status);
  return { section, body, status };
}

/** All that is told. @param {any} shown */
function parts(shown) {
  const { certainty, standing, here, pages } = shown;
  return present([
    certaintyPart(certainty, pages),
    nextPart(shown),
    certainty.everywhere ? null : coursePart(standing, here),
    outcomesPart(standing),
  ]);
}

const SAVED = _("Saved. Only you can see it.");

export const view = {
  /** @param {{model: import("./kernel.js").Model, el: HTMLElement}} context */
  render({ model, el: root }) {
    const { section, body, status } = progressPage();
    const end = new AbortController();
    const { signal } = end;
    /** @type {ReturnType<typeof ownNote> | null} made once what stands in it is known */
    let note = null;
    root.append(section);
    window.addEventListener("keydown", keepFromJupyter(section), { capture: true, signal });
    const show = () => {
      const shown = model.get("shown");
      if (!shown.standing) return;
      status.textContent = "";
      body.replaceChildren(...parts(shown));
      if (note) return;
      note = ownNote(model, shown.here, shown.note, signal);
      status.before(note.node);
    };
    const hear = (/** @type {any} */ { kind, text, number }) => {
      if (kind === "kept") note?.hear(number, SAVED, true);
      else if (number) note?.hear(number, text, false);
      else say(status, text);
    };
    const { ask, stop } = whileInView(section, () => model.send({ kind: "look" }));
    show();
    const stopListening = listen(model, {
      "change:shown": show,
      "change:stale": ask,
      "msg:custom": hear,
    });
    return () => {
      end.abort();
      stop();
      stopListening();
    };
  },
};
