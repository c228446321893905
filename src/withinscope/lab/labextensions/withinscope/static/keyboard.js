// Keys pressed in a course page belong to the page: none of JupyterLab's shortcuts may take them.

const SUPPRESS = "data-lm-suppress-shortcuts";
/** What we set it to: an element may have had the attribute before, for reasons of its own. */
const OURS = "withinscope";
const SCROLLS = new Set(["PageDown", "PageUp", "ArrowDown", "ArrowUp", "Home", "End", " "]);

/**
 * @param {object} page
 * @param {() => boolean} page.isCourse whether a course page is in front
 * @param {() => void} page.save
 * @param {() => HTMLElement | null} page.scroller what scrolls the page in front
 */
export function guardKeys({ isCourse, save, scroller }) {
  const onKeyDown = (/** @type {KeyboardEvent} */ event) => {
    const target = event.target;
    if (!(target instanceof Element) || target.closest(".jp-Dialog")) return;
    if (!isCourse()) return allowShortcuts();
    // Lumino walks up from the target and takes the first element that either has the attribute or
    // matches a shortcut's selector. Only on the target itself does the attribute come first.
    if (!target.hasAttribute(SUPPRESS)) target.setAttribute(SUPPRESS, OURS);
    if (isSave(event)) {
      event.preventDefault();
      save();
    } else if (SCROLLS.has(event.key) && isIdle(target) && !event.altKey && !event.ctrlKey) {
      // The text scrolls in an element of its own, not in the document: without this the keys that
      // scroll every other page would do nothing until something inside has the focus.
      scroller()?.focus({ preventScroll: true });
    }
  };
  window.addEventListener("keydown", onKeyDown, { capture: true });
}

/** Somewhere up the page the attribute may be left from when a course page was in front. */
function allowShortcuts() {
  const left = document.querySelectorAll(`[${SUPPRESS}=${OURS}]`);
  for (const node of left) node.removeAttribute(SUPPRESS);
}

/** Whether nothing that uses keys has the focus. @param {Element} target */
function isIdle(target) {
  return target === document.body || target.matches(".ws-title, .jp-Notebook");
}

/** @param {KeyboardEvent} event */
function isSave(event) {
  const control = event.ctrlKey || event.metaKey;
  return control && !event.shiftKey && !event.altKey && event.key.toLowerCase() === "s";
}
