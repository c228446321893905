/** The forms on the page, for who has to know what stands in them and is not saved. */

/**
 * @typedef {object} OpenForm
 * @property {() => boolean} changed whether something stands in it that is not saved
 * @property {() => string} missing what it lacks to be saved, or nothing
 * @property {() => Promise<boolean>} save saves it; whether that went well
 */

/** @type {Map<string, OpenForm>} by the name that unsaved.js keeps it by */
const forms = new Map();

/** Make a form known while it is on the page. @param {string} name @param {OpenForm} form @returns {() => void} ends it */
export function open(name, form) {
  forms.set(name, form);
  return () => {
    if (forms.get(name) === form) forms.delete(name);
  };
}

/** What is on the page and not saved, of some forms. @param {string[]} names */
export function changedForms(names) {
  return names.flatMap((name) => {
    const form = forms.get(name);
    return form?.changed() ? [{ name, form }] : [];
  });
}

/**
 * Save what is not saved and can be, one form after the other.
 * @param {string[]} names of the forms
 * @returns {Promise<{saved: string[], lacking: Map<string, string>, failed: string[]}>} the names
 *   of those that were saved, those with something missing, and those where saving went wrong
 */
export async function saveChanged(names) {
  /** @type {{saved: string[], lacking: Map<string, string>, failed: string[]}} */
  const found = { saved: [], lacking: new Map(), failed: [] };
  for (const { name, form } of changedForms(names)) {
    const missing = form.missing();
    if (missing) found.lacking.set(name, missing);
    else if (await form.save()) found.saved.push(name);
    else found.failed.push(name);
  }
  return found;
}
