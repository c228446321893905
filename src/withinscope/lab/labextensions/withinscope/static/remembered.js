// What this browser remembers of how somebody likes the course, and where they were. A browser may
// refuse to store anything, and says so by throwing at the very name of its storage: then it is
// remembered for as long as the page is open.

/** @type {Map<string, string>} */
const here = new Map();

/** @param {string} name @returns {string | null} */
export function recall(name) {
  const known = here.get(name);
  if (known !== undefined) return known; // there was no room for it
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

/** @param {string} name @param {string | null} text null for nothing any more */
export function remember(name, text) {
  here.delete(name);
  try {
    if (text === null) localStorage.removeItem(name);
    else localStorage.setItem(name, text);
  } catch {
    if (text !== null) here.set(name, text);
  }
}

/** Remember nothing any more by names that begin like this. @param {string} beginning */
export function forgetAll(beginning) {
  for (const name of [...here.keys(), ...stored()]) {
    if (name.startsWith(beginning)) remember(name, null);
  }
}

/** Since the tab was opened. */
const SITTING = "withinscope:sitting";

/** Whether this tab has shown no page of the course before; asked once by each page that it loads. */
export function beginsSitting() {
  try {
    const begins = sessionStorage.getItem(SITTING) === null;
    sessionStorage.setItem(SITTING, "");
    return begins;
  } catch {
    const begins = !here.has(SITTING);
    here.set(SITTING, "");
    return begins;
  }
}

/** @returns {string[]} */
function stored() {
  try {
    return Object.keys(localStorage);
  } catch {
    return [];
  }
}
