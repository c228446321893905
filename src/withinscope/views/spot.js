/** `spot`: a transcript with a checkbox a line and, at a marked line, a reason to choose. */
import { check, checked, choice, el, frame, group, texts, uniqueName } from "./parts.js";

export const view = frame((asked) => {
  const name = uniqueName();
  const rows = asked.lines.map((/** @type {any} */ line, /** @type {number} */ index) =>
    lineRow(line, index + 1, name, asked.reasons ?? []),
  );
  const list = el(
    "ol",
    { class: "ws-lines", role: "list" },
    ...rows.map((/** @type {any} */ row) => row.node),
  );
  const box = group("Mark every line that crosses the boundary; there may be none", list);
  const marked = () => checked(box).map((input) => input.value);
  const showReasons = () => {
    const open = marked();
    for (const row of rows) if (row.reason) row.reason.hidden = !open.includes(row.id);
  };
  box.addEventListener("input", showReasons);
  showReasons();

  return {
    nodes: [box],
    read: () => {
      const lines = marked();
      const given = rows.filter(
        (/** @type {any} */ row) => lines.includes(row.id) && row.select?.value,
      );
      return {
        lines,
        reasons: Object.fromEntries(
          given.map((/** @type {any} */ row) => [row.id, row.select.value]),
        ),
      };
    },
    missing: () => "",
    write: (response) => {
      const lines = texts(response.lines);
      check(box, (input) => lines.includes(input.value));
      for (const row of rows) chooseReason(row.select, response.reasons?.[row.id]);
      showReasons();
    },
  };
});

/** A line's card, and below it its reasons. @param {any} line @param {number} place @param {string} name @param {any[]} reasons */
function lineRow(line, place, name, reasons) {
  const words = el("span", { id: uniqueName() }, el("b", {}, `${place}. ${line.who}: `), line.text);
  const card = choice({ type: "checkbox", name, value: line.id, text: words, look: "card" });
  if (!reasons.length) return { id: line.id, node: el("li", {}, card) };
  const id = uniqueName();
  const label = el("label", { for: id, id: uniqueName() }, "Why? You can leave this open.");
  const named = { "aria-labelledby": `${label.id} ${words.id}` };
  const select = el(
    "select",
    { id, class: "ws-select", ...named },
    new Option("No reason chosen", ""),
  );
  select.append(...reasons.map((one) => new Option(one.text, one.id)));
  const reason = el("div", { class: "ws-reason" }, label, select);
  return { id: line.id, node: el("li", {}, card, reason), reason, select };
}

/** Choose a reason, or none if there is no such. @param {any} select @param {any} id */
function chooseReason(select, id) {
  if (!select) return;
  select.value = id ?? "";
  if (select.selectedIndex < 0) select.value = "";
}
