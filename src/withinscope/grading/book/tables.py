"""The gradebook's tables as they are now; `steps` make them, and bring older ones up to date."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData()

schema = Table(
    "schema",
    metadata,
    Column("step", Integer, primary_key=True),
    comment="the steps that this gradebook has been through",
)

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", String(40), nullable=False),
    Column("who", String(130), nullable=False, comment="a login name"),
    Column("what", String(20), nullable=False, comment="graded, corrected or undone"),
    Column("undone", Integer, comment="the run that took it back"),
    Column("pages", Text, nullable=False, comment="the folder where all pages up to it are"),
    comment="each time that hand-ins were graded, or graded otherwise",
)

people = Table(
    "people",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("name", String(130), nullable=False, comment="the roster's, else the first that came"),
    Column("twin", Integer, nullable=False, comment="0, or more for others of the same name"),
    Column("page", Text, nullable=False, comment="names alike in this share a page's file name"),
    Column("cohort", String(130), nullable=False, comment="as a roster has it, or empty"),
    Column("listed", Text, comment="JSON: the row of the latest roster, by its headings"),
    Column("unplaced", Boolean, nullable=False, comment="may be any of several of the name"),
    Column("expected", Boolean, nullable=False, comment="whether the latest roster has them"),
    Index("people_by_name", "name", "twin", unique=True),
    Index("people_by_page", "page"),
    comment="who handed in or is expected to",
)

identifiers = Table(
    "identifiers",
    metadata,
    Column("kind", String(10), primary_key=True, comment="name, email or number"),
    Column("alike", String(400), primary_key=True, comment="the value as it is compared"),
    Column("scope", String(200), primary_key=True, comment="a number's assignment, or empty"),
    Column("person", Integer, primary_key=True, autoincrement=False, comment="people.id"),
    Column("source", String(40), primary_key=True, comment="a layout, `roster`, `gradebook`"),
    Column("value", String(260), primary_key=True, comment="as it was written there"),
    Index("identifiers_by_person", "person"),
    comment="what each source knows a person by",
    sqlite_with_rowid=False,
)

items = Table(
    "items",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("exercise", String(64), nullable=False),
    Column("item", String(64), nullable=False),
    Column("revision", String(64), nullable=False),
    Column("content", Text, nullable=False, comment="the item as JSON, with its key"),
    Column("version", String(40), nullable=False, comment="of Within Scope, when it was written"),
    Index("items_by_revision", "exercise", "item", "revision", unique=True),
    comment="every revision of an item that a key was given for",
)

forms = Table(
    "forms",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("exercise", String(64), nullable=False),
    Column("asks", Text, nullable=False, comment="JSON: [[item, revision], ...] in order"),
    Index("forms_by_exercise", "exercise"),
    comment="what each revision of an exercise asks; the one with the highest id is the present",
)

hand_ins = Table(
    "hand_ins",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("run", Integer, nullable=False, comment="the latest run that graded it"),
    Column("digest", String(64), nullable=False, comment="SHA-256 of what counts in the file"),
    Column("place", Text, nullable=False, comment="where the file stood"),
    Column("person", Integer, nullable=False, comment="people.id"),
    Column("source", String(40), nullable=False, comment="the layout that told whose it is"),
    Column("doubt", Text, nullable=False, comment="why to look at whose it is, or empty"),
    Column("exercise", String(64), nullable=False),
    Column("workbook", String(200)),
    Column("moment", Float, nullable=False, comment="seconds since 1970; the highest counts"),
    Column("state", String(20), nullable=False),
    Column("score", Float),
    Column("max_score", Float, nullable=False),
    Column("competent", String(10), nullable=False),
    Column("reason", Text, nullable=False),
    Column("answered", Boolean, nullable=False, comment="anything at all"),
    Column("loose", String(12), nullable=False, comment="see workbooks.loose"),
    Column("since", Integer, nullable=False, comment="the first run that graded it, 0 unknown"),
    Column("late", Integer, nullable=False, comment="days begun after it was due, as far as known"),
    Column("off", Float, nullable=False, comment="points that this costs if it counts, at most"),
    Index("hand_ins_by_digest", "digest"),
    Index("hand_ins_by_person", "exercise", "person"),
    comment="every hand-in, the older ones too",
)

answers = Table(
    "answers",
    metadata,
    Column("hand_in", Integer, primary_key=True, autoincrement=False),
    Column("item", Integer, primary_key=True, autoincrement=False, comment="items.id"),
    Column("state", String(20), nullable=False),
    Column("points", Float),
    Column("reason", Text, nullable=False),
    Column("response", Text, comment="JSON"),
    Column("confidence", Integer),
    Column("text", String(64), comment="SHA-256 of free text"),
    Column("marks", Text, comment="JSON: level by criterion, where a person marked it"),
    Column("seconds", Integer, comment="from the answer above it on, where that shows"),
    comment="what was answered in each hand-in, and what it came to",
    sqlite_with_rowid=False,
)
_marked = answers.c.text.is_not(None)
Index("answers_by_text", answers.c.text, sqlite_where=_marked)

refused = Table(
    "refused",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("file", Text, nullable=False, comment="the file, or the zip that it is in"),
    Column("place", Text, nullable=False, comment="where it stands, for people"),
    Column("person", Integer, nullable=False, comment="people.id"),
    Column("exercise", String(64), nullable=False),
    Column("reason", Text, nullable=False),
    Column("other", Boolean, nullable=False, comment="a notebook that is no hand-in at all"),
    Column("since", Integer, nullable=False, comment="the first run that met it, 0 unknown"),
    Index("refused_by_person", "person", "exercise"),
    comment="files that can't be graded, and why; forgotten once they are gone or read again",
)

marks = Table(
    "marks",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person", Integer, nullable=False, comment="people.id"),
    Column("item", String(64), nullable=False),
    Column("revision", String(64), nullable=False),
    Column("text", String(64), nullable=False, comment="SHA-256 of the text"),
    Column("levels", Text, nullable=False, comment="JSON: level by criterion; empty if taken back"),
    Column("marker", String(130), nullable=False),
    Column("at", String(40), nullable=False),
    Column("comments", Text, nullable=False, comment="JSON: what is said, by criterion"),
    Column("role", String(10), nullable=False, comment="first, second or decided"),
    Index("marks_by_answer", "person", "item", "revision", "text"),
    comment="every mark that a person gave; the latest that is not second counts, none is changed",
)
COUNTS = marks.c.role != "second"
"""Of a mark: whether a score may come of it."""

grades = Table(
    "grades",
    metadata,
    Column("exercise", String(64), primary_key=True),
    Column("run", Integer, primary_key=True, autoincrement=False),
    Column("person", Integer, primary_key=True, autoincrement=False, comment="people.id"),
    Column("workbook", String(200), primary_key=True, comment="empty unless the name has two"),
    Column("hand_in", Integer, comment="the one that counts; none if no file could be read"),
    Column("state", String(20), nullable=False),
    Column("score", Float),
    Column("max_score", Float),
    Column("competent", String(10), nullable=False),
    Column("reason", Text, nullable=False),
    Column("look", Boolean, nullable=False, comment="whether an instructor should look at it"),
    comment="one row a person and exercise: what grades.csv says",
    sqlite_with_rowid=False,
)

rules = Table(
    "rules",
    metadata,
    Column("exercise", String(64), primary_key=True),
    Column("pick", String(10), nullable=False, comment="newest, first or best"),
    Column("due", Float, comment="seconds since 1970, if there is a date"),
    Column("due_said", Text, nullable=False, comment="the date as it was given, or empty"),
    Column("late", String(40), nullable=False, comment="none, flag, or points for each day begun"),
    Column("due_told", Boolean, nullable=False, comment="by a command, not by the syllabus"),
    Column("late_told", Boolean, nullable=False, comment="by a command, not by the syllabus"),
    comment="how hand-ins of an exercise count, until a command says otherwise",
    sqlite_with_rowid=False,
)

changes = Table(
    "changes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("run", Integer, comment="runs.id; none for a mark"),
    Column("at", String(40), nullable=False),
    Column("who", String(130), nullable=False, comment="a marker, or a login name"),
    Column("person", Integer, nullable=False, comment="people.id"),
    Column("exercise", String(64), nullable=False),
    Column("workbook", String(200), nullable=False, comment="as in grades"),
    Column("before_state", String(20), nullable=False),
    Column("before_score", Float),
    Column("before_max_score", Float),
    Column("before_competent", String(10), nullable=False),
    Column("after_state", String(20), nullable=False),
    Column("after_score", Float),
    Column("after_max_score", Float),
    Column("after_competent", String(10), nullable=False),
    Column("why", Text, nullable=False),
    Index("changes_by_person", "person"),
    Index("changes_by_run", "run"),
    comment="every time that what somebody came to in an exercise changed",
)

earlier_keys = Table(
    "earlier_keys",
    metadata,
    Column("run", Integer, primary_key=True, autoincrement=False, comment="what replaced it"),
    Column("item", Integer, primary_key=True, autoincrement=False, comment="items.id"),
    Column("content", Text, nullable=False, comment="as in items"),
    Column("version", String(40), nullable=False, comment="as in items"),
    comment="each key as it was before a run corrected it",
    sqlite_with_rowid=False,
)

earlier_rules = Table(
    "earlier_rules",
    metadata,
    Column("run", Integer, primary_key=True, autoincrement=False, comment="what replaced them"),
    Column("exercise", String(64), primary_key=True),
    Column("pick", String(10), nullable=False),
    Column("due", Float),
    Column("due_said", Text, nullable=False),
    Column("late", String(40), nullable=False),
    Column("due_told", Boolean, nullable=False),
    Column("late_told", Boolean, nullable=False),
    comment="the rules of an exercise as they were before a run changed them",
    sqlite_with_rowid=False,
)

files = Table(
    "files",
    metadata,
    Column("mark", String(64), primary_key=True, comment="SHA-256 of what its grades come of"),
    Column("hand_in", Integer, nullable=False, comment="hand_ins.id"),
    Column("known", String(64), nullable=False, comment="a mark of its exercise's revisions"),
    Index("files_by_hand_in", "hand_in"),
    comment="files that were graded, and need not be while nothing about them changes",
    sqlite_with_rowid=False,
)

questions = Table(
    "questions",
    metadata,
    Column("hand_in", Integer, primary_key=True, autoincrement=False, comment="hand_ins.id"),
    Column("alike", String(400), primary_key=True, comment="the other name, as it is compared"),
    Column("person", Integer, nullable=False, comment="people.id: whom its place shows"),
    Column("name", String(260), nullable=False, comment="the other name, as it was written"),
    Column("told", Text, nullable=False, comment="where each of the two names stands"),
    Column("open", Boolean, nullable=False, comment="whether nobody has said yet whose it is"),
    Index("questions_by_names", "person", "alike"),
    comment="hand-ins that stand in the place of one person and hold the name of another",
    sqlite_with_rowid=False,
)

settled = Table(
    "settled",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person", Integer, nullable=False, comment="people.id: whom the place shows"),
    Column("alike", String(400), nullable=False, comment="as in questions"),
    Column("name", String(260), nullable=False, comment="as in questions"),
    Column("counts_for", Integer, comment="people.id; none where the answer was taken back"),
    Column("who", String(130), nullable=False, comment="who says so, a login name"),
    Column("at", String(40), nullable=False),
    Index("settled_by_names", "person", "alike"),
    comment="whose hand-ins of two names are: the latest of a pair counts, none is changed",
)
