/**
 * Python, in a worker of its own: it opens what the course needs, then does what the page says, in
 * the order in which it was said.
 */
import { beginPython, journalForPython } from "./begin_python.js";

/** @typedef {import("./begin_python.js").Places & {language: string}} Told where everything is, and the tag of the language to speak */

const START = `
import json
import withinscope_browser as browser
from withinscope import texts
texts.speak(browser.language)
from withinscope.browser import HOME, WORK, Kept
from withinscope.player import Player
player = Player(
    HOME, WORK, browser.kept.to_bytes(), Kept(browser),
    lambda message: browser.tell(json.dumps(message)),
)
def hear(text):
    player.heard(json.loads(text))
`;

/** @type {any[]} */
const waiting = [];
/**
 * The first message says where everything is: what stands behind a `?` in a worker's own address is
 * lost where a service worker answers.
 * @param {any} message
 */
let hear = (message) => {
  hear = (later) => void waiting.push(later);
  begin(message.places).catch((error) => {
    console.error(error);
    tell({ kind: "trouble", text: "" });
  });
};
self.addEventListener("message", ({ data }) => hear(data));
const tell = (/** @type {object} */ message) => self.postMessage(message);

/** @param {Told} places */
async function start({ language, ...places }) {
  const python = await beginPython(places, {
    tell: {
      elsewhere: () => hear({ kind: "elsewhere" }),
      unkept: () => tell({ kind: "unkept" }),
    },
    browser: (journal) => ({
      ...journalForPython(journal),
      language,
      tell: (/** @type {string} */ text) => tell(JSON.parse(text)),
    }),
  });
  python.runPython(START);
  return { heard: python.globals.get("hear"), close: () => python.runPython("player.close()") };
}

/** @param {Told} places */
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
