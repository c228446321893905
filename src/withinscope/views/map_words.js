/** What the map of the course says: all that it shows by place, sign and color. */

import { _ } from "./language.js";

/** @typedef {{page: {id: string, path: string, role: string}, state: string, answered: number, asked: number}} Part */
/** @typedef {{number: number | null, title: string, about: string, lesson: Part | null, exercise: Part | null}} Stop */
/** @typedef {{here: string, next: string | null, page: string}} Where ids of pages: worked on last, to go on with, and this one */

/** A page of the map by its name, as in "lesson 3, The line". @param {Stop} stop @param {Part} part */
export function nameOf({ number, title }, { page }) {
  if (number === null) return title;
  const named = { number, title };
  return page.role === "exercise"
    ? _("exercise {number}, {title}", named)
    : _("lesson {number}, {title}", named);
}

/** How far a page is, in words that are seen. @param {Part} part '' for what is not begun */
export function farText({ page, state, answered, asked }) {
  if (state === "done") return page.role === "exercise" ? _("handed in") : _("done");
  return state === "begun" ? _("begun, {answered} of {asked}", { answered, asked }) : "";
}

/** What else is to be said of a page. @param {Part} part @param {Where} where @returns {string[]} */
export function marksOf({ page }, { here, next }) {
  return [page.id === here ? _("You are here") : "", page.id === next ? _("Next") : ""].filter(
    Boolean,
  );
}

/** All of it in one line, as in "Lesson 3, The line, done". @param {Stop} stop @param {Part} part @param {Where} where */
export function heardText(stop, part, where) {
  const name = nameOf(stop, part);
  const far = farText(part) || _("not begun");
  return [name.charAt(0).toUpperCase() + name.slice(1), far, ...marksOf(part, where)].join(", ");
}

/**
 * Where somebody is and what is next: a sentence, the last of whose words are a link to go on by.
 * @param {Stop[]} stops
 * @param {Where} where
 * @returns {{text: string, on: {name: string, path: string} | null}} nowhere to go on to when all is done
 */
export function whereText(stops, { here, next }) {
  const names = new Map(
    stops.flatMap((stop) =>
      [stop.lesson, stop.exercise].flatMap((part) =>
        part ? [[part.page.id, { name: nameOf(stop, part), path: part.page.path }]] : [],
      ),
    ),
  );
  const on = (next && names.get(next)) || null;
  if (!on) return { text: _("You have been through the whole course."), on };
  const at = names.get(here)?.name ?? _("the beginning");
  return {
    text:
      next === here ? `${_("You are at")} ` : `${_("You are at {place}. Next:", { place: at })} `,
    on,
  };
}
