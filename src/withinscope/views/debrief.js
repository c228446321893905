/** What stands below a conversation: how it ended, looking back at it, the tries so far. */
import { announce, el, keep, paragraphs, recall, uniqueName } from "./parts.js";
import { printAlone } from "./around.js";
import { picture } from "./picture.js";

const NOT_SAVED = "Not saved yet.";
const SIGNS = { met: "✓", missed: "○", broken: "✗" };

/** @param {string} text @param {any} [click] @param {object} [more] */
function small(text, click, more = {}) {
  return el(
    "button",
    { type: "button", class: "ws-button ws-second ws-small", click, ...more },
    text,
  );
}

/**
 * @param {any} now where the conversation stands
 * @param {any} play the conversation on the page
 * @returns {Node[]}
 */
export function belowNodes(now, play) {
  if (now.phase === "before") return [];
  if (now.phase === "during") {
    if (!play.asked.learning || !now.tries.length) return [];
    return [
      el(
        "details",
        { class: "ws-tries" },
        el("summary", {}, `Your earlier tries (${now.tries.length})`),
        tries(now, play),
      ),
    ];
  }
  if (!play.asked.learning) return recorded(now, play);
  return [
    ...(now.debrief ? lookBack(now.debrief, play) : [heading("You have played this before")]),
    ...triesNodes(now, play),
  ];
}

/** @param {string} text */
function heading(text) {
  return el("h4", { class: "ws-section", tabindex: "-1", "data-ws-first": true }, text);
}

/** In an exercise: that it is kept, and nothing of the key. @param {any} now @param {any} play */
function recorded(now, play) {
  const last = now.tries.at(-1);
  const words = last ? `It ended: ${last.ending}.` : "";
  return [
    heading("Played to its end"),
    el("p", {}, `${words} How it went is recorded, and goes along when you hand in.`),
    now.tries.length > 1 || !now.tries.some((/** @type {any} */ one) => one.shown)
      ? tries(now, play)
      : null,
  ].filter((node) => node);
}

/** @param {any} now @param {any} play */
function triesNodes(now, play) {
  if (now.debrief && now.tries.length < 2) return [];
  return [el("h5", {}, "Your tries"), tries(now, play)];
}

/** @param {any} now @param {any} play */
function tries(now, play) {
  const line = (/** @type {any} */ one, /** @type {number} */ n) => {
    const label = play.asked.learning
      ? `Look back at try ${n + 1}`
      : `Read what was said, try ${n + 1}`;
    const look = small(
      label.replace(/ at try.*|, try.*/, ""),
      () => play.ask("look", { attempt: n }),
      { "aria-label": label },
    );
    return el(
      "li",
      {},
      el("span", {}, `Try ${n + 1}, ${one.turns} turns: ${one.ending} `),
      one.shown ? el("span", { class: "ws-quoted" }, "(shown here)") : look,
    );
  };
  return el("ul", { class: "ws-tries-list" }, ...now.tries.map(line));
}

/** @param {any} debrief @param {any} play */
function lookBack(debrief, play) {
  const ending = el(
    "div",
    { class: "ws-outcome" },
    el("p", { class: "ws-label" }, debrief.ending.title),
    ...paragraphs(debrief.ending.text),
  );
  const print = small("Print this conversation", () => printed(play.page.section));
  return [
    heading("Looking back"),
    ending,
    el("p", { class: "ws-verdict" }, debrief.verdict),
    el("h5", {}, "Your way and an expert’s"),
    picture(debrief),
    el("h5", {}, "What you said, and why it matters"),
    el(
      "ol",
      { class: "ws-choices" },
      ...debrief.turns.map((/** @type {any} */ turn) => said(turn, play)),
    ),
    el("h5", {}, "The checklist"),
    el("ul", { class: "ws-checklist" }, ...debrief.checklist.map(point)),
    debrief.after ? el("p", { class: "ws-after" }, debrief.after) : null,
    ...(debrief.reflect ? reflection(debrief, play) : []),
    el("p", { class: "ws-foot" }, print),
  ].filter((node) => node);
}

/** One thing said, with its reason. @param {any} turn @param {any} play */
function said(turn, play) {
  const [sign, words] =
    turn.fits == null ? ["", ""] : turn.fits ? ["✓", "Met a point. "] : ["✗", "Broke a point. "];
  const look = turn.fits == null ? "" : turn.fits ? "ws-fits" : "ws-misfits";
  const marks = [
    ...turn.meets.map((/** @type {string} */ one) => `Meets “${one}”`),
    ...turn.breaks.map((/** @type {string} */ one) => `Breaks “${one}”`),
  ];
  const from = () => play.ask("back", { turn: turn.turn - 1 });
  return el(
    "li",
    { class: `ws-remark ${look}` },
    el(
      "p",
      { class: "ws-label" },
      el("span", { class: "ws-sign", "aria-hidden": "true" }, sign),
      el("span", { class: "ws-spoken" }, words),
      `Turn ${turn.turn}`,
    ),
    turn.thought
      ? el(
          "p",
          { class: "ws-thought" },
          el("span", { class: "ws-who" }, "The client thought, and did not say: "),
          turn.thought,
        )
      : null,
    el("p", { class: "ws-quoted" }, "You said: ", turn.said),
    el("p", {}, turn.why),
    turn.expert
      ? el(
          "p",
          { class: "ws-expert" },
          el("span", { class: "ws-who" }, "An expert says here: "),
          turn.expert,
        )
      : null,
    ...marks.map((text) => el("p", { class: "ws-mark" }, text)),
    small("Play from here", from, {
      "aria-label": `Play from here, turn ${turn.turn}`,
      class: "ws-button ws-second ws-small ws-from",
    }),
  );
}

/** @param {any} one */
function point(one) {
  const look = one.state === "met" ? "ws-fits" : "ws-misfits";
  return el(
    "li",
    { class: `ws-remark ${look}` },
    el(
      "p",
      {},
      el("span", { class: "ws-sign", "aria-hidden": "true" }, SIGNS[one.state]),
      one.text,
      one.critical ? " (a matter of safety)" : "",
    ),
    el("p", { class: "ws-quoted" }, `${one.told}.`),
  );
}

/** One question to think about; what is written is kept as it is written. @param {any} debrief @param {any} play */
function reflection(debrief, play) {
  const field = el("textarea", { id: uniqueName(), class: "ws-field", maxlength: "20000" });
  const status = el("p", { class: "ws-status", role: "status" });
  const unsaved = `item:${play.asked.id}:reflection`;
  let kept = debrief.reflection;
  let timer = 0;
  field.value = recall(unsaved) ?? kept;
  const now = () => {
    clearTimeout(timer);
    const text = field.value;
    if (text === kept) return;
    play.reflect(text, (/** @type {string} */ told, /** @type {boolean} */ saved) => {
      if (saved) kept = text;
      if (saved && field.value === text) keep(unsaved, null);
      announce(status, told);
    });
  };
  const soon = () => {
    keep(unsaved, field.value);
    status.textContent = NOT_SAVED;
    clearTimeout(timer);
    timer = setTimeout(now, 1500);
  };
  field.addEventListener("input", soon);
  field.addEventListener("change", now);
  document.addEventListener("visibilitychange", () => document.hidden && now(), {
    signal: play.stop.signal,
  });
  if (field.value === kept) keep(unsaved, null);
  else soon();
  const label = el(
    "label",
    { for: field.id },
    debrief.reflect,
    el("span", { class: "ws-quoted" }, " Only you can see what you write."),
  );
  return [
    el("h5", {}, "To think about"),
    el("div", { class: "ws-write ws-reflection" }, label, field, status),
  ];
}

/** Print the conversation and what was said of it, on its own. @param {Element} section */
function printed(section) {
  const copy = /** @type {any} */ (section.cloneNode(true));
  const written = section.querySelector("textarea");
  copy
    .querySelector("textarea")
    ?.replaceWith(el("p", { class: "ws-written" }, written?.value ?? ""));
  for (const left of copy.querySelectorAll(
    "button, .ws-foot, .ws-pause, .ws-replies, .ws-author, .ws-status, .ws-tries-list",
  ))
    left.remove();
  const styles = [...document.querySelectorAll("style[id^=ws-style]")].map((one) =>
    one.cloneNode(true),
  );
  printAlone("The conversation, to print", "<!DOCTYPE html>", (inner) => {
    inner.documentElement.lang = "en";
    inner.title = section.querySelector(".ws-title")?.textContent ?? "";
    inner.head.append(...styles);
    inner.body.append(copy);
  });
}
