/** `best-worst`: two radio buttons an option, one group for best and one for least. */

import { check, checked, choice, group } from "./choices.js";
import { el, uniqueName } from "./elements.js";
import { frame } from "./frame.js";
import { _, contentLanguage } from "./language.js";

export const view = frame((asked) => {
  const best = uniqueName();
  const worst = uniqueName();
  const row = (/** @type {{id: string, text: string}} */ option) => {
    const words = el("p", { id: uniqueName(), lang: contentLanguage() }, option.text);
    const pill = (/** @type {string} */ name, /** @type {string} */ text) =>
      choice({ type: "radio", name, value: option.id, text, look: "pill", about: words.id });
    const pills = el(
      "div",
      { class: "ws-pills" },
      pill(best, _("Fits best")),
      pill(worst, _("Fits least")),
    );
    return el("div", { class: "ws-row" }, words, pills);
  };
  const box = group(
    _("Choose the one that fits best and the one that fits least"),
    ...asked.options.map(row),
  );
  return {
    nodes: [box],
    read: () => ({
      best: checked(box, best)[0]?.value ?? null,
      worst: checked(box, worst)[0]?.value ?? null,
    }),
    missing: missingOfPair,
    write: (response) =>
      check(box, (input) => input.value === (input.name === best ? response.best : response.worst)),
  };
});

/**
 * One option can't be both. Told, and not mended while choosing: an arrow key passes over options
 * on its way, and what it cleared in passing nobody would notice.
 * @param {{best: string | null, worst: string | null}} response
 */
export function missingOfPair({ best, worst }) {
  if (!best) return _("Choose the one that fits best.");
  if (!worst) return _("Choose the one that fits least.");
  return best === worst ? _("The same one can't fit both best and least: change one.") : "";
}
