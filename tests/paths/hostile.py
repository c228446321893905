"""Hand-ins whose every field is hostile, at the workbench and opened in JupyterLab."""

from __future__ import annotations

import base64
import zipfile
from pathlib import Path
from typing import Any

from grading.test_pages import HOSTILE as ATTACKS
from makers import a_hand_in, encoded, save
from playwright.sync_api import expect

from paths.pages import Learning


def drop(zone: Any, file: Path) -> None:
    """Drop a file, as from the desktop."""
    data = base64.b64encode(file.read_bytes()).decode()
    dropped = zone.page.evaluate_handle(
        """([name, data]) => {
            const bytes = Uint8Array.from(atob(data), one => one.charCodeAt(0));
            const dropped = new DataTransfer();
            dropped.items.add(new File([bytes], name));
            return dropped;
        }""",
        [file.name, data],
    )
    zone.dispatch_event("drop", {"dataTransfer": dropped})


def many_hostile_hand_ins_run_nothing(box: Any, folder: Path) -> None:
    """Whatever people fill in is hostile: names in the notebook and of files, answers, the roster.
    It is all looked at: what is told, each answer that is marked, the report, the history.
    """
    with zipfile.ZipFile(folder / "many.zip", "w") as out:
        for n, attack in enumerate(ATTACKS):
            answers = {"tell": {"text": attack}, "pick": {"choice": "b"}}
            made = a_hand_in(answers, f"{n} {attack}", workbook=f"{n}{attack}")
            place = f"{n} {attack.replace('/', '')}_{n + 50}_assignsubmission_file/x.ipynb"
            out.writestr(place, b"{" if n % 8 == 7 else encoded(made))
    box.get_by_role("button", name="Grade", exact=True).press("Enter")
    drop(box.locator(".ws-drop"), folder / "many.zip")
    expect(box.get_by_label("grading/uploads/many.zip")).to_be_checked()
    box.get_by_role("button", name="Grade what is chosen").click()
    expect(box.get_by_role("table", name="Where everyone stands")).to_contain_text("57")
    refused = ATTACKS[7].replace("/", "")  # as a folder's name can have it
    expect(box.get_by_role("table", name="To look at")).to_contain_text(f"7 {refused}")
    box.get_by_role("button", name="Mark", exact=True).press("Enter")
    box.get_by_role("button", name="Mark what waits").press("Enter")
    written = box.locator("blockquote")
    seen = set()
    for at in range(1, 58):  # and what one person wrote that was handed in before
        expect(box.get_by_role("heading", name=f"Answer {at} of 57")).to_be_focused()
        seen.add(written.inner_text())
        box.get_by_role("button", name="Next").press("Enter")
    assert {one for n, one in enumerate(ATTACKS) if n % 8 != 7} <= seen
    box.get_by_role("button", name="Finish").press("Enter")
    box.get_by_role("button", name="Cohort and files").press("Enter")
    report = box.page.frame_locator("iframe[title='Report on the cohort']")
    expect(report.get_by_role("heading", name="Report on the cohort")).to_be_visible()
    assert box.page.evaluate("window.ran") == 0


def a_hostile_hand_in_opened_in_jupyterlab_runs_nothing(page: Any, bench: Learning) -> None:
    """An instructor opens what was mailed: texts, code and outputs hold each attack."""
    answers = {"tell": {"text": "\n".join(ATTACKS)}, "pick": {"choice": "b"}}
    made = a_hand_in(answers, ATTACKS[0], workbook=ATTACKS[1])
    for n, attack in enumerate(ATTACKS):
        shown = {"text/html": attack, "text/plain": attack, "text/markdown": attack}
        output = {"output_type": "display_data", "data": shown, "metadata": {}}
        code = {"cell_type": "code", "execution_count": None, "outputs": [output], "source": ""}
        text = {"cell_type": "markdown", "source": attack}
        made["cells"] += [
            one | {"id": f"{one['cell_type']}-{n}", "metadata": {}} for one in (code, text)
        ]
    save(bench.work / "hand-ins" / "mailed.ipynb", encoded(made))
    page.goto(bench.address("hand-ins/mailed.ipynb"))
    expect(page.get_by_text("Nothing on this page has been run")).to_be_visible()
    page.locator(".jp-Cell").last.scroll_into_view_if_needed()
    assert page.evaluate("window.ran") == 0
    page.evaluate("document.body.append(Object.assign(new Image(), {onerror: alert, src: 'x:'}))")
    page.wait_for_function("window.ran > 0")  # the watch sees what does run
