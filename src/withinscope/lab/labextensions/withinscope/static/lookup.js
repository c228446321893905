// The glossary and the four ways on, over any page of the course: the text of the page `look_up`.

import { linkNumbers } from "./dial.js";
import { button, paragraph } from "./elements.js";
import { focusOn, giveFocus } from "./headings.js";
import { _ } from "./language.js";
import { putMine } from "./mine.js";
import { aimAtPages, pathsOf } from "./page_links.js";
import { teller } from "./teller.js";

const LOADING = _("Opening…");
const TROUBLE = _("This can not be shown just now. In danger, call your local emergency number.");
const MARKDOWN = "text/markdown";
const WHOM_TO_REACH = "Whom to reach";
/** How long (ms) the text waits for what the kernel knows: it comes later if need be. */
const PATIENCE = 500;

export class LookUp {
  #contents;
  #renderers;
  /** @type {Map<string, Node[]>} what was shown, by path: it is there when the server is not */
  #known = new Map();
  /** Whom the trainee wrote down to be reached: there when the kernel is not. @type {unknown} */
  #mine = [];
  #dialog;
  #text;
  #jumps;
  #say;
  #open;
  #href;
  /** Points links in the text at pages of the course. */
  #aim = () => {};

  /**
   * @param {Jupyter.Contents} contents Jupyter's contents manager
   * @param {Jupyter.Renderers} renderers JupyterLab's rendermime registry
   * @param {(path: string) => string} href a page's address
   */
  constructor(contents, renderers, href) {
    this.#contents = contents;
    this.#renderers = renderers;
    this.#href = href;
    this.#dialog = document.createElement("dialog");
    this.#dialog.className = "ws-look-up";
    this.#dialog.setAttribute("aria-label", _("Look up"));
    this.#dialog.innerHTML = `
      <div class="ws-look-up-head">
        <nav aria-label="${_("In this text")}"><span></span><a class="ws-look-up-page">${_("Open as a page")}</a></nav>
        <button type="button" class="ws-look-up-close">${_("Close")}</button>
      </div>
      <div class="ws-look-up-text" role="region" aria-label="${_("Look up")}" tabindex="0" autofocus></div>
      <div class="ws-quiet" aria-live="polite"></div>`;
    const part = (/** @type {string} */ which) =>
      /** @type {HTMLElement} */ (this.#dialog.querySelector(which));
    this.#text = part(".ws-look-up-text");
    this.#jumps = part("nav span");
    this.#say = teller(part(".ws-quiet"));
    this.#open = /** @type {HTMLAnchorElement} */ (part(".ws-look-up-page"));
    part("button").addEventListener("click", () => this.#dialog.close());
    this.#dialog.addEventListener("click", (event) => {
      if (event.target === this.#dialog) this.#dialog.close(); // beside it
    });
    this.#dialog.addEventListener("click", ({ target }) => {
      const toPage = target instanceof Element && target.closest("a[data-ws-page]");
      if (toPage) this.#dialog.close(); // links.js opens the page
    });
    document.body.append(this.#dialog);
  }

  /**
   * Show the text over the page; Escape closes it, and the focus goes back to where it was.
   * @param {string} path
   * @param {import("./nav.js").Course} course
   * @param {() => Promise<Record<string, any>>} ask tells whom the trainee wrote down to be reached
   * @param {string} [section] the heading to begin at
   */
  async show(path, course, ask, section = "") {
    if (this.#dialog.open) return;
    this.#text.lang = course.language;
    this.#jumps.lang = course.language;
    this.#aim = () => aimAtPages(this.#text, path, pathsOf(course), this.#href);
    const asked = this.#ask(ask);
    this.#open.href = this.#href(path);
    this.#open.dataset.wsPage = path;
    this.#fill(this.#known.get(path) ?? [paragraph(LOADING)]);
    this.#dialog.showModal();
    this.#text.scrollTop = 0;
    const fresh = await this.#render(path).catch(() => null);
    if (fresh) this.#known.set(path, fresh);
    await Promise.race([asked, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
    this.#fill(this.#known.get(path) ?? [paragraph(TROUBLE)]);
    const headings = Array.from(this.#text.querySelectorAll("h2"));
    const wanted = headings.find((one) => one.firstChild?.textContent === section);
    if (wanted) focusOn(wanted);
    else this.#beginToRead();
    // After an answer Orca 43 says nothing of a focus that moves twice; regions outside are inert.
    const told = wanted ? _("Look up is open at {section}.", { section }) : _("Look up is open.");
    if (this.#dialog.open) this.#say(told);
  }

  /** A reader begins at the text, which was not there when this was opened. */
  #beginToRead() {
    const heading = this.#text.querySelector("h1, h2");
    const waits = document.activeElement === this.#text || document.activeElement === document.body;
    if (!this.#dialog.open || !waits || !(heading instanceof HTMLElement)) return;
    giveFocus(heading);
  }

  /** @param {() => Promise<Record<string, any>>} ask */
  async #ask(ask) {
    const { mine } = await ask();
    if (!mine) return; // nobody can tell just now
    this.#mine = mine;
    putMine(this.#text, WHOM_TO_REACH, mine);
  }

  /** @param {string} path @returns {Promise<Node[]>} */
  async #render(path) {
    const { content } = await this.#contents.get(path, { content: true, type: "notebook" });
    /** @type {{cell_type: string, source: string | string[]}[]} */
    const all = content.cells;
    const cells = all.filter((cell) => cell.cell_type === "markdown");
    return Promise.all(cells.map((cell) => this.#renderCell([cell.source].flat().join(""))));
  }

  /** As text that is not trusted: JupyterLab takes out whatever could run. @param {string} source */
  async #renderCell(source) {
    const renderer = this.#renderers.createRenderer(MARKDOWN);
    await renderer.renderModel(
      this.#renderers.createModel({ data: { [MARKDOWN]: source }, trusted: false }),
    );
    return renderer.node;
  }

  /** @param {Node[]} nodes */
  #fill(nodes) {
    const { scrollTop } = this.#text;
    this.#text.replaceChildren(...nodes);
    linkNumbers(this.#text);
    putMine(this.#text, WHOM_TO_REACH, this.#mine);
    this.#aim();
    this.#text.scrollTop = scrollTop;
    const headings = Array.from(this.#text.querySelectorAll("h2"));
    this.#jumps.replaceChildren(...headings.map(jumpTo));
  }
}

/** @param {HTMLElement} heading */
const jumpTo = (heading) => button(heading.firstChild?.textContent ?? "", () => focusOn(heading));

/**
 * F1 is no letter, so it is in nobody's way; and while somebody types, or something else is open
 * over the page, it does nothing.
 *
 * @param {() => void} act
 */
export function onLookUpKey(act) {
  window.addEventListener("keydown", (event) => {
    const modified = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey;
    if (event.key !== "F1" || modified || isWrittenIn(event.target)) return;
    if (document.querySelector("dialog[open], .jp-Dialog")) return;
    event.preventDefault();
    act();
  });
}

/**
 * A view may ask for a section by an event, and hears by its being prevented that it is shown.
 *
 * @param {(section: string) => boolean} act whether it can be shown
 */
export function onLookUpAsked(act) {
  document.addEventListener("withinscope:look-up", (event) => {
    if (act(String(/** @type {CustomEvent} */ (event).detail))) event.preventDefault();
  });
}

/** Whether keys pressed in an element write something. @param {EventTarget | null} target */
function isWrittenIn(target) {
  if (!(target instanceof Element)) return false;
  const chosen = "[type=radio], [type=checkbox], [type=button]";
  return target.matches(`input:not(${chosen}), textarea, select, [contenteditable=true]`);
}
