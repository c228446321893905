"""The command line: imports what is asked for and no more, and says mistakes plainly."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import cli_reference
import pytest

from withinscope import __version__, cli
from withinscope.lab import learn
from withinscope.problems import Mistake, Place, Problem

COURSE = Path(__file__).parents[1]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "withinscope", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_version_is_the_packages() -> None:
    assert run("--version").stdout == f"withinscope {__version__}\n"


def test_who_reads_on_no_longer_is_no_error() -> None:
    command = [sys.executable, "-m", "withinscope", "check", "--coverage", "--course", str(COURSE)]
    said = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert said.stdout
    assert said.stderr
    said.stdout.close()
    assert (said.stderr.read(), said.wait()) == ("", 141)


def test_help_names_every_command_without_importing_one() -> None:
    code = (
        "import sys; from withinscope import cli\n"
        "try: cli.main(['--help'])\n"
        "except SystemExit: pass\n"
        "print([name for name in sys.modules if name.startswith('withinscope.lab')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    for name, command in cli.COMMANDS.items():
        assert name in done.stdout
        assert command.summary in done.stdout
    assert done.stdout.endswith("[]\n")


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_each_command_helps_with_an_example(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        cli.main([name, "--help"])
    assert f"withinscope {name}" in capsys.readouterr().out.lower().split("example:")[1]


def test_the_reference_says_what_the_commands_say() -> None:
    assert cli_reference.FILE.read_text(encoding="utf-8") == cli_reference.reference()


@pytest.mark.parametrize("words", [[], ["nonsense"], ["learn", "--nonsense"]])
def test_wrong_usage_is_status_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        cli.main(words)
    assert capsys.readouterr().err.startswith("usage: withinscope")


def test_a_mistake_is_printed_plainly(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def mistaken(*_: object) -> int:
        raise Mistake(Problem("Wrong.", "Mend it.", Place("a.ipynb", 2, 3)))

    monkeypatch.setattr(learn, "run", mistaken)
    assert cli.main(["learn"]) == 2
    assert capsys.readouterr().err == "a.ipynb:2:3: Wrong. Mend it.\n"


def test_an_interrupt_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(learn, "run", interrupted)
    assert cli.main(["learn"]) == 130
