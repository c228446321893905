// How a course page is written to its file: one write at a time, none that may not be, and no
// question of JupyterLab's when another program has written to the same file.

import { said } from "./records.js";

/** How long (ms) closing waits for a write that is under way. */
const PATIENCE = 5000;

/**
 * @typedef {object} Rules
 * @property {() => boolean} mayWrite whether the page may be written; if not, tells the person why
 * @property {() => boolean} inCourse whether it is shown as a course page; else JupyterLab asks itself
 * @property {() => boolean} keeps whether the page is kept in its file; else there is nothing to write
 * @property {() => Promise<unknown>} atRest settles when the page is not being run
 * @property {() => void} written hears of each write
 * @property {() => void} failed hears of a write that went wrong
 * @property {(copy: string) => void} overwrote hears where another program's version was kept
 */

/** Every way to the notebook's file, autosave included, goes through its context; so this guards it. */
export class Writing {
  #context;
  #contents;
  #rules;
  /** The latest write, with all that it waits for. */
  #latest = Promise.resolve();
  /** The write that is under way. */
  #now = Promise.resolve();
  #ended = false;
  /** What the file says, as far as this page knows. */
  #known;

  /**
   * @param {Jupyter.DocumentContext} context
   * @param {Jupyter.Contents} contents
   * @param {Rules} rules
   */
  constructor(context, contents, rules) {
    this.#context = context;
    this.#contents = contents;
    this.#rules = rules;
    this.#known = said(context.model.toJSON());
    for (const way of /** @type {const} */ (["save", "saveAs"])) {
      const write = context[way].bind(context);
      context[way] = () => this.#queue(write);
    }
    this.#answerFor("_handleError", async () => void (this.#ended || rules.failed()));
    this.#answerFor("_raiseConflict", (_, options) => this.#overwrite(options));
  }

  /** Let what is being written come to its end, and write nothing more. */
  async end() {
    this.#ended = true;
    const enough = new Promise((resolve) => setTimeout(resolve, PATIENCE));
    await Promise.race([Promise.allSettled([this.#now]), enough]);
  }

  /**
   * No page is written while it runs: its outputs, answers among them, are not back yet. And never
   * two writes at once: each would take the other's for somebody else's change.
   *
   * @param {() => Promise<void>} write
   */
  #queue(write) {
    if (!this.#rules.mayWrite()) return Promise.reject(new NotSaved());
    const { atRest, keeps, written } = this.#rules;
    const next = async () => {
      await Promise.allSettled([atRest(), before]);
      if (this.#ended || this.#context.isDisposed) return;
      const saying = said(this.#context.model.toJSON());
      this.#now = keeps() ? write() : this.#skip();
      await this.#now;
      this.#known = saying;
      if (!this.#ended) written();
    };
    const before = this.#latest;
    this.#latest = next();
    return this.#latest;
  }

  async #skip() {
    this.#context.model.dirty = false;
  }

  /**
   * JupyterLab would show a dialog there; as long as it is a course page, this answers instead.
   * @param {"_handleError" | "_raiseConflict"} name
   * @param {(first: unknown, second: any) => Promise<any>} answer
   */
  #answerFor(name, answer) {
    const ask = this.#context[name]?.bind(this.#context);
    if (!ask) return;
    this.#context[name] = (first, second) =>
      this.#rules.inCourse() ? answer(first, second) : ask(first, second);
  }

  /**
   * Another program has changed the file. What it wrote is kept beside it if it says anything else
   * than before, and the page, whose answers are in the journal, is written over it.
   *
   * @param {Jupyter.SaveOptions} options with what JupyterLab would have saved
   */
  async #overwrite(options) {
    const { path } = this.#context;
    const copy = await this.#keepOther(path);
    const saved = await this.#contents.save(path, options);
    const { hash, hash_algorithm } = await this.#contents.get(path, { content: false, hash: true });
    if (copy) this.#rules.overwrote(copy);
    return { ...saved, hash, hash_algorithm };
  }

  /** @param {string} path @returns {Promise<string | null>} where it was kept */
  async #keepOther(path) {
    const { content } = await this.#contents.get(path, AS_TEXT);
    if (said(parsed(content)) === this.#known) return null;
    const copy = copyOf(path, "other");
    await this.#contents.save(copy, { type: "file", format: "text", content });
    return copy;
  }
}

/** A place beside a notebook for another version of it, of this moment. @param {string} path @param {string} whose */
export function copyOf(path, whose) {
  const moment = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
  return path.replace(/\.ipynb$/, `_${whose}_${moment}.ipynb`);
}

/** A notebook as its file's text, however broken. */
const AS_TEXT = /** @type {const} */ ({ content: true, type: "file", format: "text" });

/** @param {unknown} text @returns {unknown} null where it is no JSON */
function parsed(text) {
  try {
    return JSON.parse(String(text));
  } catch {
    return null;
  }
}

/** JupyterLab takes an error of this name for a save that the person has called off. */
class NotSaved extends Error {
  name = "ModalCancelError";
}
