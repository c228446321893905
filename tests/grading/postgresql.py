"""A PostgreSQL server of the tests' own, in a folder of its own, which only a socket leads to."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine, create_engine, make_url

_DEBIAN = Path("/usr/lib/postgresql")
"""Where Debian puts its programs, a folder a version; they are not on anybody's path."""
#: As a department has it: names are sorted as people sort them, which no file of SQLite's does.
_MAKE = ("--auth=trust", "--encoding=UTF8", "--no-sync", "--locale-provider=icu", "--locale=C")
_SORTED = "--icu-locale=en-US"
_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=")


class Server:
    """A server that runs; each test has databases of its own on it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count(1)

    def database(self) -> str:
        """The address of a new, empty database, as a department would write it."""
        name = f"gradebook_{next(self._numbers)}"
        with psycopg.connect(self._address("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        return self._address(name)

    def _address(self, database: str) -> str:
        return f"postgresql://tests@/{database}?host={self._folder}"


@contextmanager
def server() -> Iterator[Server]:
    """Start a server, and stop it at the end.

    Without its programs the tests are skipped, but fail in CI on Linux, where they are installed.
    """
    programs = _programs()
    if programs is None:
        missing = "PostgreSQL is not installed, so no gradebook is kept on a server"
        if os.environ.get("CI") == "true" and sys.platform == "linux":
            pytest.fail(missing)
        pytest.skip(missing)
    with tempfile.TemporaryDirectory(prefix="ws-pg-") as name:
        folder = Path(name).resolve()
        somebody = _somebody_else(folder)
        data, log = folder / "data", folder / "log"
        control = [str(programs / "pg_ctl"), "-w", "-D", str(data)]
        make = [str(programs / "initdb"), "-D", str(data), "-U", "tests", *_MAKE, _SORTED]
        options = " ".join(f"-c {one}" for one in (*_FAST, f"unix_socket_directories={folder}"))
        _run(make, folder, somebody)
        _run([*control, "-o", options, "-l", str(log), "start"], folder, somebody)
        try:
            yield Server(folder)
        finally:
            _run([*control, "-m", "immediate", "stop"], folder, somebody)


def _programs() -> Path | None:
    """The folder of the programs, of the newest version that there is."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    versions = (path.parent for path in _DEBIAN.glob("*/bin/initdb"))
    return max(versions, key=_version, default=None)


def _version(folder: Path) -> int:
    return int(re.sub(r"\D", "", folder.parent.name) or 0)


def _somebody_else(folder: Path) -> dict[str, Any]:
    """Whom to run as: the server refuses to be root's, so the folder becomes somebody else's."""
    if os.geteuid() != 0:
        return {}
    import pwd

    user = pwd.getpwnam("nobody")
    os.chown(folder, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": ()}


def _run(command: list[str], folder: Path, somebody: dict[str, Any]) -> None:
    """Run a program to its end; what it said is told where it fails.

    It says it into a file: a pipe would stay open as long as the server that it starts.
    """
    with (folder / "said").open("w+", encoding="utf-8") as said:
        done = subprocess.run(
            command, cwd=folder, stdout=said, stderr=said, check=False, timeout=120, **somebody
        )
        said.seek(0)
        assert done.returncode == 0, said.read()


def engine(address: str) -> Engine:
    """What tests look into a database with."""
    return create_engine(make_url(address).set(drivername="postgresql+psycopg"))
