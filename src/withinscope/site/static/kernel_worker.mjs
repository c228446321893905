/**
 * The first kernel's worker, from the moment that JupyterLab itself begins to load: Python comes
 * meanwhile. What JupyterLite's own script for it is told before it is there waits.
 */
import { begin } from "./kernel_python.mjs";

/** @param {MessageEvent<{parts: import("./kernel_python.mjs").Parts, script: string}>} event */
function first({ data: { parts, script } }) {
  begin(parts);
  /** @type {any[]} */
  const held = [];
  const hold = (/** @type {MessageEvent} */ { data }) => void held.push(data);
  self.addEventListener("message", hold);
  void import(script).then(() => {
    self.removeEventListener("message", hold);
    for (const data of held) self.dispatchEvent(new MessageEvent("message", { data }));
  });
}

self.addEventListener("message", first, { once: true });
