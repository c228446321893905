/** Two ways through a conversation side by side: one's own and an expert's. */
import { el, uniqueName } from "./parts.js";
import { svg } from "./around.js";

const STEP = 46;
const TOP = 34;
const AT = { mine: 40, both: 100, theirs: 160 };

/** The picture, and the same in words. @param {any} debrief */
export function picture(debrief) {
  const title = uniqueName();
  const { rows } = debrief;
  const height = TOP + rows.length * STEP;
  const drawing = svg("svg", {
    class: "ws-ways",
    viewBox: `0 0 260 ${height}`,
    width: "260",
    height: String(height),
    role: "img",
    "aria-labelledby": title,
  });
  drawing.append(
    svg(
      "title",
      { id: title },
      "Your way and an expert’s way, turn by turn. The list says the same in words.",
    ),
    label(AT.mine, 14, "You"),
    label(AT.theirs, 14, "An expert"),
    way(rows, "theirs"),
    way(rows, "mine"),
    ...rows.flatMap(spots),
  );
  const words = el(
    "ul",
    { class: "ws-way-words" },
    ...debrief.words.map((/** @type {string} */ text) => el("li", {}, text)),
  );
  return el("div", { class: "ws-picture" }, drawing, words);
}

/** @param {number} x @param {number} y @param {string} text @param {string} [anchor] */
function label(x, y, text, anchor = "middle") {
  return svg("text", { x, y, "text-anchor": anchor, class: "ws-way-label" }, text);
}

/** @param {number} row */
const height = (row) => TOP + row * STEP + 12;

/** The line of one way, through its rows. @param {any[]} rows @param {"mine" | "theirs"} whose */
function way(rows, whose) {
  const mine = rows.flatMap((row, n) =>
    row[whose] ? [{ ...row, x: row.together ? AT.both : AT[whose], y: height(n) }] : [],
  );
  const path = mine.map(({ x, y }, n) => {
    const before = mine[n - 1];
    if (!before) return `M${x} ${y}`;
    // Two things said that lead to the same moment: the ways bulge, each to its side.
    if (before.parting && before.x === x)
      return `C${AT[whose]} ${before.y + 8} ${AT[whose]} ${y - 8} ${x} ${y}`;
    const middle = (y + before.y) / 2;
    return `C${before.x} ${middle} ${x} ${middle} ${x} ${y}`;
  });
  return svg("path", { d: path.join(" "), class: `ws-way ws-way-${whose}` });
}

/** The points of a row, with the number of their turn. @param {any} row @param {number} n @param {any[]} rows */
function spots(row, n, rows) {
  const y = height(n);
  const made = [];
  if (row.together) made.push(spot(AT.both, y, row.mine, "both"));
  else if (row.mine) made.push(spot(AT.mine, y, row.mine, "mine"));
  if (row.theirs && !row.together) made.push(spot(AT.theirs, y, row.theirs, "theirs"));
  if (row.parting) made.push(label(AT.theirs + 18, y + STEP / 2 + 4, "you part", "start"));
  if (n === rows.length - 1 && row.together && n > 0)
    made.push(label(AT.both + 22, y + 4, "the same end", "start"));
  return made;
}

/** Round for one's own turn, square for the expert's: no color needed. @param {number} x @param {number} y @param {number} turn @param {string} whose */
function spot(x, y, turn, whose) {
  const shape =
    whose === "theirs"
      ? svg("rect", { x: x - 12, y: y - 12, width: 24, height: 24, rx: 3 })
      : svg("circle", { cx: x, cy: y, r: 13 });
  const number = svg("text", { x, y: y + 4, "text-anchor": "middle" }, String(turn));
  return svg("g", { class: `ws-spot ws-spot-${whose}` }, shape, number);
}
