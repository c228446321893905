/** The workbench's last part: files to write, and the report on the cohort. */
import { el } from "./elements.js";
import { askingArea } from "./workbench_asking.js";
import { button, footWith, labeled } from "./workbench_controls.js";
import { fileInput, showChoices } from "./workbench_grade.js";
import { BACK, formatText, GIVE_BACK } from "./workbench_words.js";

const PREFERS = "@media (prefers-color-scheme: dark)";

/** @param {import("./workbench_grade.js").Kit} kit */
export function cohortRoom({ send, put }) {
  const writes = (/** @type {string} */ what, /** @type {string} */ text) =>
    button(text, () => send({ kind: "export", what, ...chosen() }), true);
  const group = el("select", { class: "ws-select" });
  const against = el("select", { class: "ws-select" });
  const chosen = () => ({ group: group.value, against: against.value });
  const choose = () => send({ kind: "group", name: group.value, against: against.value });
  for (const each of [group, against]) each.addEventListener("change", choose);
  const whose = el(
    "div",
    {},
    labeled("On whom the report and the files of scores are", group),
    labeled("Beside whom the report sets them", against),
  );
  const buttons = footWith();
  const shown = el("div", {});
  const back = gradesBack({ send, put });
  const node = el(
    "div",
    {},
    el("h3", {}, "Write files"),
    buttons,
    back.node,
    el("h3", {}, "The cohort"),
    whose,
    shown,
  );
  let before = "";
  const update = (/** @type {any} */ now, /** @type {any} */ _, /** @type {string} */ page) => {
    if (buttons.children.length === 0) {
      buttons.replaceChildren(
        ...now.formats.map((/** @type {string} */ one) => writes(one, formatText(one))),
        writes("feedback", "Feedback pages"),
        ...(now.listing.hub ? [writes("give-back", GIVE_BACK)] : []),
        writes("report", "The report as a page"),
        writes("report-anonymous", "The report without names"),
      );
    }
    back.update(now);
    const groups = [...now.standing.cohorts, ...now.standing.groups];
    whose.hidden = groups.length === 0;
    showChoices(group, "Everybody", groups, now.group);
    showChoices(against, "The cohort before them, if there is one", groups, now.against);
    if (before === page && shown.children.length > 0) return;
    before = page;
    shown.replaceChildren(page ? framed(page) : el("p", {}, "Nothing is graded yet."));
  };
  return { node, update };
}

/** Grades back to a platform, by a file that it gave. @param {Pick<import("./workbench_grade.js").Kit, "send" | "put">} kit */
function gradesBack({ send, put }) {
  const source = el("select", { class: "ws-select" });
  const exercise = el("select", { class: "ws-select" });
  const column = el("input", { type: "text", class: "ws-name", autocomplete: "off" });
  const points = el("input", { type: "text", class: "ws-name", inputmode: "decimal" });
  const asking = askingArea(send);
  const heading = el("h3", { tabindex: "-1" }, "Grades back to the platform");
  let wanted = "";
  const keep = async (/** @type {import("./workbench_files.js").Named[]} */ files) => {
    wanted = (await put(files))[0] ?? "";
    send({ kind: "look" });
  };
  const show = () =>
    send({
      kind: "fill",
      source: source.value,
      exercise: exercise.value,
      column: column.value,
      points: points.value,
    });
  const node = el(
    "div",
    {},
    heading,
    el("p", {}, BACK),
    labeled("A file in the course's folder", source),
    labeled("Another file", fileInput(keep, { accept: ".csv,.txt,.zip" })),
    labeled("Of which exercise", exercise),
    labeled("Part of its column's heading, only if you are asked for it", column),
    labeled("The platform's maximum of points, only if you are asked for it", points),
    footWith(button("Show whose grade changes", show)),
    asking.node,
  );
  const update = (/** @type {any} */ now) => {
    showChoices(source, "No file", now.listing.given, wanted || source.value);
    wanted = "";
    showChoices(exercise, "The only one", now.standing.exercises, exercise.value);
    if (asking.update(now)) heading.focus();
  };
  return { node, update };
}

/** The report, where nothing in it can run or reach this page. @param {string} page */
function framed(page) {
  const named = { class: "ws-report", title: "Report on the cohort", sandbox: "" };
  const dark = () => document.body.dataset.jpThemeLight === "false";
  const frame = el("iframe", { ...named, srcdoc: inTheme(page, dark()) });
  const follow = new MutationObserver(() => {
    if (!frame.isConnected) return follow.disconnect();
    frame.srcdoc = inTheme(page, dark());
  });
  follow.observe(document.body, { attributeFilter: ["data-jp-theme-light"] });
  return frame;
}

/**
 * A page in the colors that JupyterLab shows, whichever the system prefers. Only its own style sheet
 * is changed: what people wrote may speak of themes.
 * @param {string} page
 * @param {boolean} dark
 */
export function inTheme(page, dark) {
  const end = page.indexOf("</style>");
  const own = page
    .slice(0, end)
    .replaceAll(PREFERS, dark ? "@media screen" : "@media not all")
    .replaceAll("light dark", dark ? "dark" : "light");
  return own + page.slice(end);
}
