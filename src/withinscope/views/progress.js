/** Where somebody stands: how sure and how right, what is done, what was practiced, what is next. */
import { dress, el, SURE, uniqueName } from "./parts.js";
import { counted, questionLink, shortened, svg } from "./around.js";

const SIGNS = { done: "✓", begun: "…", "not begun": "○" };
const WHEN = { 3: "When you were sure", 2: "When you were fairly sure", 1: "When you guessed" };
const IN_A_ROW = 15;
const STEP = 18;

/** Every page of the course lies in a folder of its own below the same one. @param {any} page @param {string} [look] */
function link(page, look) {
  return el("a", { href: `../${page.path}`, "data-ws-page": page.path, class: look }, page.title);
}

/** @param {string} title @param {...Node} children */
function part(title, ...children) {
  return el("div", { class: "ws-part" }, el("h4", {}, title), ...children);
}

/** @param {any} level */
function levelWords({ confidence, right, total }) {
  return `${WHEN[confidence]}, you were right ${right} of ${counted(total, "time")}.`;
}

/** A dot an answer: full when it was right, a ring when not. @param {any} level */
function dots({ right, total }) {
  const rows = Math.ceil(total / IN_A_ROW);
  const [width, height] = [Math.min(total, IN_A_ROW) * STEP, rows * STEP];
  const picture = { viewBox: `0 0 ${width} ${height}`, width, height, "aria-hidden": "true" };
  const dot = (/** @type {number} */ n) =>
    svg("circle", {
      class: n < right ? "ws-dot-right" : "ws-dot-wrong",
      cx: (n % IN_A_ROW) * STEP + STEP / 2,
      cy: Math.floor(n / IN_A_ROW) * STEP + STEP / 2,
      r: 6,
    });
  return svg("svg", picture, ...Array.from({ length: total }, (_, n) => dot(n)));
}

/** The words beside a row of dots say what it shows. @param {any} level */
function levelRow(level) {
  return el(
    "li",
    {},
    el("span", { class: "ws-level" }, SURE[level.confidence]),
    dots(level),
    el("span", { class: "ws-quoted" }, `${level.right} of ${level.total} right`),
  );
}

/** @param {any} certainty @param {Record<string, string>} pages */
function certaintyPart({ levels, missed, everywhere }, pages) {
  if (!levels.length) return null;
  const legend = el(
    "p",
    { class: "ws-quoted ws-legend", "aria-hidden": "true" },
    "● right at the first answer\u2003○ not",
  );
  const review = pages.review && { title: "Review", path: pages.review };
  return part(
    everywhere ? "How sure, and how right, so far" : "How sure, and how right",
    el("p", { class: "ws-verdict" }, levelWords(levels[0])),
    el("ul", { class: "ws-levels" }, ...levels.map(levelRow)),
    legend,
    ...(missed.length ? surprises(missed, everywhere, review) : []),
  );
}

/** What somebody was sure of and did not have right. @param {any[]} missed @param {boolean} everywhere @param {any} review */
function surprises(missed, everywhere, review) {
  const many = missed.length === 1 ? "One answer" : `${missed.length} answers`;
  const kind =
    `${many} surprised you: you were sure, and something else fits better. That happens to everyone ` +
    "who learns this, and it is where the most is to be learned.";
  const they = missed.length === 1 ? "It comes" : "They come";
  const back = review ? el("p", {}, `${they} first in your `, link(review), ".") : null;
  if (everywhere) return [el("p", {}, kind), back];
  return [
    el("p", {}, kind, " Look again:"),
    el("ul", { class: "ws-overview" }, ...missed.map(surprise)),
    back,
  ];
}

/** @param {any} missed */
function surprise({ item, number, stem, mended }) {
  return el(
    "li",
    {},
    questionLink(item, number),
    mended ? " You have it right by now." : "",
    el("span", { class: "ws-quoted" }, shortened(stem, 90)),
  );
}

/** @param {any} done @param {string} here */
function lessonRow({ page, state, answered, asked, minutes }, here) {
  const said = page.role === "exercise" && state === "done" ? "handed in" : state;
  const much = asked && said !== "handed in" ? `, ${answered} of ${asked} answered` : "";
  const long = minutes ? `, about ${counted(minutes, "minute")}` : "";
  return el(
    "li",
    { class: page.id === here ? "ws-here" : null },
    el("span", { class: "ws-sign", "aria-hidden": "true" }, SIGNS[state]),
    page.id === here ? el("strong", {}, page.title) : link(page),
    el("span", { class: "ws-quoted" }, `${said}${much}${long}`),
  );
}

/** @param {any} standing @param {string} here */
function lessonsPart({ parts, minutes }, here) {
  const lessons = parts.filter((/** @type {any} */ one) => one.page.role === "lesson");
  const done = lessons.filter((/** @type {any} */ one) => one.state === "done").length;
  const time = minutes
    ? ` About ${counted(minutes, "minute")} so far; longer pauses are not counted.`
    : "";
  const sum = `${done} of ${counted(lessons.length, "lesson")} done.${time}`;
  const rows = parts.map((/** @type {any} */ one) => lessonRow(one, here));
  return part("The course", el("p", {}, sum), el("ul", { class: "ws-overview" }, ...rows));
}

/** @param {any} standing */
function outcomesPart({ practiced, ahead }) {
  const row = (/** @type {any} */ one) =>
    el("li", {}, one.text, el("span", { class: "ws-quoted" }, counted(one.items, "question")));
  const open = el(
    "details",
    {},
    el("summary", {}, `Still to come (${ahead.length})`),
    el(
      "ul",
      { class: "ws-plain" },
      ...ahead.map((/** @type {string} */ text) => el("li", {}, text)),
    ),
  );
  return part(
    "What you have practiced",
    practiced.length
      ? el("ul", { class: "ws-overview" }, ...practiced.map(row))
      : el("p", {}, "Nothing yet. It begins with the first answer."),
    ...(ahead.length ? [open] : []),
  );
}

/** @param {any} shown */
function nextPart({ standing, due, pages, here }) {
  const { next } = standing;
  const ways = [];
  if (next && next.id !== here) {
    ways.push(el("p", {}, "Next: ", link(next)));
  } else if (next) {
    ways.push(el("p", {}, "Next: the rest of this page, or whatever you like."));
  } else {
    ways.push(el("p", {}, "You have been through the whole course."));
  }
  if (due && pages.review) {
    const text = `${counted(due, "question")} ${due === 1 ? "is" : "are"} ready to come back: `;
    ways.push(el("p", {}, text, link({ title: "Review", path: pages.review })));
  }
  return part("What is next", ...ways);
}

export const view = {
  /** @param {any} context */
  render({ model, el: root }) {
    dress();
    const heading = el(
      "h3",
      { id: uniqueName(), class: "ws-heading", tabindex: "-1" },
      "Where you are",
    );
    const body = el("div", {}, el("p", { class: "ws-quoted" }, "Looking…"));
    const status = el("p", { class: "ws-status", role: "status" });
    const section = el("section", { class: "ws-item ws-progress", "aria-labelledby": heading.id });
    section.append(heading, body, status);
    root.append(section);

    const show = () => {
      const shown = model.get("shown");
      if (!shown.standing) return;
      status.textContent = "";
      const parts = [
        certaintyPart(shown.certainty, shown.pages),
        nextPart(shown),
        lessonsPart(shown.standing, shown.here),
        outcomesPart(shown.standing),
      ];
      body.replaceChildren(...parts.filter((one) => one != null));
    };
    // Worked out only while it can be seen: a page opens, and an answer is kept, without it.
    let seen = false;
    let timer = 0;
    const ask = () => {
      clearTimeout(timer);
      if (seen) timer = setTimeout(() => model.send({ kind: "look" }), 50);
    };
    const observer = new IntersectionObserver(
      (entries) => {
        const before = seen;
        seen = entries.some((entry) => entry.isIntersecting);
        if (seen && !before) ask();
      },
      { rootMargin: "600px" },
    );
    observer.observe(section);
    const failed = (/** @type {any} */ message) => (status.textContent = message.text);
    show();
    model.on("change:shown", show);
    model.on("change:stale", ask);
    model.on("msg:custom", failed);
    return () => {
      observer.disconnect();
      clearTimeout(timer);
      model.off("change:shown", show);
      model.off("change:stale", ask);
      model.off("msg:custom", failed);
    };
  },
};
