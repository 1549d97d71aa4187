"""Statements out of evidence: lead-ins of ours, quotes of the minutes, each with its citation."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from retrieval.cite import Citations, shown
from retrieval.evidence import Evidence
from retrieval.lists import LEANS_BACK, list_spans
from retrieval.phrases import say
from retrieval.question import Asks, Question
from vectorstore.dates import long_date
from vectorstore.schema import (
    AgendaItem,
    Answer,
    BlockKind,
    Meeting,
    Role,
    Section,
    SectionKind,
    Statement,
    fold,
)

_LABELS = {
    "da": {kind: kind.value.capitalize() for kind in SectionKind},
    "en": {
        SectionKind.HEADER: "Header",
        SectionKind.TITLE: "Title",
        SectionKind.BACKGROUND: "Background",
        SectionKind.RECOMMENDATION: "Proposal",
        SectionKind.DECISION: "Decision",
        SectionKind.CASE: "Case",
        SectionKind.ECONOMY: "Economy",
        SectionKind.ATTACHMENTS: "Attachments",
        SectionKind.OTHER: "Other",
    },
}


# A sentence that lists what the one before announced: "Det gælder bl.a. …".
_NAMES = re.compile(
    r"^(?:Det|De|Dette|Disse|Heraf|Herunder|Her|Blandt|Bl\.a\.|F\.eks\.|Fx)\b.*(?:,|\bog\b)"
)


@dataclass
class Draft:
    """An answer being written. Leads take the number of the quote that follows them."""

    question: Question
    statements: list[Statement] = field(default_factory=list)
    cited: Citations = field(default_factory=Citations)
    topic: tuple[str, int] | None = None
    reason: str = ""  # why what was asked is not there, where the minutes leave it out

    @property
    def language(self) -> str:
        """The language of our own words."""
        return self.question.language

    def lead(self, name: str, /, **values: object) -> None:
        """One of the fixed sentences, which the next quote will vouch for."""
        self.statements.append(Statement(Role.LEAD, say(self.language, name, **values)))

    def note(self, name: str, /, **values: object) -> None:
        """One of the fixed sentences that tells of what is not in the minutes."""
        self.statements.append(Statement(Role.NOTE, say(self.language, name, **values)))

    def quote(
        self,
        meeting: Meeting,
        item: AgendaItem | None,
        section: Section | None,
        span: tuple[int, int],
        *,
        role: Role = Role.QUOTE,
        label: str = "",
        reading: str = "",
    ) -> None:
        """Quote a place; `reading` is a table row with its headers, shown with the row itself."""
        cited = self.cited.place(meeting, item, section, *span)
        text = shown(meeting, section, *span)
        if reading:
            text = say(self.language, "table_row", reading=reading, row=cited.quote)
        told = item is not None and item.title in label
        where = self._where(item, section) if role is Role.QUOTE or section else ""
        self._vouch(cited.n)
        self.statements.append(
            Statement(
                role,
                text,
                (cited.n,),
                label or self._dated(meeting, section, self.label(cited.kind, cited.section)),
                cited.kind,
                "" if told else where,
                bool(reading),
            )
        )

    def _dated(self, meeting: Meeting, section: Section | None, label: str) -> str:
        """A section's label, with the day of a decision of another day than the meeting's."""
        if section is None or section.decided in (None, meeting.held):
            return label
        return f"{label}, {long_date(section.decided, self.language)}"

    def label(self, kind: SectionKind, name: str = "") -> str:
        """A section's name as shown: its kind's, or its own where the kind says too little."""
        if name and (kind is SectionKind.OTHER or name != kind.value):
            return name
        return _LABELS[self.language][kind]

    def _where(self, item: AgendaItem | None, section: Section | None) -> str:
        """Where a quote stands, unless the quote itself is the item's heading."""
        if item is not None and section is None:
            return ""
        if item is None:
            return say(self.language, "where_header")
        return say(self.language, "where", item=item.number, title=item.title)

    def _vouch(self, n: int) -> None:
        for at, statement in enumerate(self.statements):
            if statement.role is Role.LEAD and not statement.cites:
                self.statements[at] = replace(statement, cites=(n,))

    def answer(self) -> Answer:
        """The whole answer."""
        return Answer(
            self.question.text,
            tuple(self.statements),
            self.cited.all,
            refused=bool(self.reason),
            reason=self.reason,
            language=self.language,
            topic=self.topic,
        )


def body(section: Section) -> tuple[int, int] | None:
    """The span of a section's text without its heading; None when there is none."""
    if not section.blocks:
        return None
    return section.blocks[0].start, section.blocks[-1].end


def section_at(item: AgendaItem, start: int) -> Section | None:
    """The item's section that a place lies in."""
    return next((part for part in item.sections if part.start <= start < part.end), None)


def quote_evidence(
    draft: Draft, meeting: Meeting, item: AgendaItem, chosen: Sequence[Evidence]
) -> None:
    """Quote the chosen units of one item in the source's order, neighbours joined."""
    spans: list[tuple[int, int, str]] = []
    for each in sorted(chosen, key=lambda evidence: evidence.unit.start):
        unit = each.unit
        section = section_at(item, unit.start)
        if unit.kind is BlockKind.TABLE:
            spans.append((unit.start, unit.end, unit.reading))
            continue
        start, end = unit.start, unit.end
        entries = list_spans(draft.question, meeting, section, chosen).get(start)
        if entries is not None:
            if end <= entries[0][0]:  # a list further on takes no sentence's place
                spans.append((start, end, ""))
            spans += [(*span, "") for span in entries if (*span, "") not in spans]
            continue
        if any(first <= start and end <= last for first, last, _ in spans):
            continue
        if LEANS_BACK.match(unit.text):
            start = _before(each) or start
        if draft.question.asks is Asks.LIST:
            end = _after(each) or end
        if spans and not spans[-1][2] and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]), "")
        elif spans and not spans[-1][2] and _touch(meeting, item, spans[-1][1], start):
            spans[-1] = (spans[-1][0], end, "")
        else:
            spans.append((start, end, ""))
    for start, end, reading in spans:
        draft.quote(meeting, item, section_at(item, start), (start, end), reading=reading)


def _touch(meeting: Meeting, item: AgendaItem, end: int, start: int) -> bool:
    """Whether two units follow each other in one section, only white space or a marker between."""
    return len(fold(meeting.text[end:start])) <= 3 and section_at(item, end - 1) == section_at(
        item, start
    )


def _before(evidence: Evidence) -> int | None:
    """The start of the sentence before, when it is in the same passage and not long."""
    units = evidence.passage.units
    at = next((n for n, unit in enumerate(units) if unit.id == evidence.unit.id), 0)
    if not at or units[at - 1].kind is BlockKind.TABLE or len(units[at - 1].text.split()) > 45:
        return None
    return units[at - 1].start


def _after(evidence: Evidence) -> int | None:
    """The end of the next sentence, when it goes on to name what this one announces."""
    units = evidence.passage.units
    at = next((n for n, unit in enumerate(units) if unit.id == evidence.unit.id), len(units))
    if at + 1 >= len(units) or not _NAMES.match(units[at + 1].text):
        return None
    return units[at + 1].end
