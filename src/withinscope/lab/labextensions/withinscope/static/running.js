// When a page's cells run: once its kernel is there, and again when it has had to be started anew.

import { prefer, runAll } from "./runner.js";

export class Running {
  #panel;
  #CodeCell;
  #reading;
  #tell;
  /** Settles when no run is under way. */
  done = Promise.resolve();
  /** Whether a run is under way: what changes on the page meanwhile is its own doing. */
  isComing = false;

  /**
   * @param {Jupyter.NotebookPanel} panel
   * @param {Jupyter.CodeCellClass} CodeCell
   * @param {import("./reading.js").Reading} reading
   * @param {(outcome: "ran" | "no kernel" | "failed") => void} tell hears how each run ended
   */
  constructor(panel, CodeCell, reading, tell) {
    this.#panel = panel;
    this.#CodeCell = CodeCell;
    this.#reading = reading;
    this.#tell = tell;
  }

  play() {
    this.isComing = true;
    const context = this.#panel.sessionContext;
    const name = this.#panel.model.defaultKernelName || context.kernelPreference.name;
    prefer(context, { shouldStart: true, name });
    // JupyterLab begins it too, but only after asking for the file's checkpoints.
    this.done = context
      .initialize()
      // What stands in for an item while it runs is a copy of what is drawn.
      .then((none) => this.#reading.arrived.then(() => none))
      .then((none) => (none ? "no kernel" : this.#run()))
      .catch(() => /** @type {const} */ ("failed"))
      .then((outcome) => {
        this.isComing = false;
        this.#tell(outcome);
      });
  }

  /** Start a kernel for a page that has lost its own, and play. */
  async begin() {
    const none = await this.#panel.sessionContext.startKernel().catch(() => true);
    if (none) this.#tell("no kernel");
    else this.play();
  }

  #run() {
    return runAll(this.#panel, this.#CodeCell, () => this.#reading.keep());
  }
}
