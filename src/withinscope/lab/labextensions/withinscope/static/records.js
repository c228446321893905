// A trainee's answer is kept as a record in its cell's outputs. The view beside it shows the
// answer, so the record's own words are seen (course.css) only on a page that may not run.

export const RECORD = "application/vnd.withinscope.response+json";

/** Above text/plain (120) and everything else that JupyterLab knows of (0 and more). */
export const RANK = -10;

/**
 * @param {Jupyter.WidgetClass} Widget Lumino's
 * @returns a renderer factory for records
 */
export function rendererFactory(Widget) {
  const createRenderer = () => {
    const node = document.createElement("div");
    node.className = "ws-record";
    const renderModel = async (/** @type {{data: Record<string, unknown>}} */ { data }) => {
      node.textContent = String(data["text/plain"] ?? "");
    };
    return Object.assign(new Widget({ node }), { renderModel });
  };
  return { safe: true, mimeTypes: [RECORD], createRenderer };
}

/**
 * @param {Jupyter.Output[]} outputs of one cell, as JSON
 * @returns {string} its records, as text to compare; '' when it has none
 */
export function recordsIn(outputs) {
  const records = outputs.map((output) => output.data?.[RECORD]).filter(Boolean);
  return records.length ? JSON.stringify(records) : "";
}
