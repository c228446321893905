/** Light and dark: as the system has it, until somebody chooses. */
import { recall, remember } from "../../lab/labextensions/withinscope/static/remembered.js";

const KEY = "withinscope:theme";
const root = document.documentElement;

export const isDark = () => root.dataset.jpThemeLight === "false";

/** Show what was chosen last, else what the system has. */
export function applyTheme() {
  const chosen = recall(KEY);
  const dark = chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.jpThemeLight = String(!dark);
}

/** From the one to the other. @returns {boolean} whether it is dark now */
export function changeTheme() {
  remember(KEY, isDark() ? "light" : "dark");
  applyTheme();
  return isDark();
}
