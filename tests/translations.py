"""What the program says, gathered for its translators, and what they made of it, for the program.

    cd tests && python -m translations

reads the code, writes `locale/withinscope.pot` anew, adds what is new to each `locale/*.po`, takes
out what is gone, and makes of those the JSON that Python and the pages read: each room of the code
has its own, with no more than it says. So has `start.py`, which runs before the package is there.
"""

from __future__ import annotations

import ast
import io
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from gettext import c2py
from pathlib import Path
from typing import Any

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract

PACKAGE = Path(__file__).parents[1] / "src" / "withinscope"
FOLDER = PACKAGE / "locale"
TEMPLATE = FOLDER / "withinscope.pot"
START = PACKAGE.parents[1] / "start.py"
ROOMS = ("views", "lab/labextensions/withinscope/static", "site/static")
"""Folders whose scripts have a catalog of their own, beside them; all else is Python's."""
KEYWORDS: dict[str, Any] = {"_": None, "N_": None, "n_": (1, 2)}
_LITERAL = r'"(?:[^"\\\n]|\\.)*"'
_TEXT = rf"{_LITERAL}(?:\s*\+\s*{_LITERAL})*"
_CALL = re.compile(rf"(?<![\w.$#])(_|n_)\(\s*({_TEXT})(?:,\s*({_TEXT}))?")
NUMBERS = range(1001)
"""Each form that a text can have goes with one of these."""
_UNTOLD = (
    *("Project-Id-Version", "Report-Msgid-Bugs-To", "POT-Creation-Date", "PO-Revision-Date"),
    *("Last-Translator", "Language-Team", "Generated-By"),
)
"""What gettext's heads say of a catalog, and git knows better."""
_DATES = re.compile(rf'^"(?:{"|".join(_UNTOLD)}): .*\n', re.MULTILINE)
_HEAD = """\
# What Within Scope says to those who learn with it. Made by `cd tests && python -m translations`;
# docs/translating.md says how a language is added."""


def template() -> Catalog:
    """All texts of the code, each with the files that say it."""
    found = Catalog(project="withinscope", header_comment=_HEAD, creation_date=_some_time())
    for file in (*sorted(PACKAGE.rglob("*")), START):
        if file.suffix in METHODS:
            name = START.name if file == START else file.relative_to(PACKAGE).as_posix()
            for _line, text, comments, _ in extract_from_file(
                METHODS[file.suffix],
                file,
                keywords=KEYWORDS,
                comment_tags=("Translators:",),
            ):
                found.add(text, locations=[(name, 1)], auto_comments=comments)
    return found


def in_python(file: Any, *_: Any, **__: Any) -> Iterator[tuple[int, str, Any, list[str]]]:
    """Yield the texts of a module, as Babel's extractors do, but those in an f-string, too.

    To Babel's own, before Python 3.12, such a string is one piece.
    """
    for name, call in _calls(ast.parse(file.read())):
        values = [one.value for one in call.args if isinstance(one, ast.Constant)]
        said = [one for one in values if isinstance(one, str)]
        if said:
            yield call.lineno, name, tuple(said) if name == "n_" else said[0], []


def _calls(node: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Yield the calls that say something, in the order of the code, each with its name."""
    match node:
        case ast.Call(func=ast.Name(id=name)) if name in KEYWORDS:
            yield name, node
    for inner in ast.iter_child_nodes(node):
        yield from _calls(inner)


def in_scripts(file: Any, *_: Any, **__: Any) -> Iterator[tuple[int, str, Any, list[str]]]:
    """Yield the texts of a script, as Babel's extractors do.

    Babel's own for scripts loses its way in HTML, where to it a quotation mark opens a text.
    Ours knows no more of a script than how Biome writes a text, and so finds each.
    """
    for name, *texts in _CALL.findall(file.read().decode()):
        said = [_joined(text) for text in texts if text]
        yield 1, name, said[0] if name == "_" else tuple(said), []


def _joined(text: str) -> str:
    """What the pieces of a text say together."""
    return "".join(json.loads(piece) for piece in re.findall(_LITERAL, text))


METHODS: dict[str, Any] = {
    ".py": in_python,
    ".js": in_scripts,
    ".html": babel_extract,
    ".j2": babel_extract,
}


def _some_time() -> datetime:
    """A date that never changes; it is left out."""
    return datetime(2026, 1, 1, tzinfo=UTC)


def written(catalog: Catalog) -> str:
    """A catalog as its file: without dates and lines, which would change with each edit."""
    catalog.fuzzy = False
    out = io.BytesIO()
    write_po(out, catalog, width=100, sort_by_file=True, include_lineno=False)
    return _DATES.sub("", out.getvalue().decode())


def languages() -> tuple[str, ...]:
    """The tags of the languages that there is a catalog of."""
    return tuple(sorted(file.stem for file in FOLDER.glob("*.po")))


def read(language: str) -> Catalog:
    """A translator's catalog as it stands in its file."""
    with (FOLDER / f"{language}.po").open("rb") as file:
        return read_po(file, locale=language)


def renewed(language: str, texts: Catalog) -> Catalog:
    """A translator's catalog with just the texts that the code has now."""
    catalog = read(language)
    head = catalog.header_comment
    catalog.update(texts, no_fuzzy_matching=True, update_header_comment=False)
    catalog.obsolete.clear()
    catalog.header_comment = head
    return catalog


def built(catalog: Catalog) -> Iterator[tuple[Path, str]]:
    """Yield each file that the program reads of a language, with what is in it."""
    language = str(catalog.locale)
    common = {"language": language, "forms": forms(language, catalog.plural_forms)}
    for one in ("", *ROOMS, START.name):
        texts = {
            message.id[0] if message.pluralizable else message.id: _said(message)
            for message in catalog
            if message.id and is_translated(message) and one in set(map(room, files(message)))
        }
        data = (
            common | ({} if one else _for_python(catalog)) | {"texts": dict(sorted(texts.items()))}
        )
        text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
        yield shelf(one) / f"{language}.json", text


def shelf(room: str) -> Path:
    """The folder in which a room's catalogs lie."""
    return FOLDER / START.stem if room == START.name else PACKAGE / room / "locale"


def files(message: Message) -> tuple[str, ...]:
    """The files that say a text."""
    return tuple(name for name, _ in message.locations)


def room(file: str) -> str:
    """The folder whose catalog a file reads, or `start.py`; nothing for Python's."""
    if file == START.name:
        return file
    return next((one for one in ROOMS if file.startswith(f"{one}/") and file.endswith(".js")), "")


def is_translated(message: Message) -> bool:
    """Whether a text is there, in all its forms, and no guess."""
    return all(strings(message)) and not message.fuzzy


def strings(message: Message) -> tuple[str, ...]:
    """What a translator made of a text, in each of its forms."""
    said = message.string or ""
    return (said,) if isinstance(said, str) else tuple(said)


def _said(message: Message) -> Any:
    return [*strings(message)] if message.pluralizable else message.string


def forms(language: str, rule: str) -> dict[str, int]:
    """Which of gettext's forms goes with numbers of each kind, as CLDR names the kinds."""
    which, kind = c2py(rule.partition("plural=")[2].rstrip(";")), Locale.parse(language).plural_form
    numbers = (*NUMBERS, 1_000_000)
    found = {kind(number): which(number) for number in numbers}
    assert all(found[kind(number)] == which(number) for number in numbers), rule
    return found


def _for_python(catalog: Catalog) -> dict[str, Any]:
    """What Python has no library for where it runs: the plural rule, how days and decimals are
    written.
    """
    locale = Locale.parse(str(catalog.locale))
    months = locale.months["format"]["wide"]
    return {
        "plural": catalog.plural_forms.partition("plural=")[2].rstrip(";"),
        "months": [months[number] for number in range(1, 13)],
        "day": day_pattern(locale.date_formats["long"].pattern),
        "decimal": locale.number_symbols["latn"]["decimal"],
    }


def day_pattern(pattern: str) -> str:
    """CLDR's pattern of a long date as Python's `format` takes it: `d. MMMM y`, `d 'de' MMMM`."""
    named = {"d": "{day}", "MMMM": "{month}", "y": "{year}"}
    parts = re.findall(r"'[^']*'|d+|M+|y+|[^dMy']+", pattern)
    return "".join(named.get(part, part.strip("'")) for part in parts)


def main() -> None:
    """Write every file anew."""
    texts = template()
    TEMPLATE.write_text(written(texts), encoding="utf-8")
    for language in languages():
        catalog = renewed(language, texts)
        (FOLDER / f"{language}.po").write_text(written(catalog), encoding="utf-8")
        for file, text in built(catalog):
            file.parent.mkdir(exist_ok=True)
            file.write_text(text, encoding="utf-8")
        missing = sum(not is_translated(message) for message in catalog if message.id)
        print(f"{language}: {len(catalog)} texts, {missing} of them not translated")


if __name__ == "__main__":
    main()
