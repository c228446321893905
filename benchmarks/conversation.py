"""Whether a conversation is as quick at its end as at its start.

    python benchmarks/conversation.py               eight conversations of 60 turns, two minutes
    python benchmarks/conversation.py --runs 3

A generated conversation goes round and round, its lines as long as real ones. In a browser, each
of 60 clicks is timed from the click until the next choices are on the page. The median of the last
ten against that of the first ten is one run's ratio; of all runs the upper quartile has to be at
most 1.2. The first clicks of a page, which load what all need, are not counted.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

COURSE = Path(__file__).parents[1]
sys.path.insert(0, str(COURSE / "tests"))  # the server and the browser that the tests use

import browser  # noqa: E402
import nbformat  # noqa: E402
from lab.pages import a_notebook, code, start, text  # noqa: E402
from nbformat.sign import NotebookNotary  # noqa: E402
from paths.pages import Learning  # noqa: E402

PAGE = "notebooks/round.ipynb"
TURNS = 60
WARM_UP = 5
TARGET = 1.2
SAID = "I hear that it has been a long week, and I wonder what you would like to look at today."
ANSWER = "It has. On Monday I thought that it would be easier, and by Thursday I was back where I "
ANSWER += "had been before the summer. I don't know whether I should say this here, but I do."
TALK = f"""%%dialogue
id: round
title: Round and round
stem: Somebody who likes to talk.
state: {{nods: {{start: 0, min: 0, max: 3}}}}
checklist: [{{id: end, text: Comes to an end}}]
expert: [talk.stop]
nodes:
  talk:
    client: [{{when: {{nods: 3}}, text: "{ANSWER}"}}, {{text: "{ANSWER} And then."}}]
    choices:
      - {{id: nod, say: "{SAID}", why: It goes on., effect: {{nods: 1}}, to: talk}}
      - {{id: wait, say: "{SAID} Or not.", why: It goes on., to: talk}}
      - {{id: stop, say: "{SAID} We stop.", why: It ends., meets: [end], to: over}}
  over: {{ending: Over, safe: true, debrief: It ended.}}
"""
# Measured inside the page, so that the driver's own way there and back is not in the figure.
CLICKS = """async count => {
  const cards = document.querySelector('.ws-cards'), talk = document.querySelector('.ws-talk');
  const times = [];
  for (let i = 0; i < count; i++) {
    const wanted = talk.children.length + 1;
    times.push(await new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`no reply after click ${i}`)), 15000);
      const begun = performance.now();
      const observer = new MutationObserver(() => {
        if (talk.children.length < wanted || !cards.children.length) return;
        clearTimeout(late); observer.disconnect();
        cards.getBoundingClientRect();  // laid out
        resolve(performance.now() - begun);
      });
      observer.observe(cards, {childList: true});
      cards.querySelectorAll('button')[i % 2].click();
    }));
    await new Promise(resolve => setTimeout(resolve, 60));
  }
  return times;
}"""


def put(course: Learning) -> None:
    """Write the conversation's page among the trainee's, as one that Jupyter trusts."""
    notebook = a_notebook(text("# Talk"), start("L01"), code(TALK.rstrip()), course="L01")
    nbformat.write(notebook, course.work / PAGE)
    NotebookNotary(data_dir=str(course.work / ".jupyter" / "data")).sign(notebook)


def played(chrome: Any, course: Learning) -> list[float]:
    """Play one conversation from its start; return milliseconds by click."""
    context = chrome.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page = context.new_page()
    page.goto(course.address(PAGE))
    page.locator(".ws-dialogue .ws-foot .ws-button").first.click()
    page.wait_for_selector(".ws-say")
    times: list[float] = page.evaluate(CLICKS, WARM_UP + TURNS)
    context.close()
    return times[WARM_UP:]


def run(runs: int) -> list[list[float]]:
    """Play that many conversations, each as `withinscope learn` serves it to a new trainee."""
    found = []
    with browser.browser() as chrome:
        for _ in range(runs):
            with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
                course = Learning(Path(home) / "work")
                try:
                    put(course)
                    found.append(played(chrome, course))
                finally:
                    course.stop()
    return found


def report(found: list[list[float]]) -> bool:
    """Print the figures; return whether the target is met."""
    first, last = ([statistics.median(one[part]) for one in found] for part in
                   (slice(None, 10), slice(-10, None)))  # fmt: skip
    ratios = [end / begin for begin, end in zip(first, last, strict=True)]
    for number, (begin, end, ratio) in enumerate(zip(first, last, ratios, strict=True), 1):
        print(f"run {number}: first ten {begin:6.1f} ms, last ten {end:6.1f} ms, ratio {ratio:.2f}")
    upper = (
        statistics.quantiles(ratios, n=4, method="inclusive")[2] if len(ratios) > 1 else ratios[0]
    )
    print(f"\nlast clicks against first, upper quartile of {len(ratios)}: {upper:.2f}")
    print(f"median {statistics.median(ratios):.2f}; the target is at most {TARGET}")
    return upper <= TARGET


def main() -> int:
    """Run it and say whether the target is met."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=8)
    return 0 if report(run(parser.parse_args().runs)) else 1


if __name__ == "__main__":
    sys.exit(main())
