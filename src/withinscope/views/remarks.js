/** The remarks of the feedback as data: which belong together, and how each is marked. */

/** @typedef {{label: string, text: string, why: string, fits: boolean | null}} Note */
/** @typedef {{sign: string, spoken: string, look: string}} Mark `spoken` is heard in place of `sign` */

/**
 * @param {boolean | null | undefined} fits
 * @param {string} yes what is heard where it fits
 * @param {string} no and where not
 * @returns {Mark}
 */
export function mark(fits, yes, no) {
  if (fits == null) return { sign: "", spoken: "", look: "" };
  return fits
    ? { sign: "✓", spoken: yes, look: "ws-fits" }
    : { sign: "✗", spoken: no, look: "ws-misfits" };
}

/**
 * The remarks on each text together, in the order in which the texts come. What a remark shares
 * with an earlier one on the same text is not said again: its `why` is then empty.
 * @param {Note[]} notes
 * @returns {{text: string, remarks: (Mark & {label: string, why: string})[]}[]}
 */
export function remarksByText(notes) {
  const texts = [...new Set(notes.map((note) => note.text))];
  return texts.map((text) => {
    const about = notes.filter((note) => note.text === text);
    return { text, remarks: about.map(remark) };
  });
}

/** @param {Note} note @param {number} index @param {Note[]} all on the same text */
function remark({ label, why, fits }, index, all) {
  const said = all.slice(0, index).some((earlier) => earlier.why === why);
  return { ...mark(fits, "Right. ", "Not right. "), label, why: said ? "" : why };
}
