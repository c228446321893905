/**
 * The foot of a page: all of one's work as a file, and back from it; whether the network is needed;
 * the same page in Jupyter.
 */

import { aim } from "../../lab/labextensions/withinscope/static/links.js";
import { say } from "../../views/announcer.js";
import { el } from "../../views/elements.js";
import { _ } from "./language.js";

const KEPT = _("The course is kept in this browser: it also opens without the internet.");
const MAY_GO = _(
  "Short of space, this browser may clear what is kept here: keep your work as a file now and then.",
);
const NOT_READ = _("This file holds nothing of this course.");
/** Bytes: a hundred times what years of practice come to. */
const LARGEST = 64 * 1024 * 1024;

/** @typedef {(what: string, more?: object) => Promise<any>} Ask asks Python, once it is there */
/** @typedef {{path: string, href: (path: string) => string, go: (path: string) => void}} Jupyter the way to the page's notebook there, by its path */

/**
 * @param {Ask} ask
 * @param {Jupyter | null} jupyter null where the site has none
 */
export function makeFooter(ask, jupyter) {
  const told = el("span", { class: "ws-status" });
  const offline = el("p", {});
  const mayGo = el("p", {});
  const named = {
    "aria-label": _("Bring work back"),
    type: "file",
    accept: ".jsonl",
    hidden: true,
  };
  const file = el("input", named);
  const keep = async () => {
    say(told, _("Reading all your work…"));
    const { text } = await ask("backup");
    save(text, `my-work_${new Date().toISOString().slice(0, 10)}.jsonl`);
    say(told, _("All your work is in the file that was just downloaded."));
  };
  const bringBack = async () => {
    const [chosen] = file.files ?? [];
    if (!chosen) return;
    say(told, _("Reading the file…"));
    const text = chosen.size <= LARGEST ? await chosen.text() : "";
    const { taken, known, failed } = await ask("restore", { text });
    file.value = "";
    if (taken) location.reload();
    else say(told, failed || (known ? _("All that is in this file is here already.") : NOT_READ));
  };
  file.addEventListener("change", () => void bringBack());
  const button = (/** @type {string} */ words, /** @type {() => void} */ click) =>
    el("button", { type: "button", click }, words);
  const node = el(
    "footer",
    { class: "ws-site-foot" },
    el("p", {}, _("What you do here stays in this browser, and nowhere else.")),
    offline,
    mayGo,
    el(
      "p",
      {},
      button(_("Keep all my work as a file"), () => void keep()),
      button(_("Bring work back from a file"), () => file.click()),
      file,
      told,
    ),
    ...(jupyter ? [wayToJupyter(jupyter)] : []),
  );
  return {
    node,
    tellKept: () => {
      offline.textContent = KEPT;
    },
    /** Have the browser keep what is here, come what may; say so where it does not promise that. */
    async askToLast() {
      const lasts = await navigator.storage?.persist?.().catch(() => false);
      mayGo.textContent = lasts ? "" : MAY_GO;
    },
  };
}

/** @param {Jupyter} jupyter */
function wayToJupyter({ path, ...ways }) {
  const link = /** @type {HTMLAnchorElement} */ (el("a", {}, _("This page in Jupyter")));
  aim(link, path, ways);
  const whatFor = _(
    "It is the notebook itself, for authors and for who prefers it, and needs the internet.",
  );
  return el("p", {}, link, el("span", {}, whatFor));
}

/** @param {string} text @param {string} name */
function save(text, name) {
  const url = URL.createObjectURL(new Blob([text], { type: "application/jsonl" }));
  el("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
