// The contents of the course, as the bar opens them: every page with how far it is.

import { button } from "./elements.js";
import { _ } from "./language.js";
import { aim } from "./links.js";
import { pathIn } from "./nav.js";
import { standingText } from "./standing.js";

/** @typedef {import("./bar.js").Actions} Actions */
/** @typedef {import("./nav.js").Course & {sections: import("./outline.js").Outline["sections"]}} Here */

/**
 * @param {HTMLElement} list
 * @param {Here} here
 * @param {Actions} actions
 */
export function fillContents(list, here, actions) {
  for (const { role, heading, entries } of here.groups) {
    const group = document.createElement("div");
    const name = document.createElement("p");
    name.textContent = heading;
    name.id = `${list.id}-${role}`;
    group.className = `ws-group-${role}`;
    group.setAttribute("role", "group");
    group.setAttribute("aria-labelledby", name.id);
    const items = listOf(entries.map((entry) => contentsEntry(list, entry, here, actions)));
    items.setAttribute("aria-labelledby", name.id);
    group.append(name, items);
    list.append(group);
  }
  if (actions.plain) list.append(wayOutOfJupyter(list, here, actions.plain));
  list.addEventListener("beforetoggle", async (event) => {
    if (/** @type {ToggleEvent} */ (event).newState !== "open") return;
    showStanding(list, await actions.standing());
  });
}

/** @param {HTMLElement} list @param {Here} here @param {NonNullable<Actions["plain"]>} plain */
function wayOutOfJupyter(list, here, { go, href }) {
  const anchor = document.createElement("a");
  anchor.className = "ws-plain";
  anchor.textContent = _("This page without Jupyter");
  aim(anchor, pathIn(here), {
    href,
    go: (path) => {
      list.hidePopover();
      go(path);
    },
  });
  return anchor;
}

/** A list without bullets is none to some screen readers, if it does not say so. @param {Node[]} items */
function listOf(items) {
  const list = document.createElement("ul");
  list.setAttribute("role", "list");
  list.append(...items);
  return list;
}

/** @param {HTMLElement} list @param {import("./nav.js").Entry} entry @param {Here} here @param {Actions} actions */
function contentsEntry(list, entry, here, actions) {
  const item = document.createElement("li");
  const anchor = document.createElement("a");
  const standing = document.createElement("span");
  standing.className = "ws-standing";
  standing.dataset.path = entry.path;
  const title = document.createElement("span");
  title.lang = here.language;
  title.textContent = entry.number ? `${entry.number}  ${entry.title}` : entry.title;
  anchor.append(title, standing);
  if (entry.current) anchor.setAttribute("aria-current", "page");
  aim(anchor, entry.path, {
    href: actions.href,
    go: (path) => {
      list.hidePopover();
      if (!entry.current) actions.go(path);
    },
  });
  item.append(anchor);
  if (entry.current && here.sections.length) item.append(sections(list, here, actions));
  return item;
}

/** @param {HTMLElement} list @param {Here} here @param {Actions} actions */
function sections(list, { sections: found, language }, actions) {
  const buttons = found.map((section) => {
    const item = document.createElement("li");
    const go = () => {
      list.hidePopover();
      actions.section(section);
    };
    const named = button(section.title, go);
    named.lang = language;
    item.append(named);
    return item;
  });
  const sections = listOf(buttons);
  sections.setAttribute("aria-label", _("On this page"));
  return sections;
}

/** @param {HTMLElement} list @param {Record<string, import("./standing.js").Standing>} standings */
function showStanding(list, standings) {
  for (const node of list.querySelectorAll(".ws-standing")) {
    const { path = "" } = /** @type {HTMLElement} */ (node).dataset;
    const words = standingText(standings[path]);
    node.textContent = words && ` ${words}`;
  }
}
