/** Two ways through a conversation side by side: one's own and an expert's. */

import { el, svg, uniqueName } from "./elements.js";
import { _ } from "./language.js";
import { AT, linePath, ROW, remarksBeside, spotsOf, TOP } from "./ways.js";

const WIDTH = 260;

/** The picture, and the same in words. @param {{rows: import("./ways.js").Row[], words: string[]}} debrief */
export function picture({ rows, words }) {
  const title = uniqueName();
  const height = TOP + rows.length * ROW;
  const frame = { viewBox: `0 0 ${WIDTH} ${height}`, width: WIDTH, height };
  const drawing = svg(
    "svg",
    { class: "ws-ways", ...frame, role: "img", "aria-labelledby": title },
    svg(
      "title",
      { id: title },
      _("Your way and an expert’s way, turn by turn. The list says the same in words."),
    ),
    label(AT.mine, 14, _("You")),
    label(AT.theirs, 14, _("An expert")),
    way(rows, "theirs"),
    way(rows, "mine"),
    ...rows.flatMap(rowNodes),
  );
  const list = el("ul", { class: "ws-way-words" }, ...words.map((text) => el("li", {}, text)));
  return el("div", { class: "ws-picture" }, drawing, list);
}

/** @param {import("./ways.js").Row[]} rows @param {import("./ways.js").Whose} whose */
function way(rows, whose) {
  return svg("path", { d: linePath(rows, whose), class: `ws-way ws-way-${whose}` });
}

/** @param {import("./ways.js").Row} row @param {number} n @param {import("./ways.js").Row[]} rows */
function rowNodes(row, n, rows) {
  const beside = remarksBeside(row, n, rows);
  return [
    ...spotsOf(row, n).map(spot),
    ...beside.map(({ x, y, text }) => label(x, y, text, "start")),
  ];
}

/** @param {number} x @param {number} y @param {string} text @param {string} [anchor] */
function label(x, y, text, anchor = "middle") {
  return svg("text", { x, y, "text-anchor": anchor, class: "ws-way-label" }, text);
}

/** Round for one's own turn, square for the expert's: no color needed. @param {import("./ways.js").Spot} spot */
function spot({ x, y, turn, whose }) {
  const shape =
    whose === "theirs"
      ? svg("rect", { x: x - 12, y: y - 12, width: 24, height: 24, rx: 3 })
      : svg("circle", { cx: x, cy: y, r: 13 });
  const number = svg("text", { x, y: y + 4, "text-anchor": "middle" }, String(turn));
  return svg("g", { class: `ws-spot ws-spot-${whose}` }, shape, number);
}
