/** A page of the course without Jupyter: its views at once, Python when it has come. */

import { makeBar } from "../../lab/labextensions/withinscope/static/bar.js";
import { focusOnSection } from "../../lab/labextensions/withinscope/static/headings.js";
import {
  keepLanguage,
  LANGUAGE,
  tellLanguages,
} from "../../lab/labextensions/withinscope/static/language.js";
import { onLookUpAsked, onLookUpKey } from "../../lab/labextensions/withinscope/static/lookup.js";
import { courseOf } from "../../lab/labextensions/withinscope/static/nav.js";
import { journalOf, siteRoutesOf } from "../../lab/labextensions/withinscope/static/routes.js";
import { describe } from "../../lab/labextensions/withinscope/static/saving.js";
import { offerToStop } from "../../lab/labextensions/withinscope/static/stopping.js";
import {
  applyTextSize,
  changeTextSize,
  sizeText,
} from "../../lab/labextensions/withinscope/static/text_size.js";
import { unsavedIn, watchUnsaved } from "../../lab/labextensions/withinscope/static/unsaved.js";
import { goTo, headingOf } from "../../views/question_links.js";
import { aimViewLinks } from "./addresses.js";
import { makeFooter } from "./footer.js";
import { _ } from "./language.js";
import { sayGoodbye } from "./leaving.js";
import { applyTheme, changeTheme, isDark } from "./look.js";
import { LookedUp } from "./looked_up.js";
import { Notices } from "./notices.js";
import { Python } from "./python.js";
import { keepPlace } from "./reading_place.js";
import { watchRelease } from "./release.js";
import { Views } from "./views.js";

/** @typedef {import("./views.js").View} View */

/** The moment at which Python answers. */
const LIVE = "withinscope:live";

/** Show what the page has, and have Python come. @param {Record<string, View>} kinds the views that are on the page, by script */
export function play(kinds) {
  applyTheme();
  applyTextSize();
  const text = document.getElementById("ws-page")?.textContent ?? "";
  new Played(JSON.parse(text), kinds).begin();
}

class Played {
  #page;
  #course;
  #views;
  /** @type {Python | null} made once the page is drawn, if there is something to be answered */
  #python = null;
  #bar;
  #notices;
  /** Who waits for what Python was asked. @type {Map<number, (value: any) => void>} */
  #asked = new Map();
  #questions = 0;
  /** @type {ReturnType<typeof makeFooter> | null} */
  #foot = null;
  /** Whether the browser was asked to keep what is done here: once something is. */
  #hasAsked = false;

  /** @param {import("./addresses.js").PageData} page @param {Record<string, View>} kinds */
  constructor(page, kinds) {
    this.#page = page;
    const course = courseOf(page.about, page.path);
    if (!course) throw new Error("This page is none of the course.");
    const sections = Array.from(document.querySelectorAll("main h2"), (heading) => ({
      cell: "",
      title: heading.textContent?.trim() ?? "",
    }));
    this.#course = { ...course, sections };
    tellLanguages(course.language);
    this.#views = new Views(page, kinds, (view, content) => this.#say(view, content));
    const isHeading = !document.querySelector("main h1");
    this.#bar = makeBar(this.#course, isHeading, this.#actions());
    this.#notices = new Notices(this.#bar);
  }

  begin() {
    document.querySelector(".ws-bar-box")?.replaceChildren(this.#bar.node);
    this.#bar.setDark(isDark());
    aimViewLinks(this.#page);
    const lookedUp = new LookedUp(this.#course, this.#page, () => this.#ask("to_reach"));
    onLookUpKey(() => lookedUp.show());
    onLookUpAsked((section) => lookedUp.show(section));
    this.#lookUp = () => lookedUp.show();
    this.#views.showAll();
    watchUnsaved(() => this.#tellSaved());
    this.#tellSaved();
    for (const text of document.querySelectorAll("main .jp-RenderedMarkdown")) {
      offerToStop(text, () => void this.#leave());
    }
    keepPlace(this.#page, (where) =>
      this.#bar.welcomeBack(_("You were at {place}.", { place: where })),
    );
    const to = new URLSearchParams(location.hash.slice(1)).get("to");
    if (to) goTo(headingOf(to));
    this.#makeFoot();
    if (this.#views.size) requestAnimationFrame(() => setTimeout(() => this.#fetchPython()));
  }

  #lookUp = () => false;

  #makeFoot() {
    const foot = makeFooter((what, more) => this.#demand(what, more), this.#jupyter);
    this.#foot = foot;
    document.body.append(foot.node);
    void watchRelease(this.#page.root, {
      kept: foot.tellKept,
      newer: (take) => this.#notices.offer(take),
    });
  }

  /** @returns {import("./footer.js").Jupyter | null} */
  get #jupyter() {
    const { root, first, path, jupyter } = this.#page;
    if (!jupyter) return null;
    const { address } = siteRoutesOf(`${root}${jupyter}/`, first);
    return { path, href: address, go: (to) => void this.#goToJupyter(address(to)) };
  }

  /** What waits for Python waits for this page: so it goes first. @param {string} address */
  async #goToJupyter(address) {
    if (this.#python?.isWaitedFor && !this.#notices.trouble) await this.#demand("contents");
    location.assign(address);
  }

  /** @returns {import("../../lab/labextensions/withinscope/static/bar.js").Actions} */
  #actions() {
    const href = (/** @type {string} */ path) => this.#views.address(path);
    return {
      go: (path) => location.assign(href(path)),
      href,
      standing: () => this.#ask("contents"),
      section: ({ title }) => {
        const main = document.querySelector("main");
        if (main) focusOnSection(main, title);
      },
      lookUp: () => this.#lookUp(),
      size: () => this.#bar.say(sizeText(changeTextSize())),
      theme: () => this.#bar.setDark(changeTheme()),
      speak: (tag) => {
        keepLanguage(tag);
        location.reload();
      },
      leave: () => void this.#leave(),
    };
  }

  /** End the sitting, once all that was done is kept. */
  async #leave() {
    const { trouble, unkept } = this.#notices;
    const isWaitedFor = Boolean(this.#python?.isWaitedFor);
    if (unsavedIn(document.body).refused || (isWaitedFor && trouble)) {
      return this.#bar.say(_("Not saved, so the course stays open."));
    }
    if (isWaitedFor || this.#python?.isThere) await this.#demand("contents");
    sayGoodbye(!unkept);
  }

  #fetchPython() {
    const root = new URL(this.#page.root, location.href);
    const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
    const places = {
      engine: new URL(`${this.#page.engine}/`, root).href,
      assets: new URL("../../", import.meta.url).href,
      journal: journalOf(root),
      language: LANGUAGE,
    };
    worker.postMessage({ places });
    worker.addEventListener("error", () => this.#hear({ kind: "trouble", text: "" }));
    this.#python = new Python(worker, this.#page.page, (message) => this.#hear(message));
    this.#tellSaved();
  }

  /** A view says something, maybe before Python was sent for. @param {string} view @param {object} content */
  #say(view, content) {
    if (!this.#python) this.#fetchPython();
    this.#python?.say({ kind: "view", view, content });
    if (!this.#hasAsked) void this.#foot?.askToLast();
    this.#hasAsked = true;
    this.#tellSaved();
  }

  /** @param {string} what @returns {Promise<any>} nothing before Python is there */
  #ask(what) {
    return this.#python?.isThere ? this.#demand(what) : Promise.resolve({});
  }

  /** Have Python come for it, and wait. @param {string} what @param {object} [more] @returns {Promise<any>} */
  #demand(what, more = {}) {
    if (!this.#python) this.#fetchPython();
    this.#questions += 1;
    const number = this.#questions;
    this.#python?.say({ kind: "ask", what, number, ...more });
    return new Promise((resolve) => this.#asked.set(number, resolve));
  }

  /** @param {import("./python.js").Message} message */
  #hear(message) {
    if (message.kind === "told") {
      this.#asked.get(message.number)?.(message.value);
      this.#asked.delete(message.number);
    } else if (!this.#notices.take(message)) this.#views.take(message);
    if (message.kind === "opened") performance.mark(LIVE);
    if (message.kind === "unkept") this.#views.markUnkept();
    this.#tellSaved();
  }

  #tellSaved() {
    const { elsewhere: locked, trouble: lost, unkept } = this.#notices;
    const pending = Boolean(this.#python?.isWaitedFor);
    const marks = unsavedIn(document.body);
    this.#bar.setSaved(describe({ ...marks, pending, locked, lost, unkept }));
  }
}
