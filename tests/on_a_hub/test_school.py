"""A school's Hub: two trainees and an instructor, from login to the feedback that comes back."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from browser import COURSE, wait_until
from conftest import patient
from paths.pages import (
    EXERCISE,
    answer,
    asked,
    chosen,
    fill,
    first_of_each_type,
    grow_old,
    item,
    some_answer,
    wait_anew,
    wait_live,
)
from playwright.sync_api import Page, expect
from window import a_page

from on_a_hub.hubs import Hub

FIRST, SECOND = first_of_each_type(asked(EXERCISE))[:2]
#: What the feedback quotes of the one answer, which puts all into the first, and of the other.
CHOSEN = [f"You put it under &#34;{one.text}&#34;" for one in (FIRST.bins[0], FIRST.bins[-1])]
WORKBENCH = "solutions/grade_a_cohort.ipynb"
#: Milliseconds: two servers start at once.
PATIENCE = 180_000
FOR_TRAINEES = ("course.yaml", "notebooks", "exercises")
#: Accounts of this machine are not made for a test: who logs in has a folder of theirs instead.
ACCOUNTS = """
c.JupyterHub.authenticator_class = "dummy"
c.DummyAuthenticator.allow_all = True
c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = "{home}/{{username}}"
c.JupyterHub.load_groups = {{INSTRUCTORS: {{"users": ["teacher"]}}}}
c.Spawner.cmd = ["{python}", "-m", "withinscope", "singleuser"]
"""


@pytest.fixture(scope="module")
def school(chrome: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    """A Hub with the settings that we give to schools, and its course without and with keys."""
    home = tmp_path_factory.mktemp("school")
    for name in FOR_TRAINEES:
        copy = shutil.copytree if (COURSE / name).is_dir() else shutil.copy
        (home / "trainees").mkdir(exist_ok=True)
        copy(COURSE / name, home / "trainees" / name)
    (home / "instructors").symlink_to(COURSE)
    (home / "hand-ins").mkdir()
    ours = (COURSE / "deploy/tljh/within_scope.py").read_text()
    assert "/srv/within-scope" in ours
    config = ours.replace("/srv/within-scope", str(home))
    started = Hub(home, config + ACCOUNTS.format(home=home / "home", python=sys.executable))
    yield started
    started.stop()


@contextlib.contextmanager
def logged_in(chrome: Any, school: Hub, account: str, path: str = "") -> Iterator[Page]:
    """A page in a browser of somebody's own, who has logged in and come to the course.

    Or to a page of it, by a link such as feedback has.
    """
    with a_page(chrome) as (page, errors):
        patient(page).set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        link = quote(f"/hub/user-redirect/doc/tree/{path}")
        page.goto(f"{school.url}/hub/login{f'?next={link}' if path else ''}")
        page.get_by_label("Username").fill(account)
        page.get_by_label("Password").fill("any")
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/doc/tree/**")
        yield page
        assert errors == []


def opens(page: Page, school: Hub, account: str, path: str) -> None:
    page.goto(f"{school.url}/user/{account}/doc/tree/{path}")


def hands_in(page: Page, other: bool) -> Any:
    """Answer a question of the exercise and hand in, under a name that both trainees write."""
    wait_live(page, len(asked(EXERCISE)))
    answer(page, FIRST, some_answer(FIRST, other))
    end = page.locator(".ws-hand-in")
    expect(end).to_contain_text(f"1 of {len(asked(EXERCISE))} questions are answered.")
    end.get_by_label("Your name or number").fill("Sam Lee")
    end.get_by_role("button", name="Hand in").click()
    return end


def runs(school: Hub, *words: str) -> str:
    """What a command says that the instructor runs on the Hub."""
    (school.home / "grading").mkdir(exist_ok=True)
    env = {**os.environ, "WITHINSCOPE_HAND_INS": str(school.home / "hand-ins")}
    out = school.home / "grading"
    own = ["--out", str(out), "--gradebook", str(out / "gradebook.db")]
    command = [sys.executable, "-m", "withinscope", *words, *own]
    told = subprocess.run(command, cwd=COURSE, env=env, capture_output=True, text=True, check=False)
    assert told.returncode in (0, 1), told.stderr
    return told.stdout


def files(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.ipynb"))


def feedback_of(page: Page, school: Hub, account: str) -> str:
    """What somebody's feedback says, downloaded from the page where they handed in."""
    opens(page, school, account, EXERCISE)
    page.get_by_role("button", name="My feedback").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download my feedback").click()
    return Path(download.value.path()).read_text()


@pytest.mark.slow(90)
def test_from_the_login_to_the_feedback_that_comes_back(chrome: Any, school: Hub) -> None:
    hand_ins = school.home / "hand-ins"
    with logged_in(chrome, school, "sam") as sam, logged_in(chrome, school, "ana", EXERCISE) as ana:
        # They land in the course, which runs itself, and learn nothing of the instructor's page.
        expect(sam.get_by_role("heading", level=1).first).to_be_visible()
        expect(sam.get_by_role("button", name="Trust this page…")).to_have_count(0)
        assert sam.request.get(f"{school.url}/user/sam/api/contents/{WORKBENCH}").status == 404
        missing = sam.request.get(f"{school.url}/user/sam/doc/tree/notebooks/none.ipynb").text()
        assert "The course has no page at this address." in missing
        assert "start.py" not in missing
        opens(sam, school, "sam", EXERCISE)
        ends = [hands_in(sam, other=False), hands_in(ana, other=True)]
        for end in ends:
            expect(end).to_contain_text("Handed in: your instructor has it.")
            expect(end).not_to_contain_text("on this computer")
        assert [len(files(hand_ins / name)) for name in ("ana", "sam")] == [1, 1]

        # Neither gets at the other's: not over the network, and not at the files of the machine.
        refused = ana.goto(f"{school.url}/user/sam/doc/tree/{EXERCISE}")
        assert refused is not None
        assert refused.status == 403
        expect(ana.get_by_role("heading", name="403")).to_be_visible()
        [file] = files(hand_ins / "sam")
        assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o640, 0o770)

        # Whoever wrote which name, an account is one person.
        runs(school, "grade", str(hand_ins))
        told = runs(school, "feedback", "--give-back")
        assert "2 people have theirs in the folder of their hand-ins." in told
        pages = [feedback_of(sam, school, "sam"), feedback_of(ana, school, "ana")]
        assert [[words in page for words in CHOSEN] for page in pages] == [[1, 0], [0, 1]]
        leaves_and_comes_back(sam, school, "sam")
        a_server_is_put_to_rest_and_its_page_goes_on(sam, school, "sam")


def leaves_and_comes_back(page: Page, school: Hub, account: str) -> None:
    """Leaving says whose it is and how to come back; nothing of a computer of one's own."""
    bar = page.get_by_role("navigation", name="Course")
    bar.get_by_role("button", name="Leave").click()
    expect(page.get_by_role("heading", name="Your work is saved")).to_be_focused()
    goodbye = page.locator(".ws-goodbye")
    expect(goodbye).to_contain_text(f"open {school.url}/ and log in")
    expect(goodbye).not_to_contain_text("start")
    page.get_by_role("link", name=f"{school.url}/").click()
    expect(page).to_have_url(f"{school.url}/user/{account}/doc/tree/{EXERCISE}")
    wait_live(page, len(asked(EXERCISE)))
    expect(item(page, FIRST.id)).to_contain_text("aved")


def a_server_is_put_to_rest_and_its_page_goes_on(page: Page, school: Hub, account: str) -> None:
    """As by culling: what was begun is still there after the next login, and can be saved."""
    shown = item(page, SECOND.id)
    fill(shown, SECOND, some_answer(SECOND))
    begun = chosen(shown)
    assert begun
    grow_old(page)
    assert stopped(page, school, account)
    lost = page.locator(".ws-alert").filter(has_text="put to rest since nobody was here")
    expect(lost).to_contain_text(f"open {school.url}/ in another tab and log in")
    another = page.context.new_page()
    another.goto(f"{school.url}/")
    another.wait_for_url("**/doc/tree/**", timeout=PATIENCE)
    expect(lost).to_have_count(0)
    wait_anew(page, len(asked(EXERCISE)))
    assert chosen(shown) == begun
    answer(page, SECOND, some_answer(SECOND))


def stopped(page: Page, school: Hub, account: str) -> bool:
    """Whether the Hub, asked by the account itself, has ended its server, or is about to."""
    cookies = {(one["name"], one["path"]): one["value"] for one in page.context.cookies()}
    headers = {"X-XSRFToken": cookies["_xsrf", "/hub/"], "Referer": f"{school.url}/hub/home"}
    return page.request.delete(f"{school.url}/hub/api/users/{account}/server", headers=headers).ok


@pytest.mark.slow(20)
def test_instructors_have_the_page_on_grading(chrome: Any, school: Hub) -> None:
    with contextlib.closing(chrome.new_context()) as teacher:
        form = {"username": "teacher", "password": "any"}
        teacher.request.get(f"{school.url}/hub/login")
        form["_xsrf"] = next(one["value"] for one in teacher.cookies() if one["name"] == "_xsrf")
        teacher.request.post(f"{school.url}/hub/login", form=form)
        page = f"{school.url}/user/teacher/api/contents/{WORKBENCH}"
        wait_until("their server", lambda: is_there(teacher, page), seconds=PATIENCE / 1000)


def is_there(somebody: Any, address: str) -> bool:
    """Whether there is a page; asking for the course logs in to the server."""
    somebody.request.get(f"{address.partition('/api/')[0]}/course", max_redirects=9)
    return bool(somebody.request.get(address).ok)
