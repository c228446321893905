/**
 * Python as Jupyter's kernel takes it: JupyterLite is told that this is Pyodide, and gets what the
 * pages of the site have, with the packages of a kernel as well. What it does not get is a folder of
 * Jupyter's: a kernel that starts before Jupyter's service worker has one in memory alone, and what
 * is kept there is lost. Here the journal is the origin's own, on disk before anybody says "Saved".
 */
import { journalOf } from "../../lab/labextensions/withinscope/static/routes.js";
import { beginPython, journalForPython } from "./begin_python.js";

const ROOT = new URL("../../../../", import.meta.url);
const START = `
import withinscope_browser
from withinscope import browser
browser.begin(browser.WORK, withinscope_browser.kept.to_bytes(), browser.Kept(withinscope_browser))
del browser, withinscope_browser
`;

/** @typedef {{engine: string, kernel: string}} Parts the folder of the engine and the archive of the kernel's packages, from the site's root */

/** Python that was begun before anybody asked for it. @type {Promise<any> | null} */
let begun = null;

/** Begin now: the first kernel of this worker takes it. @param {Parts} parts */
export function begin(parts) {
  begun = python(parts);
  begun.catch(() => {}); // who takes it hears of it
}

/**
 * @param {Parts & {[option: string]: any}} options of JupyterLite's; the packages that it names are all
 *   here
 */
export async function loadPyodide({ engine, kernel, stdout, stderr }) {
  const taken = begun ?? python({ engine, kernel });
  begun = null;
  const made = await taken;
  made.setStdout({ batched: stdout });
  made.setStderr({ batched: stderr });
  return made;
}

/** @param {Parts} parts */
async function python({ engine, kernel }) {
  const places = {
    engine: new URL(`${engine}/`, ROOT).href,
    assets: new URL("../../", import.meta.url).href,
    journal: journalOf(ROOT),
  };
  /** Why no more can be kept, as browser.py says in words, and pages ask (keeping.js). */
  let why = "";
  const tell = {
    elsewhere: () => {
      why = "elsewhere";
      const channel = new BroadcastChannel(places.journal);
      channel.postMessage(why);
      channel.close();
    },
    unkept: () => {
      why = "unkept";
    },
  };
  const made = await beginPython(places, {
    tell,
    browser: (journal) => {
      const { kept, append, replace } = journalForPython(journal);
      return {
        kept,
        append: (/** @type {any} */ data) => why || append(data),
        replace: (/** @type {any} */ data) => why || replace(data),
        why_unkept: () => why,
      };
    },
    more: [new URL(kernel, ROOT).href],
  });
  made.runPython(START);
  return made;
}
