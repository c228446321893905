"""What the worker unpacks is enough: each view does what it does with the whole package."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

from browser import COURSE

from withinscope.site import building
from withinscope.site.engine import Parts

#: Opens each page with what was unpacked alone, and has notes and the sheet be kept and printed.
PLAY = """
import json, sys
from pathlib import Path
import withinscope
from withinscope import course
from withinscope.browser import Kept
from withinscope.player import Player

class Browser:
    def append(self, data): return ""
    def replace(self, data): return ""

unpacked, home, work = map(Path, sys.argv[1:])
assert Path(withinscope.__file__).is_relative_to(unpacked), withinscope.__file__
said, sent = [], []
player = Player(home, work, b"", Kept(Browser()), said.append)
pages = [page for page in course.pages(home) if not page.path.startswith("solutions")]
for page in pages:
    player.heard({"kind": "open", "page": page.id})
    [opened] = [one for one in said if one["kind"] == "opened"]
    sent += [one["content"] for one in said if one["kind"] == "send"]
    said.clear()
    for name, view in opened["views"].items():
        kind = {"notes": "keep", "my_code": "print"}.get(view["script"])
        if kind:
            player.heard({"kind": "view", "view": name, "content": {"kind": kind}})
sent += [one["content"] for one in said if one["kind"] == "send"]
print(json.dumps(sent))
"""


def test_every_page_opens_and_what_is_written_can_be_kept_and_printed(tmp_path: Path) -> None:
    site, unpacked = tmp_path / "site", tmp_path / "unpacked"
    building.build(COURSE, site, Parts("1", {}, building.played()))
    for archive in site.glob("assets/*/*.zip"):
        zipfile.ZipFile(archive).extractall(unpacked)
    done = subprocess.run(
        [sys.executable, "-c", PLAY, *map(str, (unpacked, unpacked / "course", unpacked / "work"))],
        env={**os.environ, "PYTHONPATH": str(unpacked)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert [one["kind"] for one in said] == ["page", "page"]
    assert all("--ws-" in one["html"] for one in said)
