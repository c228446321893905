/**
 * Python, in a worker of its own: it opens what the course needs, then does what the page says, in
 * the order in which it was said.
 */
import { openJournal } from "./origin_journal.js";

/**
 * @typedef {object} Places where everything is, as addresses. The page says it in its first message:
 *   what stands behind a `?` in a worker's own address is lost where a service worker answers
 * @property {string} engine of Python
 * @property {string} assets of this release
 * @property {string} journal the name of the journal's folder
 * @property {string} language the tag of the one to speak
 */

const SITE_PACKAGES = "/lib/python3.14/site-packages";
const REST = "library-rest.zip";
const START = `
import json, sys
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

from withinscope import texts
texts.speak(browser.language)
from withinscope.player import Kept, Player
player = Player(
    Path("/course"), Path("/work"), browser.kept.to_bytes(), Kept(browser),
    lambda message: browser.tell(json.dumps(message)),
)
def hear(text):
    player.heard(json.loads(text))
`;

/** @type {any[]} */
const waiting = [];
/** @param {any} message the first says where everything is */
let hear = (message) => {
  hear = (later) => void waiting.push(later);
  begin(message.places).catch((error) => {
    console.error(error);
    tell({ kind: "trouble", text: "" });
  });
};
self.addEventListener("message", ({ data }) => hear(data));
const tell = (/** @type {object} */ message) => self.postMessage(message);

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

/** The newest tab has the journal; an older one hears that it is so. @param {string} name */
const holdJournal = (name) =>
  new Promise((resolve, refuse) => {
    let isHeld = false;
    const held = () => {
      isHeld = true;
      resolve(undefined);
      return new Promise(() => {});
    };
    navigator.locks
      .request(name, { steal: true }, held)
      .catch((error) => (isHeld ? hear({ kind: "elsewhere" }) : refuse(error)));
  });

/** @param {string} name @returns {Promise<import("./origin_journal.js").OriginJournal>} */
async function journalOf(name) {
  try {
    await holdJournal(name);
    return await openJournal(name);
  } catch {
    tell({ kind: "unkept" });
    return { kept: new Uint8Array(), append: () => "", replace: () => "" };
  }
}

/** @param {Places} places */
async function start({ engine, assets, journal, language }) {
  const files = Promise.all(["packages.zip", "course.zip"].map((name) => bytesAt(assets + name)));
  const opened = journalOf(journal);
  const { loadPyodide } = await import(`${engine}pyodide.mjs`);
  const python = await loadPyodide({
    indexURL: engine,
    convertNullToNone: true,
  });
  const [packages, course] = await files;
  const { kept, append, replace } = await opened;
  const taken = (/** @type {(data: Uint8Array) => string} */ act) => (/** @type {any} */ data) =>
    act(data.toJs());
  python.unpackArchive(packages, "zip", { extractDir: SITE_PACKAGES });
  python.unpackArchive(course, "zip", { extractDir: "/" });
  python.registerJsModule("withinscope_browser", {
    kept,
    language,
    append: taken(append),
    replace: taken(replace),
    tell: (/** @type {string} */ text) => tell(JSON.parse(text)),
    fetch_rest: () => python.FS.writeFile(`/${REST}`, bytesNow(engine + REST)),
  });
  python.runPython(START);
  return { heard: python.globals.get("hear"), close: () => python.runPython("player.close()") };
}

/** @param {Places} places */
async function begin(places) {
  const { heard, close } = await start(places);
  hear = (message) => {
    if (message.kind === "elsewhere") {
      close();
      tell(message);
    } else heard(JSON.stringify(message));
  };
  waiting.splice(0).forEach(hear);
}
