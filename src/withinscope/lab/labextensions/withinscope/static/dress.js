// What a course page changes in a panel of JupyterLab's.

/**
 * In `full` mode the notebook takes cells out of the document while they are out of view; nobody
 * could tab to them. What `contentVisibility` hides from assistive technology page.css shows.
 * @param {Jupyter.Notebook} notebook
 */
export function showEveryCell(notebook) {
  const { notebookConfig } = notebook;
  if (notebookConfig.windowingMode !== "full") return;
  notebook.notebookConfig = { ...notebookConfig, windowingMode: "defer" };
}

/**
 * In a course the cells are no list of things to move through. One that can take the focus is a
 * stop with nothing to do, and steals the focus; and its name would be read out before its text.
 *
 * @param {Jupyter.Notebook} notebook
 * @param {boolean} course whether it is to be a course page, or as JupyterLab has it
 */
export function dressCells(notebook, course) {
  swapAttribute(notebook.viewportNode, "role", course);
  swapAttribute(notebook.viewportNode, "aria-label", course);
  for (const { node } of notebook.widgets) {
    swapAttribute(node, "tabindex", course);
    swapAttribute(node, "aria-label", course);
    if (course) nameWhatComes(node);
  }
}

const ELSEWHERE = /^(.+): open this notebook in the course to .+\n?$/;

/**
 * What a part of the course prints leads here who reads the notebook elsewhere. Until it is live,
 * it is not said to who is here.
 * @param {Element} cell
 */
function nameWhatComes(cell) {
  for (const words of cell.querySelectorAll(".jp-RenderedText pre")) {
    const [, name] = ELSEWHERE.exec(words.textContent ?? "") ?? [];
    if (name) words.textContent = name;
  }
}

/**
 * The panel is a region that its tab names, by the file; within it the page names its own.
 * @param {Jupyter.NotebookPanel} panel
 * @param {boolean} course
 */
export function dressPanel(panel, course) {
  for (const name of ["role", "aria-label", "aria-labelledby"]) {
    swapAttribute(panel.node, name, course);
  }
}

/** What the page scrolls in is a region that its heading names. @param {Element} view @param {string} title */
export function nameView(view, title) {
  view.setAttribute("role", "region");
  view.setAttribute("aria-label", title);
}

/** @type {WeakMap<Element, Record<string, string | null>>} what attributes were before they were taken away */
const taken = new WeakMap();

/** Take an attribute away and keep it, or put it back. @param {Element | undefined} node @param {string} name @param {boolean} away */
function swapAttribute(node, name, away) {
  if (!node) return;
  const kept = taken.get(node) ?? {};
  if (away && node.hasAttribute(name)) {
    taken.set(node, { ...kept, [name]: node.getAttribute(name) });
    node.removeAttribute(name);
  } else if (!away && name in kept && !node.hasAttribute(name)) {
    node.setAttribute(name, kept[name] ?? "");
  }
}

/**
 * The panel's layout wants to be told each child's height.
 * @param {Jupyter.NotebookPanel} panel
 * @param {HTMLElement} bar
 * @param {Jupyter.WidgetClass} Widget
 */
export function addBar(panel, bar, Widget) {
  const widget = new Widget();
  widget.addClass("ws-bar-box");
  widget.node.append(bar);
  panel.contentHeader.insertWidget(0, widget);
  const observer = new ResizeObserver(() => {
    widget.node.style.minHeight = `${Math.ceil(bar.getBoundingClientRect().height)}px`;
    panel.contentHeader.fit();
  });
  observer.observe(bar);
  panel.disposed.connect(() => observer.disconnect());
}

/**
 * Text cells are read here, not edited; and the browser's own menu is of more use.
 * @param {Jupyter.NotebookPanel} panel
 * @param {() => boolean} inCourse whether it is shown as a course page just now
 */
export function guardCells(panel, inCourse) {
  const { node } = panel.content;
  for (const type of ["dblclick", "contextmenu"]) {
    node.addEventListener(type, (event) => inCourse() && event.stopPropagation(), true);
  }
  node.addEventListener("focusin", (event) => inCourse() && giveBackFocus(panel, event));
  // JupyterLab sets these again whenever it updates a cell.
  const observer = new MutationObserver(() => inCourse() && dressCells(panel.content, true));
  observer.observe(node, { attributeFilter: ["tabindex", "aria-label"], subtree: true });
  panel.disposed.connect(() => observer.disconnect());
}

/**
 * A panel that is activated gives the focus to its notebook, then to a cell, some time later.
 * @param {Jupyter.NotebookPanel} panel
 * @param {FocusEvent} event
 */
function giveBackFocus(panel, { target, relatedTarget }) {
  const isUseless = (/** @type {EventTarget | null} */ place) =>
    place === panel.content.node ||
    (place instanceof Element && place.classList.contains("jp-Cell"));
  if (!(relatedTarget instanceof HTMLElement) || !panel.node.contains(relatedTarget)) return;
  // Between two of them the focus would be sent to and fro without end.
  if (isUseless(target) && !isUseless(relatedTarget)) relatedTarget.focus({ preventScroll: true });
}
