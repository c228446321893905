// From page to page: the one that the course opens with, the next one, and what becomes of either
// when its file can't be had.

import { addressOpened, cover, isWaiting, PATIENCE, sayWhileOpening, uncover } from "./opening.js";
import { NEVER_OPENED } from "./trouble.js";

/** What somebody does who goes on with the page that they are on. */
const SIGNS = ["pointerdown", "keydown", "wheel"];

/** @typedef {import("./course.js").Panel} Panel */
/** @typedef {import("./page.js").CoursePage} CoursePage */
/**
 * @typedef {object} Around what turning needs of the course around it
 * @property {(panel: Panel) => Promise<CoursePage | null>} attend
 * @property {() => CoursePage | undefined} current the page in front
 * @property {import("./connection.js").Connection} connection
 * @property {import("./routes.js").Routes} routes
 * @property {boolean} site whether it is JupyterLite, which leaves what the address names to the course
 */

export class Turning {
  #kit;
  #around;
  #going = false;
  /** The notebook that the address names, now: what comes may take it out of there. */
  #asked;
  /** Settles when JupyterLab has opened the address's document. */
  #addressOpened = Promise.resolve();

  /** @param {import("./course.js").Kit} kit @param {Around} around */
  constructor(kit, around) {
    this.#kit = kit;
    this.#around = around;
    this.#asked = around.routes.notebook(location.href);
  }

  /** JupyterLab opens the address's document only after listing its folder, a second later. */
  openEarly() {
    const { labShell, addressed, app } = this.#kit;
    const path = this.#asked;
    const alone = this.#around.site || labShell?.mode === "single-document";
    if (!alone || !labShell || !path) return uncover();
    void this.#openFirst(path);
    if (!this.#around.site) this.#addressOpened = addressOpened(app.commands);
    setTimeout(() => isWaiting() || uncover(), PATIENCE); // should it not come, for whatever reason
    // Only from now on does JupyterLab watch what is in front. It would think that nothing is, and
    // let the address follow its file browser.
    const change = { oldValue: "", newValue: path };
    void addressed?.paths.then(() => labShell.currentPathChanged.emit(change));
  }

  /** Widgets never work in a notebook that was opened without a kernel: so from the beginning. @param {Panel} panel */
  reopen(panel) {
    if (!this.#kit.labShell) return location.reload(); // the window is the notebook's own
    const { path } = panel.context;
    panel.dispose();
    cover();
    void this.#openFirst(path);
  }

  /** The browser's Back and Forward: JupyterLab changes the address then, and nothing else. */
  followAddress() {
    const { current, routes } = this.#around;
    const path = routes.notebook(location.href);
    const here = current()?.panel.context.path;
    if (here && path && path !== here) void this.go(path, true);
  }

  /** @param {string} path @param {boolean} [again] whether one goes back to where one has been */
  async go(path, again = false) {
    const old = this.#around.current();
    if (this.#going || !old) return;
    this.#going = true;
    await this.#addressOpened; // it would take who has gone on by then back to where they were
    const turned = (await old.settle()) && (await this.#turnTo(path, old, again));
    this.#going = false;
    if (!turned) await this.#goLater(path, old, again);
  }

  /** Open a page while no other is there to be looked at, if need be when the server answers again. @param {string} path */
  async #openFirst(path) {
    const { attend, connection } = this.#around;
    for (let left = 2; left > 0; ) {
      const panel = this.#kit.documents.openOrReveal(path);
      await attend(panel);
      if (!panel.isDisposed) return;
      // Where the server answers, it may have been away a moment ago; twice it was not.
      if (await connection.suspect()) left -= 1;
      else await connection.back();
    }
    sayWhileOpening(NEVER_OPENED);
  }

  /**
   * @param {string} path
   * @param {CoursePage} old
   * @param {boolean} again
   * @returns {Promise<boolean>} false where the page's file could not be had
   */
  async #turnTo(path, old, again) {
    const { documents, app, labShell } = this.#kit;
    if (!labShell) return goAway(old, this.#around.routes.address(path));
    // The old page stays in view until the new one has something to show.
    const panel = documents.openOrReveal(path, undefined, undefined, { activate: false });
    const page = await this.#around.attend(panel);
    if (panel.isDisposed) return false;
    page?.reading.hide();
    app.shell.activateById(panel.id);
    await this.#inFront(panel); // were none in front for a moment, the address would show that
    void old.close();
    if (again) await page?.comeBack();
    else {
      page?.focusHeading();
      void page?.restorePlace(false);
    }
    return true;
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

  /** Go there when the server answers again, if nobody goes on here meanwhile. @param {string} path @param {CoursePage} old @param {boolean} again */
  async #goLater(path, old, again) {
    const { connection } = this.#around;
    if (await connection.suspect()) return old.notices.notOpened(() => void this.go(path, again));
    const taken = old.notices.opensLater();
    const waiting = goesOn(old.panel.node, taken);
    await connection.back();
    if (waiting.signal.aborted) return;
    waiting.abort();
    taken();
    await this.go(path, again);
  }
}

/**
 * @param {HTMLElement} node a page's
 * @param {() => void} act hears that somebody goes on with it
 * @returns {AbortController} aborted from then on; to be aborted once that does not matter any more
 */
function goesOn(node, act) {
  const until = new AbortController();
  const on = () => {
    until.abort();
    act();
  };
  for (const sign of SIGNS) {
    node.addEventListener(sign, on, { capture: true, passive: true, signal: until.signal });
  }
  return until;
}

/**
 * Where there is a window for each document: leave this one, and its kernel.
 * @param {CoursePage} page
 * @param {string} address
 * @returns {Promise<true>}
 */
export async function goAway(page, address) {
  await page.close();
  location.assign(address);
  return true;
}
