/** Python on the page's side: what is said to it waits until it is there, and is not lost. */
import { recall, remember } from "../../lab/labextensions/withinscope/static/remembered.js";

/** @typedef {{kind: string, [name: string]: any}} Message */

const WAITING = "withinscope:waiting:";

/** What waits for a page, kept should its tab be closed before. @param {string} page */
export function waitingRoom(page) {
  const name = WAITING + page;
  return {
    /** @returns {Message[]} */
    read() {
      try {
        const found = JSON.parse(recall(name) ?? "[]");
        return Array.isArray(found) ? found : [];
      } catch {
        return [];
      }
    },
    /** @param {Message[]} messages */
    write(messages) {
      remember(name, messages.length ? JSON.stringify(messages) : null);
    },
  };
}

/** Python, as one page speaks to it. */
export class Python {
  #worker;
  #room;
  /** What was said before Python was there; null from then on. @type {Message[] | null} */
  #waiting;

  /**
   * @param {Worker} worker
   * @param {string} page its id
   * @param {(message: Message) => void} hear what Python says
   */
  constructor(worker, page, hear) {
    this.#worker = worker;
    this.#room = waitingRoom(page);
    this.#waiting = this.#room.read();
    worker.addEventListener("message", ({ data }) => {
      hear(data);
      if (data.kind === "opened") this.#come();
    });
    worker.postMessage({ kind: "open", page });
  }

  get isThere() {
    return this.#waiting === null;
  }

  /** Whether something was done that Python has not heard of yet. */
  get isWaitedFor() {
    return Boolean(this.#waiting?.some(({ kind }) => kind === "view"));
  }

  /** @param {Message} message */
  say(message) {
    if (!this.#waiting) return this.#worker.postMessage(message);
    this.#waiting.push(message);
    this.#room.write(this.#waiting.filter(({ kind }) => kind === "view"));
  }

  #come() {
    const waiting = this.#waiting ?? [];
    this.#waiting = null;
    for (const message of waiting) this.#worker.postMessage(message);
    this.#room.write([]);
  }
}
