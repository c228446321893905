/** The style sheets of a view, which come with its module. */
import { el } from "./elements.js";

/** Put the style sheets on the page, each once. */
export function dress() {
  putSheet("ws-style", STYLE);
  if (OWN_STYLE) putSheet(`ws-style-${OWN_STYLE[0]}`, OWN_STYLE[1]);
}

/** @param {string} id @param {string} text */
function putSheet(id, text) {
  const sheet = document.getElementById(id) ?? el("style", { id });
  if (sheet.textContent !== text) sheet.textContent = text;
  if (!sheet.isConnected) document.head.append(sheet);
}
