// Numbers in the text to look things up in, for a phone to call or to write to.

/**
 * `text`, or `text WORD to`, before a number says that it is one to write to. At least three digits:
 * the rest are none. Countries part them by spaces, hyphens or dots, and begin with a plus abroad.
 */
const NUMBER = /(\btext (?:\w+ to )?)?(\+?\d(?:[ .\u2011-]?\d){2,})/gi;

/**
 * A text in its parts, with the address of each number.
 * @param {string} text
 * @returns {{text: string, href?: string}[]}
 */
export function dialed(text) {
  /** @type {{text: string, href?: string}[]} */
  const parts = [];
  let end = 0;
  for (const { index, 1: write = "", 2: number } of text.matchAll(NUMBER)) {
    const start = index + write.length;
    const way = write ? "sms" : "tel";
    parts.push({ text: text.slice(end, start) });
    parts.push({ text: number, href: `${way}:${number.replace(/[^+\d]/g, "")}` });
    end = start + number.length;
  }
  parts.push({ text: text.slice(end) });
  return parts.filter((part) => part.text);
}

/** Make links of the numbers in a table. @param {Element} node */
export function linkNumbers(node) {
  for (const cell of node.querySelectorAll("td")) {
    if (cell.querySelector("a")) continue;
    const parts = dialed(cell.textContent ?? "");
    if (parts.some((part) => part.href)) cell.replaceChildren(...parts.map(partNode));
  }
}

/** @param {{text: string, href?: string}} part */
function partNode({ text, href }) {
  if (!href) return text;
  const link = document.createElement("a");
  link.href = href;
  link.textContent = text;
  return link;
}
