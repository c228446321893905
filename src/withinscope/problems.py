"""What a person got wrong, where it stands, and how to mend it."""

from __future__ import annotations

from msgspec import Struct


class Place(Struct, frozen=True):
    """Where something stands: a file, a cell (1 is the first of all cells), a line in the cell."""

    file: str | None = None
    cell: int | None = None
    line: int | None = None

    def __str__(self) -> str:
        """Write the place as editors and CI read it: `file:cell:line`."""
        return ":".join(str(part) for part in (self.file, self.cell, self.line) if part is not None)

    def at_line(self, line: int) -> Place:
        """Return the place of `line`, counted from 1 where this place begins."""
        return Place(self.file, self.cell, line + (self.line or 1) - 1)


class Problem(Struct, frozen=True):
    """One thing that is wrong: `what` was found, and how to `mend` it."""

    what: str
    mend: str = ""
    place: Place = Place()

    def __str__(self) -> str:
        """Write the problem on one line, its place first."""
        where = str(self.place)
        return " ".join(part for part in (where and f"{where}:", self.what, self.mend) if part)


class Mistake(Exception):  # noqa: N818 - what the reader made, not what the program suffered
    """A person's mistake: shown in plain words, never as a traceback."""

    def __init__(self, *problems: Problem) -> None:
        """Keep the problems, each of which says where it is."""
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))

    def at(self, place: Place) -> Mistake:
        """Return the same mistake, its lines now counted from `place`."""
        return Mistake(
            *(
                Problem(p.what, p.mend, place.at_line(p.place.line) if p.place.line else place)
                for p in self.problems
            )
        )
