// Whether a page may run itself, and be written: where not, it says why and what to do about it.

import { judge } from "./allowlist.js";
import { codeCells, foreignCell, judged } from "./cells.js";
import { agrees } from "./question.js";
import { TRUST } from "./refusal.js";
import { withhold } from "./runner.js";

export class Gate {
  #panel;
  #notices;
  #isShut = false;

  /** @param {Jupyter.NotebookPanel} panel @param {import("./notices.js").Notices} notices */
  constructor(panel, notices) {
    this.#panel = panel;
    this.#notices = notices;
  }

  /** Whether the page was refused when it came. */
  get isShut() {
    return this.#isShut;
  }

  /** Whether the page may run as it is now. */
  get isOpen() {
    return this.#judge() === "ours";
  }

  /** Refuse the page. */
  shut() {
    this.#isShut = true;
    this.#panel.addClass("ws-refused");
    withhold(this.#panel.sessionContext, () => this.#isShut);
    this.#explain();
  }

  /**
   * A page that was refused is not written: Jupyter would sign it, and trust it from then on.
   * @returns {boolean} whether it may be, since what was wrong has been mended; if not, says why
   */
  mayWrite() {
    const may = !this.#isShut || this.isOpen;
    if (!may) this.#explain();
    return may;
  }

  #judge() {
    return judge(codeCells(this.#panel.model).map(judged));
  }

  #explain() {
    const trust = () => void this.#trust();
    this.#notices.refused(this.#judge(), foreignCell(this.#panel.model), trust);
  }

  /** Let it run from now on, if the person says that they know it. */
  async #trust() {
    if (!(await agrees(TRUST))) return;
    for (const cell of this.#panel.model.cells) cell.trusted = true;
    await this.#panel.context.save().catch(() => {}); // what guards writes tells of it
  }
}
