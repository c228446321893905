"""What the program says, in the language of whoever reads it; what is stored stays English."""

from __future__ import annotations

from collections.abc import Iterator
from contextvars import copy_context
from datetime import date

import pytest

from withinscope import texts
from withinscope.texts import _, n_

from .played import RIGHT, an_item

SYSTEM = ("WITHINSCOPE_LANGUAGE", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    before = texts._Spoken.now
    yield
    texts._Spoken.now = before


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A system that says nothing of languages, on which nobody has chosen one."""
    for name in SYSTEM:
        monkeypatch.delenv(name, raising=False)
    texts._Spoken.now = None
    return monkeypatch


def test_a_text_is_said_in_the_language_that_was_chosen() -> None:
    texts.speak("de")
    assert (_("Begin"), texts.language()) == ("Beginnen", "de")
    texts.speak("es")
    assert _("Begin") == "Empezar"


def test_what_has_no_catalog_or_no_translation_is_said_in_english() -> None:
    texts.speak("tlh")
    assert (_("Begin"), texts.language()) == ("Begin", "en")
    texts.speak("de")
    assert _("Nobody has translated this.") == "Nobody has translated this."


@pytest.mark.parametrize(
    ("language", "one", "many"),
    [("en", "in 1 day", "in 3 days"), ("de", "in 1 Tag", "in 3 Tagen")],
)
def test_a_number_has_the_form_that_goes_with_it(language: str, one: str, many: str) -> None:
    texts.speak(language)
    said = [n_("in {n} day", "in {n} days", n) for n in (1, 3)]
    assert said == [one, many]


def test_values_are_put_in_as_they_are() -> None:
    texts.speak("de")
    assert _("What it turns on: {fact}", fact="{x} & <b>").endswith("{x} & <b>")


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "November 3, 2026"),
        ("de", "3. November 2026"),
        ("es", "3 de noviembre de 2026"),
    ],
)
def test_a_day_is_written_as_people_write_it(language: str, written: str) -> None:
    texts.speak(language)
    assert texts.day_in_words(date(2026, 11, 3)) == written


@pytest.mark.parametrize(
    ("name", "value", "spoken"),
    [
        ("LANG", "de_AT.UTF-8", "de"),
        ("LANGUAGE", "fr:es", "es"),
        ("LANG", "C.UTF-8", "en"),
        ("WITHINSCOPE_LANGUAGE", "en-XA", "en-XA"),
    ],
)
def test_who_chose_nothing_is_spoken_to_as_the_system_has_it(
    system: pytest.MonkeyPatch, name: str, value: str, spoken: str
) -> None:
    system.setenv(name, value)
    texts.speak_as_asked()
    assert texts.language() == spoken


def test_the_system_does_not_overrule_a_choice(system: pytest.MonkeyPatch) -> None:
    system.setenv("LANG", "de_DE.UTF-8")
    texts.speak("es")
    texts.speak_as_asked()
    assert texts.language() == "es"


@pytest.mark.parametrize(
    ("wished", "answered"),
    [
        (["es"], "es"),
        (["fr-FR", "DE-at", "es"], "de"),
        (["fr", "*"], "en"),
        (["en-XA"], "en-XA"),
        ([], "de"),
    ],
)
def test_an_answer_is_in_its_askers_language_and_in_nobody_elses(
    wished: list[str], answered: str
) -> None:
    texts.speak("de")

    def answer() -> str:
        texts.answer_in(wished)
        return texts.language()

    assert copy_context().run(answer) == answered
    assert texts.language() == "de"


def test_what_is_stored_while_somebody_is_answered_stays_english() -> None:
    def answer() -> str:
        texts.answer_in(["de"])
        with texts.english():
            return texts.language()

    assert copy_context().run(answer) == "en"


def test_what_is_stored_stays_english() -> None:
    item = an_item("A")
    texts.speak("de")
    with texts.english():
        stored = item.verdict(item.decode(b'{"choice":"b"}'))
    assert stored == "Yes. This is the one that fits."
    assert item.verdict(item.decode(b'{"choice":"b"}')) != stored
    assert RIGHT == {"choice": "b"}


def test_in_the_marked_language_every_text_stands_out_and_nothing_stays_nothing() -> None:
    texts.speak(texts.MARKED)
    assert [_("Begin"), _("")] == ["⟦Begin⟧", ""]
    assert n_("in {n} day", "in {n} days", 2) == "⟦in 2 days⟧"
