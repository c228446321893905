/** `best-worst`: two radio buttons an option, one group for best and one for least. */
import { check, checked, choice, el, frame, group, uniqueName } from "./parts.js";

export const view = frame((asked) => {
  const best = uniqueName();
  const worst = uniqueName();
  const row = (/** @type {any} */ option) => {
    const words = el("p", { id: uniqueName() }, option.text);
    const pill = (/** @type {string} */ name, /** @type {string} */ text) =>
      choice({ type: "radio", name, value: option.id, text, look: "pill", about: words.id });
    const pills = el("div", { class: "ws-pills" }, pill(best, "Fits best"), pill(worst, "Fits least"));
    return el("div", { class: "ws-row" }, words, pills);
  };
  const box = group("Choose the one that fits best and the one that fits least", ...asked.options.map(row));
  const read = () => ({
    best: checked(box, best)[0]?.value ?? null,
    worst: checked(box, worst)[0]?.value ?? null,
  });
  // One option can't be both: the later choice stands and the earlier is cleared.
  box.addEventListener("input", (/** @type {any} */ event) => {
    const other = event.target.name === best ? worst : best;
    for (const input of checked(box, other)) if (input.value === event.target.value) input.checked = false;
  });
  return {
    nodes: [box],
    read,
    missing: (response) =>
      response.best ? (response.worst ? "" : "Choose the one that fits least.") : "Choose the one that fits best.",
    write: (response) =>
      check(box, (input) => input.value === (input.name === best ? response.best : response.worst)),
  };
});
