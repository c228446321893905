/** The keys that are pressed in a view are the view's. */

const SUPPRESS = "data-lm-suppress-shortcuts";

/**
 * Where the course's own page does not guard the keys, Jupyter takes an arrow for its cells and `b`
 * for one more. It spares what has this attribute, if that is the very element with the focus.
 * Ctrl and Cmd stay Jupyter's, or there would be no saving by key.
 * @param {Element} section
 */
export function keepFromJupyter(section) {
  return (/** @type {KeyboardEvent} */ { target, ctrlKey, metaKey }) => {
    if (!(target instanceof Element) || !section.contains(target)) return;
    if (!target.hasAttribute(SUPPRESS)) target.setAttribute(SUPPRESS, "item");
    const ours = target.getAttribute(SUPPRESS) === "item";
    if (ours && (ctrlKey || metaKey)) target.removeAttribute(SUPPRESS);
  };
}
