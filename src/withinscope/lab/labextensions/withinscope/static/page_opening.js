// A notebook that JupyterLab opens, as a course page, if it is one and can be had.

import { isInCourse } from "./chrome.js";
import { courseOf } from "./nav.js";
import { CoursePage } from "./page.js";

/** @typedef {import("./page.js").Lab} Lab */

/**
 * @param {Jupyter.NotebookPanel} panel
 * @param {Lab} lab
 * @returns {Promise<CoursePage | null>} null when the notebook is no course page, or can't be had
 */
export function openPage(panel, lab) {
  closeIfMissing(panel);
  return new Promise((resolve) => {
    panel.disposed.connect(() => resolve(null));
    // In this very turn, before JupyterLab draws a cell.
    void panel.context.ready.then(() => resolve(panel.isDisposed ? null : pageOf(panel, lab)));
  });
}

/** @param {Jupyter.NotebookPanel} panel whose context is ready @param {Lab} lab */
function pageOf(panel, lab) {
  const { context, model } = panel;
  const course = courseOf(model.getMetadata("withinscope"), context.localPath ?? context.path);
  return course && new CoursePage(panel, course, lab);
}

/** JupyterLab would report a file that can't be had, and leave its panel there. @param {Jupyter.NotebookPanel} panel */
function closeIfMissing(panel) {
  const { context } = panel;
  const report = context._handleError?.bind(context);
  context._handleError = async (error, title) => {
    if (context.isReady || !isInCourse()) await report?.(error, title);
    else panel.dispose();
  };
}
