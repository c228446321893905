// A trainee's answer is kept as a record in its cell's outputs. The view beside it shows the
// answer, so the record's own words are seen (page.css) only on a page that may not run.

import { lines } from "./allowlist.js";

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
  return records.length ? JSON.stringify(records, sorted) : "";
}

/**
 * @param {unknown} notebook as nbformat has it, or anything else
 * @returns {string} what it asks and what was answered, to compare; '' for what is no notebook
 */
export function said(notebook) {
  const { cells } = /** @type {any} */ (notebook) ?? {};
  if (!Array.isArray(cells)) return "";
  const parts = cells.map((cell) => [
    lines([cell?.source].flat().join("")),
    recordsIn(cell?.outputs ?? []),
  ]);
  return JSON.stringify(parts);
}

/** An object's members in one order: Jupyter sorts them when it writes a file. @param {string} _ @param {any} value */
function sorted(_, value) {
  const plain = value && typeof value === "object" && !Array.isArray(value);
  return plain ? Object.fromEntries(Object.entries(value).sort()) : value;
}
