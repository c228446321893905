// The bar's pictures: 20 by 20, drawn in the color of the text around them.

/** @param {string} paths */
const icon = (paths) =>
  `<svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false" fill="none"
    stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"
    >${paths}</svg>`;

export const ICONS = {
  contents: icon('<path d="M7.5 5H17M7.5 10H17M7.5 15H17M3.2 5h.01M3.2 10h.01M3.2 15h.01"/>'),
  back: icon('<path d="M16 10H4m5-5-5 5 5 5"/>'),
  next: icon('<path d="M4 10h12m-5-5 5 5-5 5"/>'),
  size: icon('<path d="M2.5 15.5 6.5 5h1l4 10.5M4 12h6m3.5 3.5 2.2-6h.6l2.2 6m-4.3-2h3.6"/>'),
  theme: icon('<path d="M16.5 11.6A7 7 0 0 1 8.4 3.5a7 7 0 1 0 8.1 8.1Z"/>'),
  language: icon(
    '<path d="M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14ZM3.3 10h13.4M10 3c-4.5 4-4.5 10 0 14 4.5-4 4.5-10 0-14Z"/>',
  ),
  leave: icon(
    '<path d="M8 17H4.5A1.5 1.5 0 0 1 3 15.5v-11A1.5 1.5 0 0 1 4.5 3H8m5 11 4-4-4-4m4 4H8"/>',
  ),
  lookUp: icon(
    '<path d="M3 4.5c2.5-1 5-1 7 .5v11.5c-2-1.5-4.5-1.5-7-.5Zm14 0c-2.5-1-5-1-7 .5v11.5c2-1.5 4.5-1.5 7-.5Z"/>',
  ),
  more: icon('<path d="M10 4.5h.01M10 10h.01M10 15.5h.01" stroke-width="2.75"/>'),
};
