"""The ledger: the one transactional truth. Chroma and the word index are copies of it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256
from itertools import groupby
from secrets import token_hex
from typing import Any, TypeVar

import numpy as np
from sqlalchemy import Column, Connection, Select, Table, and_, delete, func, insert, select, tuple_
from sqlalchemy.exc import SQLAlchemyError

from vectorstore import kept_tables, records, tables
from vectorstore.catalogue import Catalogue
from vectorstore.danish import fingerprint
from vectorstore.database import Database, cannot_open, damaged, one_at_a_time, overwrite
from vectorstore.embedder import Vectors
from vectorstore.errors import IndexMismatch, UnknownMeeting
from vectorstore.filelist import IndexedFile, files
from vectorstore.remembered import Remembered
from vectorstore.schema import (
    AgendaItem,
    IndexSummary,
    Meeting,
    MeetingSummary,
    Passage,
    Unit,
)
from vectorstore.unread import Unread
from vectorstore.upgrade import add_missing
from vectorstore.wordcounts import counted, packed

SCHEMA = 2  # raised when the tables change; vectorstore/upgrade.py brings an older index up
_MANY = 500  # keys in one IN (…)
_Key = TypeVar("_Key", str, tuple[str, int])
_REMEMBERED = 4_000  # passages read last: about 60 MB with their units and vectors
_REMOVED = "removed"  # the fact that words of what was removed may still stand in a file


def hashed(text: str) -> str:
    """The key of a text: sha256, in hexadecimal."""
    return sha256(text.encode()).hexdigest()


def unit_embedded(passage: Passage, unit: Unit) -> str:
    """The text that a unit's vector is made from: where it stands, what leads it in, its words."""
    title = passage.context.partition(" · ")[2] or passage.context
    parts = (title, unit.subheading, unit.lead, unit.reading or unit.text)
    return "\n".join(part for part in parts if part)


class Ledger:
    """Documents, meetings, items, sections, passages, units and vectors."""

    def __init__(self, url: str) -> None:
        """Open the database at an SQLAlchemy `url`, making its tables, or StoreUnavailable."""
        try:
            self.database = Database(url)
            with self.database.engine.begin() as connection:
                one_at_a_time(connection)
                tables.metadata.create_all(connection)
                if self.database.on_server:  # which holds what pages keep, too
                    kept_tables.metadata.create_all(connection)
                self._check_schema(connection)
        except (SQLAlchemyError, ImportError) as error:
            raise cannot_open(url, error) from error
        self._reading, self._writing = self.database.reading, self.database.writing
        self.made = 0  # revisions that were made through here, or would have been
        self.catalogue = Catalogue(self._reading)
        self.unread = Unread(self.database)
        self._bare: Remembered[str, Passage] = Remembered(_REMEMBERED)
        self._units: Remembered[str, tuple[Unit, ...]] = Remembered(_REMEMBERED)
        self._vectors: Remembered[str, Vectors] = Remembered(_REMEMBERED)
        self._unit_vectors: Remembered[str, dict[str, Vectors]] = Remembered(_REMEMBERED)
        self._cases: Remembered[str, list[tuple[MeetingSummary, AgendaItem]]] = Remembered(200)

    def _check_schema(self, connection: Connection) -> None:
        known = self._facts(connection).get("schema")
        if known is None:
            connection.execute(insert(tables.fact).values(key="schema", value=str(SCHEMA)))
        elif known.isdecimal() and int(known) < SCHEMA:
            add_missing(connection)
            self._set_fact(connection, "schema", str(SCHEMA))
        elif known != str(SCHEMA):
            raise IndexMismatch(
                "Indekset er lavet af en anden udgave af programmet. Slet indeksmappen, og indlæs "
                "referaterne igen med `python -m ingest sync`."
            )

    @staticmethod
    def _facts(connection: Connection) -> dict[str, str]:
        return {row.key: row.value for row in connection.execute(select(tables.fact))}

    def facts(self) -> dict[str, str]:
        """What the index as a whole is: schema, model, revision."""
        with self._reading() as connection:
            return self._facts(connection)

    def revision(self) -> int:
        """A number that grows with every change, so that readers know when to look again."""
        return int(self.facts().get("revision", "0"))

    def set_fact(self, key: str, value: str) -> None:
        """Remember something about the index as a whole."""
        with self._writing() as connection:
            self._set_fact(connection, key, value)

    @staticmethod
    def _set_fact(connection: Connection, key: str, value: str) -> None:
        connection.execute(delete(tables.fact).where(tables.fact.c.key == key))
        connection.execute(insert(tables.fact).values(key=key, value=value))

    def id(self) -> str:
        """A name that no other ledger has, made at first need."""
        with self._writing() as connection:
            one_at_a_time(connection)
            if "id" not in self._facts(connection):
                self._set_fact(connection, "id", token_hex(8))
            return self._facts(connection)["id"]

    def set_model(self, name: str) -> None:
        """Remember the embedding model; IndexMismatch when passages of another are stored."""
        with self._writing() as connection:
            known = self._facts(connection).get("model")
            if known == name:
                return
            if known and connection.execute(select(tables.passage.c.id).limit(1)).first():
                raise mismatch(known, name)
            self._set_fact(connection, "model", name)

    # --- documents -------------------------------------------------------------------------

    def documents(self, **equal: str) -> dict[str, Any]:
        """Rows (id, path, source, added, text_hash, file_hash, parser, indexed_at) by meeting id.

        `equal` limits them: documents(file_hash="…").
        """
        m = tables.meeting.c
        columns = (
            m.id, m.path, m.source, m.added, m.text_hash, m.file_hash, m.parser, m.indexed_at,
        )  # fmt: skip
        query = select(*columns).where(*(m[name] == value for name, value in equal.items()))
        with self._reading() as connection:
            return {row.id: row for row in connection.execute(query.order_by(m.id))}

    def put(
        self,
        meeting: Meeting,
        passages: Sequence[Passage],
        vectors: Mapping[str, Vectors],
        *,
        model: str,
        path: str,
        parser: str,
        added: bool,
        file_hash: str = "",  # of what was not read from a file
    ) -> None:
        """Store a meeting whole, in place of what was stored of it; its copies are then pending.

        `vectors` maps hashes of embedded texts to the vectors not yet stored.
        """
        row = records.meeting_row(meeting) | {
            "path": path,
            "text_hash": hashed(meeting.text),
            "file_hash": file_hash,
            "parser": parser,
            "added": added,
            "indexed_at": datetime.now(UTC),
        }
        with self._writing() as connection:
            self._drop(connection, meeting.id)
            connection.execute(insert(tables.meeting), [row])
            for table, rows in (
                (tables.participant, records.participant_rows(meeting)),
                (tables.item, records.item_rows(meeting)),
                (tables.vote, records.vote_rows(meeting)),
                (tables.attendance, records.attendance_rows(meeting)),
                (tables.section, records.section_rows(meeting)),
                (tables.passage, list(_passage_rows(passages))),
                (tables.unit, list(_unit_rows(passages))),
                (tables.vector, [_vector_row(model, key, value) for key, value in vectors.items()]),
                (tables.wordcount, [_wordcount_row(meeting.id, passages)]),
            ):
                if rows:
                    connection.execute(insert(table), rows)
            self._changed(connection, meeting.id)

    def remove(self, meeting: str) -> None:
        """Forget a meeting; its copies are then pending."""
        with self._writing() as connection:
            self._drop(connection, meeting)
            self._changed(connection, meeting)

    def moved(self, meeting: str, path: str, source: str, file_hash: str) -> None:
        """Remember that a meeting's file has another name now, or other bytes of the same text."""
        m = tables.meeting
        told = {"path": path, "source": source, "file_hash": file_hash}
        with self._writing() as connection:
            connection.execute(m.update().where(m.c.id == meeting).values(told))
            self._newer(connection)

    def read_again(self, meetings: Collection[str]) -> None:
        """Have the files of these meetings read again although they did not change."""
        m = tables.meeting
        with self._writing() as connection:
            connection.execute(m.update().where(m.c.id.in_(meetings)).values(parser=""))

    def _drop(self, connection: Connection, meeting: str) -> None:
        dropped = delete(tables.meeting).where(tables.meeting.c.id == meeting)
        if connection.execute(dropped).rowcount:
            self._set_fact(connection, _REMOVED, "1")

    def holds_removed(self) -> bool:
        """Whether words of what was removed may still stand in a file of the index."""
        return _REMOVED in self.facts()

    def overwrite(self) -> None:
        """Take them out of the database's own files, with every vector that only they used.

        The last to do so: what was removed is forgotten now.
        """
        used = (select(tables.passage.c.vector), select(tables.unit.c.vector))
        unused = and_(*(tables.vector.c.hash.not_in(hashes) for hashes in used))
        with self._writing() as connection:
            connection.execute(delete(tables.vector).where(unused))
        overwrite(self.database.engine)
        with self._writing() as connection:
            connection.execute(delete(tables.fact).where(tables.fact.c.key == _REMOVED))

    def _changed(self, connection: Connection, meeting: str) -> None:
        self._newer(connection)
        connection.execute(delete(tables.pending).where(tables.pending.c.meeting == meeting))
        connection.execute(insert(tables.pending).values(meeting=meeting))

    def _newer(self, connection: Connection) -> None:
        revision = int(self._facts(connection).get("revision", "0")) + 1
        self._set_fact(connection, "revision", str(revision))
        self.made += 1

    # --- copies ----------------------------------------------------------------------------

    def pending(self) -> list[str]:
        """Meetings whose copies are not yet as the ledger says."""
        with self._reading() as connection:
            return list(connection.execute(select(tables.pending.c.meeting)).scalars())

    def copied(self, meeting: str) -> None:
        """The meeting's copies are as the ledger says; who looked before is to look again."""
        with self._writing() as connection:
            self._newer(connection)
            connection.execute(delete(tables.pending).where(tables.pending.c.meeting == meeting))

    def mark_all_pending(self) -> None:
        """Make every copy again at the next chance."""
        with self._writing() as connection:
            connection.execute(delete(tables.pending))
            for meeting in list(connection.execute(select(tables.meeting.c.id)).scalars()):
                connection.execute(insert(tables.pending).values(meeting=meeting))

    # --- reading ---------------------------------------------------------------------------

    def summary(self) -> IndexSummary:
        """What the index holds; meetings by date, newest last."""
        with self._reading() as connection:
            rows = list(connection.execute(_counts()))
            passages = connection.execute(select(func.count(tables.passage.c.id))).scalar_one()
            facts = self._facts(connection)
        return IndexSummary(
            tuple(_summary(row) for row in rows),
            passages,
            facts.get("model", ""),
            max((row.indexed_at for row in rows), default=None),
            int(facts.get("revision", "0")),
        )

    def files(self) -> list[IndexedFile]:
        """What is indexed, newest meeting first, without texts."""
        with self._reading() as connection:
            return files(connection)

    def file(self, meeting: str) -> IndexedFile:
        """The file of a meeting; UnknownMeeting when it is not there."""
        with self._reading() as connection:
            found = files(connection, meeting)
        if not found:
            raise _unknown(meeting)
        return found[0]

    def meeting(self, meeting: str) -> Meeting:
        """A meeting with all its items and text; UnknownMeeting when it is not there."""
        m, p, i = tables.meeting, tables.participant, tables.item
        with self._reading() as connection:
            row = connection.execute(select(m).where(m.c.id == meeting)).first()
            if row is None:
                raise _unknown(meeting)
            if hashed(row.text) != row.text_hash:
                raise damaged(str(self.database), f"teksten af {meeting} er ikke hel")
            people = connection.execute(
                select(p).where(p.c.meeting == meeting).order_by(p.c.place)
            ).all()
            items = connection.execute(
                select(i).where(i.c.meeting == meeting).order_by(i.c.place)
            ).all()
            parts, votes, attendance = (
                connection.execute(
                    select(t).join(i).where(i.c.meeting == meeting).order_by(i.c.place, t.c.place)
                ).all()
                for t in (tables.section, tables.vote, tables.attendance)
            )
        found = records.items_from(items, parts, votes, attendance)
        return records.meeting_from(row, people, found)

    def participants(self) -> list[str]:
        """Every name on a list of participants, as printed."""
        name = tables.participant.c.name
        with self._reading() as connection:
            return list(connection.execute(select(name).distinct().order_by(name)).scalars())

    def listing(self, names: Collection[str] = ()) -> dict[str, set[str]]:
        """By name, ids of the meetings whose lists hold it; "" for those that have a list."""
        p = tables.participant.c
        found: dict[str, set[str]] = {"": set()}
        with self._reading() as connection:
            found[""].update(connection.execute(select(p.meeting).distinct()).scalars())
            for row in connection.execute(select(p.name, p.meeting).where(p.name.in_(names))):
                found.setdefault(row.name, set()).add(row.meeting)
        return found

    def case_items(self, case: str) -> list[tuple[MeetingSummary, AgendaItem]]:
        """Every item with this case number, sections left out, by date."""
        read = self._cases.of(self.revision(), [case], lambda _: {case: self._case_items(case)})
        return list(read[case])

    def _case_items(self, case: str) -> list[tuple[MeetingSummary, AgendaItem]]:
        i = tables.item
        with self._reading() as connection:
            rows = connection.execute(select(i).where(i.c.case_number == case)).all()
            there = select(i.c.meeting).where(i.c.case_number == case)
            counted = connection.execute(_counts().where(tables.meeting.c.id.in_(there)))
            by_id = {row.id: _summary(row) for row in counted}
        found = [(by_id[row.meeting], records.item_from(row)) for row in rows]
        return sorted(found, key=lambda pair: (pair[0].held, pair[0].id, pair[1].number))

    def items(self, places: Collection[tuple[str, int]]) -> dict[tuple[str, int], AgendaItem]:
        """Items by (meeting, number), sections left out; what is no item is left out."""
        i = tables.item
        rows = self._rows_of(places, select(i))
        return {place: records.item_from(row) for place, row in rows.items()}

    def item_texts(self, places: Collection[tuple[str, int]]) -> dict[tuple[str, int], str]:
        """The texts of items by (meeting, number), headings included."""
        i, m = tables.item.c, tables.meeting
        text = func.substr(m.c.text, i.start + 1, i.end - i.start).label("text")
        rows = self._rows_of(places, select(i.meeting, i.number, text).join(m, m.c.id == i.meeting))
        return {place: row.text for place, row in rows.items()}

    def _rows_of(
        self, places: Collection[tuple[str, int]], query: Select[Any]
    ) -> dict[tuple[str, int], Any]:
        i = tables.item.c
        found: dict[tuple[str, int], Any] = {}
        with self._reading() as connection:
            for part in _parts(sorted(places)):
                some = query.where(tuple_(i.meeting, i.number).in_(part)).order_by(i.place.desc())
                # Of items with one number the first is meant, as in `Meeting.item`.
                found |= {(r.meeting, r.number): r for r in connection.execute(some)}
        return found

    def decided_on(self, day: date) -> list[tuple[str, int]]:
        """(meeting, item number) of every item that prints a decision of this day."""
        i, s = tables.item.c, tables.section.c
        query = select(i.meeting, i.number).join_from(tables.section, tables.item)
        with self._reading() as connection:
            rows = connection.execute(query.where(s.decided == day).distinct())
            return [(row.meeting, row.number) for row in rows]

    def items_with_votes(self) -> set[tuple[str, int]]:
        """(meeting, start) of every item whose decision tells of a vote."""
        return self._items_with(tables.vote)

    def items_with_attendance(self) -> set[tuple[str, int]]:
        """(meeting, start) of every item that tells of somebody's presence."""
        return self._items_with(tables.attendance)

    def _items_with(self, table: Table) -> set[tuple[str, int]]:
        i = tables.item.c
        query = select(i.meeting, i.start).where(i.id.in_(select(table.c.item)))
        with self._reading() as connection:
            return {(row.meeting, row.start) for row in connection.execute(query)}

    def same_day(self, meeting: Meeting) -> list[str]:
        """Ids of what is stored of the committee that day, whoever it belongs to.

        Minutes for minutes, agendas for an agenda.
        """
        m = tables.meeting.c
        query = select(m.id).where(
            m.committee == meeting.committee,
            m.held == meeting.held,
            m.agenda == meeting.agenda,
        )
        with self._reading() as connection:
            return list(connection.execute(query.order_by(m.id)).scalars())

    def with_cases(self, cases: Collection[str]) -> set[str]:
        """Ids of the meetings that treated one of these cases."""
        i = tables.item.c
        query = select(i.meeting).where(i.case_number.in_(cases)).distinct()
        with self._reading() as connection:
            return set(connection.execute(query).scalars())

    def count_meetings(self) -> int:
        """Number of meetings."""
        with self._reading() as connection:
            return int(connection.execute(select(func.count(tables.meeting.c.id))).scalar_one())

    def passages(self, ids: Collection[str]) -> dict[str, Passage]:
        """Passages by id, without their units; ids that are not there are left out."""

        def read(missing: Sequence[str]) -> dict[str, Passage]:
            return {passage.id: passage for passage in self.bare_passages(missing)}

        return self._bare.of(self.revision(), ids, read)

    def bare_passages(self, ids: Iterable[str]) -> Iterator[Passage]:
        """Passages without their units, from the database itself."""
        p = tables.passage
        for part in _parts(list(ids)):
            with self._reading() as connection:
                rows = connection.execute(select(p).where(p.c.id.in_(part))).all()
            yield from (records.passage_from(row) for row in rows)

    def with_units(self, passages: Sequence[Passage]) -> list[Passage]:
        """Passages with the units they have in the ledger."""
        ids = [passage.id for passage in passages]
        units = self._units.of(self.revision(), ids, self._read_units)
        return [replace(passage, units=units.get(passage.id, ())) for passage in passages]

    def meeting_passages(self, meeting: str) -> list[Passage]:
        """All passages of a meeting, in their order."""
        p = tables.passage
        return self._load(select(p).where(p.c.meeting == meeting).order_by(p.c.place))

    def item_passages(self, meeting: str, item: int) -> list[Passage]:
        """All passages of an item, in their order."""
        p = tables.passage
        of_item = select(p).where(p.c.meeting == meeting, p.c.item == item)
        return self._load(of_item.order_by(p.c.place))

    def _load(self, query: Any) -> list[Passage]:
        with self._reading() as connection:
            rows = connection.execute(query).all()
        return self.with_units([records.passage_from(row) for row in rows])

    def _read_units(self, passages: Sequence[str]) -> dict[str, tuple[Unit, ...]]:
        u = tables.unit
        found: dict[str, list[Unit]] = {}
        with self._reading() as connection:
            for part in _parts(passages):
                units = select(u).where(u.c.passage.in_(part)).order_by(u.c.place)
                for row in connection.execute(units):
                    found.setdefault(row.passage, []).append(records.unit_from(row))
        return {passage: tuple(units) for passage, units in found.items()}

    def word_counts(self, meetings: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        """Each meeting's word counts, packed; those of an older index are counted now."""
        w = tables.wordcount.c
        for part in _parts(meetings):
            stored = select(w.meeting, w.value).where(
                w.meeting.in_(part), w.counting == fingerprint()
            )
            with self._reading() as connection:
                found = {row.meeting: row.value for row in connection.execute(stored)}
            for meeting in part:
                yield meeting, found.get(meeting) or self._counted(meeting)

    def _counted(self, meeting: str) -> bytes:
        p = tables.passage.c
        with self._reading() as connection:
            rows = connection.execute(select(p.context, p.text).where(p.meeting == meeting))
            return packed(counted((row.context, row.text) for row in rows))

    def passage_ids(self) -> set[str]:
        """Ids of all passages."""
        with self._reading() as connection:
            return set(connection.execute(select(tables.passage.c.id)).scalars())

    def count(self) -> int:
        """Number of passages."""
        with self._reading() as connection:
            return int(connection.execute(select(func.count(tables.passage.c.id))).scalar_one())

    def without_vectors(self, meetings: Sequence[str]) -> list[str]:
        """Those of some meetings with a passage whose vector of the index's model is gone."""
        p, v = tables.passage.c, tables.vector.c
        found: list[str] = []
        with self._reading() as connection:
            there = select(v.hash).where(v.model == self._facts(connection).get("model", ""))
            for part in _parts(sorted(meetings)):
                query = select(p.meeting).where(p.meeting.in_(part), p.vector.not_in(there))
                found += connection.execute(query.distinct().order_by(p.meeting)).scalars()
        return found

    def vectors(self, model: str, keys: Iterable[str]) -> dict[str, Vectors]:
        """Stored vectors by the hash of their text, shape (dimension,) each."""
        v = tables.vector
        found: dict[str, Vectors] = {}
        with self._reading() as connection:
            for part in _parts(sorted(set(keys))):
                query = select(v.c.hash, v.c.value).where(v.c.model == model, v.c.hash.in_(part))
                for row in connection.execute(query):
                    found[row.hash] = np.frombuffer(row.value, dtype="<f4")
        return found

    def vectors_of_passages(self, model: str, passages: Sequence[str]) -> dict[str, Vectors]:
        """The vectors of some passages by id, shape (dimension,) each."""

        def read(missing: Sequence[str]) -> dict[str, Vectors]:
            found = self._read_vectors(model, tables.passage.c, tables.passage.c.id, missing)
            return {id: vector for _, id, vector in found}

        return self._vectors.of(self.revision(), passages, read)

    def vectors_of_units(self, model: str, passages: Sequence[str]) -> dict[str, Vectors]:
        """The vectors of all units of some passages by the unit's id, shape (dimension,) each."""

        def read(missing: Sequence[str]) -> dict[str, dict[str, Vectors]]:
            by_passage: dict[str, dict[str, Vectors]] = {}
            columns = tables.unit.c
            for passage, id, vector in self._read_vectors(model, columns, columns.passage, missing):
                by_passage.setdefault(passage, {})[id] = vector
            return by_passage

        read_now = self._unit_vectors.of(self.revision(), passages, read)
        return {id: vector for units in read_now.values() for id, vector in units.items()}

    def _read_vectors(
        self, model: str, columns: Any, passage: Column[str], passages: Sequence[str]
    ) -> Iterator[tuple[str, str, Vectors]]:
        """Passage, id and vector of what a table with these columns has of some passages."""
        v = tables.vector.c
        query = select(passage.label("passage"), columns.id, v.value)
        query = query.join(tables.vector, v.hash == columns.vector).where(v.model == model)
        with self._reading() as connection:
            for part in _parts(passages):
                for row in connection.execute(query.where(passage.in_(part))):
                    yield row.passage, row.id, np.frombuffer(row.value, dtype="<f4")

    def versions(self) -> dict[str, datetime]:
        """When each meeting was indexed."""
        m = tables.meeting.c
        with self._reading() as connection:
            return {
                row.id: row.indexed_at for row in connection.execute(select(m.id, m.indexed_at))
            }

    def passage_vectors(
        self, meetings: Sequence[str]
    ) -> Iterator[tuple[str, tuple[datetime, list[str], Vectors]]]:
        """Each meeting's version, passage ids and vectors, of shape (passages, dimension)."""
        m, p, v = tables.meeting.c, tables.passage.c, tables.vector.c
        columns = select(m.id, m.indexed_at, p.id.label("passage"), v.value)
        joined = columns.join_from(tables.meeting, tables.passage, p.meeting == m.id).join(
            tables.vector, v.hash == p.vector
        )
        with self._reading() as connection:
            model = self._facts(connection).get("model", "")
            for part in _parts(meetings):
                query = joined.where(m.id.in_(part), v.model == model).order_by(m.id, p.place)
                for (id, version), rows in groupby(
                    connection.execute(query), key=lambda row: (row.id, row.indexed_at)
                ):
                    of_it = list(rows)
                    values = b"".join(row.value for row in of_it)
                    vectors = np.frombuffer(values, dtype="<f4").reshape(len(of_it), -1)
                    yield id, (version, [row.passage for row in of_it], vectors)

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()


def _unknown(meeting: str) -> UnknownMeeting:
    return UnknownMeeting(f"Referatet „{meeting}“ er ikke indlæst her.")


def mismatch(known: str, wanted: str) -> IndexMismatch:
    """The error for an index of another embedding model."""
    return IndexMismatch(
        f"Indekset er lavet med sprogmodellen „{known}“, men indstillingen siger „{wanted}“. Ret "
        "REFERAT_EMBEDDING_MODEL, eller vælg en anden mappe med REFERAT_INDEX og indlæs igen."
    )


def _counts() -> Select[Any]:
    m, i = tables.meeting.c, tables.item.c
    return (
        select(
            m.id, m.committee, m.held, m.indexed_at, m.municipality, m.agenda, m.place,
            func.count(i.id).label("items"),
            func.count(i.id).filter(i.closed).label("closed"),
        )
        .outerjoin_from(tables.meeting, tables.item)
        .group_by(m.id, m.committee, m.held, m.indexed_at, m.municipality, m.agenda, m.place)
        .order_by(m.held, m.id)
    )  # fmt: skip


def _summary(row: Any) -> MeetingSummary:
    about = (row.id, row.committee, row.held, row.items, row.closed)
    return MeetingSummary(*about, row.municipality, row.agenda, row.place)


def _passage_rows(passages: Sequence[Passage]) -> Iterator[records.Row]:
    for place, passage in enumerate(passages):
        yield records.passage_row(passage, place, hashed(passage.embedded))


def _unit_rows(passages: Sequence[Passage]) -> Iterator[records.Row]:
    for passage in passages:
        for place, unit in enumerate(passage.units):
            yield records.unit_row(unit, passage, place, hashed(unit_embedded(passage, unit)))


def _wordcount_row(meeting: str, passages: Sequence[Passage]) -> records.Row:
    value = packed(counted((passage.context, passage.text) for passage in passages))
    return {"meeting": meeting, "counting": fingerprint(), "value": value}


def _vector_row(model: str, key: str, value: Vectors) -> records.Row:
    return {"model": model, "hash": key, "value": np.asarray(value, dtype="<f4").tobytes()}


def _parts(keys: Sequence[_Key]) -> Iterator[Sequence[_Key]]:
    for first in range(0, len(keys), _MANY):
        yield keys[first : first + _MANY]
