// Ending a sitting: the work is saved, the server is asked to stop, a calm page says so.
import { launcher } from "./launcher.js";

const HEADING = "Your work is saved";
const HERE = `<p>To come back, double-click <code></code> in the course’s folder again, or run
  <code></code>.</p>`;
const ON_A_HUB = `<p>It is kept by your school, under your name. To come back, from any computer, open
  <a class="ws-back"></a> and log in.</p>
  <p>Does somebody else use this computer too? Then <a class="ws-log-out">log out</a>.</p>`;

/**
 * @param {Home} home
 * @returns {string} the window's title from now on
 */
export function sayGoodbye({ comeBack, logOut }) {
  const page = document.createElement("main");
  page.className = "ws-goodbye";
  page.innerHTML = `<div><h1 tabindex="-1">${HEADING}</h1>
    <p>You can close this tab.</p>${logOut ? ON_A_HUB : HERE}</div>`;
  const part = (/** @type {string} */ tag) => /** @type {HTMLElement} */ (page.querySelector(tag));
  if (logOut) {
    part("a.ws-back").textContent = comeBack;
    part("a.ws-back").setAttribute("href", comeBack);
    part("a.ws-log-out").setAttribute("href", logOut);
  } else {
    part("code").textContent = launcher();
    part("code + code").textContent = comeBack;
  }
  document.title = HEADING;
  // JupyterLab goes on underneath and will miss its server: what it says of that is not for here.
  document.body.classList.add("ws-left");
  document.body.append(page);
  part("h1").focus();
  return document.title;
}

/**
 * @param {Jupyter.ServerConnection} ServerConnection JupyterLab's
 * @returns {Promise<boolean>} whether the server has agreed to stop
 */
export async function stopServer(ServerConnection) {
  const settings = ServerConnection.makeSettings();
  const url = new URL("api/shutdown", settings.baseUrl).href;
  const reply = await ServerConnection.makeRequest(url, { method: "POST" }, settings);
  return reply.ok;
}

/**
 * @typedef {object} Home where the course is started, and how
 * @property {string} comeBack a command, such as `python3 start.py`, or on a Hub the address of its
 *   front door; '' where this server is not the course's own
 * @property {string} logOut where one logs out of the Hub; '' where there is none
 */

/**
 * @param {Jupyter.PageConfig} PageConfig
 * @returns {Home}
 */
export function homeOf(PageConfig) {
  const [comeBack, host, prefix] = ["withinscopeComeBack", "hubHost", "hubPrefix"].map((name) =>
    PageConfig.getOption(name),
  );
  if (!comeBack || !prefix) return { comeBack, logOut: "" };
  const whole = (/** @type {string} */ address) => new URL(address, location.href).href;
  return { comeBack: whole(comeBack), logOut: whole(`${host}${prefix}logout`) };
}
