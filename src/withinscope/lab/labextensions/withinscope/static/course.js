// The course in JupyterLab: finds its pages among the notebooks and moves between them.

import { Chrome } from "./chrome.js";
import { Connection, lostText, serverAnswers } from "./connection.js";
import { offerNewest } from "./editions.js";
import { guardKeys } from "./keyboard.js";
import { _, keepLanguage, tellLanguages } from "./language.js";
import { Goodbye, homeOf, stopServer } from "./leave.js";
import { followLinks } from "./links.js";
import { LookUp, onLookUpAsked, onLookUpKey } from "./lookup.js";
import { isOpening, sayWhileOpening, uncover } from "./opening.js";
import { openPage } from "./page_opening.js";
import { storeOf } from "./reading.js";
import { beginsSitting } from "./remembered.js";
import { journalOf, routesOf, showAddress, siteRoutesOf } from "./routes.js";
import { applyTextSize, changeTextSizeOf } from "./text_size.js";
import { changeTheme, isDark } from "./themes.js";
import { OPENING, setTitle } from "./title.js";
import { goAway, Turning } from "./turning.js";

/** The page that the course opens with the next time; lab/last_page.py reads it. */
const LAST = "withinscope:last";

/**
 * @typedef {object} Kit what of JupyterLab's the course is given; some of it Notebook 7 lacks
 * @property {Jupyter.App} app
 * @property {Jupyter.NotebookTracker} tracker
 * @property {Jupyter.DocumentManager} documents
 * @property {Jupyter.Renderers} renderers
 * @property {Jupyter.ThemeManager | null} themes
 * @property {Jupyter.LabShell | null} labShell
 * @property {{paths: Promise<unknown>} | null} addressed what the address names
 * @property {Jupyter.StateDB | null} state
 * @property {ReturnType<typeof import("./dialogs.js").answerDialogs>} dialogs JupyterLab's own
 * @property {import("./editions.js").Editions | null} editions where no server has the notebooks
 * @property {Jupyter.WidgetClass} Widget
 * @property {Jupyter.CodeCellClass} CodeCell
 * @property {Jupyter.PageConfig} PageConfig
 * @property {Jupyter.ServerConnection} ServerConnection
 */
/** @typedef {Jupyter.NotebookPanel} Panel */
/** @typedef {import('./page.js').CoursePage} CoursePage */

export class Course {
  #kit;
  #chrome;
  #turning;
  #routes;
  /** @type {Map<Panel, CoursePage>} course pages by their panel */
  #pages = new Map();
  /** @type {WeakMap<Panel, Promise<CoursePage | null>>} every notebook that was looked at, course page or not */
  #attended = new WeakMap();
  /** @type {LookUp | null} made when it is first asked for */
  #text = null;
  /** For this visit alone. */
  #showJupyter = false;
  #connection;
  #home;

  /** @param {Kit} kit */
  constructor(kit) {
    this.#kit = kit;
    this.#home = homeOf(kit.PageConfig);
    this.#connection = new Connection(
      async () => this.#home.site || serverAnswers(kit.ServerConnection),
      (lost) => void this.#tellConnection(lost),
      Boolean(this.#home.logOut),
    );
    this.#chrome = new Chrome(kit.app.shell, kit.labShell);
    const base = kit.PageConfig.getBaseUrl();
    this.#routes = this.#home.site
      ? siteRoutesOf(base, kit.PageConfig.getOption("withinscopeFirst"))
      : routesOf(base, Boolean(kit.labShell));
    this.#turning = new Turning(kit, {
      attend: (panel) => this.#attend(panel),
      current: () => this.#current(),
      connection: this.#connection,
      routes: this.#routes,
      site: this.#home.site,
    });
  }

  begin() {
    applyTextSize();
    const { app, tracker, themes } = this.#kit;
    tracker.widgetAdded.connect((_, panel) => void this.#attend(panel));
    tracker.forEach((panel) => void this.#attend(panel));
    (this.#kit.labShell ?? tracker).currentChanged?.connect(() => this.#refresh());
    themes?.themeChanged.connect(() => this.#refresh());
    guardKeys({
      isCourse: () => document.body.classList.contains("ws-course"),
      save: () => void this.#current()?.saveNow(),
      scroller: () => this.#current()?.reading.scroller ?? null,
    });
    onLookUpKey(() => void this.#lookUp());
    onLookUpAsked((section) => this.#lookUp(section));
    followLinks((path) => {
      const inCourse = document.body.classList.contains("ws-course");
      if (inCourse) void this.#turning.go(path);
      return inCourse;
    });
    window.addEventListener("popstate", () => this.#turning.followAddress());
    void app.restored.then(() => this.#turning.openEarly());
    // Whoever comes back to the tab may have logged in again in another.
    for (const sign of ["offline", "online", "focus"]) {
      window.addEventListener(sign, () => void this.#connection.suspect());
    }
    void app.restored.then(() => this.#connection.suspect());
    this.#kit.dialogs.hear(() => void this.#tellAround());
  }

  /** JupyterLab had something to say: where the server can't be reached, that is said already. */
  async #tellAround() {
    if (await this.#connection.suspect()) this.#current()?.notices.around();
  }

  /** @param {boolean} lost */
  async #tellConnection(lost) {
    // A server that was started again knows nothing of the kernels that the pages had.
    if (!lost) await this.#kit.app.serviceManager.sessions.refreshRunning().catch(() => {});
    const sentences = lost ? lostText(this.#home) : [];
    for (const page of this.#pages.values()) page.tellConnection(sentences);
    sayWhileOpening(sentences);
  }

  /** @param {Panel} panel @returns {Promise<CoursePage | null>} */
  #attend(panel) {
    const page = this.#attended.get(panel) ?? this.#open(panel);
    this.#attended.set(panel, page);
    return page;
  }

  /** @param {Panel} panel */
  async #open(panel) {
    const page = await openPage(panel, this.#lab());
    if (page) {
      this.#pages.set(panel, page);
      panel.disposed.connect(() => {
        this.#pages.delete(panel);
        this.#refresh();
      });
      page.start();
      if (this.#connection.lost) page.tellConnection(lostText(this.#home));
      if (panel.isVisible) void this.#comeBackTo(page);
      if (this.#kit.editions) void offerNewest(page, this.#kit.editions);
    }
    this.#refresh();
    return page;
  }

  /** Find the place again; in a sitting that has just begun, say where that is. @param {CoursePage} page */
  async #comeBackTo(page) {
    const isFirst = beginsSitting();
    const { cell } = await page.restorePlace(true);
    uncover();
    if (isFirst) await page.tellPlace(cell);
  }

  /** @returns {import('./page.js').Lab} */
  #lab() {
    const { CodeCell, Widget, app } = this.#kit;
    const { plain } = this.#routes;
    /** @type {import("./bar.js").Actions} */
    const actions = {
      go: (path) => void this.#turning.go(path),
      href: this.#routes.address,
      standing: async () => this.#current()?.ask("contents") ?? {},
      section: (section) => this.#current()?.toSection(section),
      lookUp: () => void this.#lookUp(),
      size: () => changeTextSizeOf(this.#current()),
      theme: () => void changeTheme(this.#kit.themes),
      jupyter: () => this.#toggleJupyter(),
      speak: (tag) => void this.#speak(tag),
      plain: plain && { href: plain, go: (path) => void this.#leaveJupyter(plain(path)) },
      leave: () => void this.#leave(),
    };
    return {
      CodeCell,
      Widget,
      actions,
      places: (path) => storeOf(this.#kit.state, path),
      contents: app.serviceManager.contents,
      keepsFiles: !this.#home.site,
      journal: this.#home.site ? journalOf(new URL("../", this.#home.comeBack)) : "",
      suspect: () => void this.#connection.suspect(),
      reopen: (panel) => this.#turning.reopen(panel),
    };
  }

  /** Show the text to look things up in. @param {string} [section] to begin at @returns whether there is one */
  #lookUp(section) {
    const page = this.#current();
    const path = page?.course.lookUp;
    if (!page || !path || !document.body.classList.contains("ws-course")) return false;
    const { app, renderers } = this.#kit;
    this.#text ??= new LookUp(app.serviceManager.contents, renderers, this.#routes.address);
    void this.#text.show(path, page.course, () => page.ask("to_reach"), section);
    return true;
  }

  #current() {
    const { tracker, app } = this.#kit;
    const front = app.shell.currentWidget ?? tracker.currentWidget;
    return front ? this.#pages.get(front) : undefined;
  }

  #refresh() {
    const front = this.#kit.app.shell.currentWidget;
    // What it is shows when its file has come. Until then nothing changes, or the page would flash.
    if (front?.context && !front.context.isReady) return;
    const page = this.#current();
    // What has no file is none to wait for: JupyterLab shows its launcher where a page can't be had.
    if (front?.context && !page?.isArriving) uncover();
    for (const each of this.#pages.values()) {
      each.show(!this.#showJupyter);
      each.bar.setDark(isDark(this.#kit.themes));
    }
    this.#chrome.putAway(Boolean(page) && !this.#showJupyter);
    if (page) tellLanguages(page.course.language, !this.#showJupyter);
    const none = isOpening() ? OPENING : "";
    const named = page && [page.course.title, page.course.of].filter(Boolean).join(" · ");
    setTitle(named ?? none);
    if (page && this.#home.site) showAddress(this.#routes, page.panel.context.path);
    if (page) void this.#kit.state?.save(LAST, { path: page.panel.context.path });
  }

  #toggleJupyter() {
    this.#showJupyter = !this.#showJupyter;
    this.#refresh();
  }

  /** Have what the course says in another language: all of it is drawn anew. @param {string} tag */
  async #speak(tag) {
    const page = this.#current();
    if (!page) return;
    if (!(await page.settle())) return page.bar.say(_("Not saved, so the language stays."));
    const base = new URL(this.#kit.PageConfig.getBaseUrl(), location.href).pathname;
    keepLanguage(tag, this.#home.site ? "" : base);
    location.reload();
  }

  /** @param {string} address of a page of the site without Jupyter */
  async #leaveJupyter(address) {
    const page = this.#current();
    if (!page) return;
    if (!(await page.settle())) return page.bar.say(_("Not saved, so the course stays open."));
    // Nothing of a course page is for its file: without this the browser would ask about that.
    if (!this.#showJupyter) page.panel.context.model.dirty = false;
    location.assign(address);
  }

  async #leave() {
    const page = this.#current();
    if (!page) return;
    if (!this.#home.comeBack) return this.#leavePage(page);
    const goodbye = new Goodbye();
    if (!(await page.settle())) {
      goodbye.takeBack();
      return page.notices.staysOpen();
    }
    this.#connection.end();
    // A Hub ends its servers itself, and a site has none: only the page's kernel goes.
    await (this.#home.logOut || this.#home.site
      ? page.close()
      : stopServer(this.#kit.ServerConnection).catch(() => false));
    setTitle(goodbye.finish(this.#home, page.isKept));
  }

  /** Somebody else's server, with work of theirs in it: only the page is left. @param {CoursePage} page */
  async #leavePage(page) {
    page.bar.say(_("Leaving…"));
    if (!(await page.settle())) return page.notices.staysOpen();
    if (!this.#kit.labShell) return void goAway(page, this.#routes.files);
    await page.close();
  }
}
