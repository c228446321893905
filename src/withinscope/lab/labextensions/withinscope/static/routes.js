// Where the shell that runs has its documents: JupyterLab or Notebook 7, on a laptop or below the
// path of a Hub. Everything that knows an address knows it from here.

/**
 * @typedef {object} Routes
 * @property {(path: string) => string} address of a notebook, by its path from the server's root
 * @property {(address: string) => string | null} notebook at an address; null where there is none
 * @property {string} files where the server's files are listed
 * @property {(path: string) => string} [plain] the address of its page without Jupyter, where there
 *   are such pages
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

/** The page of a notebook on a site of the course. @param {{root: string, first: string}} site @param {string} path */
export function addressOf({ root, first }, path) {
  const file = path === first ? "index.html" : path.replace(/\.ipynb$/, ".html");
  return root + file.split("/").map(encodeURIComponent).join("/");
}

/** The name of the journal's folder in the origin's file system, the same for every page and kernel. @param {URL} root of the site */
export const journalOf = (root) => `withinscope${encodeURIComponent(root.pathname)}`;

/**
 * The same for JupyterLite, which is one page: its documents are told apart behind the `?`.
 * @param {string} base of the site's Jupyter, a folder at the site's root, with a slash at its end
 * @param {string} first path of the course's first page
 * @returns {Required<Routes>}
 */
export function siteRoutesOf(base, first) {
  const shell = `${base}lab/index.html`;
  const root = base.replace(/[^/]+\/$/, "");
  return {
    address: (path) => `${shell}?${new URLSearchParams({ mode: "single-document", path })}`,
    notebook(address) {
      const { pathname, searchParams } = new URL(address);
      const path = searchParams.get("path");
      const isHere = pathname === new URL(shell, address).pathname;
      return isHere && path?.endsWith(".ipynb") ? path : null;
    },
    files: shell,
    plain: (path) => addressOf({ root, first }, path),
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
