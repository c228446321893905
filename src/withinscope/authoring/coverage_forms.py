"""What a course covers, written: for a terminal, as a page in Markdown, or as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

import msgspec

from withinscope.authoring.coverage import Share, Table


def _text(table: Table) -> str:
    """Write the table for a terminal."""
    covers = [
        ("", "practiced in", "assessed in", ""),
        *((row.id, _names(row.taught), _names(row.assessed), row.text) for row in table.rows),
    ]
    trains = [("", "trained by", "wanted", "by lesson", ""), *map(_share, table.trains)]
    return "\n\n".join((_columns(covers), _columns(trains), _columns(_counted(table))))


_HOW_MANY = ("items", "conversations", "written", "best-worst", "cases", "pairs")


def _counted(table: Table) -> list[tuple[str, ...]]:
    rows = [
        (one.id, *(str(getattr(one, name.replace("-", "_"))) for name in _HOW_MANY), one.title)
        for one in table.counts
    ]
    return [("", *_HOW_MANY, ""), *rows]


def _columns(lines: Sequence[Sequence[str]]) -> str:
    """Write lines so that all columns but the last are as wide as their widest cell."""
    wide = [max(map(len, column)) for column in list(zip(*lines, strict=True))[:-1]]
    return "\n".join(
        "  ".join(
            (*(cell.ljust(w) for cell, w in zip(line, wide, strict=False)), line[-1])
        ).rstrip()
        for line in lines
    )


def _share(share: Share) -> tuple[str, str, str, str, str]:
    percent = f" ({share.count / share.of:.0%})" if share.of else ""
    by_lesson = ", ".join(f"{lesson} {count}" for lesson, count, _ in share.lessons) or "-"
    counted = f"{share.count} of {share.of}{percent}"
    return share.id, counted, share.wanted, by_lesson, share.text


MARKDOWN = "check --coverage --format markdown"
"""What writes the course's page on it."""
_OF_GROUP = {"claims": "Claims", "dimensions": "Dimensions of scope", "outcomes": "Outcomes"}


def _markdown(table: Table) -> str:
    """Write the table as a page in Markdown."""
    lines = [
        "# What the course covers",
        "",
        "Where each claim, dimension and outcome is practiced and assessed, and how much there is.",
        f"Made from the notebooks by `withinscope {MARKDOWN}`.",
    ]
    for group, title in _OF_GROUP.items():
        lines += [
            "",
            f"## {title}",
            "",
            "| | what | practiced in | assessed in |",
            "|---|---|---|---|",
        ]
        lines += [
            f"| {row.id} | {row.text} | {_names(row.taught)} | {_names(row.assessed)} |"
            for row in table.rows
            if row.group == group
        ]
    lines += [*_MUCH, *(f"| {' | '.join(row[:-1])} | {row[-1]} |" for row in _counted(table)[1:])]
    lines += [*_TRAINED]
    for name, counted, wanted, by_lesson, text in map(_share, table.trains):
        lines.append(f"| {name} | {text} | {counted} | {wanted} | {by_lesson} |")
    return "\n".join(lines)


_MUCH = (
    "",
    "## How much there is",
    "",
    "Items are scored at once, those of best and worst and of matching among them; cases are",
    "those of matching. What is written stays private in a lesson, and is marked in an exercise.",
    "Pairs are contrast pairs: two stories that differ in the one thing that decides.",
    "",
    f"| | {' | '.join(_HOW_MANY)} | |",
    f"|---|{'---:|' * len(_HOW_MANY)}---|",
)
_TRAINED = (
    "",
    "## What items train",
    "",
    "| | what | trained by | wanted | by lesson |",
    "|---|---|---|---|---|",
)


def _json(table: Table) -> str:
    """Write the table as one object: `rows`, what items train, and how much there is."""
    return json.dumps(msgspec.to_builtins(table), indent=2, ensure_ascii=False)


def _names(names: Sequence[str]) -> str:
    return ", ".join(names) or "-"


FORMATS: dict[str, Callable[[Table], str]] = {
    "text": _text,
    "markdown": _markdown,
    "json": _json,
}
