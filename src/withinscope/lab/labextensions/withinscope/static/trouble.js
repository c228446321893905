// What went wrong with a page or on the way to it, and what to do about it, in words.

import { _ } from "./language.js";

export const OUTDATED = _(
  "The course has a newer version of this exercise. You had begun this one, so it was kept. " +
    "To take the newer one instead, rename this file and start the course again.",
);
const RELOAD = _(
  "Your answers are safe. Reload the page; if this stays, leave the course and start it again.",
);
/** By how a run ended. @type {Record<string, string[]>} */
export const TROUBLE = {
  "no kernel": [_("This page could not be started, so it cannot take answers just now."), RELOAD],
  failed: [_("Part of this page could not be started."), RELOAD],
};
export const UNWRITTEN = [
  _("This page’s file could not be written just now."),
  _("Every answer that was called saved is safe all the same. The page tries again by itself."),
];
/** JupyterLab had a message, and it is no trouble that the page knows of. */
export const ODD = [
  _("Something around this page did not work just now."),
  _("What was saved is safe. If the page does not do what it should, reload it."),
];
export const STAYS_OPEN = [
  _("The page could not be saved just now, so the course stays open."),
  _("Every answer that was called saved is safe. Choose Leave again in a moment."),
];
export const NOT_OPENED = [
  _(
    "The page that you chose could not be opened just now, so this one stays. What was saved is safe.",
  ),
];
export const OPENS_LATER = [
  _("The page that you chose opens when the connection is back, unless you go on here meanwhile."),
];
/** Where no server keeps answers, but this browser: another tab does so by now. */
export const ELSEWHERE = [
  _(
    "The course has been opened again, in another tab or window. What you did here is saved. Go on there, or here.",
  ),
];
/** Nor does this browser. */
export const UNKEPT = [
  _(
    "This browser keeps nothing of what you do here: in a private window, at an address without https, or where its settings forbid it.",
  ),
  _(
    "Here you can read. Without Jupyter you can answer as well; when you close that page, it is gone.",
  ),
];
/** The course's first page has not come; there is no other to say it on. */
export const NEVER_OPENED = [
  _("The course takes longer than it should to open."),
  _("What was saved is safe. If this stays, reload the page."),
];
/** @param {string} copy where the other version is kept */
export const overwrittenText = (copy) => [
  _("Another program had changed this page’s file, such as one that keeps folders in step."),
  _("Your answers are saved. What the other program had written is kept as {copy}.", { copy }),
];
/** @param {string} copy where the older one is kept once the newer one is taken */
export const newerText = (copy) => [
  _("The course has a newer version of this page. What you see was saved in this browser before."),
  _("When you take the newer one, this one stays beside it, as {copy}.", { copy }),
];
