/** Ending a sitting: a calm page says where one's work is, and how to come back to it. */
import { el } from "../../views/elements.js";
import { _ } from "./language.js";

const KEPT = {
  heading: _("Your work is saved"),
  texts: [
    _("You can close this tab."),
    _(
      "To come back, open the same address in this browser, on this device: your work is kept here, and nowhere else.",
    ),
  ],
  button: _("Go on"),
};
const UNKEPT = {
  heading: _("Nothing is kept here"),
  texts: [
    _("This browser keeps nothing of what you did: when you close this tab, it is gone."),
    _(
      "To have it again elsewhere, go back and choose “Keep all my work as a file” at the page’s foot.",
    ),
  ],
  button: _("Go back"),
};
/** On the page's body: then it shows nothing else. */
const LEFT = "ws-left";

/** Whether the page has been left, and shows nothing of itself. */
export const isLeft = () => document.body.classList.contains(LEFT);

/** @param {boolean} isKept whether the browser keeps what was done */
export function sayGoodbye(isKept) {
  const { heading, texts, button } = isKept ? KEPT : UNKEPT;
  const title = el("h1", { tabindex: "-1" }, heading);
  const back = el("button", { type: "button", class: "ws-button" }, button);
  const said = [title, ...texts.map((text) => el("p", {}, text)), el("p", {}, back)];
  const page = el("main", { class: "ws-goodbye" }, el("div", {}, ...said));
  const [titleBefore, place] = [document.title, scrollY];
  back.addEventListener("click", () => {
    page.remove();
    document.body.classList.remove(LEFT);
    document.title = titleBefore;
    scrollTo(0, place);
    const bar = document.querySelector(".ws-bar .ws-title");
    if (bar instanceof HTMLElement) bar.focus({ preventScroll: true });
  });
  document.title = heading;
  document.body.classList.add(LEFT);
  document.body.append(page);
  title.focus();
}
