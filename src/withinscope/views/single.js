/** `single`: radio buttons, one option to pick. */

import { check, checked, choice, group } from "./choices.js";
import { uniqueName } from "./elements.js";
import { frame } from "./frame.js";
import { _, contentLanguage } from "./language.js";

export const view = frame((asked) => {
  const name = uniqueName();
  const cards = asked.options.map((/** @type {{id: string, text: string}} */ option) =>
    choice({
      type: "radio",
      name,
      value: option.id,
      text: option.text,
      look: "card",
      lang: contentLanguage(),
    }),
  );
  const box = group(_("Choose one"), ...cards);
  return {
    nodes: [box],
    read: () => ({ choice: checked(box)[0]?.value ?? null }),
    missing: (response) => (response.choice ? "" : _("Choose one first.")),
    write: (response) => check(box, (input) => input.value === response.choice),
  };
});
