// A question of the course's own, over the page, before something that somebody may not mean.

/**
 * @typedef {object} Question
 * @property {string} title
 * @property {string} text what comes of a yes
 * @property {string} no what the button says that changes nothing
 * @property {string} yes what the other one says; it names the dialog, too
 */

/** @param {Question} question @returns {Promise<boolean>} whether the person wants it */
export function agrees({ title, text, no, yes }) {
  const dialog = document.createElement("dialog");
  dialog.className = "ws-ask";
  dialog.setAttribute("aria-label", yes);
  dialog.innerHTML = `<h2></h2><p></p>
    <form method="dialog"><button value=""></button><button value="yes"></button></form>`;
  for (const [tag, words] of Object.entries({
    h2: title,
    p: text,
    button: no,
    "button + button": yes,
  })) {
    const part = /** @type {Element} */ (dialog.querySelector(tag));
    part.textContent = words;
  }
  document.body.append(dialog);
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
    dialog.showModal();
  });
}
