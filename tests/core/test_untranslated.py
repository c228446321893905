"""A text that trainees are shown is in the catalog; each that is not has its reason here."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
import translations

from withinscope.grading.outcomes import Verdict
from withinscope.question import Withdrawn
from withinscope.scoring import State

from .test_translations import MEND

PACKAGE = translations.PACKAGE
#: Where Python speaks to trainees.
ROOMS = (
    *("types", "dialogue", "session", "views", "review", "question.py", "notes.py", "my_code.py"),
    *("practice.py", "magics.py", "player.py", "course.py", "lab/learn.py", "lab/server.py"),
    *("lab/languages.py", "lab/hub.py", "lab/preparing.py", "lab/working_copies.py"),
    "grading/feedback",
)
#: Modules in those rooms that speak to authors, or to instructors.
AUTHORS = (
    *("dialogue/proof/", "dialogue/rules.py", "dialogue/plans.py"),
    "grading/feedback/giving_back.py",
)
#: What is said in these functions is for somebody else, or stored.
FUNCTIONS = {
    "mistakes": "an author's mistakes",
    "_faults": "an author's mistakes",
    "_lines": "an item in words, stored in notebooks",
    "offered": "what can be picked, for the instructor's report",
    "picked": "what was picked, for the instructor's report",
    "add_parser": "a command's help, from which docs/cli.md is made",
    "_port": "a command's help",
}
#: What these say when they are raised is a reason, stored in a gradebook, or a fault of ours.
RAISED = {"BadResponse", "ValueError"}
#: Names of constants.
CONSTANTS = {
    "COVERED": "stands in notebooks, where nobody can be asked",
    "Withdrawn": "words of the author's YAML",
    "_STYLE": "a style sheet",
}
#: Texts of Python, each with its reason.
PYTHON = {
    **dict.fromkeys(("graded", *get_args(State)), "what a gradebook stores"),
    **dict.fromkeys(get_args(Verdict), "a name in the code"),
    **dict.fromkeys(get_args(Withdrawn), "words of the author's YAML"),
    "Within Scope": "the course's name",
    "export const catalog = ": "a script",
    "said blank": "names in a style sheet",
    "yarn config": "what JupyterLab would ask for",
    "npm config": "what JupyterLab would ask for",
}
#: What start.py says in these functions is for authors.
FOR_AUTHORS = {"prepare_tools", "say_missing", "script_steps", "course_steps", "check"}
#: Its other texts, each with its reason.
START = {
    "Within Scope needs Python 3.11 or newer. Get it from python.org.": (
        "said by a Python that is too old to look up anything"
    ),
    "DO NOT MATCH THE HASHES": "words of pip's",
    "Installing collected packages": "words of pip's",
    "import sys; print('%d.%d' % sys.version_info[:2])": "a program",
}
#: Patterns in what pip and npm say.
PATTERN = re.compile(r"\(\?|\|\w")
#: Texts of scripts, each with its reason.
SCRIPTS = {
    "What trainees will and will not see": "for authors",
    "Trainees play it as above, without going back, and are told the title of the ending and ": (
        "for authors"
    ),
    "For the author": "for authors",
    "Trainees will see": "for authors",
    "Trainees will not see": "for authors",
    "Whom to reach": "the heading of a course's page",
    "Not here yet. If it stays so, run its cell again, or reload the page.": (
        "said while the catalog itself has not come"
    ),
    "Not shown:": "for who looks into the browser's console",
    "Shows notebooks of the Within Scope curriculum as course pages.": (
        "JupyterLab's list of plugins"
    ),
    "Leaves the loss of the server to course pages, where one is in front.": (
        "JupyterLab's list of plugins"
    ),
    "This page is none of the course.": "a fault of ours",
}
#: Scripts of the instructor's page, and two that hold Python and say nothing.
OTHERS = ("workbench", "worker.js", "begin_python.js")
#: Two words beside one another; names of classes and attributes have hyphens or stand in signs.
WORDS = re.compile(r"[A-Za-z]{2,}[^\w<>/=_]* [a-zA-Z]{2,}")
#: A sentence, or its beginning: class names of style sheets have no capital.
SENTENCE = re.compile(r"(?<![\w.#-])[A-Z][a-z\u2019']+[^\w<>/=_{}]* [a-z]")
COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'`])//[^\n]*", re.DOTALL)
#: What is shown of a template's file only when it is filled, and never.
APART = re.compile(
    r" class=\"\{\{.*?\}\}\"|"
    r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|<!doctype.*?>|<style>.*?</style>|<[^>]*>",
    re.DOTALL,
)
TEMPLATES = [
    *sorted((PACKAGE / "lab/templates").rglob("*.html")),
    *sorted((PACKAGE / "grading/feedback/pages").glob("*.j2")),
]
LITERAL = re.compile(r'"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`', re.DOTALL)


def untranslated(tree: ast.AST) -> Iterator[str]:
    """Yield the strings of some code that hold words and go through no catalog."""
    apart = {id(inner) for node in ast.walk(tree) if is_apart(node) for inner in ast.walk(node)}
    for node in ast.walk(tree):
        text = node.value if isinstance(node, ast.Constant) else None
        if not isinstance(text, str) or id(node) in apart or text in PYTHON:
            continue
        if WORDS.search(text) and not text.startswith(("<", '"')):  # HTML
            yield text


def is_apart(node: ast.AST) -> bool:
    """Whether what stands in a node is in the catalog, or for nobody who learns."""
    match node:
        case ast.Call(func=ast.Name(id="_" | "n_" | "N_")):
            return True
        case ast.Expr(value=ast.Constant()):
            return True  # a docstring
        case ast.FunctionDef():
            return node.name in FUNCTIONS
        case ast.Raise(exc=ast.Call(func=ast.Name())):
            return node.exc.func.id in RAISED  # type: ignore[union-attr]
        case ast.Assign(targets=[ast.Name()]):
            return node.targets[0].id in CONSTANTS  # type: ignore[attr-defined]
    return False


def modules(room: str) -> list[Path]:
    """The modules of a room that speak to trainees."""
    place = PACKAGE / room
    found = [place] if place.is_file() else sorted(place.rglob("*.py"))
    return [file for file in found if not file.relative_to(PACKAGE).as_posix().startswith(AUTHORS)]


@pytest.mark.parametrize("room", ROOMS)
def test_what_python_says_to_trainees_is_in_the_catalog(room: str) -> None:
    left = {
        (file.name, text)
        for file in modules(room)
        for text in untranslated(ast.parse(file.read_text(encoding="utf-8")))
    }
    assert left == set(), f"Say it by _, n_ or N_. {MEND}"


def test_what_the_start_says_to_trainees_is_in_the_catalog() -> None:
    tree = ast.parse(translations.START.read_text(encoding="utf-8"))
    tree.body = [one for one in tree.body if getattr(one, "name", "") not in FOR_AUTHORS]
    left = {text for text in untranslated(tree) if not PATTERN.search(text)}
    assert left == set(START), f"Say it by _ or N_. {MEND}"


def test_a_text_that_was_forgotten_is_found() -> None:
    code = 'def f():\n    """A docstring here."""\n    say(_("In it."))\n    say("Not in it.")\n'
    assert list(untranslated(ast.parse(code))) == ["Not in it."]
    assert list(left_in_script('a(_("In it."), "Not in it."); // Nor is this\n')) == ["Not in it."]


def left_in_template(text: str) -> str:
    """Return the words of a template that go through no catalog; a command is in none."""
    return " ".join(re.findall(r"\w{2,}", APART.sub("", text).replace("Within Scope", "")))


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.parent.name + "/" + file.name)
def test_what_a_template_says_is_in_the_catalog(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert left_in_template(text) == "", f"Say it by _. {MEND}"
    assert left_in_template("<p>{{ _('In it.') }} Not in it.</p>") == "Not in it"


def left_in_script(text: str) -> Iterator[str]:
    """Yield the sentences of a script that go through no catalog."""
    for literal in LITERAL.findall(translations._CALL.sub("_(", COMMENT.sub("", text))):
        if SENTENCE.search(literal):
            yield literal[1:-1]


@pytest.mark.parametrize("room", translations.ROOMS)
def test_what_scripts_say_to_trainees_is_in_the_catalog(room: str) -> None:
    files = [one for one in (PACKAGE / room).glob("*.js") if not one.name.startswith(OTHERS)]
    left = {
        (file.name, text)
        for file in files
        for text in left_in_script(file.read_text(encoding="utf-8"))
        if text not in SCRIPTS
    }
    assert left == set(), f"Say it by _ or n_. {MEND}"
