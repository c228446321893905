/**
 * Python in a worker, with the packages, the course and the journal: the same for a page of its own
 * (worker.js) and for a kernel of Jupyter's (kernel_python.mjs).
 */
import { openJournal } from "./origin_journal.js";

/**
 * @typedef {object} Places where everything is, as addresses
 * @property {string} engine of Python
 * @property {string} assets of this release
 * @property {string} journal the name of the journal's folder
 */
/**
 * @typedef {object} Tell
 * @property {() => void} elsewhere another tab has the journal from now on
 * @property {() => void} unkept the browser keeps nothing
 */

const SITE_PACKAGES = "/lib/python3.14/site-packages";
const REST = "library-rest.zip";
const FIND_REST = `
def begin():
    import sys
    from importlib.machinery import PathFinder
    from pathlib import Path
    import library_rest
    import withinscope_browser as browser

    class Rest:
        """Finds what of Python's own library the course never imports: it is fetched if it does."""

        def find_spec(self, name, path=None, target=None):
            if name not in library_rest.NAMES:
                return None
            if not Path("/${REST}").exists():
                browser.fetch_rest()
            package = name.rpartition(".")[0].replace(".", "/")
            return PathFinder.find_spec(name, [f"/${REST}/{package}"])

    sys.meta_path.append(Rest())

begin()
del begin
`;

/** @param {string} url */
const bytesAt = async (url) => {
  const reply = await fetch(url);
  if (!reply.ok) throw new Error(`${url}: ${reply.status}`);
  return new Uint8Array(await reply.arrayBuffer());
};

/** The same, but who asks waits. @param {string} url */
function bytesNow(url) {
  const request = new XMLHttpRequest();
  request.open("GET", url, false);
  request.responseType = "arraybuffer";
  request.send();
  if (request.status !== 200) throw new Error(`${url}: ${request.status}`);
  return new Uint8Array(request.response);
}

/** The newest tab has the journal; an older one hears that it is so. @param {string} name @param {Tell} tell */
const holdJournal = (name, { elsewhere }) =>
  new Promise((resolve, refuse) => {
    let isHeld = false;
    const held = () => {
      isHeld = true;
      resolve(undefined);
      return new Promise(() => {});
    };
    navigator.locks
      .request(name, { steal: true }, held)
      .catch((error) => (isHeld ? elsewhere() : refuse(error)));
  });

/** @param {string} name @param {Tell} tell @returns {Promise<import("./origin_journal.js").OriginJournal>} */
async function journalOf(name, tell) {
  try {
    await holdJournal(name, tell);
    return await openJournal(name);
  } catch {
    tell.unkept();
    return { kept: new Uint8Array(), append: () => "", replace: () => "" };
  }
}

/**
 * @param {Places} places
 * @param {object} wanted
 * @param {Tell} wanted.tell
 * @param {(journal: import("./origin_journal.js").OriginJournal) => object} wanted.browser what Python
 *   finds as `withinscope_browser`, beside the journal
 * @param {string[]} [wanted.more] addresses of more archives of packages
 * @returns {Promise<any>} Pyodide
 */
export async function beginPython({ engine, assets, journal }, { tell, browser, more = [] }) {
  const archives = [`${assets}packages.zip`, ...more, `${assets}course.zip`];
  const files = Promise.all(archives.map(bytesAt));
  const opened = journalOf(journal, tell);
  const { loadPyodide } = await import(`${engine}pyodide.mjs`);
  const python = await loadPyodide({ indexURL: engine, convertNullToNone: true });
  const packages = [...(await files)];
  const course = packages.pop();
  for (const archive of packages) {
    python.unpackArchive(archive, "zip", { extractDir: SITE_PACKAGES });
  }
  python.unpackArchive(course, "zip", { extractDir: "/" });
  python.registerJsModule("withinscope_browser", {
    ...browser(await opened),
    fetch_rest: () => python.FS.writeFile(`/${REST}`, bytesNow(engine + REST)),
  });
  python.runPython(FIND_REST);
  return python;
}

/** The journal as Python writes to it. @param {import("./origin_journal.js").OriginJournal} journal */
export function journalForPython({ kept, append, replace }) {
  const taken = (/** @type {(data: Uint8Array) => string} */ act) => (/** @type {any} */ data) =>
    act(data.toJs());
  return { kept, append: taken(append), replace: taken(replace) };
}
