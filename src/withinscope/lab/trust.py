"""Which notebooks Jupyter trusts: signatures in a store of our own, never in the user's.

nbformat takes half a second to import, so only where something is signed.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from msgspec import Struct


class Trust(Protocol):
    """How a place keeps which notebooks may run themselves."""

    def sign(self, path: Path) -> None:
        """Trust a notebook as it now stands. Only for what we have just written."""
        ...

    def is_signed(self, path: Path) -> bool:
        """Tell whether a notebook is trusted as it now stands."""
        ...


class Signatures(Struct, frozen=True):
    """Trust as Jupyter's server keeps it: signatures in a database in its data folder."""

    folder: Path

    def sign(self, path: Path) -> None:
        """Tell Jupyter to trust a notebook as it now stands. Only for what we have just written."""
        with self._notary() as notary:
            notary.sign(_read(path))

    def is_signed(self, path: Path) -> bool:
        """Tell whether Jupyter trusts a notebook as it now stands."""
        with self._notary() as notary:
            return bool(notary.check_signature(_read(path)))

    @contextmanager
    def _notary(self) -> Iterator[Any]:
        import withinscope.jupyter_format  # noqa: F401 - first, so that it is quick

        # isort: split
        from nbformat.sign import NotebookNotary

        self.folder.mkdir(parents=True, exist_ok=True)
        notary = NotebookNotary(data_dir=str(self.folder))
        try:
            yield notary
        finally:
            notary.store.close()


def _read(path: Path) -> Any:
    from withinscope.jupyter_format import nbformat

    return nbformat.read(path, as_version=4)
