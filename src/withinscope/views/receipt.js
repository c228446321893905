/** What is said of a file that was handed in: where it is, what to do with it, what it holds. */

import { say } from "./announcer.js";
import { el, paragraphs } from "./elements.js";
import { _, contentLanguage } from "./language.js";
import { savedFirstText } from "./overview_words.js";

/**
 * @typedef {object} HandedIn
 * @property {string} file its name
 * @property {string} folder where it is; empty where it is in the browser alone
 * @property {string} data what it holds, in base64
 * @property {{number: number, stem: string, said: string, own: boolean}[]} said the same in words
 * @property {boolean} delivered whether the instructor has it already, as on a school's Hub
 */

const SEND = _(
  "Send it the way your course asks for it, for example by uploading it. Nothing is sent from here.",
);
const NEXT = _(
  "Your instructor reads it and sends you a page with what came of it. Until then you can change answers and hand in again: every file is kept, and the newest counts.",
);
const DELIVERED = _(
  "Your instructor can read it now; you need not send it. What comes of it will be here, under My feedback. Until then you can change answers and hand in again: every file is kept, and the newest counts.",
);

/**
 * @param {HandedIn} handedIn
 * @param {number[] | null} savedFirst the questions that were saved only to be handed in; null for
 *   a file of an earlier time
 */
export function receipt(handedIn, savedFirst) {
  const { file, folder, delivered } = handedIn;
  const ready = delivered
    ? _("Handed in: your instructor has it.")
    : _("Handed in: your file is ready.");
  const words = savedFirst ? ready : _("What you handed in");
  const heading = el("h4", { class: "ws-heading ws-verdict", tabindex: "-1" }, words);
  const first = savedFirstText(savedFirst ?? []);
  const lead =
    savedFirst && !delivered ? _("Now send this file:") : _("The file that you handed in last:");
  const nodes = [
    ...(first ? [el("p", {}, first)] : []),
    el("p", {}, lead, " ", el("strong", { class: "ws-path" }, file)),
    ...ways(handedIn, folder && !delivered ? `${folder}/${file}` : ""),
    ...(delivered ? [DELIVERED] : [SEND, NEXT]).map((text) => el("p", {}, text)),
    contents(handedIn, !savedFirst),
  ];
  return { heading, nodes };
}

/**
 * What the instructor has put beside the hand-ins: a page to keep, which is never opened as one of ours.
 * @param {{data: string}} returned the page, in base64
 */
export function feedback({ data }) {
  const heading = el("h4", { class: "ws-heading ws-verdict", tabindex: "-1" }, _("My feedback"));
  const link = { href: linked(data, "text/html"), download: "feedback.html", class: "ws-button" };
  const nodes = [
    el("p", {}, _("Your instructor has put a page here for you, on all that was graded so far.")),
    el("div", { class: "ws-foot" }, el("a", link, _("Download my feedback"))),
  ];
  return { heading, nodes };
}

/** @param {string} data in base64 @param {string} type @returns {string} the address of a file that holds it */
function linked(data, type) {
  const bytes = Uint8Array.from(atob(data), (one) => one.charCodeAt(0));
  return URL.createObjectURL(new Blob([bytes], { type }));
}

/**
 * The ways to the file, wherever the course's server runs.
 * @param {HandedIn} handedIn
 * @param {string} path where it is; '' where that is no help to who handed in
 */
function ways({ data, file }, path) {
  const url = linked(data, "application/x-ipynb+json");
  const link = el("a", { href: url, download: file, class: "ws-button" }, _("Download the file"));
  if (!path) return [el("div", { class: "ws-foot" }, link)];
  const place = el("code", {}, path);
  const told = el("span", { class: "ws-status" });
  const copy = () =>
    copied(place).then((isCopied) =>
      say(told, isCopied ? _("Copied.") : _("Marked: copy it with Ctrl+C or Command+C.")),
    );
  const named = { type: "button", class: "ws-button ws-second", click: copy };
  return [
    el("p", { class: "ws-path" }, _("It is on this computer:"), " ", place),
    el("div", { class: "ws-foot" }, link, el("button", named, _("Copy where it is")), told),
  ];
}

/** Copy a text; where the browser does not let us, mark it. @param {HTMLElement} node @returns {Promise<boolean>} */
async function copied(node) {
  try {
    await navigator.clipboard.writeText(node.textContent ?? "");
    return true;
  } catch {
    getSelection()?.selectAllChildren(node);
    return false;
  }
}

/** What the file holds, as who grades it reads it. @param {HandedIn} handedIn @param {boolean} open */
function contents({ said }, open) {
  const lines = said.map((one) =>
    el(
      "li",
      { value: String(one.number) },
      el("div", { class: "ws-quoted" }, ...paragraphs(one.stem)),
      el("p", { class: "ws-said", lang: one.own ? "" : contentLanguage() }, one.said),
    ),
  );
  const list = lines.length ? el("ol", {}, ...lines) : el("p", {}, _("It holds no answer."));
  return el("details", { open }, el("summary", {}, _("What is in it")), list);
}
