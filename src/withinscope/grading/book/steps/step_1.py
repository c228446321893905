"""Step 1: the tables of version 0.1.0. Released, so it never changes."""

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
    Text,
)

_made = MetaData()

schema = Table(
    "schema",
    _made,
    Column("step", Integer, primary_key=True),
    comment="the steps below that this gradebook has been through",
)

runs = Table(
    "runs",
    _made,
    Column("id", Integer, primary_key=True),
    Column("at", String(40), nullable=False),
    comment="each time that hand-ins were graded",
)

items = Table(
    "items",
    _made,
    Column("id", Integer, primary_key=True),
    Column("exercise", String(64), nullable=False),
    Column("item", String(64), nullable=False),
    Column("revision", String(64), nullable=False),
    Column("content", Text, nullable=False, comment="the item as JSON, with its key"),
    Index("items_by_revision", "exercise", "item", "revision", unique=True),
    comment="every revision of an item that a key was given for",
)

forms = Table(
    "forms",
    _made,
    Column("id", Integer, primary_key=True),
    Column("exercise", String(64), nullable=False),
    Column("asks", Text, nullable=False, comment="JSON: [[item, revision], ...] in order"),
    Index("forms_by_exercise", "exercise"),
    comment="what each revision of an exercise asks; the one with the highest id is the present",
)

hand_ins = Table(
    "hand_ins",
    _made,
    Column("id", Integer, primary_key=True),
    Column("run", Integer, nullable=False, comment="the latest run that graded it"),
    Column("digest", String(64), nullable=False, comment="SHA-256 of what counts in the file"),
    Column("place", Text, nullable=False, comment="where the file stood"),
    Column("trainee", String(130), nullable=False),
    Column("note", String(20), nullable=False, comment="`no name`, or empty"),
    Column("exercise", String(64), nullable=False),
    Column("workbook", String(200)),
    Column("moment", Float, nullable=False, comment="seconds since 1970; the highest counts"),
    Column("state", String(20), nullable=False),
    Column("score", Float),
    Column("max_score", Float, nullable=False),
    Column("competent", String(10), nullable=False),
    Column("reason", Text, nullable=False),
    Column("answered", Boolean, nullable=False, comment="anything at all"),
    Index("hand_ins_by_digest", "digest"),
    Index("hand_ins_by_trainee", "exercise", "trainee"),
    comment="every hand-in, the older ones too",
)

answers = Table(
    "answers",
    _made,
    Column("hand_in", Integer, primary_key=True, autoincrement=False),
    Column("item", Integer, primary_key=True, autoincrement=False, comment="items.id"),
    Column("state", String(20), nullable=False),
    Column("points", Float),
    Column("reason", Text, nullable=False),
    Column("response", Text, comment="JSON"),
    Column("confidence", Integer),
    Column("text", String(64), comment="SHA-256 of free text"),
    Column("marks", Text, comment="JSON: level by criterion, where a person marked it"),
    comment="what was answered in each hand-in, and what it came to",
    sqlite_with_rowid=False,
)
_marked = answers.c.text.is_not(None)
Index("answers_by_text", answers.c.text, sqlite_where=_marked)

refused = Table(
    "refused",
    _made,
    Column("id", Integer, primary_key=True),
    Column("file", Text, nullable=False, comment="the file, or the zip that it is in"),
    Column("place", Text, nullable=False, comment="where it stands, for people"),
    Column("trainee", String(130), nullable=False),
    Column("exercise", String(64), nullable=False),
    Column("reason", Text, nullable=False),
    Column("other", Boolean, nullable=False, comment="a notebook that is no hand-in at all"),
    Index("refused_by_trainee", "trainee", "exercise"),
    comment="files that can't be graded, and why; forgotten once they are gone or read again",
)

marks = Table(
    "marks",
    _made,
    Column("id", Integer, primary_key=True),
    Column("trainee", String(130), nullable=False),
    Column("item", String(64), nullable=False),
    Column("revision", String(64), nullable=False),
    Column("text", String(64), nullable=False, comment="SHA-256 of the text"),
    Column("levels", Text, nullable=False, comment="JSON: level by criterion"),
    Column("marker", String(130), nullable=False),
    Column("at", String(40), nullable=False),
    Index("marks_by_answer", "trainee", "item", "revision", "text"),
    comment="every mark that a person gave; of several the latest counts, none is ever changed",
)

grades = Table(
    "grades",
    _made,
    Column("exercise", String(64), primary_key=True),
    Column("run", Integer, primary_key=True, autoincrement=False),
    Column("trainee", String(130), primary_key=True),
    Column("workbook", String(200), primary_key=True, comment="empty unless the name has two"),
    Column("hand_in", Integer, comment="the one that counts; none if no file could be read"),
    Column("state", String(20), nullable=False),
    Column("score", Float),
    Column("max_score", Float),
    Column("competent", String(10), nullable=False),
    Column("reason", Text, nullable=False),
    Column("look", Boolean, nullable=False, comment="whether an instructor should look at it"),
    Column("page", Text, nullable=False, comment="names alike in this share a page's file name"),
    comment="one row a trainee and exercise: what grades.csv says",
    sqlite_with_rowid=False,
)


def take(connection: Connection) -> None:
    """Make the tables."""
    _made.create_all(connection)
