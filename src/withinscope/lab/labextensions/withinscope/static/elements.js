// Small parts of a page.

/** @param {string} words @param {() => void} act @param {string} [className] */
export function button(words, act, className = "") {
  const made = document.createElement("button");
  made.type = "button";
  if (className) made.className = className;
  made.textContent = words;
  made.addEventListener("click", act);
  return made;
}

/** @param {string} words */
export function paragraph(words) {
  const made = document.createElement("p");
  made.textContent = words;
  return made;
}
