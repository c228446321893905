/** `sort`: a group of radio buttons a statement, one for each bin. */
import { checked, choice, el, frame, group, uniqueName } from "./parts.js";

export const view = frame((asked) => {
  const names = new Map(asked.statements.map((/** @type {any} */ one) => [one.id, uniqueName()]));
  const row = (/** @type {any} */ one) => {
    const pills = asked.bins.map((/** @type {any} */ bin) =>
      choice({
        type: "radio",
        name: names.get(one.id),
        value: bin.id,
        text: bin.text,
        look: "pill",
      }),
    );
    return el(
      "fieldset",
      { class: "ws-row" },
      el("legend", {}, one.text),
      el("div", { class: "ws-pills" }, ...pills),
    );
  };
  const box = group("Choose a place for each", ...asked.statements.map(row));
  const placed = () =>
    Object.fromEntries(
      [...names].flatMap(([id, name]) => checked(box, name).map((input) => [id, input.value])),
    );
  return {
    nodes: [box],
    read: () => ({ placed: placed() }),
    missing: (response) => {
      const left = names.size - Object.keys(response.placed).length;
      return left ? `Choose a place for each: ${left} ${left === 1 ? "is" : "are"} left.` : "";
    },
    write: (response) =>
      names.forEach((name, id) => {
        for (const input of box.querySelectorAll(`[name="${name}"]`)) {
          input.checked = input.value === response.placed?.[id];
        }
      }),
  };
});
