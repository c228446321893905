// Takes JupyterLab's own furniture away while a course page is in front, and puts it back.

import { isOpening } from "./opening.js";

/** Whether the course is in front, on its way, or being left. */
export function isInCourse() {
  const { classList } = document.body;
  return isOpening() || classList.contains("ws-course") || classList.contains("ws-leaving");
}

/** Parts of the shell, by widget id: JupyterLab's, then Notebook 7's. */
const FURNITURE = new Set([
  "jp-top-panel",
  "jp-menu-panel",
  "jp-top-bar",
  "jp-bottom-panel",
  "jp-left-stack",
  "jp-right-stack",
  "jp-down-stack",
  "top-panel-wrapper",
  "menu-panel-wrapper",
]);

export class Chrome {
  #shell;
  #labShell;
  /** @type {Jupyter.Widget[]} */
  #hidden = [];
  /** @type {string | null} JupyterLab's own, while it is another */
  #mode = null;
  #away = false;

  /**
   * @param {Jupyter.Shell} shell the application's shell
   * @param {Jupyter.LabShell | null} labShell the same, if it is JupyterLab's; null in Notebook 7
   */
  constructor(shell, labShell) {
    this.#shell = shell;
    this.#labShell = labShell;
  }

  /** @param {boolean} away */
  putAway(away) {
    document.body.classList.toggle("ws-course", away);
    if (away === this.#away) return;
    this.#away = away;
    if (away) this.#clear();
    else this.#restore();
  }

  #clear() {
    if (this.#labShell) {
      this.#mode = this.#labShell.mode;
      this.#labShell.mode = "single-document";
      this.#labShell.collapseLeft();
      this.#labShell.collapseRight();
    }
    for (const widget of descendants(this.#shell)) {
      const furniture = FURNITURE.has(widget.id) || widget.hasClass("jp-SideBar");
      if (!furniture || widget.isHidden) continue;
      widget.hide();
      this.#hidden.push(widget);
    }
  }

  #restore() {
    for (const widget of this.#hidden) if (!widget.isDisposed) widget.show();
    this.#hidden = [];
    if (this.#labShell && this.#mode) this.#labShell.mode = this.#mode;
  }
}

/** @param {Jupyter.Widget} widget @returns {Generator<Jupyter.Widget>} its descendants */
function* descendants(widget) {
  for (const child of widget.children()) {
    yield child;
    yield* descendants(child);
  }
}
