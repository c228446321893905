// Copies of items' saved outputs, in view until the live ones can be seen.

export const WIDGET = "application/vnd.jupyter.widget-view+json";

/** How long (ms) a copy may stand in for an item that does not come. */
const PATIENCE = 10_000;

/**
 * @param {Jupyter.Cell[]} cells about to run
 * @param {() => void} revealed hears at once when live items have taken the place of their copies
 * @returns {() => void} to be told when all have run: an item that is still being drawn then gets
 *   some more time, before what stands in for it makes way
 */
export function standIn(cells, revealed) {
  // All are measured before any is changed: the browser lays the page out once, not for each cell.
  const shown = cells.filter(({ outputArea }) => outputArea.node.offsetHeight >= 4);
  const copies = new Map(shown.map((cell) => [cell, copyOf(cell.outputArea.node)]));
  const reveal = (/** @type {(cell: Jupyter.Cell) => boolean} */ isDue) => {
    const due = [...copies.keys()].filter(isDue);
    for (const cell of due) {
      observer.unobserve(cell.outputArea.node);
      copies.get(cell)?.remove();
      copies.delete(cell);
      cell.outputArea.node.parentElement?.classList.remove("ws-loading");
    }
    if (due.length) revealed();
  };
  // After the browser's own layout: asking in the middle of things would have it done again.
  const observer = new ResizeObserver((changes) => {
    const changed = new Set(changes.map(({ target }) => target));
    reveal(({ outputArea: { node } }) => changed.has(node) && isDrawn(node));
  });
  for (const cell of shown) observer.observe(cell.outputArea.node);
  return () => {
    reveal((cell) => !isComing(cell));
    if (copies.size) setTimeout(() => reveal(() => true), PATIENCE);
  };
}

/** @param {HTMLElement} area a cell's outputs @returns {HTMLElement} their copy, in their place */
function copyOf(area) {
  const copy = /** @type {HTMLElement} */ (area.cloneNode(true));
  copy.classList.add("ws-preview");
  // After a crash this is a copy of live controls, which would take clicks and do nothing, and say
  // for ever that something is unsaved.
  copy.inert = copy.querySelector("button") !== null;
  for (const marked of copy.querySelectorAll("[data-ws-unsaved]")) {
    marked.removeAttribute("data-ws-unsaved");
  }
  area.before(copy);
  area.parentElement?.classList.add("ws-loading");
  return copy;
}

/** Whether an item is among a cell's outputs. @param {Jupyter.Cell} cell */
const isComing = ({ model }) => model.outputs.toJSON().some((output) => output.data?.[WIDGET]);

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
