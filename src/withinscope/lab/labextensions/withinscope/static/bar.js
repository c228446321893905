// The course bar: what a trainee sees of the tool around the text.

import { addAuthors } from "./authors.js";
import { fillContents } from "./contents.js";
import { button, paragraph } from "./elements.js";
import { ICONS } from "./icons.js";
import { _, LANGUAGE, LANGUAGES } from "./language.js";
import { aim } from "./links.js";
import { teller } from "./teller.js";

/** Bars so far; each needs ids of its own. */
let bars = 0;

/**
 * @typedef {object} Actions
 * @property {(path: string) => void} go opens a notebook of the course
 * @property {(path: string) => string} href its address, for those who want it in a new tab
 * @property {() => Promise<Record<string, import("./standing.js").Standing>>} standing tells how far
 *   each page of the course is, by its path
 * @property {(section: import("./outline.js").Outline["sections"][number]) => void} section goes to a
 *   section of this page
 * @property {() => void} lookUp shows the words of the course and the four ways on
 * @property {() => void} size makes all text larger, then as it was
 * @property {() => void} theme changes between light and dark
 * @property {(tag: string) => void} speak has all that the course says itself in a language
 * @property {() => void} [jupyter] shows or hides JupyterLab, where that is around the course
 * @property {{go: (path: string) => void, href: (path: string) => string}} [plain] the way to a page of
 *   the course without Jupyter, where there are such pages
 * @property {() => void} [leave] ends the sitting, where there is something to be ended
 */

/** @typedef {{label: string, act: () => void}} Offer something to do about a notice */
/**
 * @typedef {object} Bar
 * @property {HTMLElement} node
 * @property {HTMLElement} title the lesson's title; it can take the focus
 * @property {(now: {word: string, state: string}) => void} setSaved
 * @property {(dark: boolean | null) => void} setDark null where there are no themes
 * @property {(shown: boolean) => void} setJupyter
 * @property {(sentence: string) => void} welcomeBack says where somebody was, and lets them choose
 * @property {(sentence: string) => void} say reads a sentence out
 * @property {(sentences: string[], offer?: Offer, about?: string) => void} alert puts a notice below
 *   the bar, one for each thing that it is about; none removes it
 */

/**
 * @param {import('./contents.js').Here} course
 * @param {boolean} isHeading whether the title is the page's heading, the text having none
 * @param {Actions} actions
 * @returns {Bar}
 */
export function makeBar(course, isHeading, actions) {
  // No <header>: inside JupyterLab's main region that would be a second banner.
  const node = document.createElement("div");
  node.className = "ws-bar";
  bars += 1;
  node.innerHTML = markup(`ws-bar-${bars}`, isHeading);
  /** @type {Part} */
  const part = (name) => /** @type {any} */ (node.querySelector(`.ws-${name}`));
  wayfinding(part, course, actions);
  const setJupyter = actions.jupyter ? addAuthors(part("contents"), actions.jupyter) : () => {};
  lookingUp(part, course, actions);
  sittings(part, actions);
  offerLanguages(part("language"), actions);
  for (const name of ["contents", "more", "language"]) placeBelow(part(`do-${name}`), part(name));
  const say = teller(part("quiet"));
  return {
    node,
    title: part("title"),
    setSaved: ({ word, state }) => {
      part("saved").textContent = word;
      part("saved").dataset.state = state;
    },
    setDark: (dark) => {
      part("do-theme").hidden = dark === null;
      part("do-theme").setAttribute("aria-pressed", String(dark));
    },
    setJupyter,
    welcomeBack: (sentence) => {
      welcomeBack(part, sentence);
      say(sentence);
    },
    say,
    alert: (sentences, offer, about) => {
      const area = alertFor(part, about, sentences.length > 0);
      if (area) fillAlert(area, sentences, offer);
    },
  };
}

/** @typedef {(name: string) => any} Part finds a part of the bar by its class, without the `ws-` */

/** @param {string} id of the bar @param {boolean} isHeading */
function markup(id, isHeading) {
  const title = isHeading ? "h1" : "p";
  return `
    <nav class="ws-nav" aria-label="${_("Course")}">
      ${popoverButton("contents", _("Contents"), `${id}-contents`)}
      <div class="ws-contents" id="${id}-contents" popover></div>
      <${title} class="ws-title" tabindex="-1"></${title}>
      <span class="ws-saved"></span>
      ${control("lookUp", _("Look up"), _("Look up (F1)"))}
      ${link("back", _("Back"))}
      ${link("next", _("Next"))}
      ${popoverButton("more", _("More"), `${id}-more`)}
      <div class="ws-more" id="${id}-more" popover>
        ${control("size", _("Text size"))}${control("theme", _("Dark"))}
        ${popoverButton("language", _("Language"), `${id}-language`)}
        <div class="ws-language" id="${id}-language" role="group" aria-label="${_("Language")}" popover></div>
        ${control("leave", _("Leave"))}
      </div>
    </nav>
    <div class="ws-alert" role="alert"></div>
    <div class="ws-quiet" aria-live="polite"></div>
    <div class="ws-again" role="group" aria-label="${_("Where you were")}" popover="manual"></div>`;
}

/**
 * One line over the page, gone as soon as somebody goes on.
 * @param {Part} part
 * @param {string} sentence
 */
function welcomeBack(part, sentence) {
  const area = part("again");
  const away = new AbortController();
  const goOn = () => {
    area.replaceChildren();
    area.hidePopover();
    away.abort();
  };
  area.replaceChildren(
    paragraph(sentence),
    button(_("Go on"), goOn),
    button(_("See the course"), () => {
      goOn();
      part("contents").showPopover();
      part("contents").querySelector("a")?.focus();
    }),
  );
  area.showPopover(); // over everything: in the bar, "fixed" means the bar
  for (const move of ["wheel", "touchstart", "keydown", "pointerdown"]) {
    const gone = (/** @type {Event} */ { target }) =>
      area.contains(/** @type {Node} */ (target)) || goOn();
    window.addEventListener(move, gone, { capture: true, signal: away.signal, passive: true });
  }
}

/** Where one is in the course, and the ways on. @param {Part} part @param {import('./contents.js').Here} course @param {Actions} actions */
function wayfinding(part, course, actions) {
  part("title").textContent = course.title;
  part("title").title = course.title;
  part("title").lang = course.language;
  fillContents(part("contents"), course, actions);
  aim(part("do-back"), course.back, actions);
  aim(part("do-next"), course.next, actions);
}

/** @param {Part} part @param {import('./contents.js').Here} course @param {Actions} actions */
function lookingUp(part, course, actions) {
  const lookUp = part("do-lookUp");
  lookUp.hidden = course.lookUp === null;
  lookUp.setAttribute("aria-keyshortcuts", "F1");
  lookUp.addEventListener("click", () => actions.lookUp());
}

/** What acts on the whole sitting; where there is little room, it stands behind one button. @param {Part} part @param {Actions} actions */
function sittings(part, { size, theme, leave }) {
  for (const [name, act] of Object.entries({ size, theme, leave })) {
    part(`do-${name}`).hidden = !act;
    part(`do-${name}`).addEventListener("click", () => {
      part("more").hidePopover();
      act?.();
    });
  }
}

/** The languages to choose from, each by its own name. @param {HTMLElement} list @param {Actions} actions */
function offerLanguages(list, { speak }) {
  for (const [tag, name] of Object.entries(LANGUAGES)) {
    const choose = button(name, () => speak(tag));
    choose.lang = tag;
    choose.setAttribute("aria-pressed", String(tag === LANGUAGE));
    list.append(choose);
  }
}

/** @typedef {keyof typeof ICONS} Name of a control */

/**
 * What a control shows, and says where the pointer rests. On the control itself a title would be
 * read out after its name, as a description.
 * @param {Name} name
 * @param {string} label
 * @param {string} [hint]
 */
const face = (name, label, hint = label) =>
  `<span class="ws-face" title="${hint}">${ICONS[name]}<span class="ws-label">${label}</span></span>`;

/** @param {Name} name @param {string} label @param {string} [hint] */
const control = (name, label, hint) =>
  `<button type="button" class="ws-do ws-do-${name}">${face(name, label, hint)}</button>`;

/** @param {Name} name @param {string} label @param {string} target */
const popoverButton = (name, label, target) =>
  `<button type="button" class="ws-do ws-do-${name}" popovertarget="${target}"
    aria-expanded="false" aria-controls="${target}">${face(name, label)}</button>`;

/** @param {Name} name @param {string} label */
const link = (name, label) => `<a class="ws-do ws-do-${name}">${face(name, label)}</a>`;

/**
 * A popover stands in the browser's top layer, so where it opens is worked out here.
 * @param {HTMLElement} opener
 * @param {HTMLElement} popover
 */
function placeBelow(opener, popover) {
  popover.addEventListener("beforetoggle", (event) => {
    const { bottom, left } = opener.getBoundingClientRect();
    popover.style.setProperty("--ws-top", `${Math.round(bottom + 4)}px`);
    popover.style.setProperty("--ws-left", `${Math.max(8, Math.round(left))}px`);
    opener.setAttribute("aria-expanded", String(event.newState === "open"));
  });
}

/**
 * @param {Part} part
 * @param {string} [about] what it is about; the page itself, if not given
 * @param {boolean} [make] whether there is to be one
 * @returns {HTMLElement | null} the area of that notice
 */
function alertFor(part, about, make) {
  const first = part("alert");
  const known = first.parentElement.querySelector(`[data-about="${about}"]`);
  if (!about || known || !make) return about ? known : first;
  const area = first.cloneNode();
  area.dataset.about = about;
  first.after(area);
  return area;
}

/**
 * @param {HTMLElement} area
 * @param {string[]} sentences
 * @param {Offer} [offer]
 */
function fillAlert(area, sentences, offer) {
  area.replaceChildren(...sentences.map(paragraph));
  if (offer) area.append(button(offer.label, offer.act));
}
