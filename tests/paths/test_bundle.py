"""What trainees are given: the course plays from it, and the keys of its exercises stay at home."""

from __future__ import annotations

import zipfile
from pathlib import Path

from playwright.sync_api import Page, expect

from paths.pages import (
    COURSE,
    EXERCISE,
    LESSON,
    Learning,
    answer,
    asked,
    first_of_each_type,
    open_page,
    records,
    some_answer,
)
from withinscope import cli


def test_the_bundle_plays_from_the_lesson_to_the_hand_in(own_page: Page, tmp_path: Path) -> None:
    bundle = tmp_path / "within-scope.zip"
    assert cli.main(["release", "--course", str(COURSE), "--bundle", str(bundle)]) == 0
    with zipfile.ZipFile(bundle) as packed:
        packed.extractall(tmp_path / "given")
    [folder] = (file.parent for file in (tmp_path / "given").glob("*/course.yaml"))
    course = Learning(tmp_path / "work", folder)

    one = asked(LESSON)["l01-fridays"]
    open_page(own_page, course, LESSON)
    shown = answer(own_page, one, some_answer(one))
    expect(shown.locator(".ws-result")).to_contain_text(one.options[1].why)

    first = first_of_each_type(asked(EXERCISE))[0]
    open_page(own_page, course, EXERCISE)
    answer(own_page, first, some_answer(first))
    end = own_page.locator(".ws-hand-in")
    end.get_by_label("Your name or number").fill("Ada")
    end.get_by_role("button", name="Hand in").click()
    expect(end).to_contain_text("Handed in")
    [file] = course.hand_ins()
    assert records(file)[first.id]["response"] == some_answer(first)
    course.stop()
