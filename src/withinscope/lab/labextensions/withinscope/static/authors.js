// The way to JupyterLab itself, for authors: at the contents' end, and with a question before it.

import { _ } from "./language.js";

import { agrees } from "./question.js";

const SHOW = _("Show Jupyter");
const QUESTION = {
  title: _("Show the tool behind the course?"),
  text: _(
    "It shows what this page is made of, with the ratings and answers of a lesson, and lets you " +
      "change it. It is for authors, and gone again at your next visit.",
  ),
  no: _("Stay in the course"),
  yes: SHOW,
};
/**
 * @param {HTMLElement} list the contents, opened as a popover
 * @param {() => void} toggle shows or hides JupyterLab
 * @returns {(shown: boolean) => void} to be told which it is
 */
export function addAuthors(list, toggle) {
  const group = document.createElement("div");
  group.setAttribute("role", "group");
  group.setAttribute("aria-labelledby", `${list.id}-authors`);
  group.className = "ws-authors";
  group.innerHTML = `<p id="${list.id}-authors">${_("For authors")}</p><button type="button">${SHOW}</button>`;
  const button = /** @type {HTMLButtonElement} */ (group.querySelector("button"));
  let agreed = false;
  button.addEventListener("click", async () => {
    list.hidePopover();
    const hides = button.getAttribute("aria-pressed") === "true";
    agreed ||= hides || (await agrees(QUESTION));
    if (agreed) toggle();
  });
  list.append(group);
  return (shown) => button.setAttribute("aria-pressed", String(shown));
}
