"""Tables of what outlives a page."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData()


def _of_answer() -> "Column[str]":
    parent = ForeignKey("answer.key", ondelete="CASCADE")
    return Column("answer", String, parent, primary_key=True)


answer = Table(  # kept for a permanent link, or because a reader said something of it
    "answer",
    metadata,
    Column("key", String, primary_key=True),
    Column("question", Text, nullable=False),
    Column("history", JSON, nullable=False),  # the questions before it, oldest first
    Column("answer", Text, nullable=False),  # JSON of an Answer
    Column("kept_at", DateTime(timezone=True), nullable=False),
)

cited = Table(  # which meetings an answer cites
    "cited",
    metadata,
    _of_answer(),
    Column("meeting", String, primary_key=True),
)

feedback = Table(
    "feedback",
    metadata,
    _of_answer(),
    Column("good", Boolean, nullable=False),
    Column("reason", String, nullable=False),
    Column("said", Text, nullable=False),
)

unanswered = Table(
    "unanswered",
    metadata,
    Column("key", String, primary_key=True),  # of the question, whatever its case and spaces
    Column("question", Text, nullable=False),
    Column("reason", String, nullable=False),
    Column("times", Integer, nullable=False),
    Column("last", DateTime(timezone=True), nullable=False),
)
