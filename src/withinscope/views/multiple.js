/** `multiple`: checkboxes, every option that fits. */

import { NONE_CHOSEN } from "./answer_words.js";
import { check, checked, choice, group } from "./choices.js";
import { uniqueName } from "./elements.js";
import { frame } from "./frame.js";
import { _, contentLanguage } from "./language.js";
import { texts } from "./words.js";

export const view = frame((asked) => {
  const name = uniqueName();
  const cards = asked.options.map((/** @type {{id: string, text: string}} */ option) =>
    choice({
      type: "checkbox",
      name,
      value: option.id,
      text: option.text,
      look: "card",
      lang: contentLanguage(),
    }),
  );
  const box = group(_("Choose all that fit; none may fit too"), ...cards);
  return {
    nodes: [box],
    read: () => ({ choices: checked(box).map((input) => input.value) }),
    missing: () => "",
    doubt: ({ choices }) => (choices.length ? "" : NONE_CHOSEN),
    write: (response) => check(box, (input) => texts(response.choices).includes(input.value)),
  };
});
