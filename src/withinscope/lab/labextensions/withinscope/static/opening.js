// The course on its way: until a first page can be seen, one line stands before JupyterLab (course.css).

import { button, paragraph } from "./elements.js";
import { _ } from "./language.js";
import { NEVER_OPENED } from "./trouble.js";

/** On the root element; remoteEntry.js sets it first. */
const COVERED = "ws-opening";
const { classList, style } = document.documentElement;
// JSON writes a text as a style sheet does.
style.setProperty("--ws-opening", JSON.stringify(_("Opening the course…")));

/** How long (ms) the first page may be on its way. */
export const PATIENCE = 10_000;
/** After which time (ms) it is said that JupyterLab has not even begun to open one. */
const LONG = 30_000;
/** What JupyterLab opens the document with that the address names. */
const OPENS_ADDRESS = "filebrowser:open-path";

/** What stands there beside the line. @type {HTMLElement | null} */
let words = null;

export const cover = () => classList.add(COVERED);
export const isOpening = () => classList.contains(COVERED);
/** Whether something is said of it: that it will take a while, and why. */
export const isWaiting = () => words !== null;

export function uncover() {
  classList.remove(COVERED);
  sayWhileOpening([]);
}

/** What has to be said while no page is there to say it; none for nothing. @param {string[]} sentences */
export function sayWhileOpening(sentences) {
  words?.remove();
  words = null;
  if (!sentences.length || !isOpening()) return;
  words = document.createElement("div");
  words.className = "ws-waiting";
  words.setAttribute("role", "alert");
  document.body.append(words);
  const reload = button(_("Reload the page"), () => location.reload());
  words.append(...sentences.map(paragraph), reload);
}

/** Say so if JupyterLab does not come to open anything. */
export function watchOpening() {
  setTimeout(() => isWaiting() || sayWhileOpening(NEVER_OPENED), LONG);
}

/**
 * @param {Jupyter.App["commands"]} commands
 * @returns {Promise<void>} when JupyterLab has opened the address's document, or does not
 */
export function addressOpened({ commandExecuted }) {
  return new Promise((resolve) => {
    const hear = (
      /** @type {unknown} */ _,
      /** @type {{id: string, result: Promise<unknown>}} */ { id, result },
    ) => {
      if (id !== OPENS_ADDRESS) return;
      commandExecuted.disconnect(hear);
      result.then(
        () => resolve(),
        () => resolve(),
      );
    };
    commandExecuted.connect(hear);
    setTimeout(resolve, PATIENCE);
  });
}
