// Room for the map of the course, before it is there: nothing below it moves when it comes.

const SOURCE = /^%map\n*$/;
/** As the map has them (views/map_road.js). */
const IN_A_ROW = 3;

/**
 * How many stops the map has: a lesson and its exercise are one, and have the same number.
 * @param {import("./nav.js").Course} course
 */
export function stopsOf({ groups }) {
  const way = groups.filter(({ heading }) => heading !== "More");
  return new Set(way.flatMap(({ entries }) => entries.map(({ number }) => number))).size;
}

/**
 * page.css says how much room that is.
 * @param {Jupyter.NotebookPanel} panel
 * @param {import("./nav.js").Course} course
 */
export function makeRoomForMap(panel, course) {
  const stops = stopsOf(course);
  for (const { model, node } of panel.content.widgets) {
    if (model.type !== "code" || !SOURCE.test(model.sharedModel.getSource())) continue;
    node.classList.add("ws-map-cell");
    node.style.setProperty("--ws-stops", String(stops));
    node.style.setProperty("--ws-rows", String(Math.ceil(stops / IN_A_ROW)));
  }
}
