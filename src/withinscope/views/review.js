/** A review below its question: the start of a round, the way on, the end. */
import { dress, el, paragraphs, uniqueName } from "./parts.js";
import { counted, goTo, headingOf } from "./around.js";

const READY = "Ready for you";

/** What can be practiced, in words. @param {any} round */
function offer({ due, first, known, later }) {
  if (!known) {
    return "Nothing to review yet. Answer some questions in a lesson first; they come back here when they are about to be forgotten.";
  }
  const surprised = first
    ? ` First ${first === 1 ? "the one" : `the ${first}`} that you were sure of and that turned out otherwise.`
    : "";
  if (due)
    return `${counted(due, "question")} ${due === 1 ? "is" : "are"} ready to come back.${surprised}`;
  const next = later ? ` The next one comes back ${later}.` : "";
  return `Nothing has to come back today.${next} You can practice all the same.`;
}

/** How a round went. @param {any} round */
function summary({ asked, right }) {
  if (!asked)
    return "You stopped before the first answer. Nothing is lost: what was ready stays ready.";
  return `You practiced ${counted(asked, "question")}, and had ${right} right. Every answer is kept with its lesson.`;
}

export const view = {
  /** @param {any} context */
  render({ model, el: root }) {
    dress();
    const heading = el("h3", { id: uniqueName(), class: "ws-heading", tabindex: "-1" }, READY);
    const said = el("div", { "aria-live": "polite" });
    const buttons = el("div", { class: "ws-foot" });
    const status = el("p", { class: "ws-status", role: "status" });
    const section = el("section", { class: "ws-item ws-review", "aria-labelledby": heading.id });
    section.append(heading, said, buttons, status);
    root.append(section);

    const send = (/** @type {any} */ message) => {
      status.textContent = "";
      model.send(message);
    };
    const button = (/** @type {string} */ text, /** @type {any} */ message, look = "ws-button") =>
      el("button", { type: "button", class: look, click: () => send(message) }, text);

    /** @param {any} round */
    const starts = (round) =>
      round.known
        ? round.rounds.map((/** @type {any} */ { minutes, questions }, /** @type {number} */ n) =>
            button(
              `${minutes} minutes (${counted(questions, "question")})`,
              { kind: "start", minutes, early: !round.due },
              n ? "ws-button ws-second" : "ws-button",
            ),
          )
        : [];

    const asking = (/** @type {any} */ round) => {
      const { number, of, lesson, back } = round;
      const last = number === of;
      const where = `Question ${number} of ${of} in this round, from the lesson “${lesson}”.`;
      said.replaceChildren(
        el("p", {}, where),
        ...(back ? [el("p", {}, `Kept. This comes back ${back}.`)] : []),
      );
      buttons.replaceChildren(
        button(
          last ? "Finish" : back ? "Next question" : "Leave this one out",
          { kind: "next" },
          back ? "ws-button" : "ws-button ws-second",
        ),
        ...(last ? [] : [button("Stop here", { kind: "stop" }, "ws-button ws-second")]),
      );
    };

    /** The question is drawn some time after the kernel has sent it. @param {string} id */
    const focusQuestion = (id) => {
      const hand = () => {
        const title = headingOf(id);
        if (!title) return;
        waiting.disconnect();
        goTo(title);
      };
      const waiting = new MutationObserver(hand);
      waiting.observe(document.body, { childList: true, subtree: true });
      hand();
      return () => waiting.disconnect();
    };

    let stopWaiting = () => {};
    let before = "";
    const show = () => {
      const round = model.get("round");
      const now = `${round.stage} ${round.item ?? ""} ${round.number ?? ""}`;
      heading.textContent = round.stage === "asking" ? "This round" : READY;
      if (round.stage === "asking") {
        asking(round);
      } else {
        const end = round.stage === "end" ? [summary(round)] : [];
        said.replaceChildren(...paragraphs([...end, offer(round)].join("\n\n")));
        buttons.replaceChildren(...starts(round));
      }
      if (before && now !== before) {
        stopWaiting();
        if (round.stage === "asking") stopWaiting = focusQuestion(round.item);
        else heading.focus();
      }
      before = now;
    };
    const failed = (/** @type {any} */ message) => (status.textContent = message.text);
    show();
    model.on("change:round", show);
    model.on("msg:custom", failed);
    return () => {
      stopWaiting();
      model.off("change:round", show);
      model.off("msg:custom", failed);
    };
  },
};
