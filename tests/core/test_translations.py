"""The catalogs are those of the code as it stands, and nothing in them is half done."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import translations
from babel.messages.catalog import Catalog, Message

from withinscope import texts

PLACES = re.compile(r"\{\w*\}")
MEND = "Run `cd tests && python -m translations`, and translate what it says is missing."
LANGUAGES = translations.languages()
SCRIPTS = translations.PACKAGE / "lab/labextensions/withinscope/static"


@pytest.fixture(scope="session")
def template() -> Catalog:
    return translations.template()


def test_the_template_has_every_text_of_the_code(template: Catalog) -> None:
    kept = translations.TEMPLATE.read_text(encoding="utf-8")
    assert kept == translations.written(template), MEND


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalog_has_just_the_texts_of_the_code(language: str, template: Catalog) -> None:
    kept = (translations.FOLDER / f"{language}.po").read_text(encoding="utf-8")
    assert kept == translations.written(translations.renewed(language, template)), MEND


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_program_reads_is_made_of_the_catalog(language: str) -> None:
    for file, text in translations.built(translations.read(language)):
        assert file.read_text(encoding="utf-8") == text, MEND


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_translated(language: str) -> None:
    catalog = translations.read(language)
    missing = [one.id for one in catalog if one.id and not translations.is_translated(one)]
    assert missing == [], MEND


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_places_of_its_text(language: str) -> None:
    wrong = [one.id for one in translations.read(language) if one.id and not has_its_places(one)]
    assert wrong == []


def has_its_places(message: Message) -> bool:
    """The plural form may be said without a number, the singular as well: no other place may."""
    originals = [message.id] if isinstance(message.id, str) else [*message.id]
    wanted = set(PLACES.findall(originals[-1]))
    loose = {"{n}"} if message.pluralizable else set()
    return all(
        wanted - loose <= set(PLACES.findall(one)) <= wanted
        for one in translations.strings(message)
    )


def test_python_and_the_bar_offer_the_languages_that_there_are() -> None:
    script = (SCRIPTS / "language.js").read_text(encoding="utf-8")
    found = re.search(r"LANGUAGES = (\{.*?\});", script, re.DOTALL)
    assert found
    offered = re.findall(r"(\w+): ", found[1])
    assert sorted(offered) == sorted(("en", *LANGUAGES))
    assert sorted(texts.known()) == sorted((*offered, texts.MARKED))


def test_the_views_and_the_bar_translate_alike() -> None:
    views = translations.PACKAGE / "views" / "translating.js"
    assert views.read_text() == (SCRIPTS / "translating.js").read_text()


def test_a_form_goes_with_every_number_also_where_there_are_more_than_two() -> None:
    polish = "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);"
    assert translations.forms("pl", polish) == {"one": 0, "few": 1, "many": 2}
    assert translations.forms("de", "nplurals=2; plural=(n != 1);") == {"one": 0, "other": 1}


def test_a_days_pattern_is_clders_as_python_takes_it() -> None:
    assert translations.day_pattern("d 'de' MMMM 'de' y") == "{day} de {month} de {year}"
    assert translations.day_pattern("d. MMMM y") == "{day}. {month} {year}"


def test_the_texts_of_a_script_are_found_wherever_they_stand(tmp_path: Path) -> None:
    file = tmp_path / "a.js"
    file.write_text(
        'const a = `<p title="${_("In HTML")}">${_(\n  "Two " +\n    "pieces",\n)}</p>`;\n'
        'n_("{n} day", "{n} days", 2); other_("not this"); x._("nor this");\n'
    )
    with file.open("rb") as opened:
        found = [text for _, _, text, _ in translations.in_scripts(opened)]
    assert found == ["In HTML", "Two pieces", ("{n} day", "{n} days")]


def test_the_texts_of_a_module_are_found_wherever_they_stand(tmp_path: Path) -> None:
    file = tmp_path / "a.py"
    file.write_text(
        "A = N_('Marked')\n"
        "B = f\"{_('In a string')} {n_('a day', '{n} ' 'days', 2)}\"\n"
        "C = _(A), x._('Not this')\n"
    )
    with file.open("rb") as opened:
        found = [text for _, _, text, _ in translations.in_python(opened)]
    assert found == ["Marked", "In a string", ("a day", "{n} days")]


@pytest.mark.parametrize("room", ["", *translations.ROOMS, translations.START.name])
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_room_has_no_more_than_it_says(room: str, language: str) -> None:
    file = translations.shelf(room) / f"{language}.json"
    data = json.loads(file.read_text(encoding="utf-8"))
    assert data["language"] == language
    assert data["texts"]
