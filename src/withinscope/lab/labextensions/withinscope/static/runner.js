// Runs a course page's cells, keeping what is on the page readable, and what is saved in it safe,
// until the live items are there.

export const WIDGET = "application/vnd.jupyter.widget-view+json";

/** How long (ms) a saved preview may stand in for an item that does not come. */
const PATIENCE = 10_000;

// IPython looks for modules in the notebook's own folder first. A `withinscope.py` that came along
// with a mailed notebook must never be what `%load_ext withinscope` imports.
const IGNORE_FOLDER = "import sys; sys.path[:] = [entry for entry in sys.path if entry]; del sys";

/**
 * Run every code cell, in order.
 *
 * @param {Jupyter.NotebookPanel} panel a notebook panel whose code cells are the course's, and trusted
 * @param {Jupyter.CodeCellClass} CodeCell
 * @returns {Promise<'ran' | 'no kernel' | 'failed'>} `failed`: some cell did not run to its end; it
 *   has its earlier outputs back, so that no answer is lost with them
 */
export async function runAll(panel, CodeCell) {
  const context = panel.sessionContext;
  await context.ready;
  const kernel = context.session?.kernel;
  // Without this CodeCell.execute would clear the outputs and come back as if all were well.
  if (!kernel) return "no kernel";
  kernel.requestExecute({ code: IGNORE_FOLDER, silent: true, store_history: false });
  const cells = panel.content.widgets.filter(
    (cell) => cell.model.type === "code" && cell.model.sharedModel.getSource().trim(),
  );
  // All are measured before any is changed: the browser lays the page out once, not for each cell.
  const heights = cells.map((cell) => cell.outputArea.node.offsetHeight);
  const previews = cells.map((cell, number) => standIn(cell, heights[number]));
  const ran = await Promise.all(cells.map((cell) => runOne(cell, context, CodeCell)));
  for (const preview of previews) preview.ranOut();
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

/**
 * Leave a copy of the cell's saved outputs in view until the live one can be seen.
 *
 * @param {Jupyter.Cell} cell
 * @param {number} height of its outputs, in px
 * @returns {{ranOut: () => void}} to be told when the cell has run: an item that is still being
 *   drawn then gets some more time, before what stands in for it makes way
 */
function standIn(cell, height) {
  const area = cell.outputArea.node;
  const wrapper = area.parentElement;
  if (!wrapper || height < 4) return { ranOut() {} };
  const copy = /** @type {HTMLElement} */ (area.cloneNode(true));
  copy.classList.add("ws-preview");
  // After a crash this is a copy of live controls, which would take clicks and do nothing.
  copy.inert = copy.querySelector("button") !== null;
  wrapper.insertBefore(copy, area);
  wrapper.classList.add("ws-loading");

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const reveal = () => {
    observer.disconnect();
    clearTimeout(timer);
    copy.remove();
    wrapper.classList.remove("ws-loading");
  };
  // After the browser's own layout: asking in the middle of things would have it done again.
  const observer = new ResizeObserver(() => isDrawn(area) && reveal());
  observer.observe(area);
  return {
    ranOut() {
      if (!copy.isConnected) return;
      const coming = cell.model.outputs.toJSON().some((output) => output.data?.[WIDGET]);
      if (coming) timer = setTimeout(reveal, PATIENCE);
      else reveal();
    },
  };
}

/**
 * @param {HTMLElement} area a cell's outputs
 * @returns {boolean} whether a widget has drawn something inside its own element. Plain outputs say
 *   of what MIME type they are, widgets do not.
 */
function isDrawn(area) {
  const inside = area.querySelectorAll(".jp-OutputArea-output:not([data-mime-type]) > * > *");
  return Array.from(inside).some(
    (drawn) => drawn.tagName !== "STYLE" && drawn.getBoundingClientRect().height > 8,
  );
}

/** What JupyterLab is to do about a kernel. @param {Jupyter.SessionContext} sessionContext @param {Jupyter.KernelPreference} preference */
export function prefer(sessionContext, preference) {
  sessionContext.kernelPreference = { ...sessionContext.kernelPreference, ...preference };
}
