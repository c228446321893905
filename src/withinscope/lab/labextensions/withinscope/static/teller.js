// Reads a sentence out that stands nowhere on the page.

/** How long (ms) a region is empty first: the same words again are else no news. */
const AFTER = 200;
/** How long (ms) a sentence stays: time to be fetched, and gone before somebody reads on. */
const STAYS = 3000;

/** @param {HTMLElement} region a live one, out of sight @returns {(sentence: string) => void} */
export function teller(region) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const show = (/** @type {string} */ words) => {
    region.textContent = words;
  };
  return (sentence) => {
    clearTimeout(timer);
    show("");
    timer = setTimeout(() => {
      show(sentence);
      timer = setTimeout(() => show(""), STAYS);
    }, AFTER);
  };
}
