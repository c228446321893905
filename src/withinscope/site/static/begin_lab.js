/** JupyterLab in the browser: it is told where it is, and begins, and so does its first kernel. */

const root = new URL("../", location.href).pathname;
const config = document.getElementById("jupyter-config-data");
const told = JSON.parse(config?.textContent ?? "{}");
const here = {
  baseUrl: root,
  fullLabextensionsUrl: `${root}extensions`,
  fullStaticUrl: `${root}build`,
};
if (config) config.textContent = JSON.stringify({ ...told, ...here });

/** JupyterLite's own script of a kernel's worker. */
const script = new URL(root + told.withinscopeWorker.script, location.href).href;
const Ordinary = window.Worker;
const early = new Ordinary(new URL("./kernel_worker.mjs", import.meta.url), { type: "module" });
early.postMessage({ parts: told.withinscopeWorker.parts, script });
// The first kernel gets that one; from then on each has one of its own.
window.Worker = new Proxy(Ordinary, {
  construct(target, [address, options]) {
    if (String(address) !== script) return new target(address, options);
    window.Worker = Ordinary;
    return early;
  },
});

const bundle = document.createElement("script");
bundle.src = `${root}build/lab/bundle.js`;
document.head.append(bundle);
