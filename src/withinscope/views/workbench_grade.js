/** The workbench's first part: what was handed in, a roster, and what grading says. */
import { el } from "./elements.js";
import { button, footWith, labeled, partNode } from "./workbench_controls.js";
import { chosenFiles, droppedFiles } from "./workbench_files.js";
import { namesArea } from "./workbench_names.js";
import { APPLY, DROP, handInsText, NOTHING_THERE } from "./workbench_words.js";

/** @typedef {import("./workbench_files.js").Named} Named */
/**
 * @typedef {object} Kit what a part of the workbench is given
 * @property {(message: {kind: string, [name: string]: any}) => void} send
 * @property {(text: string) => void} say says something at the foot of what is in view
 * @property {(files: Named[]) => Promise<string[]>} put keeps files; where those are then that were not refused
 */

const PICKS = [
  ["", "as before (the newest, if nothing was chosen yet)"],
  ["newest", "the newest"],
  ["first", "the first"],
  ["best", "the best"],
];

const LATE = [
  ["", "as before, or as course.yaml says (it is told, if nothing was chosen yet)"],
  ["flag", "is told, and costs nothing"],
  ["none", "counts like all else, and isn't told"],
];

/** @param {Kit} kit */
export function gradeRoom({ send, put }) {
  /** @type {Set<string>} what is to be graded */
  const picked = new Set();
  const list = el("div", {});
  const there = el("fieldset", {}, el("legend", {}, "In the course's folder"), list);
  const roster = el("select", { class: "ws-select" });
  const names = el("input", { type: "text", class: "ws-name", autocomplete: "off" });
  const due = el("input", { type: "text", class: "ws-name", autocomplete: "off" });
  const late = el("select", { class: "ws-select" }, ...LATE.map(pickOption));
  const points = el("input", { type: "text", class: "ws-name", inputmode: "decimal" });
  const pick = el("select", { class: "ws-select" }, ...PICKS.map(pickOption));
  const apply = el("input", { type: "checkbox" });
  const result = el("div", { class: "ws-graded" });
  const whose = namesArea(send);
  const keep = async (/** @type {Named[]} */ files) => {
    const names = await put(files);
    for (const name of names) picked.add(name);
    send({ kind: "look" });
  };
  const keepRoster = async (/** @type {Named[]} */ files) => {
    const names = await put(files);
    wantedRoster = names[0] ?? "";
    send({ kind: "look" });
  };
  let wantedRoster = "";
  const grade = () => {
    send({
      kind: "grade",
      paths: [...picked],
      roster: roster.value,
      names: names.value,
      pick: pick.value,
      apply: apply.checked,
      due: due.value,
      late: points.value.trim() || late.value,
    });
    apply.checked = false; // what was decided once is not decided for the next time
  };
  const rosterFile = fileInput(keepRoster, { accept: ".csv,.txt,.tsv,.xlsx" });
  const node = el(
    "div",
    {},
    el("h3", {}, "What was handed in"),
    dropZone(keep),
    there,
    el("h3", {}, "Who is expected (if you have a roster)"),
    labeled("A roster in the course's folder", roster),
    labeled("Another roster", rosterFile),
    labeled("Its column of names, only if you are asked for it", names),
    el("h3", {}, "What counts"),
    labeled("Of several hand-ins of a person", pick),
    labeled("Due, if course.yaml does not say it, such as 2026-12-01 23:59 Europe/Berlin", due),
    labeled("What is late", late),
    labeled("Or points off for each day begun", points),
    el("label", { class: "ws-choice ws-card" }, apply, el("span", {}, APPLY)),
    footWith(button("Grade what is chosen", grade)),
    result,
    whose.node,
  );
  const update = (/** @type {any} */ { listing, parts, standing }) => {
    for (const name of picked) if (!listing.hand_ins.includes(name)) picked.delete(name);
    const boxes = listing.hand_ins.map((/** @type {string} */ name) =>
      box(name, handInsText(name, listing.hub), picked),
    );
    list.replaceChildren(...(boxes.length > 0 ? boxes : [el("p", {}, NOTHING_THERE)]));
    showChoices(roster, "No roster", listing.rosters, wantedRoster || roster.value);
    wantedRoster = "";
    result.replaceChildren(...parts.map(partNode));
    whose.update(standing.questions);
  };
  return { node, update };
}

/** @param {string[]} pick */
function pickOption([value, text]) {
  return el("option", { value }, text);
}

/** @param {string} name @param {string} text @param {Set<string>} picked */
function box(name, text, picked) {
  const input = el("input", { type: "checkbox", value: name });
  input.checked = picked.has(name);
  input.addEventListener("change", () => (input.checked ? picked.add(name) : picked.delete(name)));
  return el("label", { class: "ws-choice ws-card" }, input, el("span", { dir: "auto" }, text));
}

/**
 * Show names to choose from, and what it is to choose none.
 * @param {HTMLSelectElement} select
 * @param {string} none
 * @param {string[]} names
 * @param {string} wanted
 */
export function showChoices(select, none, names, wanted) {
  const option = (/** @type {string} */ value, text = value) => el("option", { value }, text);
  select.replaceChildren(option("", none), ...names.map((name) => option(name)));
  select.value = names.includes(wanted) ? wanted : "";
}

/** @param {(files: Named[]) => void} keep @param {Record<string, any>} more */
export function fileInput(keep, more) {
  const input = el("input", { type: "file", class: "ws-file", ...more });
  input.addEventListener("change", () => {
    const files = chosenFiles(input);
    input.value = ""; // the same file, chosen again, is chosen again
    if (files.length > 0) keep(files);
  });
  return input;
}

/** @param {(files: Named[]) => void} keep */
function dropZone(keep) {
  const files = fileInput(keep, { multiple: true, accept: ".zip,.ipynb" });
  const folder = fileInput(keep, { webkitdirectory: true });
  const zone = el(
    "div",
    { class: "ws-drop" },
    el("p", {}, DROP),
    labeled("A zip or notebooks", files),
    labeled("A folder", folder),
  );
  const over = (/** @type {boolean} */ is) => zone.classList.toggle("ws-over", is);
  zone.addEventListener("dragover", (event) => {
    event.preventDefault();
    over(true);
  });
  zone.addEventListener("dragleave", () => over(false));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    over(false);
    if (event.dataTransfer) void droppedFiles(event.dataTransfer).then(keep);
  });
  return zone;
}
