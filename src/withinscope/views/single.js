/** `single`: radio buttons, one option to pick. */
import { check, checked, choice, frame, group, uniqueName } from "./parts.js";

export const view = frame((asked) => {
  const name = uniqueName();
  const cards = asked.options.map((/** @type {any} */ option) =>
    choice({ type: "radio", name, value: option.id, text: option.text, look: "card" }),
  );
  const box = group("Choose one", ...cards);
  return {
    nodes: [box],
    read: () => ({ choice: checked(box)[0]?.value ?? null }),
    missing: (response) => (response.choice ? "" : "Choose one first."),
    write: (response) => check(box, (input) => input.value === response.choice),
  };
});
