/** Texts: counted, cut short, taken from what may be none. */

/** @param {number} count @param {string} one */
export function counted(count, one) {
  return `${count} ${one}${count === 1 ? "" : "s"}`;
}

/** The beginning of a text, in whole words. @param {string} text @param {number} most */
export function shortened(text, most) {
  const line = text.replace(/\s+/g, " ");
  return line.length > most ? `${line.slice(0, most).replace(/\s+\S*$/, "")}…` : line;
}

/**
 * A text in its parts: what stands *between stars*, close to them, is emphasized.
 * @param {string} text
 * @returns {{text: string, strong: boolean}[]}
 */
export function emphasized(text) {
  return text
    .split(/\*([^\s*](?:[^*\n]*[^\s*])?)\*/)
    .map((part, index) => ({ text: part, strong: index % 2 === 1 }))
    .filter((part) => part.text);
}

/** The texts in a list, and none in anything else: a draft may be older than its item. @param {unknown} value @returns {string[]} */
export function texts(value) {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}
