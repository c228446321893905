// Whether answers are kept where no server does it: the page's own kernel knows. A browser may keep
// nothing, and the course may have been opened in another tab, which has the journal from then on.

/** @typedef {"" | "elsewhere" | "unkept"} Why nothing more is kept; '' where all is */

export class Keeping {
  /** @type {Why} */
  why = "";
  #ask;
  #changed;
  #isBrowsers;
  #channel;

  /**
   * @param {string} journal under whose name kernels say that another tab has it by now; '' where a
   *   server keeps answers, and there is nothing to be asked
   * @param {() => Promise<{why?: Why}>} ask the page's kernel; nothing where it can't say
   * @param {() => void} changed
   */
  constructor(journal, ask, changed) {
    this.#ask = ask;
    this.#changed = changed;
    this.#isBrowsers = Boolean(journal);
    this.#channel = channelOf(journal);
    this.#channel?.addEventListener("message", () => void this.look());
  }

  /** Whether the browser keeps anything at all. */
  get isKept() {
    return this.why !== "unkept";
  }

  async look() {
    if (!this.#isBrowsers) return;
    const { why } = await this.#ask();
    if (why === undefined || why === this.why) return;
    this.why = why;
    this.#changed();
  }

  end() {
    this.#channel?.close();
  }
}

/** A browser that stores nothing may have none; in that there is no other tab to hear of. @param {string} journal */
function channelOf(journal) {
  try {
    return journal ? new BroadcastChannel(journal) : null;
  } catch {
    return null;
  }
}
