/**
 * What a screen reader is told of what happens on the page.
 *
 * One hidden polite region for all views, with one text in it, filled some time after the page has
 * changed and emptied again. Tried with Orca 43 and 48: regions that hold several nodes are spoken
 * in any order, what comes within a tenth of a second is dropped, and what stays is read again
 * when the page is opened.
 */

/** How long (ms) after the page has changed it is told. */
export const AFTER = 200;
/** How long (ms) it stays: time enough to be fetched, and gone before somebody reads on. */
export const STAYS = 3000;

/**
 * @param {(text: string) => void} show puts a text into the region
 * @returns {(text: string, about?: string) => void} tells something; what comes together is told
 *   together, and of what is about the same only the latest
 */
export function teller(show) {
  /** @type {Map<string, string>} by what it is about */
  const waiting = new Map();
  let before = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const empty = () => show("");
  const tell = () => {
    const text = [...waiting.values()].join(" ");
    waiting.clear();
    // What is said twice in the same words is heard twice only if it is another text.
    before = text === before ? `${text}\u00a0` : text;
    show(before);
    timer = setTimeout(empty, STAYS);
  };
  return (text, about = text) => {
    if (!text.trim()) return;
    waiting.set(about, text.trim());
    clearTimeout(timer);
    timer = setTimeout(tell, AFTER);
  };
}

const ID = "ws-announcer";

/** The page's region; it has to be there before it is filled. */
function region() {
  const found = document.getElementById(ID);
  if (found) return found;
  const made = document.createElement("div");
  made.id = ID;
  made.className = "ws-announcer";
  made.setAttribute("aria-live", "polite");
  document.body.append(made);
  return made;
}

const tell = teller((text) => {
  region().textContent = text;
});

/**
 * Tell a screen reader something that happened.
 * @param {string} text
 * @param {string} [about] what it is about: what comes soon after about the same takes its place
 */
export function announce(text, about) {
  region();
  tell(text, about);
}

/** Say something where it can be seen, and tell it. @param {HTMLElement} place @param {string} text */
export function say(place, text) {
  place.textContent = text;
  announce(text);
}
