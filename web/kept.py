"""What outlives a page: answers under a permanent link, what readers said, what was not found.

A database of its own, so that an index can be made again without losing it. Nothing of a visitor is
stored but what stands here, and personal numbers are taken out before it is.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from secrets import token_urlsafe
from threading import Lock

from pydantic import ValidationError
from sqlalchemy import Connection, Engine, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from sqlalchemy.schema import CreateTable

from vectorstore import kept_tables as tables
from vectorstore.database import one_at_a_time, open_engine, overwrite
from vectorstore.erasure import as_json, damaged, from_json
from vectorstore.schema import Answer
from web.masking import masked, masked_answer

REASONS = ("wrong", "source", "missing", "findable", "other", "")
MOST_SAID = 2_000  # characters of what a reader may say
_MOST_UNANSWERED = 2_000  # different questions; the oldest make room


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """An answer as it was given."""

    question: str
    history: tuple[str, ...]
    answer: Answer
    kept_at: datetime


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a reader said of an answer; its `key` is the kept answer's, and names both."""

    at: datetime
    question: str
    good: bool
    reason: str  # one of REASONS
    said: str
    key: str


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question that was refused, however often."""

    question: str
    reason: str  # of the last refusal: Answer.reason
    times: int
    last: datetime


class Kept:
    """Opens the database at first use; for several threads and processes.

    Every method raises StoreUnavailable where the database cannot be used.
    """

    def __init__(self, url: str) -> None:
        """`url` is an SQLAlchemy address; nothing is opened yet."""
        self._url = url
        self._engine: Engine | None = None
        self._lock = Lock()

    def keep(self, question: str, history: Sequence[str], answer: Answer) -> str:
        """The id of the new permanent link; it cannot be guessed."""
        with self._connected() as connection:
            return _put(connection, question, history, answer)

    def answer(self, key: str) -> KeptAnswer | None:
        """The answer that was kept; None for an id that never was or was forgotten."""
        with self._connected() as connection:
            row = connection.execute(
                select(tables.answer).where(tables.answer.c.key == key)
            ).first()
        if row is None:
            return None
        return KeptAnswer(
            row.question, tuple(row.history), self._read(row.answer), _aware(row.kept_at)
        )

    def rate(
        self,
        question: str,
        history: Sequence[str],
        answer: Answer,
        good: bool,
        reason: str = "",
        said: str = "",
    ) -> str:
        """Store what a reader says of an answer, with the answer; the key, for taking it back."""
        told = masked(said.strip())[:MOST_SAID]
        with self._connected() as connection:
            key = _put(connection, question, history, answer)
            row = {"answer": key, "good": good, "reason": reason, "said": told}
            connection.execute(insert(tables.feedback), [row])
            return key

    def refused(self, question: str, answer: Answer) -> None:
        """Count a question that was not answered."""
        question = masked(" ".join(question.split()))
        key = _key(question)
        row = {"question": question, "reason": answer.reason, "last": datetime.now(UTC)}
        again = update(tables.unanswered).where(tables.unanswered.c.key == key)
        again = again.values(times=tables.unanswered.c.times + 1, **row)
        try:
            with self._connected() as connection:
                if not connection.execute(again).rowcount:
                    connection.execute(insert(tables.unanswered), [{"key": key, "times": 1, **row}])
                    _make_room(connection)
        except IntegrityError:  # another process was first
            with self._connected() as connection:
                connection.execute(again)

    def feedback(self) -> list[Feedback]:
        """What readers said, newest first."""
        f, a = tables.feedback.c, tables.answer.c
        query = select(a.kept_at, a.question, f.good, f.reason, f.said, a.key)
        query = query.join_from(tables.feedback, tables.answer).order_by(a.kept_at.desc())
        with self._connected() as connection:
            rows = connection.execute(query).all()
        return [Feedback(_aware(row[0]), *row[1:]) for row in rows]

    def unanswered(self) -> list[Unanswered]:
        """Questions that were refused, newest first."""
        query = select(tables.unanswered).order_by(tables.unanswered.c.last.desc())
        with self._connected() as connection:
            rows = connection.execute(query).all()
        return [Unanswered(r.question, r.reason, r.times, _aware(r.last)) for r in rows]

    def links_to(self, meeting: str) -> int:
        """How many answers under a permanent link cite a meeting."""
        rated = select(tables.feedback.c.answer)
        query = select(func.count()).select_from(tables.cited)
        query = query.where(tables.cited.c.meeting == meeting, tables.cited.c.answer.not_in(rated))
        with self._connected() as connection:
            return int(connection.execute(query).scalar_one())

    def forget(self, kind: str, key: str) -> None:
        """Remove an entry of "feedback" or "link", by its key, or of "unanswered", by its question.

        With feedback goes the answer that was kept for it, with a link what was said of its answer.
        """
        with self._connected() as connection:
            if kind == "unanswered":
                same = tables.unanswered.c.key == _key(key)
                connection.execute(delete(tables.unanswered).where(same))
            elif kind == "link":
                connection.execute(delete(tables.answer).where(tables.answer.c.key == key))
            elif kind == "feedback":
                rated = select(tables.feedback.c.answer).where(tables.feedback.c.answer == key)
                connection.execute(delete(tables.answer).where(tables.answer.c.key.in_(rated)))
            else:
                raise ValueError(kind)
        overwrite(self._opened())

    def _read(self, written: str) -> Answer:
        try:
            return from_json(written)
        except ValidationError as error:
            raise damaged(self._url, error) from error

    @contextmanager
    def _connected(self) -> Iterator[Connection]:
        try:
            with self._opened().begin() as connection:
                yield connection
        except IntegrityError:
            raise
        except (SQLAlchemyError, json.JSONDecodeError) as error:
            raise damaged(self._url, error) from error

    def _opened(self) -> Engine:
        with self._lock:
            if self._engine is None:
                engine = open_engine(self._url)
                with engine.begin() as connection:
                    one_at_a_time(connection)
                    for table in tables.metadata.sorted_tables:
                        connection.execute(CreateTable(table, if_not_exists=True))
                self._engine = engine
            return self._engine


def _aware(moment: datetime) -> datetime:
    """SQLite forgets the zone."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _key(question: str) -> str:
    """Equal for questions that differ in case and closing signs only."""
    return sha256(question.casefold().rstrip("?. ").encode()).hexdigest()[:24]


def _put(connection: Connection, question: str, history: Sequence[str], answer: Answer) -> str:
    key = token_urlsafe(15)
    row = {
        "key": key,
        "question": masked(question),
        "history": [masked(earlier) for earlier in history],
        "answer": as_json(masked_answer(answer)),
        "kept_at": datetime.now(UTC),
    }
    connection.execute(insert(tables.answer), [row])
    meetings = {citation.meeting for citation in (*answer.citations, *answer.nearest)}
    if meetings:
        cited = [{"answer": key, "meeting": meeting} for meeting in sorted(meetings)]
        connection.execute(insert(tables.cited), cited)
    return key


def _make_room(connection: Connection) -> None:
    newest = (
        select(tables.unanswered.c.key)
        .order_by(tables.unanswered.c.last.desc())
        .limit(_MOST_UNANSWERED)
    )
    connection.execute(delete(tables.unanswered).where(tables.unanswered.c.key.not_in(newest)))
