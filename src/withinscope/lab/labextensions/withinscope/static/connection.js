// Whether the course's server can still be reached: asked again and again, so that its loss is told
// within three seconds, and its return as well. On a Hub, where all pages' questions meet in one
// proxy, it is asked less often; there the close of a kernel's websocket tells of a loss at once.
import { _ } from "./language.js";
import { launcher } from "./launcher.js";

/** Between two questions (ms) to a server of this computer. */
const BEAT = 1500;
/** And to one of a Hub's. */
const BEAT_ON_A_HUB = 10_000;
/** After a question without an answer (ms): one alone may be a computer that wakes up. */
const AGAIN = 500;

/** Asks in regular intervals and at once when something looks wrong. */
export class Connection {
  #ask;
  #changed;
  #beat;
  #lost = false;
  #unanswered = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** @type {Promise<boolean> | null} */
  #asking = null;
  #ended = false;

  /**
   * @param {() => Promise<boolean>} ask whether the server answers; may reject where it does not
   * @param {(lost: boolean) => void} changed hears of each loss and each return
   * @param {boolean} onAHub whether the server is one of a Hub's
   */
  constructor(ask, changed, onAHub) {
    this.#ask = ask;
    this.#changed = changed;
    this.#beat = onAHub ? BEAT_ON_A_HUB : BEAT;
  }

  get lost() {
    return this.#lost;
  }

  /** Ask now, and from then on. @returns {Promise<boolean>} whether it answers */
  suspect() {
    if (this.#ended) return Promise.resolve(false);
    clearTimeout(this.#timer);
    this.#asking ??= this.#once();
    return this.#asking;
  }

  /** @returns {Promise<void>} settles when the server answers; never after the end */
  async back() {
    const rest = () => new Promise((resolve) => this.#ended || setTimeout(resolve, AGAIN));
    while (!(await this.suspect())) await rest();
  }

  end() {
    this.#ended = true;
    clearTimeout(this.#timer);
  }

  async #once() {
    const answers = await this.#ask().catch(() => false);
    this.#asking = null;
    if (!this.#ended) this.#tell(answers);
    return answers;
  }

  /** @param {boolean} answers */
  #tell(answers) {
    this.#unanswered = answers ? 0 : this.#unanswered + 1;
    const rest = this.#unanswered === 1 ? AGAIN : this.#beat;
    this.#timer = setTimeout(() => void this.suspect(), rest);
    const lost = this.#unanswered > 1;
    if (lost === this.#lost) return;
    this.#lost = lost;
    this.#changed(lost);
  }
}

/** How long (ms) an answer may take on a machine that is busy. */
const PATIENCE = 5000;

/**
 * Ask for what JupyterLab asks as well, and what counts as no activity of the person's.
 * @param {Jupyter.ServerConnection} ServerConnection JupyterLab's
 * @returns {Promise<boolean>}
 */
export async function serverAnswers(ServerConnection) {
  const settings = ServerConnection.makeSettings();
  const url = new URL("api/status", settings.baseUrl).href;
  const init = { signal: AbortSignal.timeout(PATIENCE) };
  return (await ServerConnection.makeRequest(url, init, settings)).ok;
}

/**
 * @param {Pick<import("./leave.js").Home, "comeBack" | "logOut">} home
 * @param {string} [agent] what the browser says it runs on
 * @returns {string[]} what a person is told while the server can't be reached
 */
export function lostText({ comeBack, logOut }, agent) {
  if (logOut) {
    return [
      _(
        "The course can’t be reached: the connection was lost, or it was put to rest since nobody was here.",
      ),
      _(
        "What was saved is safe. If this does not go away by itself, open {address} in another tab and " +
          "log in; this page then goes on.",
        { address: comeBack },
      ),
    ];
  }
  if (comeBack) {
    const file = launcher(agent);
    return [
      _("The course can’t be reached: it was ended, or its window was closed."),
      _(
        "What was saved is safe. To go on, double-click {file} in the course’s folder again, or run " +
          "{command}; this page then goes on by itself.",
        { file, command: comeBack },
      ),
    ];
  }
  return [
    _("The connection to the course was lost."),
    _(
      "What was saved is safe, and what you write now stays on this page. It goes on by itself when " +
        "the connection is back.",
    ),
  ];
}
