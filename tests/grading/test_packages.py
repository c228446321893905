"""What the instructor's side needs, and what it does without."""

import os
import subprocess
import sys
from pathlib import Path

import msgspec
import ruamel.yaml
import yaml  # type: ignore[import-untyped]
from makers import a_course, a_hand_in, save

import withinscope


def test_without_the_instructors_packages_a_sentence_says_how_to_get_them(tmp_path: Path) -> None:
    bare = tmp_path / "bare"
    bare.mkdir()
    ruamel_folder = Path(ruamel.yaml.__file__).parents[1]
    for folder in (msgspec.__file__, withinscope.__file__, yaml.__file__, ruamel_folder / "x"):
        package = Path(str(folder)).parent
        (bare / package.name).symlink_to(package, target_is_directory=True)
    course = a_course(tmp_path / "course")
    hand_in = save(tmp_path / "ana.ipynb", a_hand_in())
    for words in (["grade", hand_in], ["mark"], ["feedback"], ["export"]):
        done = subprocess.run(
            [sys.executable, "-S", "-m", "withinscope", *words, "--course", course],
            env={"PYTHONPATH": str(bare), "PATH": os.environ["PATH"]},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (
            2,
            "For grading one more package is needed: sqlalchemy. Install what instructors need: "
            'python3 -m pip install "withinscope[instructor]"\n',
        )
