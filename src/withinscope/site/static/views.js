/** The views of a page, each in the place of its words. */
import {
  forgetAll,
  recall,
  remember,
} from "../../lab/labextensions/withinscope/static/remembered.js";
import { addressOf } from "../../lab/labextensions/withinscope/static/routes.js";
import { UNKEPT as UNKEPT_TEXT } from "../../views/answer_words.js";
import { Model } from "./model.js";

/** @typedef {import("./addresses.js").PageData} PageData */
/** @typedef {import("./addresses.js").Told} Told */
/** @typedef {{render: (context: {model: Model, el: HTMLElement}) => () => void}} View */
/** @typedef {{model: Model, script: string, node: HTMLElement, end: () => void}} Live */

const STATES = "withinscope:states:";
const UNKEPT = { unkept: true };
/** What of a view never changes. */
const FIXED = new Set(["asked", "groups"]);

export class Views {
  #page;
  #kinds;
  #say;
  /** @type {Map<string, Live>} by their names */
  #live = new Map();
  #remembered = "";
  #isUnkept = false;

  /**
   * @param {PageData} page
   * @param {Record<string, View>} kinds by script
   * @param {(view: string, content: object) => void} say tells Python something
   */
  constructor(page, kinds, say) {
    this.#page = page;
    this.#kinds = kinds;
    this.#say = say;
    this.#remembered = `${STATES}${page.root}${page.page}`;
  }

  get size() {
    return Object.keys(this.#page.views).length;
  }

  /** Have no view call saved what the browser does not keep. */
  markUnkept() {
    this.#isUnkept = true;
    for (const { model } of this.#live.values()) Object.assign(model.get("asked") ?? {}, UNKEPT);
  }

  /** @param {string} path of a notebook */
  address(path) {
    return addressOf(this.#page, path);
  }

  /** Show every view as it was when the page was last left: Python will say if it is another way. */
  showAll() {
    const known = this.#recall();
    for (const [name, { script, state }] of Object.entries(this.#page.views)) {
      const cell = document.querySelector(`[data-ws-cell="${CSS.escape(name)}"]`);
      if (cell) this.#show(name, script, { ...state, ...known[name] }, cell);
    }
  }

  /** @param {import("./python.js").Message} message of Python's */
  take(message) {
    const live = this.#live.get(message.view);
    if (message.kind === "opened") this.#takeAll(message.views);
    else if (message.kind === "put") live?.model.put(message.name, message.value);
    else if (message.kind === "send") live?.model.hear(this.#told(message.content));
    else if (message.kind === "place") void this.#place(message.view, message.views);
    if (message.kind === "send" && message.content.kind === "deleted") forgetStates();
    else this.#remember();
  }

  /** @param {Record<string, any>} content */
  #told(content) {
    const isCalledSaved = this.#isUnkept && content.kind === "kept";
    return isCalledSaved ? { ...content, kind: "failed", text: UNKEPT_TEXT } : content;
  }

  /** @param {Record<string, Told>} views as they are on record */
  #takeAll(views) {
    for (const [name, { script, state }] of Object.entries(views)) {
      const live = this.#live.get(name);
      const differing = live?.model.differing(state) ?? [];
      if (!live || !differing.length) continue;
      // Drawn anew, a view begins without news; but not under somebody's hands.
      if (live.node.contains(document.activeElement)) {
        for (const [trait, value] of differing) live.model.put(trait, value);
      } else if (live.node.parentElement) this.#show(name, script, state, live.node.parentElement);
    }
  }

  /** @param {string} name @param {string} script @param {Record<string, any>} state @param {Element} place */
  #show(name, script, state, place) {
    this.#live.get(name)?.end();
    const asked = this.#isUnkept ? { asked: { ...state.asked, ...UNKEPT } } : {};
    const model = new Model({ ...state, ...asked }, (content) => this.#say(name, content));
    const node = document.createElement("div");
    const end = this.#kinds[script].render({ model, el: node });
    this.#live.set(name, { model, script, node, end });
    place.replaceChildren(node);
  }

  /** Show views above another, in place of those that were there. @param {string} below @param {Record<string, Told>} views */
  async #place(below, views) {
    for (const { script } of Object.values(views)) {
      this.#kinds[script] ??= (await import(`../../views/${script}.js`)).view;
    }
    const node = this.#live.get(below)?.node;
    for (const [name, { end, node: old }] of this.#live) {
      if (!name.startsWith(`${below}/`)) continue;
      end();
      old.parentElement?.remove();
      this.#live.delete(name);
    }
    for (const [name, { script, state }] of Object.entries(views)) {
      const place = document.createElement("div");
      node?.before(place);
      this.#show(name, script, state, place);
    }
  }

  /** @returns {Record<string, Record<string, any>>} what was last shown, by view */
  #recall() {
    try {
      const kept = JSON.parse(recall(this.#remembered) ?? "null");
      return kept?.release === this.#page.release ? kept.views : {};
    } catch {
      return {};
    }
  }

  #remember() {
    const views = Object.entries(this.#page.views).flatMap(([name, { state }]) => {
      const model = this.#live.get(name)?.model;
      const now = Object.keys(state).filter((trait) => model && !FIXED.has(trait));
      return [[name, Object.fromEntries(now.map((trait) => [trait, model?.whole(trait)]))]];
    });
    const kept = { release: this.#page.release, views: Object.fromEntries(views) };
    remember(this.#remembered, JSON.stringify(kept));
  }
}

/** What was taken back is shown on no page, not even until Python has come. */
const forgetStates = () => forgetAll(STATES);
