"""An assistant that answers from the two meetings of Lindevang, by the question's words."""

import threading
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from lindevang import DECISION, HOSTILE, PROPOSAL, TITLE, june, march, span
from shelves import shelved

from retrieval.cases import Case, told
from retrieval.phrasing import Model
from vectorstore.catalogue import Catalogue
from vectorstore.errors import BadQuestion, UnknownMeeting
from vectorstore.ledger import Ledger
from vectorstore.schema import (
    AgendaItem,
    Answer,
    Citation,
    Filters,
    IndexSummary,
    Limit,
    Meeting,
    MeetingSummary,
    Role,
    Searched,
    SectionKind,
    Statement,
    fold,
)

FOLLOW_UP = "Hvem tog forbehold for linjeføringen?"


def citation(
    n: int, meeting: Meeting, number: int, kind: SectionKind, words: str, name: str = ""
) -> Citation:
    item = meeting.item(number)
    start, end = span(meeting.text, words)
    return Citation(
        n, meeting.id, meeting.committee, meeting.held, number, item.title if item else "",
        item.case if item else None, kind, name or kind.value, fold(meeting.text[start:end]),
        start, end,
    )  # fmt: skip


def answered(question: str) -> Answer:
    """A decision with its proposal, a table row, a header line and a later meeting."""
    first, later = june(), march()
    where = f"Punkt 4, {TITLE}"
    row = "Birkelunden*\t2,4\t3,5"
    cited = (
        citation(1, first, 4, SectionKind.DECISION, DECISION),
        citation(2, first, 4, SectionKind.RECOMMENDATION, PROPOSAL),
        citation(3, first, 4, SectionKind.ECONOMY, row),
        citation(4, later, 3, SectionKind.DECISION, "Orienteringen blev taget til efterretning."),
        citation(5, first, 0, SectionKind.HEADER, "Rådhuset, lokale 2.14"),
    )
    return Answer(
        question,
        (
            Statement(Role.LEAD, "Teknik- og Miljøudvalget besluttede den 12. juni 2024:", (1,)),
            Statement(Role.QUOTE, DECISION, (1,), "Beslutning", SectionKind.DECISION, where),
            Statement(
                Role.QUOTE, "Etape: Birkelunden*\n2024: 2,4\n2025: 3,5", (3,), "Økonomi",
                SectionKind.ECONOMY, where, table=True,
            ),
            Statement(Role.ALSO, PROPOSAL, (2,), "Indstilling", SectionKind.RECOMMENDATION),
            Statement(
                Role.ALSO, "Orienteringen blev taget til efterretning.", (4,),
                "Senere, 12. marts 2025", SectionKind.DECISION,
            ),
            Statement(Role.ALSO, "Rådhuset, lokale 2.14", (5,), "Mødested", SectionKind.HEADER),
            Statement(Role.NOTE, "Bilagene er ikke læst ind."),
        ),
        cited,
        final=True,
    )  # fmt: skip


def refused(question: str) -> Answer:
    near = citation(1, june(), 4, SectionKind.CASE, "Stien krydser 14 indkørsler.")
    return Answer(
        question,
        (
            Statement(Role.NONE, "Det kan jeg ikke finde i referaterne."),
            Statement(Role.NONE, "Svømmehallen er ikke nævnt i nogen tekst, der er offentlig."),
        ),
        refused=True,
        reason="not_found",
        searched=Searched(
            2, 3, ("Teknik- og Miljøudvalget",), 2024, 2025, ("møllevej",), ("svømmehal",), 1
        ),
        nearest=(near,),
        final=True,
    )


class Council:
    """Stands in for the assistant: answers by the question's words, and remembers the history."""

    def __init__(self, *meetings: Meeting) -> None:
        self.chat: Model | None = None
        self.meetings = {meeting.id: meeting for meeting in meetings}
        self.histories: list[list[str]] = []
        self.limited: list[tuple[Filters | None, tuple[str, ...]]] = []
        self.gate = threading.Event()  # a question with "langsom" waits here half way
        self.gate.set()
        self.folder = TemporaryDirectory(prefix="referat-")  # of the ledger and the files
        self._ledger: tuple[list[Meeting], Ledger] | None = None

    @property
    def ledger(self) -> Ledger:
        """A real ledger of the meetings as they are now."""
        here = list(self.meetings.values())
        if self._ledger is None or self._ledger[0] != here:
            Path(self.folder.name, "ledger.db").unlink(missing_ok=True)
            self._ledger = here, shelved(here, Path(self.folder.name))
        return self._ledger[1]

    @property
    def catalogue(self) -> Catalogue:
        return self.ledger.catalogue

    def case(self, case: str) -> Case | None:
        return told(case, self.case_items(case), self.meeting, self.ledger.item_passages)

    def ask(
        self,
        question: str,
        history: Sequence[str] = (),
        filters: Filters | None = None,
        without: Collection[str] = (),
        suggest: bool = False,
    ) -> Iterator[Answer]:
        self.histories.append(list(history))
        self.limited.append((filters, tuple(without)))
        if "for langt" in question:
            raise BadQuestion("Spørgsmålet er for langt. Skriv det med færre ord.")
        whole = refused(question) if "svømmehal" in question else answered(question)
        if suggest:
            whole = replace(whole, follow_ups=(FOLLOW_UP,))
        if "i 2024" in question and "period" not in without:
            whole = replace(whole, limits=(Limit("period", "i 2024", "2024"),))
        for count in range(1, len(whole.statements)):
            if count == 3 and "langsom" in question:
                self.gate.wait(20)
            if count == 3 and "fejl" in question:
                raise RuntimeError("en fejl i programmet")
            yield replace(whole, statements=whole.statements[:count], final=False)
        yield whole

    def summary(self) -> IndexSummary:
        return IndexSummary(tuple(self._summary(m) for m in self.meetings.values()), 9)

    def meeting(self, meeting: str) -> Meeting:
        if meeting not in self.meetings:
            raise UnknownMeeting(f"Mødet {meeting} er ikke indlæst.")
        return self.meetings[meeting]

    def case_items(self, case: str) -> list[tuple[MeetingSummary, AgendaItem]]:
        found = [
            (self._summary(meeting), item)
            for meeting in self.meetings.values()
            for item in meeting.items
            if item.case == case
        ]
        return sorted(found, key=lambda pair: pair[0].held)

    def examples(self, limit: int = 4, language: str = "da") -> list[str]:
        return ["Hvad blev besluttet om cykelstien?", f"Hvad er {HOSTILE}?"][:limit]

    def warm(self) -> None: ...

    @staticmethod
    def _summary(meeting: Meeting) -> MeetingSummary:
        shut = sum(item.closed for item in meeting.items)
        about = (meeting.id, meeting.committee, meeting.held, len(meeting.items), shut)
        return MeetingSummary(*about, meeting.municipality, meeting.agenda)


def council() -> Council:
    return Council(june(), march())
