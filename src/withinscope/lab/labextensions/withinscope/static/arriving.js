// Brings a page to its place out of sight, so that nothing in view moves once it is seen.

/** On a panel whose text is out of sight; page.css has it. */
const COVERED = "ws-arriving";
/** How long (ms) that may last; then what there is is shown. */
const PATIENCE = 5000;

/**
 * Take a page's text out of sight. A screen reader has it all the same.
 * @param {Jupyter.NotebookPanel} panel
 * @param {() => void} shown hears that it is in sight again
 * @returns {() => void} shows it; by itself, if that takes too long
 */
export function cover(panel, shown) {
  const show = () => {
    clearTimeout(timer);
    panel.removeClass(COVERED);
    shown();
  };
  const timer = setTimeout(show, PATIENCE);
  panel.addClass(COVERED);
  return show;
}

/** Whether a page's text is out of sight. @param {Jupyter.NotebookPanel} panel */
export const isCovered = (panel) => panel.hasClass(COVERED);

/**
 * Have all that will be in view drawn. JupyterLab draws cells from the first on, when it is idle;
 * that can take seconds, and each would move what is below it.
 * @param {Jupyter.NotebookPanel} panel
 * @param {Element} view what the page scrolls in
 * @param {import("./place.js").Place | null} place where the page is to be; null for its beginning
 */
export async function fillView(panel, view, place) {
  const cells = panel.content.widgets;
  const first = Math.max(
    0,
    cells.findIndex(({ model }) => model.id === place?.cell),
  );
  // What is above may reach a little into the view.
  if (first > 0) await draw(panel.content, first - 1);
  for (let index = first; index < cells.length; index += 1) {
    await draw(panel.content, index);
    if (panel.isDisposed || !panel.isVisible) return;
    const from = cells[first].node.getBoundingClientRect().top - (place?.offset ?? 0);
    const { bottom } = cells[index].node.getBoundingClientRect();
    if (bottom - from >= view.clientHeight) return;
  }
}

/**
 * Draw what is not in view: JupyterLab would wait until the browser is idle, which it is not before
 * all items are there, and items have to wait for their cells.
 * @param {Jupyter.NotebookPanel} panel
 */
export async function drawRest(panel) {
  for (const [index, cell] of panel.content.widgets.entries()) {
    if (panel.isDisposed) return; // it may be left at any moment
    if (!cell.isPlaceholder()) continue;
    await draw(panel.content, index);
    await new Promise((resolve) => setTimeout(resolve)); // whoever clicks is not to wait
  }
}

/**
 * As JupyterLab does it with a cell that is a placeholder so far.
 * @param {Jupyter.Notebook} notebook
 * @param {number} index
 */
async function draw(notebook, index) {
  const cell = notebook.widgets[index];
  if (cell.isPlaceholder()) {
    cell.dataset.windowedListIndex = String(index);
    notebook.layout.insertWidget(index, cell);
  }
  if (cell.model.type === "markdown") await isRendered(cell.node);
}

/** @param {Element} node of a text cell @returns {Promise<void>} when its text stands there */
function isRendered(node) {
  return new Promise((resolve) => {
    const look = () => {
      if (!node.querySelector(".jp-RenderedMarkdown > *")) return;
      observer.disconnect();
      resolve();
    };
    const observer = new MutationObserver(look);
    observer.observe(node, { childList: true, subtree: true });
    look();
  });
}

/** @returns {Promise<void>} once the browser has laid the page out: the bar takes its room then */
export function isLaidOut() {
  return new Promise((resolve) =>
    requestAnimationFrame(() => requestAnimationFrame(() => resolve())),
  );
}

/**
 * Keep the room that questions had, until they are live: what stands in for them is lower.
 * @param {Jupyter.NotebookPanel} panel
 * @param {Element} view
 * @param {import("./place.js").Place} place
 * @returns {() => void} gives it back
 */
export function reserveRoom(panel, view, { room }) {
  const known = room.width === view.clientWidth ? room.heights : {};
  const reserved = panel.content.widgets.filter(({ model }) => Object.hasOwn(known, model.id));
  for (const { model, node } of reserved) node.style.minHeight = `${known[model.id]}px`;
  return () => {
    for (const { node } of reserved) node.style.minHeight = "";
  };
}

/**
 * Until all of a page is drawn and live, what is read meanwhile is not to move (page.css).
 * @param {Jupyter.NotebookPanel} panel
 * @param {Promise<unknown>} settled
 */
export function steady(panel, settled) {
  panel.addClass("ws-settling");
  void settled.then(() => panel.removeClass("ws-settling"));
}
