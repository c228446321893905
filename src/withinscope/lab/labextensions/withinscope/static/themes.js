// Light and dark, as JupyterLab has them.

const NAMES = { light: "JupyterLab Light", dark: "JupyterLab Dark" };

/** @param {Jupyter.ThemeManager | null} themes @returns {boolean | null} null where there are none */
export function isDark(themes) {
  return themes?.theme ? !themes.isLight(themes.theme) : null;
}

/** From the one to the other, whatever the system has from now on. @param {Jupyter.ThemeManager | null} themes */
export async function changeTheme(themes) {
  if (!themes) return;
  const wanted = isDark(themes) ? NAMES.light : NAMES.dark;
  if (themes.isToggledAdaptiveTheme?.()) await themes.toggleAdaptiveTheme();
  await themes.setTheme(wanted);
}
