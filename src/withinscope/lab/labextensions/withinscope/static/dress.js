// What a course page changes in a panel of JupyterLab's.

/**
 * In `full` mode the notebook takes cells out of the document while they are out of view; nobody
 * could tab to them. What `contentVisibility` hides from assistive technology course.css shows.
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
 * @param {any} notebook
 * @param {boolean} course whether it is to be a course page, or as JupyterLab has it
 */
export function dressCells(notebook, course) {
  swapAttribute(notebook.viewportNode, "role", course);
  swapAttribute(notebook.viewportNode, "aria-label", course);
  for (const { node } of notebook.widgets) {
    swapAttribute(node, "tabindex", course);
    swapAttribute(node, "aria-label", course);
  }
}

/** What an element's attributes were before they were taken away. */
const taken = new WeakMap();

/** Take an attribute away and keep it, or put it back. */
function swapAttribute(node, name, away) {
  if (!node) return;
  const kept = taken.get(node) ?? {};
  if (away && node.hasAttribute(name)) {
    taken.set(node, { ...kept, [name]: node.getAttribute(name) });
    node.removeAttribute(name);
  } else if (!away && name in kept && !node.hasAttribute(name)) {
    node.setAttribute(name, kept[name]);
  }
}

/** The panel's layout wants to be told each child's height. */
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
