"""Files in one zip: the same files always make the same bytes."""

from __future__ import annotations

import io
import zipfile

Files = dict[str, bytes]
_EPOCH = (1980, 1, 1, 0, 0, 0)


def packed(files: Files) -> bytes:
    """Return a zip of files by their names."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _EPOCH)
            archive.writestr(entry, files[name], zipfile.ZIP_DEFLATED, 9)
    return made.getvalue()


def unpacked(archive: bytes) -> Files:
    """Return the files of a zip by their names; folders go without saying."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {name: opened.read(name) for name in opened.namelist() if name[-1] != "/"}
