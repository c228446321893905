// What stands in the forms of a page and is not saved. A view marks itself (views/unsaved.js), since
// it comes from the kernel and shares nothing with this extension but the page.

/** Where a view says that its mark has changed. */
const CHANGED = "withinscope:unsaved";

/**
 * @param {Element} node a page
 * @returns {{unsaved: boolean, refused: boolean}} `refused`: saving something went wrong
 */
export function unsavedIn(node) {
  const marks = [...node.querySelectorAll("[data-ws-unsaved]")].map((one) =>
    one.getAttribute("data-ws-unsaved"),
  );
  return { unsaved: marks.length > 0, refused: marks.includes("failed") };
}

/** @param {() => void} tell hears of every change, once what caused it is on the page @returns {() => void} ends it */
export function watchUnsaved(tell) {
  let due = 0;
  const soon = () => {
    cancelAnimationFrame(due);
    due = requestAnimationFrame(tell);
  };
  document.addEventListener(CHANGED, soon);
  return () => {
    cancelAnimationFrame(due);
    document.removeEventListener(CHANGED, soon);
  };
}
