/** What is worked out only while it can be seen. */

/** How long (ms) after a change it is worked out anew: an answer comes with others. */
const REST = 50;

/**
 * Ask for it only while it can be seen: a page opens, and an answer is kept, without it.
 * @param {Element} section
 * @param {() => void} act
 */
export function whileInView(section, act) {
  let seen = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const ask = () => {
    clearTimeout(timer);
    if (seen) timer = setTimeout(act, REST);
  };
  const look = (/** @type {IntersectionObserverEntry[]} */ entries) => {
    const before = seen;
    seen = entries.some((entry) => entry.isIntersecting);
    if (seen && !before) ask();
  };
  const observer = new IntersectionObserver(look, { rootMargin: "600px" });
  observer.observe(section);
  const stop = () => {
    observer.disconnect();
    clearTimeout(timer);
  };
  return { ask, stop };
}
