/** The instructor's workbench: its parts, one in view, and what was said last. */
import { announce } from "./announcer.js";
import { el, uniqueName } from "./elements.js";
import { listen, post } from "./kernel.js";
import { keepFromJupyter } from "./keys.js";
import { changesRoom } from "./workbench_changes.js";
import { cohortRoom } from "./workbench_cohort.js";
import { sendFiles } from "./workbench_files.js";
import { gradeRoom } from "./workbench_grade.js";
import { markRoom } from "./workbench_mark.js";
import { arrivedTexts, progressText, ROOMS, refusedTexts, WAITING } from "./workbench_words.js";

const MAKERS = {
  grade: gradeRoom,
  mark: markRoom,
  cohort: cohortRoom,
  changes: changesRoom,
};
const BUSY = "At work …";
/** What may take a while. */
const SLOW = ["grade", "belongs", "calibrate", "fill", "yes", "export", "group"];
/** What the page says by itself: it takes nothing away of what was said. */
const QUIET = ["part", "look"];

/** What the box is made of. @param {(room: string) => void} enter */
function benchPage(enter) {
  const heading = el("h2", { id: uniqueName(), class: "ws-heading" }, "Workbench");
  const tabs = Object.entries(ROOMS).map(([room, text]) =>
    el("button", { type: "button", "data-room": room, click: () => enter(room) }, text),
  );
  const rooms = el("div", { role: "group", "aria-label": "Parts", class: "ws-rooms" }, ...tabs);
  const said = el("div", { class: "ws-said-last" });
  const body = el("div", {});
  const section = el("section", { class: "ws-item ws-workbench", "aria-labelledby": heading.id });
  section.append(heading, rooms, body, said);
  return { section, tabs, said, body };
}

class Bench {
  #model;
  #page = benchPage((room) => this.#send({ kind: "enter", room }));
  #room = "";
  /** @type {(shown: any, desk: any, report: string) => void} */
  #update = () => {};
  #last = "";
  /** @type {((kept: {name: string} | null) => void) | null} waits for a part of a file to be kept */
  #kept = null;
  /** Why files were not kept. @type {string[]} */
  #refused = [];
  /** Files that were just kept. @type {string[]} */
  #arrived = [];

  /** @param {import("./kernel.js").Model} model */
  constructor(model) {
    this.#model = model;
  }

  /** @param {HTMLElement} root @returns {() => void} ends it */
  begin(root) {
    const { section } = this.#page;
    root.append(section);
    const keys = keepFromJupyter(section);
    window.addEventListener("keydown", keys, { capture: true });
    const stop = listen(this.#model, { "msg:custom": (message) => this.#hear(message) });
    this.#send({ kind: "look" });
    return () => {
      window.removeEventListener("keydown", keys, { capture: true });
      stop();
    };
  }

  /** @param {{kind: string, [name: string]: any}} message */
  #send(message) {
    if (!QUIET.includes(message.kind)) this.#refused = this.#arrived = [];
    if (SLOW.includes(message.kind)) this.#tell([BUSY]);
    this.#page.section.setAttribute("aria-busy", "true");
    post(this.#model, message);
  }

  /** @param {any} message */
  #hear(message) {
    if (message.kind === "kept") return this.#answer(message);
    if (message.kind === "waiting") return this.#say([WAITING]);
    if (message.kind === "progress") return this.#tell([progressText(message.done, message.of)]);
    if (message.kind === "failed" && this.#kept) {
      this.#refused.push(message.text);
      return this.#answer(null);
    }
    if (message.kind === "failed") this.#say([message.text]);
    if (message.kind === "done") this.#show();
    this.#page.section.removeAttribute("aria-busy");
  }

  /** @param {{name: string} | null} kept */
  #answer(kept) {
    const tell = this.#kept;
    this.#kept = null;
    tell?.(kept);
  }

  #show() {
    const shown = this.#model.get("shown");
    const desk = this.#model.get("desk");
    if (shown.room !== this.#room) this.#enter(shown.room);
    this.#update(shown, desk, this.#model.get("report"));
    const files = [...arrivedTexts(this.#arrived), ...refusedTexts(this.#refused)];
    this.#say([...files, shown.problem, ...shown.said, desk.said ?? ""]);
  }

  /** @param {keyof typeof MAKERS} room */
  #enter(room) {
    this.#room = room;
    for (const tab of this.#page.tabs) {
      tab.setAttribute("aria-pressed", String(tab.dataset.room === room));
    }
    const { node, update } = MAKERS[room]({
      send: (message) => this.#send(message),
      say: (text) => this.#say([text]),
      put: (files) => this.#put(files),
    });
    this.#update = update;
    this.#page.body.replaceChildren(node);
  }

  /** Say something at the foot of what is in view, and to a screen reader if it is new. @param {string[]} lines */
  #say(lines) {
    const texts = lines.filter(Boolean);
    this.#tell(texts);
    const now = texts.join(" ");
    if (now !== this.#last) announce(now, "workbench");
    this.#last = now;
  }

  /** @param {string[]} texts */
  #tell(texts) {
    this.#page.said.replaceChildren(...texts.map((text) => el("p", { dir: "auto" }, text)));
  }

  /** Keep files; where those are then that were not refused. @param {import("./workbench_files.js").Named[]} files */
  async #put(files) {
    this.#say([BUSY]);
    this.#refused = this.#arrived = [];
    const put = (/** @type {{kind: string, [name: string]: any}} */ part) => {
      /** @type {Promise<{name: string} | null>} */
      const kept = new Promise((give) => {
        this.#kept = give;
      });
      this.#send(part);
      return kept;
    };
    const kept = await sendFiles(files, put);
    this.#arrived = kept.map((name) => name.slice(name.lastIndexOf("/") + 1));
    return kept;
  }
}

export const view = {
  /** @param {{model: import("./kernel.js").Model, el: HTMLElement}} context */
  render: ({ model, el: root }) => new Bench(model).begin(root),
};
