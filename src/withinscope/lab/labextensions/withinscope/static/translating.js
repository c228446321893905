/**
 * Texts in a language, looked up by what they are in English. The views and the bar, which share
 * nothing but the page, have this file each; a test holds them equal.
 */

/**
 * @typedef {object} Catalog
 * @property {string} language its tag
 * @property {Record<string, number>} forms which form of a text goes with a number, by the name that
 *   `Intl.PluralRules` has for such numbers
 * @property {Record<string, string | string[]>} texts by what they are in English; with a number in
 *   it, a text has several forms
 */
/** @typedef {Record<string, string | number>} Values what stands at the `{places}` of a text */

/** Not a language: each text as it is, in brackets, so that one that is none of ours stands out. */
export const MARKED = "en-XA";

/** Where nothing is to be looked up. @param {string} language @returns {Catalog} */
export const none = (language) => ({ language, forms: {}, texts: {} });

/** @param {Catalog} catalog */
export function translator({ language, forms, texts }) {
  const rules = new Intl.PluralRules(language);
  const shown = (/** @type {string} */ text, /** @type {Values} */ values) => {
    const whole = text.replace(/\{(\w+)\}/g, (place, name) => String(values[name] ?? place));
    return whole && language === MARKED ? `⟦${whole}⟧` : whole;
  };
  return {
    /** A text of ours. @param {string} text in English @param {Values} [values] */
    _(text, values = {}) {
      const found = texts[text] ?? text;
      return shown(Array.isArray(found) ? found[0] : found, values);
    },
    /**
     * The form of a text that goes with the number `n`, which stands at its `{n}`.
     * @param {string} one in English, of one
     * @param {string} other and of any other number
     * @param {number} n
     * @param {Values} [values]
     */
    n_(one, other, n, values = {}) {
      const found = texts[one];
      const form = forms[rules.select(n)] ?? 0;
      const english = n === 1 ? one : other;
      return shown(Array.isArray(found) ? found[form] : english, { n, ...values });
    },
  };
}
