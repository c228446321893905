// The course in JupyterLab: finds its pages among the notebooks and moves between them.

import { Chrome } from "./chrome.js";
import { Connection, lostText, serverAnswers } from "./connection.js";
import { guardKeys } from "./keyboard.js";
import { homeOf, sayGoodbye, stopServer } from "./leave.js";
import { followLinks } from "./links.js";
import { LookUp, onLookUpAsked, onLookUpKey } from "./lookup.js";
import { addressOpened, cover, isOpening, PATIENCE, uncover } from "./opening.js";
import { openPage } from "./page.js";
import { storeOf } from "./reading.js";
import { routesOf } from "./routes.js";
import { applyTextSize, changeTextSizeOf } from "./text_size.js";
import { changeTheme, isDark } from "./themes.js";
import { OPENING, setTitle } from "./title.js";

/** Since the tab was opened. */
const SITTING = "withinscope:sitting";
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
  #routes;
  /** @type {Map<Panel, CoursePage>} course pages by their panel */
  #pages = new Map();
  /** @type {WeakMap<Panel, Promise<CoursePage | null>>} every notebook that was looked at, course page or not */
  #attended = new WeakMap();
  #going = false;
  /** Settles when JupyterLab has opened the address's document. */
  #addressOpened = Promise.resolve();
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
      () => serverAnswers(kit.ServerConnection),
      (lost) => void this.#tellConnection(lost),
    );
    this.#chrome = new Chrome(kit.app.shell, kit.labShell);
    this.#routes = routesOf(kit.PageConfig.getBaseUrl(), Boolean(kit.labShell));
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
      if (inCourse) void this.#go(path);
      return inCourse;
    });
    window.addEventListener("popstate", () => this.#followAddress());
    void app.restored.then(() => this.#openEarly());
    for (const sign of ["offline", "online"]) {
      window.addEventListener(sign, () => void this.#connection.suspect());
    }
    void app.restored.then(() => this.#connection.suspect());
  }

  /** @param {boolean} lost */
  async #tellConnection(lost) {
    // A server that was started again knows nothing of the kernels that the pages had.
    if (!lost) await this.#kit.app.serviceManager.sessions.refreshRunning().catch(() => {});
    const sentences = lost ? lostText(this.#home) : [];
    for (const page of this.#pages.values()) page.tellConnection(sentences);
  }

  /** JupyterLab opens the address's document only after listing its folder, a second later. */
  #openEarly() {
    const { labShell, documents, PageConfig, addressed } = this.#kit;
    const path = decodeURIComponent(PageConfig.getOption("treePath"));
    const alone = labShell?.mode === "single-document" && path.endsWith(".ipynb");
    if (!alone) return uncover();
    documents.openOrReveal(path);
    this.#addressOpened = addressOpened(this.#kit.app.commands);
    setTimeout(uncover, PATIENCE); // should it not come, for whatever reason
    // Only from now on does JupyterLab watch what is in front. It would think that nothing is, and
    // let the address follow its file browser.
    const change = { oldValue: "", newValue: path };
    void addressed?.paths.then(() => labShell.currentPathChanged.emit(change));
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
      if (panel.isVisible) void this.#comeBackTo(page);
    }
    this.#refresh();
    return page;
  }

  /** Find the place again; in a sitting that has just begun, say where that is. @param {CoursePage} page */
  async #comeBackTo(page) {
    const isFirst = sessionStorage.getItem(SITTING) === null;
    sessionStorage.setItem(SITTING, "");
    const { cell } = await page.restorePlace(true);
    uncover();
    if (isFirst) await page.tellPlace(cell);
  }

  /** @returns {import('./page.js').Lab} */
  #lab() {
    const { CodeCell, Widget, app } = this.#kit;
    /** @type {import("./bar.js").Actions} */
    const actions = {
      go: (path) => void this.#go(path),
      href: this.#routes.address,
      standing: async () => this.#current()?.ask("contents") ?? {},
      section: (section) => this.#current()?.toSection(section),
      lookUp: () => void this.#lookUp(),
      size: () => changeTextSizeOf(this.#current()),
      theme: () => void changeTheme(this.#kit.themes),
      jupyter: () => this.#toggleJupyter(),
      leave: () => void this.#leave(),
    };
    return {
      CodeCell,
      Widget,
      actions,
      places: (path) => storeOf(this.#kit.state, path),
      contents: app.serviceManager.contents,
      suspect: () => void this.#connection.suspect(),
      trust: () => void app.commands.execute("notebook:trust"),
      reopen: (panel) => this.#reopen(panel),
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
    if (front && !page?.isArriving) uncover();
    for (const each of this.#pages.values()) {
      each.show(!this.#showJupyter);
      each.bar.setDark(isDark(this.#kit.themes));
    }
    this.#chrome.putAway(Boolean(page) && !this.#showJupyter);
    const none = isOpening() ? OPENING : "";
    const named = page && [page.course.title, page.course.of].filter(Boolean).join(" · ");
    setTitle(named ?? none);
    if (page) void this.#kit.state?.save(LAST, { path: page.panel.context.path });
  }

  /** @param {string} path @param {boolean} [again] whether one goes back to where one has been */
  async #go(path, again = false) {
    const old = this.#current();
    if (this.#going || !old) return;
    this.#going = true;
    await this.#addressOpened; // it would take who has gone on by then back to where they were
    if (await old.settle()) await this.#turnTo(path, old, again);
    this.#going = false;
  }

  /** @param {string} path @param {CoursePage} old @param {boolean} again */
  async #turnTo(path, old, again) {
    const { documents, app, labShell } = this.#kit;
    if (!labShell) return this.#goAway(old, this.#routes.address(path));
    // The old page stays in view until the new one has something to show.
    const panel = documents.openOrReveal(path, undefined, undefined, { activate: false });
    const page = await this.#attend(panel);
    page?.reading.hide();
    app.shell.activateById(panel.id);
    await this.#inFront(panel); // were none in front for a moment, the address would show that
    void old.close();
    if (again) return page?.comeBack();
    page?.focusHeading();
    void page?.restorePlace(false);
  }

  /** @param {Panel} panel @returns {Promise<void>} */
  #inFront(panel) {
    const { shell } = this.#kit.app;
    return new Promise((resolve) => {
      const look = () => {
        if (shell.currentWidget !== panel) return;
        shell.currentChanged.disconnect(look);
        resolve();
      };
      shell.currentChanged.connect(look);
      look();
    });
  }

  /** The browser's Back and Forward: JupyterLab changes the address then, and nothing else. */
  #followAddress() {
    const path = this.#routes.notebook(location.href);
    const here = this.#current()?.panel.context.path;
    if (here && path && path !== here) void this.#go(path, true);
  }

  /** Widgets never work in a notebook that was opened without a kernel: so from the beginning. @param {Panel} panel */
  #reopen(panel) {
    if (!this.#kit.labShell) return location.reload(); // the window is the notebook's own
    const { path } = panel.context;
    panel.dispose();
    cover();
    this.#kit.documents.openOrReveal(path);
  }

  #toggleJupyter() {
    this.#showJupyter = !this.#showJupyter;
    this.#refresh();
  }

  async #leave() {
    const { ServerConnection } = this.#kit;
    const page = this.#current();
    if (!page) return;
    if (!(await page.settle())) return page.bar.say("Not saved, so the course stays open.");
    if (this.#home.comeBack) {
      this.#connection.end();
      // A Hub ends its servers itself; until then only the page's kernel goes.
      await (this.#home.logOut ? page.close() : stopServer(ServerConnection).catch(() => false));
      setTitle(sayGoodbye(this.#home));
    } else {
      // Somebody else's server, with work of theirs in it: only the page is left.
      const { labShell } = this.#kit;
      if (!labShell) return this.#goAway(page, this.#routes.files);
      await page.close();
    }
  }

  /** Where there is a window for each document: leave this one, and its kernel. @param {CoursePage} page @param {string} address */
  async #goAway(page, address) {
    await page.close();
    location.assign(address);
  }
}
