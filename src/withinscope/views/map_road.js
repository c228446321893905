/** Where the stops of the course lie on the page: three in a row, the way turning at each end. */

const IN_A_ROW = 3;

/**
 * @typedef {object} Spot of a stop, where there is room for a row of them
 * @property {number} row from 1
 * @property {number} column from 1
 * @property {boolean} back whether its row is walked from its end to its beginning
 * @property {"along" | "turn" | "end"} way on from it: to the stop beside it, around to the row below
 */

/** @param {number} index of a stop, from 0 @param {number} count of all @returns {Spot} */
export function spotOf(index, count) {
  const [row, step] = [Math.floor(index / IN_A_ROW), index % IN_A_ROW];
  const back = row % 2 === 1;
  const way = index === count - 1 ? "end" : step === IN_A_ROW - 1 ? "turn" : "along";
  return { row: row + 1, column: (back ? IN_A_ROW - 1 - step : step) + 1, back, way };
}
