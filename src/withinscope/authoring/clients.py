"""Who the clients of a course are, so that an author sees whom it leaves out."""

from __future__ import annotations

from msgspec import Struct

from withinscope.authoring.material import Material


class Clients(Struct, frozen=True):
    """The clients whom the items of a notebook name in `people`, each once."""

    notebook: str
    people: tuple[str, ...]


def clients(material: Material) -> tuple[Clients, ...]:
    """Return the clients of each notebook that is asked about and names any, in its order."""
    names = {book.notebook.path: book.notebook.id for book in material.books}
    found: dict[str, dict[str, None]] = {}
    for one in material.asked:
        if material.wants(one.place) and one.item.people:
            path = one.place.file or ""
            found.setdefault(names[path] or path, {}).update(dict.fromkeys(one.item.people))
    return tuple(Clients(name, tuple(people)) for name, people in found.items())
