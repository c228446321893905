// What a notebook's metadata says of its place in the course. It comes from a file that anyone may
// have written, so every part is checked and a wrong one counts as absent.

import { _ } from "./language.js";

/** @typedef {{title: string, path: string, current: boolean, number: number | null}} Entry */
/** @typedef {{role: string, heading: string, entries: Entry[]}} Group */
/**
 * @typedef {object} Course
 * @property {string} role `lesson`, `exercise` or `page`
 * @property {string} title
 * @property {string} of the title of the whole course; '' where the notebook does not say it
 * @property {string} language of the course's texts, a tag
 * @property {Group[]} groups the course's contents, lessons first; empty groups are left out
 * @property {boolean} outdated whether the course has a newer version of this copy, which was kept
 * @property {string | null} back path of the notebook before, from the server's root
 * @property {string | null} next path of the one after
 * @property {string | null} lookUp path of the page to look things up in, null on that page
 */

// A solution is its author's workbench: no course page, nothing that runs itself.
const HEADINGS = { lesson: _("Lessons"), exercise: _("Exercises"), page: _("More") };

/**
 * @param {unknown} metadata the notebook's `withinscope` metadata
 * @param {string} path of the notebook, from the server's root
 * @returns {Course | null} null for a notebook that is no course page
 */
export function courseOf(metadata, path) {
  const { role, nav } = /** @type {any} */ (metadata) ?? {};
  if (!Object.hasOwn(HEADINGS, role)) return null;
  const { title, course, language, contents, outdated, back, next, look_up: lookUp } = nav ?? {};
  return {
    role,
    title: isText(title) ? title.trim() : titleFromPath(path),
    of: isText(course) ? course.trim() : "",
    language: isTag(language) ? language : "en",
    groups: groupsOf(Array.isArray(contents) ? contents : [], path),
    outdated: outdated === true,
    back: notebookPath(back),
    next: notebookPath(next),
    lookUp: lookUp === path ? null : notebookPath(lookUp),
  };
}

/** The path of the page itself, as the contents have it; null for one that they do not. @param {Course} course */
export function pathIn({ groups }) {
  const entries = groups.flatMap((group) => group.entries);
  return entries.find(({ current }) => current)?.path ?? null;
}

/**
 * @param {any[]} contents
 * @param {string} path
 * @returns {Group[]}
 */
function groupsOf(contents, path) {
  const known = contents.filter(
    (entry) =>
      isText(entry?.title) && notebookPath(entry.path) && Object.hasOwn(HEADINGS, entry.role),
  );
  return Object.entries(HEADINGS)
    .map(([role, heading]) => ({
      role,
      heading,
      entries: known
        .filter((entry) => entry.role === role)
        .map((entry) => ({
          title: entry.title.trim(),
          path: entry.path,
          current: entry.path === path,
          number: Number.isInteger(entry.number) ? entry.number : null,
        })),
    }))
    .filter((group) => group.entries.length > 0);
}

/**
 * @param {unknown} path
 * @returns {string | null} the path, if it is one of a notebook below the server's root
 */
export function notebookPath(path) {
  if (!isText(path) || !path.endsWith(".ipynb")) return null;
  const outside = path.startsWith("/") || /[\\:]/.test(path) || path.split("/").includes("..");
  return outside ? null : path;
}

/**
 * @param {string} path such as `notebooks/01_shared_ground.ipynb`
 * @returns {string} such as `Shared ground`
 */
export function titleFromPath(path) {
  const stem = path.slice(path.lastIndexOf("/") + 1).replace(/\.ipynb$/, "");
  const words =
    stem
      .replace(/^\d+[_-]/, "")
      .replaceAll("_", " ")
      .trim() || stem;
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Whether it can be the tag of a language. @param {unknown} value @returns {value is string} */
const isTag = (value) => isText(value) && /^[a-z]{2,3}(-[a-z0-9]+)*$/i.test(value);

/**
 * @param {unknown} value
 * @returns {value is string}
 */
function isText(value) {
  return typeof value === "string" && value.trim() !== "";
}
