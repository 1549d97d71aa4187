"""The word search of a shared index: BM25 over our Danish terms, in the ledger's PostgreSQL.

PostgreSQL's own `ts_rank` does not weigh how rare a word is. So the passages of each term are rows,
and one statement ranks them as tantivy does (k1 = 1.2, b = .75).
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Connection, text

from vectorstore.danish import terms
from vectorstore.database import Database, one_at_a_time
from vectorstore.errors import StoreUnavailable
from vectorstore.schema import Passage

_MANY = 500  # passages written at a time
_LONGEST = 32_767  # what a smallint holds

_TABLES = (
    """
    create table if not exists word_passage (
        number bigint generated always as identity primary key,
        passage text not null unique,
        meeting text not null,
        text_length int not null,
        context_length int not null
    )
    """,
    "create index if not exists word_passage_meeting on word_passage (meeting)",
    # How often a term stands in a passage; the lengths again, so that ranking reads one index only.
    """
    create table if not exists word (
        number bigint not null,
        text smallint not null,
        context smallint not null,
        text_length smallint not null,
        context_length smallint not null,
        term text not null
    )
    """,
    """
    create index if not exists word_term on word (term)
    include (number, text, context, text_length, context_length)
    """,
    "create index if not exists word_number on word (number)",
    # In how many passages' texts and contexts each term stands, and the sums over all passages.
    """
    create table if not exists word_count (
        term text primary key, text int not null, context int not null
    )
    """,
    """
    create table if not exists word_total (
        passages bigint not null, text bigint not null, context bigint not null
    )
    """,
    """
    insert into word_total select 0, 0, 0 where not exists (select from word_total)
    """,
)

# `limit 1` tells the planner that there is one row; it would plan for thousands.
_RANKED = """
    with total as (
        select cast(passages as float8) as passages,
            cast(.9 * passages / greatest(text, 1) as float8) as text,
            cast(.9 * passages / greatest(context, 1) as float8) as context
        from word_total limit 1
    ), wanted as (
        select term,
            weight * 2.2 * ln(1 + (passages - c.text + .5) / (c.text + .5)) as text,
            weight * 1.1 * ln(1 + (passages - c.context + .5) / (c.context + .5)) as context
        from unnest(cast(:terms as text[]), cast(:weights as float8[])) as asked (term, weight)
        join word_count c using (term) cross join total
    ), best as (
        select number, sum(
            q.text * w.text / (w.text + .3 + total.text * w.text_length)
            + q.context * w.context / (w.context + .3 + total.context * w.context_length)
        ) as score
        from wanted q join word w using (term) cross join total
        {among}
        group by number order by score desc, number limit :limit
    )
    select passage, score from best join word_passage using (number) order by score desc, number
"""
_AMONG = "where number in (select number from word_passage where meeting = any(:meetings))"
_AMONG_ALL, _AMONG_SOME = text(_RANKED.format(among="")), text(_RANKED.format(among=_AMONG))
_ADD_PASSAGES = text(
    """
    insert into word_passage (passage, meeting, text_length, context_length)
    select * from unnest(
        cast(:passages as text[]), cast(:meetings as text[]), cast(:texts as int[]),
        cast(:contexts as int[])
    ) returning passage, number
    """
)
_ADD_WORDS = text(
    """
    insert into word (number, text, context, text_length, context_length, term)
    select * from unnest(
        cast(:numbers as bigint[]), cast(:texts as smallint[]), cast(:contexts as smallint[]),
        cast(:text_lengths as smallint[]), cast(:context_lengths as smallint[]),
        cast(:terms as text[])
    )
    """
)
_COUNT = text(
    """
    insert into word_count (term, text, context)
    select * from unnest(
        cast(:terms as text[]), cast(:texts as int[]), cast(:contexts as int[])
    ) on conflict (term) do update set
        text = word_count.text + excluded.text, context = word_count.context + excluded.context
    """
)
_TOTAL = text(
    """
    update word_total set passages = passages + :passages, text = text + :text,
        context = context + :context
    """
)
_DROP_WORDS = text(
    """
    with gone as (
        delete from word using word_passage
        where word_passage.meeting = :meeting and word.number = word_passage.number
        returning word.term, word.text, word.context
    )
    select term, count(*) filter (where text > 0), count(*) filter (where context > 0)
    from gone group by term order by term
    """
)
_DROP_PASSAGES = text(
    """
    with gone as (
        delete from word_passage where meeting = :meeting returning text_length, context_length
    )
    select count(*), coalesce(sum(text_length), 0), coalesce(sum(context_length), 0) from gone
    """
)


class PostgresWords:
    """Passages by the terms of their text and of their context; written with the ledger's lock."""

    def __init__(self, database: Database) -> None:
        """Make the tables at first need; StoreUnavailable when the database does not answer."""
        self._database = database
        with database.writing() as connection:
            one_at_a_time(connection)
            for statement in _TABLES:
                connection.execute(text(statement))

    def put(self, meeting: str, passages: Sequence[Passage]) -> None:
        """Replace all that is known of one meeting; searches see all of the change or nothing."""
        with self._database.writing() as connection:
            _drop(connection, meeting)
            _add(connection, passages)

    def replace(self, passages: Iterable[Passage]) -> None:
        """Replace everything at once: searches see the old words until the new ones are whole."""
        with self._database.writing() as connection:
            for table in ("word", "word_passage", "word_count"):
                connection.execute(text(f"delete from {table}"))
            connection.execute(text("update word_total set passages = 0, text = 0, context = 0"))
            for part in _parts(passages):
                _add(connection, part)

    def rewrite(self, passages: Callable[[Sequence[str]], Iterable[Passage]]) -> None:
        """Nothing: PostgreSQL's files are its own to clean, by VACUUM (docs/operations.md)."""

    def refresh(self) -> None:
        """Nothing to do: every search sees what was written before it."""

    def search(
        self, weights: Mapping[str, float], limit: int, meetings: Collection[str] | None = None
    ) -> list[tuple[str, float]]:
        """Passage ids with BM25 scores, best first; `weights` maps terms to their weight."""
        asked: dict[str, Any] = {
            "terms": list(weights),
            "weights": list(weights.values()),
            "limit": limit,
        }
        statement = _AMONG_ALL
        if meetings is not None:
            statement, asked["meetings"] = _AMONG_SOME, list(meetings)
        with self._database.reading() as connection:
            return [(row.passage, row.score) for row in connection.execute(statement, asked)]

    def count(self) -> int:
        """Number of passages in the index."""
        with self._database.reading() as connection:
            return int(connection.execute(text("select count(*) from word_passage")).scalar_one())

    def ids(self) -> set[str]:
        """Ids of all passages in the index."""
        with self._database.reading() as connection:
            return set(connection.execute(text("select passage from word_passage")).scalars())

    def probe(self, passage: str) -> None:
        """Look a passage's words up by its id; StoreUnavailable where there are none."""
        query = text(
            "select exists (select from word join word_passage using (number) "
            "where passage = :passage)"
        )
        with self._database.reading() as connection:
            if not connection.execute(query, {"passage": passage}).scalar_one():
                raise StoreUnavailable(
                    f"Ordindekset i {self._database} svarer ikke. Kør `python -m ingest rebuild`."
                )


def _drop(connection: Connection, meeting: str) -> None:
    of = {"meeting": meeting}
    counts = {
        term: (-texts, -contexts) for term, texts, contexts in connection.execute(_DROP_WORDS, of)
    }
    passages, words, context = connection.execute(_DROP_PASSAGES, of).one()
    _count(connection, counts, -passages, -int(words), -int(context))
    connection.execute(
        text("delete from word_count where term = any(:terms) and text = 0 and context = 0"),
        {"terms": list(counts)},
    )


def _add(connection: Connection, passages: Sequence[Passage]) -> None:
    split = {each.id: (terms(each.text), terms(each.context)) for each in passages}
    words = [len(own) for own, _ in split.values()]
    context = [len(around) for _, around in split.values()]
    told = {
        "passages": list(split),
        "meetings": [each.meeting for each in passages],
        "texts": words,
        "contexts": context,
    }
    numbers = {row.passage: row.number for row in connection.execute(_ADD_PASSAGES, told)}
    rows = [row for key, parts in split.items() for row in _rows(numbers[key], *parts)]
    names = ("numbers", "texts", "contexts", "text_lengths", "context_lengths", "terms")
    columns = {name: [row[at] for row in rows] for at, name in enumerate(names)}
    connection.execute(_ADD_WORDS, columns)
    in_text = Counter(row[5] for row in rows if row[1])
    in_context = Counter(row[5] for row in rows if row[2])
    counts = {term: (in_text[term], in_context[term]) for term in sorted({*in_text, *in_context})}
    _count(connection, counts, len(passages), sum(words), sum(context))


def _rows(number: int, words: Sequence[str], context: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """A row a term of the passage; what a column cannot hold is told as its largest number."""
    in_text, in_context = Counter(words), Counter(context)
    lengths = min(len(words), _LONGEST), min(len(context), _LONGEST)
    for term in sorted({*in_text, *in_context}):
        yield number, min(in_text[term], _LONGEST), in_context[term], *lengths, term


def _count(
    connection: Connection,
    counts: Mapping[str, tuple[int, int]],
    passages: int,
    words: int,
    context: int,
) -> None:
    columns = {
        "terms": list(counts),
        "texts": [texts for texts, _ in counts.values()],
        "contexts": [contexts for _, contexts in counts.values()],
    }
    connection.execute(_COUNT, columns)
    connection.execute(_TOTAL, {"passages": passages, "text": words, "context": context})


def _parts(passages: Iterable[Passage]) -> Iterator[list[Passage]]:
    rest = iter(passages)
    while part := list(islice(rest, _MANY)):
        yield part
