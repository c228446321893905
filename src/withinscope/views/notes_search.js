/** Which notes somebody looks for. */
import { _, n_ } from "./language.js";

/**
 * @typedef {object} Note
 * @property {string} item
 * @property {string} notebook
 * @property {string} at when it was said
 * @property {boolean} own whether it was written, not chosen
 * @property {string} stem
 * @property {string} said
 */
/** @typedef {{title: string, path: string, notes: Note[]}} Section of a page of the course, empty `path` where it has none */
/** @typedef {{own: boolean, text: string}} Search `own`: only what was written; `text`: words that all have to be there */

/** The sections with the notes that are looked for, none empty. @param {Section[]} sections @param {Search} search @returns {Section[]} */
export function soughtIn(sections, { own, text }) {
  const words = plain(text).split(/\s+/).filter(Boolean);
  const fits = (/** @type {string} */ title) => (/** @type {Note} */ note) => {
    const said = plain(`${title} ${note.stem} ${note.said}`);
    return (note.own || !own) && words.every((word) => said.includes(word));
  };
  return sections
    .map((one) => ({ ...one, notes: one.notes.filter(fits(one.title)) }))
    .filter((one) => one.notes.length);
}

/** A text without capitals and accents: nobody types them in a search. @param {string} text */
function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** What is said of what was found. @param {Section[]} sections @param {Search} search */
export function foundText(sections, { own, text }) {
  if (!own && !text.trim()) return "";
  const count = sections.reduce((sum, { notes }) => sum + notes.length, 0);
  return count ? n_("{n} note shown.", "{n} notes shown.", count) : _("No note is like this.");
}
