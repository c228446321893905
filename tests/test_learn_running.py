"""What `withinscope learn` serves while it runs."""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any

import psutil
import pytest
from browser import wait_until
from serving import ROOT, Learning, learning, run_in_kernel

from withinscope.course import pages
from withinscope.lab import languages

COOKIE = languages.COOKIE
EVIL = "from pathlib import Path\nPath('owned').touch()\n"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Learning]:
    """The course, running, in a work folder with a space and a letter beyond ASCII."""
    work = tmp_path_factory.mktemp("learn") / "my wörk"
    evil: dict[str, Any] = {
        "PYTHONSTARTUP": str(work.parent / "startup.py"),
        "PYTHONPATH": str(work.parent),
    }
    (work.parent / "startup.py").write_text(EVIL)
    with learning(work, **evil) as started:
        yield started.ready()


def shown(course: Learning, path: str, headers: dict[str, str]) -> str:
    """What a browser that says this of itself is shown, be it that there is nothing."""
    assert course.address
    request = urllib.request.Request(f"{course.address[1]}{path}", headers=headers)  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=30) as reply:  # noqa: S310 - our own server
            return str(reply.read().decode())
    except urllib.error.HTTPError as error:
        return error.read().decode()


@pytest.mark.slow
class TestRunning:
    """While it runs."""

    def test_it_says_the_address_how_to_end_it_and_no_more(self, course: Learning) -> None:
        assert course.said.startswith("Open this address in your browser: http://127.0.0.1:")
        assert course.said.count("\n") == 1

    def test_the_page_is_the_welcome_lesson_in_single_document_mode(self, course: Learning) -> None:
        assert course.address
        assert course.address[3] == "notebooks/00_welcome.ipynb"
        with urllib.request.urlopen(course.address[0], timeout=30) as reply:  # noqa: S310
            page = reply.read().decode()
        config = json.loads(
            re.findall(r'id="jupyter-config-data"[^>]*>(.*?)</script>', page, re.S)[0]
        )
        assert config["mode"] == "single-document"
        assert "withinscope" in [extension["name"] for extension in config["federated_extensions"]]

    def test_nobody_gets_in_without_the_token(self, course: Learning) -> None:
        assert course.address
        with pytest.raises(urllib.error.HTTPError, match="403"):
            urllib.request.urlopen(f"{course.address[1]}api/sessions", timeout=30)  # noqa: S310

    @pytest.mark.parametrize(
        ("headers", "language", "words"),
        [
            ({"Accept-Language": "de-AT,de;q=0.9,en;q=0.5"}, "de", "hat der Kurs keine Seite"),
            ({"Accept-Language": "en;q=0.3, es"}, "es", "El curso no tiene ninguna página"),
            ({"Accept-Language": "fr"}, "en", "The course has no page at this address."),
            ({"Accept-Language": "de", "Cookie": f"{COOKIE}=es"}, "es", "El curso no tiene"),
            ({"Cookie": f"{COOKIE}=../de"}, "en", "The course has no page at this address."),
            ({}, "en", "The course has no page at this address."),
        ],
    )
    def test_a_page_is_in_the_language_chosen_or_in_that_of_the_browser_that_asks(
        self, course: Learning, headers: dict[str, str], language: str, words: str
    ) -> None:
        page = shown(course, "no", headers)
        assert f'<html lang="{language}">' in page
        assert words in page
        assert "<code>python3 start.py</code>" in page

    def test_another_browser_is_told_in_its_language_how_to_get_in(self, course: Learning) -> None:
        page = shown(course, "login", {"Accept-Language": "de"})
        assert "<h1>Der Kurs ist in einem anderen Browser geöffnet</h1>" in page
        assert "<code>?token=</code>" in page

    def test_what_opens_is_said_in_the_language_of_the_browser(self, course: Learning) -> None:
        assert course.address
        path = course.address[0].removeprefix(course.address[1])
        titles = [shown(course, path, {"Accept-Language": one}) for one in ("es", "en", "de")]
        assert [re.findall("<title>(.*?)</title>", one)[0] for one in titles] == [
            "Abriendo el curso",
            "Opening the course",
            "Der Kurs wird geöffnet",
        ]

    def test_it_listens_to_this_machine_only(self, course: Learning) -> None:
        listening = psutil.Process(course.process.pid).net_connections()
        assert {c.laddr.ip for c in listening if c.status == psutil.CONN_LISTEN} == {"127.0.0.1"}

    def test_the_first_lessons_kernel_runs_before_any_browser_asks(self, course: Learning) -> None:
        (session,) = course.api("api/sessions")
        assert (session["path"], session["type"]) == ("notebooks/00_welcome.ipynb", "notebook")
        assert session["kernel"]["connections"] == 0

    def test_a_page_that_is_asked_for_finds_its_kernel(self, course: Learning) -> None:
        lesson = "notebooks/01_shared_ground.ipynb"
        with course.alone():
            course.page(lesson)
            course.page(lesson)
            session = wait_until("its kernel", lambda: course.api("api/sessions"))
            assert [one["path"] for one in session] == [lesson]

    def test_a_mailed_notebook_starts_no_kernel(self, course: Learning) -> None:
        copy = course.work / "notebooks" / "00_welcome.ipynb"
        mailed, broken = copy.with_stem("mailed"), copy.with_stem("broken")
        written = json.loads(copy.read_text(encoding="utf-8"))
        written["cells"][-1] |= {"cell_type": "code", "source": EVIL, "outputs": []}
        mailed.write_text(json.dumps(written), encoding="utf-8")
        broken.write_text("no notebook")
        with course.alone():
            for name in ("mailed", "broken"):
                course.page(f"notebooks/{name}.ipynb")
            for gone in ("notebooks/missing.ipynb", "../../outside.ipynb"):
                with pytest.raises(urllib.error.HTTPError, match="404"):
                    course.page(gone)
            course.page("notebooks/01_shared_ground.ipynb")  # asked for last, started alone
            (session,) = wait_until("a kernel", lambda: course.api("api/sessions"))
            assert session["name"] == "01_shared_ground.ipynb"
        mailed.unlink()
        broken.unlink()

    def test_jupyter_trusts_the_copies(self, course: Learning) -> None:
        for page in pages(ROOT):
            cells = course.api(f"api/contents/{page.path}")["content"]["cells"]
            assert all(c["metadata"]["trusted"] for c in cells if c["cell_type"] == "code")

    def test_there_are_no_terminals(self, course: Learning) -> None:
        with pytest.raises(urllib.error.HTTPError, match="404"):
            course.api("api/terminals", "POST")

    def test_the_folder_and_all_that_is_in_it_are_their_owners_only(self, course: Learning) -> None:
        files = [course.work, *course.work.rglob("*")]
        open_to_others = {file.name for file in files if file.lstat().st_mode & 0o077}
        assert open_to_others <= {"README"}  # IPython's own, in a folder that is closed

    def test_the_kernel_knows_the_course_and_the_work_folder(self, course: Learning) -> None:
        names = "WITHINSCOPE_COURSE", "WITHINSCOPE_WORK"
        seen = run_in_kernel(course, f"import os; print([os.environ[n] for n in {names}])")
        assert seen == f"{[str(ROOT), str(course.work)]}\n"

    def test_what_items_need_is_imported_before_a_page_asks(self, course: Learning) -> None:
        needed = ("anywidget", "withinscope.views.item", "withinscope.widgets")
        seen = run_in_kernel(course, f"import sys; print({{*{needed}}} <= sys.modules.keys())")
        assert seen == "True\n"

    def test_the_kernel_imports_nothing_that_lies_beside_a_notebook(self, course: Learning) -> None:
        (course.work / "notebooks" / "withinscope.py").write_text(EVIL)
        (course.work / "notebooks" / "msgspec.py").write_text(EVIL)
        assert run_in_kernel(course, "%load_ext withinscope\n%course L00") == ""
        assert list(course.work.rglob("owned")) == []

    def test_what_runs_is_written_into_no_history(self, course: Learning) -> None:
        assert run_in_kernel(course, "print(get_ipython().history_manager.enabled)") == "False\n"
        assert list((course.work / ".jupyter").rglob("history.sqlite")) == []

    def test_nothing_of_the_users_own_python_settings_reaches_the_kernel(
        self, course: Learning
    ) -> None:
        seen = run_in_kernel(
            course, "import os; print({'PYTHONSTARTUP', 'PYTHONPATH'} & {*os.environ})"
        )
        assert seen == "set()\n"

    def test_another_start_opens_the_one_that_runs(self, course: Learning) -> None:
        assert course.address
        with learning(course.work, "--lesson", "L01") as second:
            address = second.opened()
            assert second.ended() == 0
        assert address.group(1, 4) == course.address.group(1, 4)
        assert address[3] == "notebooks/01_shared_ground.ipynb"
        assert "already running" in second.said
