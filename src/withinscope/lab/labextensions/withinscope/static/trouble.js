// What went wrong with a page that may run, and what to do about it, in words.

const RELOAD =
  "Your answers are safe. Reload the page; if this stays, leave the course and start it again.";
/** By how a run ended. @type {Record<string, string[]>} */
export const TROUBLE = {
  "no kernel": ["This page could not be started, so it cannot take answers just now.", RELOAD],
  failed: ["Part of this page could not be started.", RELOAD],
};
export const UNWRITTEN = [
  "This page’s file could not be written just now.",
  "Every answer that was called saved is safe all the same. The page tries again by itself.",
];
/** @param {string} copy where the other version is kept */
export const overwrittenText = (copy) => [
  "Another program had changed this page’s file, such as one that keeps folders in step.",
  `Your answers are saved. What the other program had written is kept as ${copy}.`,
];
