// How the course is started again by somebody who has never opened a terminal.

/**
 * The file beside `start.py` that does what it does on a double click.
 * @param {string} [agent] what the browser says it runs on: the course runs on the same computer
 */
export function launcher(agent = navigator.userAgent) {
  if (/Macintosh/.test(agent)) return "start.command";
  return /Windows/.test(agent) ? "start.bat" : "start.desktop";
}
