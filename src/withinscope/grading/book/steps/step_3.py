"""Step 3: people get an id of their own, which is the key where a display name was.

Nobody is merged: each name of an older gradebook becomes a person. Tables are made anew and
filled, since SQLite can neither change a key nor, in older versions, drop a column.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Float,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    TableClause,
    Text,
    column,
    insert,
    literal,
    select,
    table,
    union,
)

from withinscope.grading import text

_made = MetaData()

people = Table(
    "people",
    _made,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("name", String(130), nullable=False),
    Column("twin", Integer, nullable=False),
    Column("page", Text, nullable=False),
    Column("cohort", String(130), nullable=False),
    Column("listed", Text),
    Column("unplaced", Boolean, nullable=False),
    Index("people_by_name", "name", "twin", unique=True),
    Index("people_by_page", "page"),
)

identifiers = Table(
    "identifiers",
    _made,
    Column("kind", String(10), primary_key=True),
    Column("alike", String(400), primary_key=True),
    Column("scope", String(200), primary_key=True),
    Column("person", Integer, primary_key=True, autoincrement=False),
    Column("source", String(40), primary_key=True),
    Column("value", String(260), primary_key=True),
    Index("identifiers_by_person", "person"),
    sqlite_with_rowid=False,
)

hand_ins = Table(
    "hand_ins",
    _made,
    Column("id", Integer, primary_key=True),
    Column("run", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("place", Text, nullable=False),
    Column("person", Integer, nullable=False),
    Column("source", String(40), nullable=False),
    Column("doubt", Text, nullable=False),
    Column("exercise", String(64), nullable=False),
    Column("workbook", String(200)),
    Column("moment", Float, nullable=False),
    Column("state", String(20), nullable=False),
    Column("score", Float),
    Column("max_score", Float, nullable=False),
    Column("competent", String(10), nullable=False),
    Column("reason", Text, nullable=False),
    Column("answered", Boolean, nullable=False),
    Index("hand_ins_by_digest", "digest"),
    Index("hand_ins_by_person", "exercise", "person"),
)

refused = Table(
    "refused",
    _made,
    Column("id", Integer, primary_key=True),
    Column("file", Text, nullable=False),
    Column("place", Text, nullable=False),
    Column("person", Integer, nullable=False),
    Column("exercise", String(64), nullable=False),
    Column("reason", Text, nullable=False),
    Column("other", Boolean, nullable=False),
    Index("refused_by_person", "person", "exercise"),
)

marks = Table(
    "marks",
    _made,
    Column("id", Integer, primary_key=True),
    Column("person", Integer, nullable=False),
    Column("item", String(64), nullable=False),
    Column("revision", String(64), nullable=False),
    Column("text", String(64), nullable=False),
    Column("levels", Text, nullable=False),
    Column("marker", String(130), nullable=False),
    Column("at", String(40), nullable=False),
    Index("marks_by_answer", "person", "item", "revision", "text"),
)

grades = Table(
    "grades",
    _made,
    Column("exercise", String(64), primary_key=True),
    Column("run", Integer, primary_key=True, autoincrement=False),
    Column("person", Integer, primary_key=True, autoincrement=False),
    Column("workbook", String(200), primary_key=True),
    Column("hand_in", Integer),
    Column("state", String(20), nullable=False),
    Column("score", Float),
    Column("max_score", Float),
    Column("competent", String(10), nullable=False),
    Column("reason", Text, nullable=False),
    Column("look", Boolean, nullable=False),
    sqlite_with_rowid=False,
)

_MOVED = (hand_ins, refused, marks, grades)
_OLD_INDEXES = (
    "hand_ins_by_trainee",
    "hand_ins_by_digest",
    "refused_by_trainee",
    "marks_by_answer",
)


def take(connection: Connection) -> None:
    """Make people of the names, and have the four tables that held a name hold its person."""
    for name in _OLD_INDEXES:
        connection.exec_driver_sql(f"DROP INDEX {name}")
    for moved in _MOVED:
        connection.exec_driver_sql(f"ALTER TABLE {moved.name} RENAME TO old_{moved.name}")
    _made.create_all(connection)
    _make_people(connection)
    for moved in _MOVED:
        _fill(connection, moved)
        connection.exec_driver_sql(f"DROP TABLE old_{moved.name}")


def _old(moved: Table) -> TableClause:
    """Return a table as it was, with the columns that are asked of it here."""
    names = [one.name for one in moved.columns]
    return table(f"old_{moved.name}", *map(column, (*names, "trainee", "note")))


def _make_people(connection: Connection) -> None:
    """Make a person of each name, known by it as names are compared now."""
    names = union(*(select(_old(moved).c.trainee) for moved in _MOVED))
    for number, name in enumerate(sorted(connection.scalars(names)), 1):
        page = text.same_file(text.file_stem(name))
        person = {"id": number, "name": name, "twin": 0, "page": page}
        connection.execute(insert(people).values(**person, cohort="", unplaced=False))
        known = {"kind": "name", "alike": text.alike(name), "scope": "", "source": "gradebook"}
        connection.execute(insert(identifiers).values(**known, person=number, value=name))


def _fill(connection: Connection, moved: Table) -> None:
    """Fill a table from what it was, in its order; ids that a database counts are counted anew,
    so that it goes on counting after them.
    """
    old = _old(moved)
    names = [one.name for one in moved.columns]
    if moved in (refused, marks):
        names.remove("id")
    instead = {"person": people.c.id, "source": literal(""), "doubt": old.c.note}
    rows = (
        select(*(instead.get(name, old.c[name]) for name in names))
        .join(people, people.c.name == old.c.trainee)
        .order_by(old.c.exercise if moved is grades else old.c.id)
    )
    connection.execute(insert(moved).from_select(names, rows))
