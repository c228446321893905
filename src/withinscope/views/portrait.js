/** A small drawn portrait of a client, in lines; it says nothing that the name does not. */
import { svg } from "./elements.js";
import { likeness } from "./likeness.js";

const SIZE = 36;
/** The side of the square that the lines are drawn in. */
const BOX = 32;
/** Around a head of radius 6 at (16, 13). */
const HAIR = [
  "M10 12c0-8 12-8 12 0",
  "M9 19c-1-16 15-16 14 0",
  "M10 12c1-6 9-8 12 0-4 0-6-1-8-3-1 2-2 3-4 3",
  "M9 14c-3-3 0-6 1-6 0-3 4-4 6-2 2-2 6-1 6 2 1 0 4 3 1 6",
  "M10 12c0-7 12-7 12 0M16 6.5a2.5 2.5 0 1 1 .1 0",
  "M10 12c0-7 12-7 12 0-3-2-9-2-12 0",
];
const COLLARS = ["M13 24l3 3 3-3", "M12 24c2 3 6 3 8 0", "M16 23v7"];
/** Most people have none. */
const GLASSES = [
  "",
  "",
  "",
  "M11.5 13a2 2 0 1 0 4 0 2 2 0 1 0-4 0m5 0a2 2 0 1 0 4 0 2 2 0 1 0-4 0",
  "M11 12h4v2.5h-4zm6 0h4v2.5h-4zm-2 1h2",
];

/** @param {string} name */
export function portrait(name) {
  const { ground, hair, collar, glasses } = likeness(name);
  const line = (/** @type {string} */ d) => svg("path", { d, class: "ws-face-line" });
  const frame = { viewBox: `0 0 ${BOX} ${BOX}`, width: SIZE, height: SIZE };
  return svg(
    "svg",
    { ...frame, class: `ws-face ws-face-${ground}`, "aria-hidden": "true" },
    svg("circle", { cx: 16, cy: 16, r: 15.5, class: "ws-face-ground" }),
    svg("path", { d: "M5 27c1-7 21-7 22 0", class: "ws-face-line" }),
    svg("circle", { cx: 16, cy: 13, r: 6, class: "ws-face-head" }),
    ...[HAIR[hair], COLLARS[collar], GLASSES[glasses]].filter(Boolean).map(line),
  );
}
