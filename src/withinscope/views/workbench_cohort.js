/** The workbench's last part: files to write, and the report on the cohort. */
import { el } from "./elements.js";
import { button } from "./workbench_grade.js";
import { formatText } from "./workbench_words.js";

const PREFERS = "@media (prefers-color-scheme: dark)";

/** @param {import("./workbench_grade.js").Kit} kit */
export function cohortRoom({ send }) {
  const writes = (/** @type {string} */ what, /** @type {string} */ text) =>
    button(text, () => send({ kind: "export", what }), true);
  const buttons = el("div", { class: "ws-foot" });
  const shown = el("div", {});
  const node = el(
    "div",
    {},
    el("h3", {}, "Write files"),
    buttons,
    el("h3", {}, "The cohort"),
    shown,
  );
  let before = "";
  const update = (
    /** @type {any} */ { formats },
    /** @type {any} */ _,
    /** @type {string} */ page,
  ) => {
    if (buttons.children.length === 0) {
      buttons.replaceChildren(
        ...formats.map((/** @type {string} */ one) => writes(one, formatText(one))),
        writes("feedback", "Feedback pages"),
        writes("report", "The report as a page"),
      );
    }
    if (before === page && shown.children.length > 0) return;
    before = page;
    shown.replaceChildren(page ? framed(page) : el("p", {}, "Nothing is graded yet."));
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
