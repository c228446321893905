/**
 * What stands in a form and is not saved, kept in this tab: should the kernel die before it hears
 * of it, the page runs again, and so does a page that is reloaded.
 */

const OURS = "withinscope:";
/** Where the bar, which is no view, hears that a mark has changed. */
const MARKED = "withinscope:unsaved";

/**
 * Mark a part of the page for what stands in it and is not saved, so that the bar says no other.
 * @param {HTMLElement} node
 * @param {"" | "changed" | "failed"} state `failed`: saving it went wrong
 */
export function markUnsaved(node, state) {
  if ((node.dataset.wsUnsaved ?? "") === state) return;
  if (state) node.dataset.wsUnsaved = state;
  else delete node.dataset.wsUnsaved;
  if (state && !node.isConnected) awaitOnPage(node);
  else awaited.delete(node);
  tellBar();
}

function tellBar() {
  document.dispatchEvent(new Event(MARKED));
}

/**
 * Marked before they are on the page, where alone the bar looks: JupyterLab puts a notebook's cells
 * there when it has nothing else to do, which may be long after their items were drawn.
 * @type {Set<HTMLElement>}
 */
const awaited = new Set();
/** @type {MutationObserver | undefined} made when it is first needed */
let arrivals;

/** @param {HTMLElement} node */
function awaitOnPage(node) {
  arrivals ??= new MutationObserver(tellArrivals);
  arrivals.observe(document, { childList: true, subtree: true });
  awaited.add(node);
}

function tellArrivals() {
  const come = [...awaited].filter((node) => node.isConnected);
  for (const node of come) awaited.delete(node);
  if (!awaited.size) arrivals?.disconnect();
  if (come.length) tellBar();
}

/** Keep something, or with null nothing any more. @param {string} name @param {any} value */
export function keep(name, value) {
  try {
    if (value === null) sessionStorage.removeItem(OURS + name);
    else sessionStorage.setItem(OURS + name, JSON.stringify(value));
  } catch {
    // A browser that stores nothing: the form still works, and the kernel keeps drafts.
  }
}

/** What was kept in this tab, or null. @param {string} name @returns {any} */
export function recall(name) {
  try {
    return JSON.parse(sessionStorage.getItem(OURS + name) ?? "null");
  } catch {
    return null;
  }
}

/** What stood in an item's form and was not saved, unless it was answered since. @param {string} name @param {any} answer */
export function unsavedSince(name, answer) {
  const kept = answer.locked ? null : recall(name);
  return kept?.attempt === answer.attempt ? kept : null;
}

/** The name that an item's form is kept by; a review may ask what its lesson asks too. @param {{id: string, review?: boolean}} asked */
export function formName({ id, review }) {
  return `${review ? "review" : "item"}:${id}`;
}

/** The name that what is written about a conversation is kept by. @param {string} item */
export function reflectionName(item) {
  return `item:${item}:reflection`;
}

/** The name that what was said in a conversation is kept by until the kernel has it. @param {string} item */
export function saidName(item) {
  return `item:${item}:said`;
}

const CARE = `${OURS}care:`;

/** Keep in this browser what somebody decided of an item that may be hard to read. @param {string} item @param {string} what */
export function decide(item, what) {
  try {
    localStorage.setItem(CARE + item, what);
  } catch {
    // A browser that stores nothing asks again at the next visit.
  }
}

/** What was decided of an item, or null. @param {string} item */
export function decided(item) {
  try {
    return localStorage.getItem(CARE + item);
  } catch {
    return null;
  }
}

/** Ask again of an item, or of every one. @param {string | null} item */
function undecide(item) {
  try {
    const known = Object.keys(localStorage).filter((name) => name.startsWith(CARE));
    for (const name of known) if (!item || name === CARE + item) localStorage.removeItem(name);
  } catch {
    // Nothing is stored, so nothing is known.
  }
}

/** Let go of what is kept here of an item, or of every one. @param {string | null} item */
export function forget(item) {
  undecide(item);
  if (item) {
    const forms = [formName({ id: item }), formName({ id: item, review: true })];
    for (const name of [...forms, reflectionName(item), saidName(item)]) keep(name, null);
    return;
  }
  try {
    const known = Object.keys(sessionStorage);
    const forms = known.filter((name) => /^withinscope:(item|review):/.test(name));
    for (const name of forms) sessionStorage.removeItem(name);
  } catch {
    // Nothing is stored, so nothing is known.
  }
}
