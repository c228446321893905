// One course page: a notebook of the course, with its bar, opened in a panel of JupyterLab's.

import { isCovered } from "./arriving.js";
import { askKernel } from "./asking.js";
import { makeBar } from "./bar.js";
import { cellNode, cellTexts, Editors, makeReady, startsWithHeading } from "./cells.js";
import { addBar, dressCells, dressPanel, guardCells, nameView, showEveryCell } from "./dress.js";
import { Gate } from "./gate.js";
import { focusHeading, focusHeadingAt, focusOnSection } from "./headings.js";
import { Keeping } from "./keeping.js";
import { _ } from "./language.js";
import { pathIn } from "./nav.js";
import { Notices } from "./notices.js";
import { outlineOf, whereIs } from "./outline.js";
import { Reading } from "./reading.js";
import { Running } from "./running.js";
import { AFTER_ANSWER, AFTER_CHANGE, describe, Saver, savedText } from "./saving.js";
import { furnish } from "./texts.js";
import { OUTDATED } from "./trouble.js";
import { unsavedIn, watchUnsaved } from "./unsaved.js";
import { watchChanges, watchKernel } from "./watching.js";
import { Writing } from "./writing.js";

/** How long (ms) leaving a page waits for its items to have come. */
const PATIENCE = 5000;

/**
 * @typedef {object} Lab what a page needs of JupyterLab and of the course around it
 * @property {Jupyter.CodeCellClass} CodeCell
 * @property {Jupyter.WidgetClass} Widget
 * @property {import('./bar.js').Actions} actions
 * @property {(path: string) => import('./reading.js').Store} places
 * @property {(panel: Jupyter.NotebookPanel) => void} reopen closes a notebook and opens it anew
 * @property {Jupyter.Contents} contents Jupyter's files
 * @property {boolean} keepsFiles whether pages are written to their files; else answers are in the
 *   journal alone, and a file that was written would hide each newer one of the course
 * @property {string} journal the name of the browser's journal; '' where a server keeps answers
 * @property {() => void} suspect looks whether the server is still there
 */

export class CoursePage {
  #lab;
  #gate;
  #editors;
  #lost = false;
  #saves = { failed: false, pending: false };
  #running;
  #keeping;

  /**
   * @param {Jupyter.NotebookPanel} panel whose context is ready
   * @param {import('./nav.js').Course} course
   * @param {Lab} lab
   */
  constructor(panel, course, lab) {
    this.panel = panel;
    this.course = course;
    this.#lab = lab;
    this.#editors = new Editors(panel);
    const { sections, questions } = outlineOf(cellTexts(panel.model));
    this.bar = makeBar({ ...course, sections }, !startsWithHeading(panel.model), lab.actions);
    this.notices = new Notices(this.bar, course.outdated ? OUTDATED : "");
    this.#gate = new Gate(panel, this.notices);
    this.saver = new Saver(
      () => panel.context.save(),
      (now) => this.#showSaved(now),
    );
    this.reading = new Reading(panel, lab.places(panel.context.path));
    this.#running = new Running(panel, lab.CodeCell, this.reading, (outcome) =>
      this.#tellRun(outcome),
    );
    this.#keeping = new Keeping(
      lab.journal,
      () => this.ask("kept"),
      () => this.#tellKept(),
    );
    this.writing = this.#guardWrites();
    guardCells(panel, () => this.#inCourse);
    furnish(panel, course, questions.length, lab.actions);
    showEveryCell(panel.content);
    makeReady(panel.model);
    addBar(panel, this.bar.node, lab.Widget);
    nameView(this.reading.scroller, course.title);
    panel.content.node.lang = course.language;
    const stopWatching = watchUnsaved(() => this.#showSaved(this.#saves));
    panel.disposed.connect(() => {
      this.saver.dispose();
      this.#keeping.end();
      stopWatching();
    });
  }

  /**
   * Run the page if it may run, else say why not. The first thing to call: until then JupyterLab
   * is about to start a kernel for it, and in this very turn that can still be stopped.
   */
  start() {
    if (this.#gate.isOpen) {
      this.#watch();
      this.#running.play();
    } else {
      this.#gate.shut();
    }
    this.#showSaved(this.#saves);
  }

  /** Whether what is done here is kept; a browser may keep nothing. */
  get isKept() {
    return this.#keeping.isKept;
  }

  /** Say that the server can't be reached, or, with nothing to say, that it can again. @param {string[]} sentences */
  tellConnection(sentences) {
    const wasLost = this.#lost;
    this.#lost = sentences.length > 0;
    this.notices.connection(sentences);
    this.#showSaved(this.#saves);
    if (wasLost && !this.#lost) void this.#goOn();
  }

  /** Whether it is on its way to its place, out of sight. */
  get isArriving() {
    return isCovered(this.panel);
  }

  /** @param {boolean} withFocus whether the control that had the focus is to have it again */
  restorePlace(withFocus) {
    return this.reading.restore(this.#running.done, withFocus);
  }

  /** Say where somebody was who comes back, if it is not at the page's beginning. @param {string | null} cell */
  async tellPlace(cell) {
    if (!cell || this.#gate.isShut) return;
    await this.#running.done;
    const turns = cellNode(this.panel.content, cell)?.querySelectorAll(".ws-turn").length ?? 0;
    const where = this.panel.isDisposed ? "" : whereIs(cellTexts(this.panel.model), cell, turns);
    if (where) this.bar.welcomeBack(_("You were at {place}.", { place: where }));
  }

  /** As a course page, or as JupyterLab shows it. @param {boolean} course */
  show(course) {
    this.panel.node.classList.toggle("ws-panel", course);
    this.panel.toolbar.setHidden(course);
    if (course) this.reading.scroller.tabIndex = 0;
    else this.reading.scroller.removeAttribute("tabindex");
    dressCells(this.panel.content, course);
    dressPanel(this.panel, course);
    this.#editors.setPlain(course);
    this.bar.setJupyter(!course);
  }

  /** What its kernel tells of the trainee's work. @param {import("./asking.js").Asked} name */
  async ask(name) {
    await this.#running.done;
    const kernel = this.panel.sessionContext.session?.kernel;
    return kernel && !this.#gate.isShut ? askKernel(kernel, name) : {};
  }

  /** @param {import("./outline.js").Outline["sections"][number]} section */
  toSection({ cell, title }) {
    const node = cellNode(this.panel.content, cell);
    if (node) focusOnSection(node, title);
  }

  /** Save because somebody asked for it, and say how it went. */
  async saveNow() {
    const saved = await this.saver.now();
    if (this.#gate.isShut) return;
    const isKept = saved && this.isKept;
    this.bar.say(isKept ? savedText(unsavedIn(this.panel.node)) : _("Not saved."));
  }

  /**
   * Save what is unsaved, before the page is left. A page whose items do not come, and which is so
   * long not saved, is left all the same: its answers are in the journal.
   *
   * @returns {Promise<boolean>} false when a save went wrong
   */
  async settle() {
    if (this.#gate.isShut) return true;
    const enough = new Promise((resolve) => setTimeout(() => resolve(false), PATIENCE));
    const hasRun = await Promise.race([this.#running.done.then(() => true), enough]);
    const unsaved = this.panel.model.dirty || this.saver.pending;
    return !hasRun || !unsaved || this.saver.now();
  }

  /** Close the panel and end its kernel; nothing is saved any more. */
  async close() {
    const { sessionManager, session } = this.panel.sessionContext;
    const id = session?.id;
    await this.writing.end();
    this.panel.dispose();
    if (id) await sessionManager.shutdown(id).catch(() => {});
  }

  /** Find the place again, and the focus with it: the control in use, else the heading above. */
  async comeBack() {
    const { cell, focused } = await this.restorePlace(true);
    await focused;
    // JupyterLab gives the focus to the notebook as a whole, which says nothing of a place.
    const nowhere = [document.body, this.panel.content.node, this.reading.scroller];
    if (!this.panel.isDisposed && nowhere.some((one) => one === document.activeElement)) {
      focusHeadingAt(this.panel, cell) || this.focusHeading();
    }
  }

  /** Have the page's heading read out. */
  focusHeading() {
    focusHeading(this.panel, this.bar.title);
  }

  /** @param {string} outcome */
  #tellRun(outcome) {
    if (this.panel.isDisposed) return;
    this.notices.ran(outcome);
    void this.#keeping.look();
  }

  #tellKept() {
    const [{ plain }, path] = [this.#lab.actions, pathIn(this.course)];
    const leave = plain && path ? () => plain.go(path) : null;
    this.notices.kept(this.#keeping.why, leave);
    this.#showSaved(this.#saves);
  }

  /** When what was wrong with a page that was refused has been mended, it is opened anew. */
  #guardWrites() {
    const { context } = this.panel;
    return new Writing(context, this.#lab.contents, {
      inCourse: () => this.#inCourse,
      keeps: () => this.#lab.keepsFiles || !this.#inCourse,
      atRest: () => this.#running.done,
      mayWrite: () => this.#gate.mayWrite(),
      written: () => {
        this.notices.written();
        if (this.#gate.isShut) void this.#startAnew();
      },
      failed: () => this.notices.unwritten(this.#lost),
      overwrote: (copy) => this.notices.overwrote(copy),
    });
  }

  async #startAnew() {
    await this.writing.end();
    if (!this.panel.isDisposed) this.#lab.reopen(this.panel);
  }

  /** After the server was away: the kernel may still be there, and what was not saved can be. */
  async #goOn() {
    await this.panel.sessionContext.session?.kernel?.reconnect().catch(() => {});
    if (this.#saves.failed || this.panel.model?.dirty) await this.saver.now();
  }

  get #inCourse() {
    return this.panel.node.classList.contains("ws-panel");
  }

  #watch() {
    watchChanges(this.panel.model, {
      changed: () => this.saver.changed(AFTER_CHANGE, this.#running.isComing),
      answered: () => this.saver.changed(AFTER_ANSWER),
    });
    const again = (/** @type {() => void} */ act) => () => this.#gate.isOpen && act();
    watchKernel(this.panel, {
      suspect: () => this.#lab.suspect(),
      dead: () => this.#tellRun("no kernel"),
      // After a crash, or a night's sleep, the page runs again: its items show what was answered.
      restarted: again(() => this.#running.play()),
      gone: again(() => this.#inCourse && void this.#running.begin()),
    });
  }

  /** @param {{failed: boolean, pending: boolean}} now */
  #showSaved(now) {
    this.#saves = now;
    if (this.panel.isDisposed) return;
    const isElsewhere = this.#keeping.why === "elsewhere";
    const locked = this.#gate.isShut || !this.panel.context.canSave || isElsewhere;
    const marks = unsavedIn(this.panel.node);
    const unkept = !this.isKept;
    this.bar.setSaved(describe({ ...now, ...marks, locked, unkept, lost: this.#lost }));
  }
}
