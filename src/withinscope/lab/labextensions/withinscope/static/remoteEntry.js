// How JupyterLab finds the extension: a module-federation container, written by hand so that no
// bundler is needed. The extension itself is the ES modules beside this file.
(() => {
  // biome-ignore lint/suspicious/noRedundantUseStrict: JupyterLab loads this file as a script, not as a module
  "use strict";
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const here = new URL(".", script.src);
  // Asked for now, while JupyterLab loads its own megabytes; so they are there when it asks.
  const extension = import(new URL("extension.js", here).href);
  const around = ["tokens", "course"];
  const sheets = ["bar", "menus", "dialog", "page", "text", "lookup", "leave", "print"];
  for (const name of [...around, ...sheets]) {
    const sheet = document.createElement("link");
    sheet.rel = "stylesheet";
    sheet.href = new URL(`${name}.css`, here).href;
    document.head.append(sheet);
  }

  // In the course's own Jupyter the first thing to be seen is a page of the course: until it has
  // come, or something else has, JupyterLab stays out of sight.
  const config = JSON.parse(document.getElementById("jupyter-config-data")?.textContent || "{}");
  const opens = Boolean(config.withinscopeComeBack);
  if (opens) document.documentElement.classList.add("ws-opening");
  void extension.then(({ keepTitle, OPENING, watchOpening }) => {
    keepTitle(opens ? OPENING : "");
    if (opens) watchOpening();
  });

  /** @typedef {Record<string, {loaded?: unknown, get: () => Promise<() => any>}>} Versions */
  /** @type {Record<string, Versions>} JupyterLab's own packages, by name, then by version */
  let scope = {};

  /** Of several versions: the one that runs already, else the highest. @param {Versions} versions */
  function pick(versions) {
    const numbers = (/** @type {string} */ version) => version.split("-")[0].split(".").map(Number);
    const byVersion = (/** @type {string} */ a, /** @type {string} */ b) => {
      const [x, y] = [numbers(a), numbers(b)];
      return x[0] - y[0] || x[1] - y[1] || x[2] - y[2];
    };
    const sorted = Object.keys(versions).sort(byVersion);
    return versions[
      sorted.find((version) => versions[version].loaded) ?? sorted[sorted.length - 1]
    ];
  }

  /** A package of JupyterLab's, or null where this shell has none of that name. @param {string} name */
  async function shared(name) {
    return scope[name] ? (await pick(scope[name]).get())() : null;
  }

  const containers = /** @type {{_JUPYTERLAB?: Record<string, object>}} */ (window);
  containers._JUPYTERLAB ??= {};
  containers._JUPYTERLAB.withinscope = {
    init(/** @type {typeof scope} */ shareScope) {
      scope = shareScope;
    },
    async get(/** @type {string} */ module) {
      if (module !== "./extension") throw new Error(`withinscope has no module ${module}`);
      const plugins = await (await extension).makePlugins(shared);
      return () => ({ __esModule: true, default: plugins });
    },
  };
})();
