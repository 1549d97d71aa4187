"""The ledger's tables. SQLite by default; any database that SQLAlchemy speaks."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    Time,
    false,
)

metadata = MetaData()
# A column that came after the first release has a server_default: an older index is given it.


def _child(name: str, target: str, *, primary_key: bool = False) -> "Column[str]":
    parent = ForeignKey(target, ondelete="CASCADE")
    return Column(name, String, parent, nullable=False, index=True, primary_key=primary_key)


fact = Table(  # what the index as a whole is: schema version, model, revision
    "fact",
    metadata,
    Column("key", String, primary_key=True),
    Column("value", String, nullable=False),
)

meeting = Table(  # a document and the meeting it tells of, one row: one file holds one meeting
    "meeting",
    metadata,
    Column("id", String, primary_key=True),
    Column("path", String, nullable=False),
    Column("source", String, nullable=False),
    Column("added", Boolean, nullable=False),  # by hand, so that syncing a folder leaves it
    Column("text_hash", String, nullable=False, index=True),
    Column("file_hash", String, nullable=False, index=True, server_default=""),  # of its bytes
    Column("parser", String, nullable=False),  # fingerprint of the code that parsed it
    Column("indexed_at", DateTime(timezone=True), nullable=False),
    Column("committee", String, nullable=False, index=True),
    Column("held", Date, nullable=False, index=True),
    Column("begins", Time),
    Column("place", Text, nullable=False),
    Column("header_end", Integer, nullable=False),
    Column("spans", JSON, nullable=False),  # {"place": [start, end], "held": …}
    Column("contents", JSON, nullable=False),  # [[title, page], …]
    Column("text", Text, nullable=False),
    Column("pages", JSON, nullable=False, server_default="[]"),  # where each begins in the text
    Column("certainty", Float, nullable=False, server_default="1"),
    Column("doubts", JSON, nullable=False, server_default="[]"),
    Column("municipality", String, nullable=False, server_default=""),
    Column("agenda", Boolean, nullable=False, server_default=false()),
    Column("correction", String, nullable=False, server_default=""),
)

participant = Table(
    "participant",
    metadata,
    _child("meeting", "meeting.id", primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("name", String, nullable=False, index=True),
    Column("role", String, nullable=False),
    Column("absent", Boolean, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
)

item = Table(
    "item",
    metadata,
    Column("id", String, primary_key=True),  # "<meeting>/<place>"
    _child("meeting", "meeting.id"),
    Column("place", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("case_number", String, index=True),
    Column("closed", Boolean, nullable=False),
    Column("start", Integer, nullable=False),
    Column("heading_end", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("label", String, nullable=False, server_default=""),
)

vote = Table(  # one side of a vote, as a decision prints it
    "vote",
    metadata,
    _child("item", "item.id", primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("side", String, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("voters", JSON, nullable=False),  # names and parties as printed
    Column("count", Integer),
)

attendance = Table(  # how somebody's presence at an item differed from the meeting's list
    "attendance",
    metadata,
    _child("item", "item.id", primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("presence", String, nullable=False),
    Column("name", String, nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
)

section = Table(
    "section",
    metadata,
    Column("id", String, primary_key=True),  # "<meeting>/<place of item>/<place>"
    _child("item", "item.id"),
    Column("place", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("heading", Text, nullable=False),
    Column("decided", Date),
    Column("decided_by", String, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("blocks", JSON, nullable=False),  # [[kind, start, end, marker, [[[start, end], …], …]]]
)

passage = Table(
    "passage",
    metadata,
    Column("id", String, primary_key=True),
    _child("meeting", "meeting.id"),
    Column("place", Integer, nullable=False),  # order within the meeting
    Column("item", Integer, nullable=False),
    Column("section", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("context", Text, nullable=False),
    Column("vector", String, nullable=False),  # hash of the embedded text
)

unit = Table(
    "unit",
    metadata,
    Column("id", String, primary_key=True),
    _child("passage", "passage.id"),
    Column("place", Integer, nullable=False),
    Column("kind", String, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("lead", Text, nullable=False),
    Column("subheading", Text, nullable=False),
    Column("reading", Text, nullable=False),
    Column("vector", String, nullable=False),
)

vector = Table(
    "vector",
    metadata,
    Column("model", String, primary_key=True),
    Column("hash", String, primary_key=True),
    Column("value", LargeBinary, nullable=False),  # float32, little-endian
)

wordcount = Table(  # what a meeting adds to the vocabulary, so that no start counts all texts
    "wordcount",
    metadata,
    _child("meeting", "meeting.id", primary_key=True),
    Column("counting", String, nullable=False),  # fingerprint of what makes terms of words
    Column("value", LargeBinary, nullable=False),  # vectorstore/wordcounts.py
)

pending = Table(  # meetings whose copies in Chroma and the word index are not yet made or removed
    "pending",
    metadata,
    Column("meeting", String, primary_key=True),
)

unread = Table(  # files that could not be read when last tried; made in an older index at opening
    "unread",
    metadata,
    Column("path", String, primary_key=True),
    Column("file_hash", String, nullable=False),
    Column("reader", String, nullable=False),  # the parser's fingerprint and its programs
    Column("told", Text, nullable=False),  # why, as one Danish sentence
)
