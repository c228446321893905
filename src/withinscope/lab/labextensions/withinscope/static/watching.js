// What a page hears of its kernel and of what its cells show.

import { codeCells } from "./cells.js";
import { recordsIn } from "./records.js";

/**
 * @param {Jupyter.NotebookModel} model
 * @param {{changed: () => void, answered: () => void}} told of any change, and of a new record of an
 *   answer
 */
export function watchChanges(model, { changed, answered }) {
  const records = new Map(
    codeCells(model).map((cell) => [cell.id, recordsIn(cell.outputs.toJSON())]),
  );
  model.contentChanged.connect(changed);
  for (const cell of codeCells(model)) {
    cell.outputs.changed.connect(() => {
      const now = recordsIn(cell.outputs.toJSON());
      if (!now || now === records.get(cell.id)) return;
      records.set(cell.id, now);
      answered();
    });
  }
}

/**
 * @typedef {object} Kernels what a page does about its kernel
 * @property {() => void} suspect something may be wrong with the server
 * @property {() => void} dead its kernel died, and none could be started
 * @property {() => void} restarted its kernel had died and is there again, with nothing in it
 * @property {() => void} gone it has no kernel any more
 */

/**
 * @param {Jupyter.NotebookPanel} panel
 * @param {Kernels} told
 */
export function watchKernel(panel, { suspect, dead, restarted, gone }) {
  const context = panel.sessionContext;
  let died = false;
  context.connectionStatusChanged.connect(suspect);
  context.statusChanged.connect((_, status) => {
    if (status === "autorestarting") died = true;
    if (status === "dead") dead();
    if (!died || status !== "idle") return;
    died = false;
    restarted();
  });
  context.sessionChanged.connect((_, { newValue }) => {
    if (!newValue && !context.isDisposed) gone();
  });
  // JupyterLab would report it in a dialog that speaks of kernels.
  const dialog = panel._onSessionStatusChanged;
  if (dialog) context.statusChanged.disconnect(dialog, panel);
}
