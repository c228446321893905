/** How somebody is drawn, told by their name: the same name, the same face, on every page. */

/** How many of each part there are: grounds, hair, collars, glasses or none. */
export const PARTS = { ground: 3, hair: 6, collar: 3, glasses: 5 };

/** @typedef {{ground: number, hair: number, collar: number, glasses: number}} Likeness a number for each part, from 0 */

/**
 * The 32-bit FNV-1a hash of a text (Fowler, Noll, Vo), its bits mixed as MurmurHash3 ends (Appleby):
 * the lowest alone would hardly differ.
 * @param {string} text
 */
function hash(text) {
  let found = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) found = Math.imul(found ^ byte, 0x01000193);
  found = Math.imul(found ^ (found >>> 16), 0x85ebca6b);
  found = Math.imul(found ^ (found >>> 13), 0xc2b2ae35);
  return (found ^ (found >>> 16)) >>> 0;
}

/** @param {string} name @returns {Likeness} */
export function likeness(name) {
  const part = (/** @type {keyof typeof PARTS} */ which) => hash(`${which}:${name}`) % PARTS[which];
  return {
    ground: part("ground"),
    hair: part("hair"),
    collar: part("collar"),
    glasses: part("glasses"),
  };
}
