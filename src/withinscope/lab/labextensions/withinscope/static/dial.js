// Numbers in the text to look things up in, for a phone to call or to write to.

/**
 * `text`, or `text WORD to`, before a number says that it is one to write to. Countries part digits
 * by spaces, hyphens or dots, some by a slash after the code of an area, or put that in brackets;
 * abroad it begins with a plus. What is only part of something longer is none: digits that a letter
 * touches, as in 1-800-THE-LINE.
 */
const NUMBER = new RegExp(
  String.raw`(\btext (?:\w+ to )?)?(?<![\p{L}\d])(` +
    String.raw`(?:(?:\+\d{1,3}[ .\u2011-]?)?\(\d{1,5}\)[ .\u2011-]?|\+|0[1-9]\d{1,4}/)?` +
    String.raw`\d(?:[ .\u2011-]?\d)+)(?![ .\u2011-]?\d|[.\u2011-]?\p{L})`,
  "giu",
);
/** Fewer digits are none to call, and no country has more. */
const [FEWEST, MOST] = [3, 15];
const DATE = /^(?:\d{4}[.-]\d\d?[.-]\d\d?|\d\d?[.-]\d\d?[.-](?:19|20)\d\d)$/;

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
    const digits = digitsOf(number);
    if (digits.length < FEWEST || digits.length > MOST || DATE.test(number)) continue;
    parts.push({ text: text.slice(end, start) });
    parts.push({ text: number, href: `${write ? "sms" : "tel"}:${digits}` });
    end = start + number.length;
  }
  parts.push({ text: text.slice(end) });
  return parts.filter((part) => part.text);
}

/** What is dialed: `+44 (0)20` is `+4420`, since from abroad the 0 is left out. @param {string} number */
const digitsOf = (number) => number.replace(/^(\+.*?)\(0\)/, "$1").replace(/[^+\d]/g, "");

/** A text as nodes, its numbers as links. @param {string} text */
export const numberNodes = (text) => dialed(text).map(partNode);

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
