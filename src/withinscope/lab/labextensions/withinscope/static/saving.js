// When a course page is written to its file, and what the bar says about it.

import { _ } from "./language.js";

/** After an answer (ms): long enough for the rest of the same message to arrive. */
export const AFTER_ANSWER = 300;
/** After any other change (ms): typing is not saved letter by letter. */
export const AFTER_CHANGE = 1000;

/**
 * @typedef {object} Saving how a page stands
 * @property {boolean} [locked] it may never be saved
 * @property {boolean} [lost] the server can't be reached
 * @property {boolean} [failed] its file could not be written
 * @property {boolean} [refused] an answer could not be saved
 * @property {boolean} [unsaved] something stands in a form that nobody has saved
 * @property {boolean} [pending] its file is being written, or soon
 * @property {boolean} [unkept] the browser, which would keep it, keeps nothing
 */

/**
 * @param {Saving} now
 * @returns {{word: string, state: 'locked' | 'failed' | 'unsaved' | 'pending' | 'saved'}} what the
 *   bar says: the gravest thing
 */
export function describe({ locked, lost, failed, refused, unsaved, pending, unkept }) {
  if (locked) return { word: _("Not saved here"), state: "locked" };
  if (lost) return { word: _("Not connected"), state: "failed" };
  if (failed || refused) return { word: _("Not saved"), state: "failed" };
  if (unsaved) return { word: _("Not saved yet"), state: "unsaved" };
  if (pending) return { word: _("Saving…"), state: "pending" };
  if (unkept) return { word: _("Kept nowhere"), state: "locked" };
  return { word: _("Saved"), state: "saved" };
}

/** What is said once the page was saved because somebody asked for it. @param {Saving} now */
export function savedText({ unsaved }) {
  if (!unsaved) return _("Saved.");
  return _(
    "The page is saved, but not all that stands in its questions: each has a button for that.",
  );
}

/**
 * Calls `save` some time after a change: soon for an answer, later for the rest, never twice at
 * once. A change that comes during a save is saved again after it, whatever the notebook's `dirty`
 * says by then: JupyterLab clears that flag when a save ends, for changes made meanwhile as well.
 */
export class Saver {
  #save;
  #report;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #delay = Infinity;
  /** @type {Promise<void> | null} */
  #running = null;
  #again = false;
  #failed = false;
  /** Whether what is to be saved is told: not while all of it is the page's own doing. */
  #tells = false;

  /**
   * @param {() => Promise<void>} save rejects when nothing was saved
   * @param {(now: {failed: boolean, pending: boolean}) => void} report hears of every change; what
   *   the page did itself is not pending
   */
  constructor(save, report) {
    this.#save = save;
    this.#report = report;
  }

  /**
   * @param {number} delay ms; an earlier save that is due already stays due
   * @param {boolean} [own] whether the page did it itself, by coming to life: nobody waits for that
   */
  changed(delay, own = false) {
    this.#tells ||= !own;
    if (this.#running) this.#again = true;
    else if (delay <= this.#delay) this.#start(delay);
    this.#tell();
  }

  /** Save now. @returns {Promise<boolean>} whether it worked */
  async now() {
    this.#cancel();
    this.#running ??= this.#run();
    this.#tell();
    await this.#running;
    return !this.#failed;
  }

  /** Stop for good; what was due is not saved any more. */
  dispose() {
    this.#cancel();
    this.#report = () => {};
  }

  get pending() {
    return this.#running !== null || this.#timer !== undefined;
  }

  /** @param {number} delay */
  #start(delay) {
    clearTimeout(this.#timer);
    this.#delay = delay;
    this.#timer = setTimeout(() => void this.now(), delay);
  }

  #cancel() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#delay = Infinity;
  }

  async #run() {
    do {
      this.#again = false;
      this.#failed = await this.#save().then(
        () => false,
        () => true,
      );
    } while (this.#again && !this.#failed);
    this.#running = null;
    this.#tells = false;
    this.#tell();
  }

  #tell() {
    this.#report({ failed: this.#failed, pending: this.pending && this.#tells });
  }
}
