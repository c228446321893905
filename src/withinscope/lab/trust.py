"""Which notebooks Jupyter trusts: signatures in a store of our own, never in the user's.

nbformat takes half a second to import, so only where something is signed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from withinscope.lab.settings import data_folder


def sign(work: Path, path: Path) -> None:
    """Tell Jupyter to trust a notebook as it now stands. Only for what we have just written."""
    with _notary(work) as notary:
        notary.sign(_read(path))


def is_signed(work: Path, path: Path) -> bool:
    """Tell whether Jupyter trusts a notebook as it now stands."""
    with _notary(work) as notary:
        return bool(notary.check_signature(_read(path)))


@contextmanager
def _notary(work: Path) -> Iterator[Any]:
    from nbformat.sign import NotebookNotary

    folder = data_folder(work)
    folder.mkdir(parents=True, exist_ok=True)
    notary = NotebookNotary(data_dir=str(folder))
    try:
        yield notary
    finally:
        notary.store.close()


def _read(path: Path) -> Any:
    import nbformat

    return nbformat.read(path, as_version=4)
