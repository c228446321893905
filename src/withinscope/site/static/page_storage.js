/**
 * Where a browser forbids a site to store anything, the very name of its storage throws. JupyterLab
 * asks for it all the same, and would not begin: so it gets one that lasts as long as the page.
 */

class PageStorage {
  /** @type {Map<string, string>} */
  #kept = new Map();

  get length() {
    return this.#kept.size;
  }

  /** @param {number} index */
  key(index) {
    return [...this.#kept.keys()][index] ?? null;
  }

  /** @param {string} name */
  getItem(name) {
    return this.#kept.get(name) ?? null;
  }

  /** @param {string} name @param {string} text */
  setItem(name, text) {
    this.#kept.set(name, String(text));
  }

  /** @param {string} name */
  removeItem(name) {
    this.#kept.delete(name);
  }

  clear() {
    this.#kept.clear();
  }
}

for (const name of /** @type {const} */ (["localStorage", "sessionStorage"])) {
  try {
    void globalThis[name];
  } catch {
    Object.defineProperty(globalThis, name, { value: new PageStorage() });
  }
}
