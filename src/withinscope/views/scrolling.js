/** Scrolling what stands around a view, and no more than it takes. */
import { fits, scrollToShow } from "./speech.js";

/** What scrolls around a node, or null where that is none of this page's business. @param {Element} node */
export function scrollerOf(node) {
  for (let one = node.parentElement; one; one = one.parentElement) {
    const { overflowY } = getComputedStyle(one);
    if (/auto|scroll/.test(overflowY) && one.scrollHeight > one.clientHeight) return one;
  }
  return null;
}

/**
 * Scroll only if what has come is out of view, and then no more than it takes.
 * @param {Element | null} scroller
 * @param {Element} top
 * @param {Element} bottom
 * @param {Element} [must] what has to be seen where not all has room
 */
export function reveal(scroller, top, bottom, must = top) {
  if (!scroller) return must.scrollIntoView({ block: "nearest" });
  const box = scroller.getBoundingClientRect();
  const below = bottom.getBoundingClientRect().bottom - box.bottom;
  const [above, needed] = [top, must].map((one) => one.getBoundingClientRect().top - box.top);
  scroller.scrollTop += scrollToShow(fits(above, below) ? above : needed, below);
}

/**
 * Change the page, and leave a node where it is in the window: what comes above it pushes the rest
 * up, and not what is under the pointer down.
 * @param {Element} node
 * @param {() => void} change
 */
export function keepInPlace(node, change) {
  const before = node.getBoundingClientRect().top;
  change();
  const moved = node.getBoundingClientRect().top - before;
  if (moved) (scrollerOf(node) ?? document.scrollingElement)?.scrollBy(0, moved);
}
