// One course page: a notebook of the course, with its bar, opened in a panel of JupyterLab's.

import { judge } from "./allowlist.js";
import { isCovered } from "./arriving.js";
import { makeBar } from "./bar.js";
import {
  cellTexts,
  codeCells,
  Editors,
  foreignCell,
  forgetWidgets,
  startsWithHeading,
  straightenLines,
} from "./cells.js";
import { addBar, dressCells, dressPanel, guardCells, showEveryCell } from "./dress.js";
import { focusHeading, focusHeadingAt, focusOn } from "./headings.js";
import { courseOf } from "./nav.js";
import { outlineOf, whereIs } from "./outline.js";
import { Reading } from "./reading.js";
import { recordsIn } from "./records.js";
import { refusalText } from "./refusal.js";
import { prefer, runAll } from "./runner.js";
import { AFTER_ANSWER, AFTER_CHANGE, describe, Saver, savedText } from "./saving.js";
import { askStanding } from "./standing.js";
import { countQuestions, watchTexts } from "./texts.js";
import { overwrittenText, TROUBLE, UNWRITTEN } from "./trouble.js";
import { unsavedIn, watchUnsaved } from "./unsaved.js";
import { Writing } from "./writing.js";

/** How long (ms) leaving a page waits for its items to have come. */
const PATIENCE = 5000;

/**
 * @typedef {object} Lab what a page needs of JupyterLab and of the course around it
 * @property {Jupyter.CodeCellClass} CodeCell
 * @property {Jupyter.WidgetClass} Widget
 * @property {import('./bar.js').Actions} actions
 * @property {(path: string) => import('./reading.js').Store} places
 * @property {() => void} trust asks the person whether to trust the notebook in front, and saves it
 * @property {(panel: Jupyter.NotebookPanel) => void} reopen closes a notebook and opens it anew
 * @property {Jupyter.Contents} contents Jupyter's files
 * @property {() => void} suspect looks whether the server is still there
 */

/**
 * @param {Jupyter.NotebookPanel} panel
 * @param {Lab} lab
 * @returns {Promise<CoursePage | null>} null when the notebook is no course page
 */
export async function openPage(panel, lab) {
  await panel.context.ready;
  const { context, model } = panel;
  const course = courseOf(model.getMetadata("withinscope"), context.localPath ?? context.path);
  return course && !panel.isDisposed ? new CoursePage(panel, course, lab) : null;
}

export class CoursePage {
  #lab;
  #refused = false;
  #editors;
  #lost = false;
  #saves = { failed: false, pending: false };
  /** Settles when no run is under way. */
  #run = Promise.resolve();

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
    const { sections } = outlineOf(cellTexts(panel.model));
    this.bar = makeBar({ ...course, sections }, !startsWithHeading(panel.model), lab.actions);
    this.saver = new Saver(
      () => panel.context.save(),
      (now) => this.#showSaved(now),
    );
    this.reading = new Reading(panel, lab.places(panel.context.path));
    this.writing = this.#guardWrites();
    guardCells(panel, () => this.#inCourse);
    countQuestions(panel, cellTexts(panel.model));
    watchTexts(panel, lab.actions.leave);
    showEveryCell(panel.content);
    forgetWidgets(panel.model);
    straightenLines(panel.model);
    addBar(panel, this.bar.node, lab.Widget);
    this.reading.scroller.setAttribute("role", "region");
    this.reading.scroller.setAttribute("aria-label", course.title);
    const stopWatching = watchUnsaved(() => this.#showSaved(this.#saves));
    panel.disposed.connect(() => {
      this.saver.dispose();
      stopWatching();
    });
  }

  /**
   * Run the page if it may run, else say why not. The first thing to call: until then JupyterLab
   * is about to start a kernel for it, and in this very turn that can still be stopped.
   */
  start() {
    if (this.#judge() === "ours") {
      this.#watchChanges();
      this.#watchKernel();
      this.#play();
    } else {
      this.#refuse();
    }
    this.#showSaved(this.#saves);
  }

  /** Say that the server can't be reached, or, with nothing to say, that it can again. @param {string[]} sentences */
  tellConnection(sentences) {
    const wasLost = this.#lost;
    this.#lost = sentences.length > 0;
    this.bar.alert(sentences, undefined, "connection");
    this.#showSaved(this.#saves);
    if (wasLost && !this.#lost) void this.#goOn();
  }

  /** Whether it is on its way to its place, out of sight. */
  get isArriving() {
    return isCovered(this.panel);
  }

  /** @param {boolean} withFocus whether the control that had the focus is to have it again */
  restorePlace(withFocus) {
    return this.reading.restore(this.#run, withFocus);
  }

  /** Say where somebody was who comes back, if it is not at the page's beginning. @param {string | null} cell */
  async tellPlace(cell) {
    if (!cell || this.#refused) return;
    await this.#run;
    const found = this.panel.content.widgets.find(({ model }) => model.id === cell);
    const turns = found?.node.querySelectorAll(".ws-turn").length ?? 0;
    const where = this.panel.isDisposed ? "" : whereIs(cellTexts(this.panel.model), cell, turns);
    if (where) this.bar.welcomeBack(`You were at ${where}.`);
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

  /** How far every page of the course is. @returns {Promise<Record<string, import("./standing.js").Standing>>} */
  async standing() {
    await this.#run;
    const kernel = this.panel.sessionContext.session?.kernel;
    return kernel && !this.#refused ? askStanding(kernel) : {};
  }

  /** @param {import("./outline.js").Outline["sections"][number]} section */
  toSection({ cell, title }) {
    const found = this.panel.content.widgets.find(({ model }) => model.id === cell);
    const headings = /** @type {HTMLElement[]} */ ([...(found?.node.querySelectorAll("h2") ?? [])]);
    const heading = headings.find((one) => one.firstChild?.textContent?.trim() === title);
    focusOn(heading ?? headings[0]);
  }

  /** Save because somebody asked for it, and say how it went. */
  async saveNow() {
    const saved = await this.saver.now();
    if (!this.#refused) this.bar.say(saved ? savedText(unsavedIn(this.panel.node)) : "Not saved.");
  }

  /**
   * Save what is unsaved, before the page is left. A page whose items do not come, and which is so
   * long not saved, is left all the same: its answers are in the journal.
   *
   * @returns {Promise<boolean>} false when a save went wrong
   */
  async settle() {
    if (this.#refused) return true;
    const enough = new Promise((resolve) => setTimeout(() => resolve(false), PATIENCE));
    const hasRun = await Promise.race([this.#run.then(() => true), enough]);
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

  #judge() {
    return judge(
      codeCells(this.panel.model).map((cell) => ({
        source: cell.sharedModel.getSource(),
        trusted: cell.trusted,
      })),
    );
  }

  #play() {
    const context = this.panel.sessionContext;
    const name = this.panel.model.defaultKernelName || context.kernelPreference.name;
    prefer(context, { shouldStart: true, name });
    // JupyterLab begins it too, but only after asking for the file's checkpoints.
    this.#run = context
      .initialize()
      // What stands in for an item while it runs is a copy of what is drawn.
      .then((none) => this.reading.arrived.then(() => none))
      .then((none) => (none ? "no kernel" : this.#runAll()))
      .then(
        (outcome) => this.#tellTrouble(outcome),
        () => this.#tellTrouble("failed"),
      );
  }

  #runAll() {
    return runAll(this.panel, this.#lab.CodeCell, () => this.reading.keep());
  }

  async #begin() {
    const none = await this.panel.sessionContext.startKernel().catch(() => true);
    if (none) this.#tellTrouble("no kernel");
    else this.#play();
  }

  /** @param {string} outcome */
  #tellTrouble(outcome) {
    if (this.panel.isDisposed) return;
    const { notice } = this.course;
    this.bar.alert([...(notice ? [notice] : []), ...(TROUBLE[outcome] ?? [])]);
  }

  #refuse() {
    this.#refused = true;
    this.panel.addClass("ws-refused");
    const context = this.panel.sessionContext;
    prefer(context, { shouldStart: false });
    // Should there be a kernel all the same, from an earlier sitting, the page is parted from it.
    void context.ready.then(() => (this.#refused && context.session ? context.shutdown() : null));
    this.#explain();
  }

  #explain() {
    const verdict = this.#judge();
    const trust = { label: "Trust this page…", act: this.#lab.trust };
    const offer = verdict === "foreign code" ? undefined : trust;
    this.bar.alert(refusalText(verdict, foreignCell(this.panel.model)), offer);
  }

  /**
   * A page that was refused is not written: Jupyter would sign it, and trust it from then on. When
   * what was wrong has been mended, the page is written and opened anew.
   */
  #guardWrites() {
    const { context } = this.panel;
    return new Writing(context, this.#lab.contents, {
      inCourse: () => this.#inCourse,
      atRest: () => this.#run,
      mayWrite: () => {
        const may = !this.#refused || this.#judge() === "ours";
        if (!may) this.#explain();
        return may;
      },
      written: () => {
        this.bar.alert([], undefined, "writing");
        if (this.#refused) void this.#startAnew();
      },
      failed: () => this.bar.alert(this.#lost ? [] : UNWRITTEN, undefined, "writing"),
      overwrote: (copy) => this.bar.alert(overwrittenText(copy), undefined, "file"),
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

  #watchChanges() {
    const { model } = this.panel;
    const records = new Map(
      codeCells(model).map((cell) => [cell.id, recordsIn(cell.outputs.toJSON())]),
    );
    model.contentChanged.connect(() => this.saver.changed(AFTER_CHANGE));
    for (const cell of codeCells(model)) {
      cell.outputs.changed.connect(() => {
        const now = recordsIn(cell.outputs.toJSON());
        if (!now || now === records.get(cell.id)) return;
        records.set(cell.id, now);
        this.saver.changed(AFTER_ANSWER);
      });
    }
  }

  /** After a crash, or a night's sleep, the page runs again: its items show what was answered. */
  #watchKernel() {
    const context = this.panel.sessionContext;
    let died = false;
    context.connectionStatusChanged.connect(() => this.#lab.suspect());
    context.statusChanged.connect((_, status) => {
      if (status === "autorestarting") died = true;
      if (status === "dead") this.#tellTrouble("no kernel");
      if (!died || status !== "idle") return;
      died = false;
      if (this.#judge() === "ours") this.#play();
    });
    context.sessionChanged.connect((_, { newValue }) => {
      const lost = !newValue && this.#inCourse && !context.isDisposed;
      if (lost && this.#judge() === "ours") void this.#begin();
    });
    // JupyterLab would report it in a dialog that speaks of kernels.
    const dialog = this.panel._onSessionStatusChanged;
    if (dialog) context.statusChanged.disconnect(dialog, this.panel);
  }

  /** @param {{failed: boolean, pending: boolean}} now */
  #showSaved(now) {
    this.#saves = now;
    if (this.panel.isDisposed) return;
    const locked = this.#refused || !this.panel.context.canSave;
    const marks = unsavedIn(this.panel.node);
    this.bar.setSaved(describe({ ...now, ...marks, locked, lost: this.#lost }));
  }
}
