/**
 * What every view makes its page of. All text goes in as text, never as markup: what a trainee or a
 * stranger wrote stays words.
 */

import { contentLanguage } from "./language.js";
import { emphasized } from "./words.js";

const SVG = "http://www.w3.org/2000/svg";
let names = 0;

/** A name that no other view on the page has. */
export function uniqueName() {
  names += 1;
  return `ws-${names}-${Math.random().toString(36).slice(2, 8)}`;
}

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, any>} [attributes] functions are listeners; false and null are left out
 * @param {...(Node | string | null | undefined)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(name, value);
    else if (value !== false && value != null) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...present(children));
  return node;
}

/**
 * @param {string} tag
 * @param {Record<string, string | number>} attributes
 * @param {...(Node | string)} children
 */
export function svg(tag, attributes, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  node.append(...children);
  return node;
}

/**
 * Those that are there: a part of a page that is left out is null.
 * @template T
 * @param {(T | null | undefined)[]} parts
 * @returns {T[]}
 */
export function present(parts) {
  return parts.filter((part) => part != null);
}

/** An author's text as paragraphs, split where a line is empty. @param {string} text */
export function paragraphs(text) {
  const lang = contentLanguage();
  return text.split(/\n{2,}/).map((part) => el("p", { lang }, ...prose(part)));
}

/** An author's text among words of ours. @param {string} text */
export const content = (text) => el("span", { lang: contentLanguage() }, ...prose(text));

/** An author's text: what stands *between stars* is emphasized, as it is on the pages. @param {string} text */
export function prose(text) {
  return emphasized(text).map((part) => (part.strong ? el("em", {}, part.text) : part.text));
}
