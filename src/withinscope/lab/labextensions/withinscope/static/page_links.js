// Links in a page's text to other pages of the course. In the notebook they lead to a file beside it,
// as in any Jupyter; here they are followed as the bar's are.

/**
 * The page of the course that a link leads to.
 * @param {string} href as it is written, or as Jupyter has it by now: the file to be downloaded
 * @param {string} own path of the page that it stands in
 * @param {string[]} paths of the course's pages
 * @param {string} origin of this window
 * @returns {string | null} null for any other link
 */
export function pageOf(href, own, paths, origin) {
  try {
    const { origin: there, pathname } = new URL(href, `${origin}/${own}`);
    const asked = decodeURIComponent(pathname);
    return there === origin ? (paths.find((path) => asked.endsWith(`/${path}`)) ?? null) : null;
  } catch {
    return null; // no address at all
  }
}

/**
 * @param {import("./nav.js").Course} course
 * @returns {string[]} the paths of all its pages
 */
export const pathsOf = ({ groups }) =>
  groups.flatMap(({ entries }) => entries.map(({ path }) => path));

/**
 * Point the links in a text at the pages themselves; `links.js` follows them.
 * @param {Element} text
 * @param {string} own path of the page that it is of
 * @param {string[]} paths
 * @param {(path: string) => string} address of a page
 */
export function aimAtPages(text, own, paths, address) {
  const links = /** @type {NodeListOf<HTMLAnchorElement>} */ (
    text.querySelectorAll('a[href*=".ipynb"]')
  );
  for (const link of links) {
    const path = pageOf(link.getAttribute("href") ?? "", own, paths, location.origin);
    if (!path || isAimed(link, path, address)) continue;
    link.dataset.wsPage = path;
    // Jupyter would open the file beside the page, and its kernel beside the page's.
    delete link.dataset.commandlinkerCommand;
    delete link.dataset.commandlinkerArgs;
    link.removeAttribute("target");
    link.href = address(path);
  }
}

/** @param {HTMLAnchorElement} link @param {string} path @param {(path: string) => string} address */
function isAimed(link, path, address) {
  const { wsPage, commandlinkerCommand } = link.dataset;
  const aimed = wsPage === path && link.getAttribute("href") === address(path);
  return aimed && !commandlinkerCommand;
}
