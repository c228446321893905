// The language of what the course says itself: as chosen in the bar, else as the browser has it.

import { recall, remember } from "./remembered.js";
import { MARKED, none, translator } from "./translating.js";

const KEY = "withinscope:language";
/** Tells a server of its own what was chosen (languages.py): it has pages before there are scripts. */
const COOKIE = "withinscope-language";
const YEAR = 365 * 24 * 60 * 60;
const ENGLISH = "en";
/** Those that there are texts in, each by its own name. @type {Record<string, string>} */
export const LANGUAGES = { en: "English", de: "Deutsch", es: "Español" };

/**
 * The tag of the first that there are texts in.
 * @param {(string | null | undefined)[]} wished tags, such as `de-AT`
 */
export function languageFrom(wished) {
  for (const tag of wished) {
    if (tag === MARKED) return tag;
    const short = tag?.split("-")[0].toLowerCase() ?? "";
    if (Object.hasOwn(LANGUAGES, short)) return short;
  }
  return ENGLISH;
}

/** Of this page, as long as it is there. */
export const LANGUAGE = languageFrom([recall(KEY), ...(globalThis.navigator?.languages ?? [])]);

/** How many catalogs are on their way. */
let loading = 0;

/**
 * Have the pages that are opened from now on in a language.
 * @param {string} tag
 * @param {string} [server] the path of the course's own server; none where it is on a site
 */
export function keepLanguage(tag, server = "") {
  remember(KEY, tag);
  if (!server) return;
  // biome-ignore lint/suspicious/noDocumentCookie: not every browser has a cookieStore
  document.cookie = `${COOKIE}=${tag}; path=${server}; max-age=${YEAR}; samesite=strict`;
}

/**
 * The catalog that lies beside a module. Without one the texts stay English.
 * @param {string} language
 * @param {string} module its address
 * @returns {Promise<import("./translating.js").Catalog>}
 */
export async function loaded(language, module) {
  if (language === ENGLISH || language === MARKED) return none(language);
  tellLoading(1);
  try {
    return await (await fetch(new URL(`locale/${language}.json`, module))).json();
  } catch {
    return none(ENGLISH);
  } finally {
    tellLoading(-1);
  }
}

/**
 * While catalogs come, a page of the site is not seen (site.css): it would be drawn in English, and
 * then move.
 * @param {number} change
 */
function tellLoading(change) {
  loading += change;
  globalThis.document?.documentElement.classList.toggle("ws-translating", loading > 0);
}

export const { _, n_ } = translator(await loaded(LANGUAGE, import.meta.url));

/** What the page said before. */
const before = globalThis.document?.documentElement.lang ?? ENGLISH;

/**
 * Tell the page its languages: that of what is said here, and that of the course's texts.
 * @param {string} content
 * @param {boolean} [inCourse] whether a page of the course is in front, and not JupyterLab
 */
export function tellLanguages(content, inCourse = true) {
  document.documentElement.lang = inCourse ? LANGUAGE : before;
  document.documentElement.dataset.wsContent = content;
}
