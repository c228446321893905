// Runs a course page's cells, keeping what is on the page readable, and what is saved in it safe,
// until the live items are there.

import { LANGUAGE } from "./language.js";
import { standIn } from "./previews.js";

// IPython looks for modules in the notebook's own folder first. A `withinscope.py` that came along
// with a mailed notebook must never be what `%load_ext withinscope` imports.
const IGNORE_FOLDER = "import sys; sys.path[:] = [entry for entry in sys.path if entry]; del sys";

/** Has a kernel say everything in a language. @param {string} tag */
const speaking = (tag) =>
  `import withinscope.texts; withinscope.texts.speak("${tag}"); del withinscope`;

/**
 * Run every code cell, in order.
 *
 * @param {Jupyter.NotebookPanel} panel a notebook panel whose code cells are the course's, and trusted
 * @param {Jupyter.CodeCellClass} CodeCell
 * @param {() => void} revealed hears at once when live items have taken the place of others
 * @returns {Promise<'ran' | 'no kernel' | 'failed'>} `failed`: some cell did not run to its end; it
 *   has its earlier outputs back, so that no answer is lost with them
 */
export async function runAll(panel, CodeCell, revealed) {
  const context = panel.sessionContext;
  await context.ready;
  const kernel = context.session?.kernel;
  // Without this CodeCell.execute would clear the outputs and come back as if all were well.
  if (!kernel) return "no kernel";
  const code = `${IGNORE_FOLDER}\n${speaking(LANGUAGE)}`;
  kernel.requestExecute({ code, silent: true, store_history: false });
  const cells = panel.content.widgets.filter(
    (cell) => cell.model.type === "code" && cell.model.sharedModel.getSource().trim(),
  );
  const ranOut = standIn(cells, revealed);
  const ran = await Promise.all(cells.map((cell) => runOne(cell, context, CodeCell)));
  ranOut();
  return ran.every(Boolean) ? "ran" : "failed";
}

/**
 * `CodeCell.execute` and not `NotebookActions.runAll`: that one selects and scrolls to the last
 * cell.
 *
 * @param {Jupyter.Cell} cell
 * @param {Jupyter.SessionContext} context
 * @param {Jupyter.CodeCellClass} CodeCell
 * @returns {Promise<boolean>} whether it ran without an error
 */
async function runOne(cell, context, CodeCell) {
  const before = cell.model.outputs.toJSON();
  const reply = await CodeCell.execute(cell, context, { recordTiming: false }).catch(() => null);
  const ok = reply?.content.status === "ok";
  if (!ok && !cell.isDisposed) cell.model.outputs.fromJSON(before);
  return ok;
}

/** What JupyterLab is to do about a kernel. @param {Jupyter.SessionContext} sessionContext @param {Jupyter.KernelPreference} preference */
export function prefer(sessionContext, preference) {
  sessionContext.kernelPreference = { ...sessionContext.kernelPreference, ...preference };
}

/**
 * Have a page without a kernel. Should there be one all the same, from an earlier sitting, the page
 * is parted from it.
 * @param {Jupyter.SessionContext} context
 * @param {() => boolean} isStill whether that still holds once the context is ready
 */
export function withhold(context, isStill) {
  prefer(context, { shouldStart: false });
  void context.ready.then(() => (isStill() && context.session ? context.shutdown() : null));
}
