// Where the shell that runs has its documents: JupyterLab or Notebook 7, on a laptop or below the
// path of a Hub. Everything that knows an address knows it from here.

/**
 * @typedef {object} Routes
 * @property {(path: string) => string} address of a notebook, by its path from the server's root
 * @property {(address: string) => string | null} notebook at an address; null where there is none
 * @property {string} files where the server's files are listed
 */

/**
 * @param {string} base the server's own address, with a slash at its end
 * @param {boolean} lab whether the shell is JupyterLab; else it is Notebook 7
 * @returns {Routes}
 */
export function routesOf(base, lab) {
  const documents = base + (lab ? "doc/tree/" : "notebooks/");
  return {
    address: (path) => documents + path.split("/").map(encodeURIComponent).join("/"),
    notebook(address) {
      const [asked, here] = [readable(address), readable(documents)];
      if (asked === null || here === null || !asked.startsWith(here)) return null;
      return asked.endsWith(".ipynb") ? asked.slice(here.length) : null;
    },
    files: `${base}tree`,
  };
}

/**
 * The same for JupyterLite, which is one page: its documents are told apart behind the `?`.
 * @param {string} base of the site's Jupyter, with a slash at its end
 * @returns {Routes}
 */
export function siteRoutesOf(base) {
  const shell = `${base}lab/index.html`;
  return {
    address: (path) => `${shell}?${new URLSearchParams({ mode: "single-document", path })}`,
    notebook(address) {
      const { pathname, searchParams } = new URL(address);
      const path = searchParams.get("path");
      const isHere = pathname === new URL(shell, address).pathname;
      return isHere && path?.endsWith(".ipynb") ? path : null;
    },
    files: shell,
  };
}

/** Where nobody else does it, have the address say what is in front. @param {Routes} routes @param {string} path */
export function showAddress(routes, path) {
  const shown = routes.notebook(location.href);
  if (shown === path) return;
  const way = shown === null ? "replaceState" : "pushState";
  history[way](null, "", routes.address(path));
}

/**
 * @param {string} address
 * @returns {string | null} its path, decoded: what one browser writes as %40 is @ in another
 */
function readable(address) {
  try {
    return decodeURIComponent(new URL(address).pathname);
  } catch {
    return null; // half a letter's code, which somebody has typed
  }
}
