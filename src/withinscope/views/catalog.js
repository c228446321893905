/** The texts of the views in the page's language: none, since this one is English. What shows the
 * views puts another in its place: a kernel (scripts.py), or the site (site/static/catalog.js). */

/** @type {import("./translating.js").Catalog} */
export const catalog = { language: "en", forms: {}, texts: {} };
