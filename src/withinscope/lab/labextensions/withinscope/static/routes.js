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
