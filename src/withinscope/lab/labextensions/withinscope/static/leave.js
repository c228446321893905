// Ending a sitting: the work is saved, the server is asked to stop, a calm page says so.
import { launcher } from "./launcher.js";

const HEADING = "Your work is saved";

/**
 * @param {string} command how to come back, such as `python3 start.py`
 * @returns {string} the window's title from now on
 */
export function sayGoodbye(command) {
  const page = document.createElement("main");
  page.className = "ws-goodbye";
  page.innerHTML = `<div><h1 tabindex="-1">${HEADING}</h1>
    <p>You can close this tab.</p><p>To come back, double-click <code></code> in the course’s
    folder again, or run <code></code>.</p></div>`;
  const part = (/** @type {string} */ tag) => /** @type {HTMLElement} */ (page.querySelector(tag));
  part("code").textContent = launcher();
  part("code + code").textContent = command;
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
