// Ending a sitting: the work is saved, the server is asked to stop, a calm page says so.
import { _ } from "./language.js";
import { launcher } from "./launcher.js";

const LEAVING = `<h1 tabindex="-1">${_("Leaving…")}</h1>
  <p>${_("Your work is being saved. This takes a moment.")}</p>`;
const HEADING = _("Your work is saved");
const UNKEPT = _("Nothing is kept here");
const HERE = `<p>${_(
  "To come back, double-click {file} in the course’s folder again, or run {command}.",
  { file: "<code></code>", command: "<code></code>" },
)}</p>`;
const ON_A_HUB = `<p>${_(
  "It is kept by your school, under your name. To come back, from any computer, open {address} and log in.",
  { address: '<a class="ws-back"></a>' },
)}</p>
  <p>${_("Does somebody else use this computer too?")}
  <a class="ws-log-out">${_("Log out")}</a></p>`;
const IN_A_BROWSER = `<p>${_(
  "It is kept in this browser, on this computer. To come back, open {address} in it again.",
  { address: '<a class="ws-back"></a>' },
)}</p>`;

/** The page that stands before the course from the moment that somebody leaves. */
export class Goodbye {
  #page = document.createElement("main");
  /** What had the focus. */
  #before = document.activeElement;

  /** Say at once what happens. */
  constructor() {
    this.#page.className = "ws-goodbye";
    document.body.classList.add("ws-leaving");
    document.body.append(this.#page);
    this.#say(LEAVING);
  }

  /** The course stays open. */
  takeBack() {
    this.#page.remove();
    document.body.classList.remove("ws-leaving");
    if (this.#before instanceof HTMLElement) this.#before.focus({ preventScroll: true });
  }

  /**
   * @param {Home} home
   * @param {boolean} isKept whether what was done is kept anywhere
   * @returns {string} the window's title from now on
   */
  finish(home, isKept) {
    const heading = isKept ? HEADING : UNKEPT;
    this.#say(`<h1 tabindex="-1">${heading}</h1>
      <p>${_("You can close this tab.")}</p>${isKept ? wayBack(home) : ""}`);
    if (isKept) fillWaysBack(this.#page, home);
    // JupyterLab goes on underneath and will miss its server: what it says of that is not for here.
    document.body.classList.add("ws-left");
    return heading;
  }

  /** @param {string} markup with a heading, which is read out */
  #say(markup) {
    this.#page.innerHTML = `<div>${markup}</div>`;
    this.#page.querySelector("h1")?.focus();
  }
}

/** @param {Home} home */
function wayBack({ logOut, site }) {
  if (site) return IN_A_BROWSER;
  return logOut ? ON_A_HUB : HERE;
}

/** @param {Element} page @param {Home} home */
function fillWaysBack(page, { comeBack, logOut, site }) {
  const part = (/** @type {string} */ tag) => /** @type {HTMLElement} */ (page.querySelector(tag));
  if (logOut || site) {
    part("a.ws-back").textContent = comeBack;
    part("a.ws-back").setAttribute("href", comeBack);
    if (logOut) part("a.ws-log-out").setAttribute("href", logOut);
  } else {
    part("code").textContent = launcher();
    part("code + code").textContent = comeBack;
  }
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
 * @property {string} comeBack a command, such as `python3 start.py`, or on a Hub and on a site the
 *   address of its front door; '' where this server is not the course's own
 * @property {string} logOut where one logs out of the Hub; '' where there is none
 * @property {boolean} site whether there is no server at all: JupyterLite, as the course's site has it
 */

/**
 * @param {Jupyter.PageConfig} PageConfig
 * @returns {Home}
 */
export function homeOf(PageConfig) {
  const [comeBack, host, prefix] = ["withinscopeComeBack", "hubHost", "hubPrefix"].map((name) =>
    PageConfig.getOption(name),
  );
  const whole = (/** @type {string} */ address) => new URL(address, location.href).href;
  if (PageConfig.getOption("withinscopeSite")) {
    return { comeBack: whole(PageConfig.getBaseUrl()), logOut: "", site: true };
  }
  if (!comeBack || !prefix) return { comeBack, logOut: "", site: false };
  return { comeBack: whole(comeBack), logOut: whole(`${host}${prefix}logout`), site: false };
}
