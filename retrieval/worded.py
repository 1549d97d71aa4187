"""A worded answer put together: sentences with their quotes, then what the reader must not miss."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from retrieval.checking import Verdict, bearing, rests_on, unmarked, ways
from retrieval.cite import Citations
from retrieval.compose import section_at
from retrieval.sources import Source
from vectorstore.schema import Answer, Meeting, Role, Statement

_KEPT = (Role.ALSO, Role.NOTE)  # later decisions, proposals, what is missing
_QUOTED = (Role.LEAD, Role.QUOTE)


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence of the model's, and what came of its check."""

    sentence: str
    verdict: Verdict
    repaired: bool = False


def compose(
    answer: Answer,
    sources: Sequence[Source],
    borne: Sequence[Written],
    load: Callable[[str], Meeting],
    *,
    quotes: bool = False,
) -> Answer:
    """The answer told by the sentences that the minutes bear out.

    What the minutes' own answer says beside its quotes stays; its `quotes` too, where a sentence
    was withdrawn.
    """
    numbered = Citations()
    told = [_sentence(each, sources, numbered, load) for each in borne]
    roles = (*_KEPT, *_QUOTED) if quotes else _KEPT
    for statement in answer.statements:
        if statement.role in roles and not (answer.refused and statement.role not in _QUOTED):
            told.append(_renumbered(statement, answer, numbered))
    return replace(
        answer,
        statements=tuple(told),
        citations=numbered.all,
        refused=False,
        reason="",
        searched=None,
        nearest=(),
    )


def _sentence(
    written: Written,
    sources: Sequence[Source],
    numbered: Citations,
    load: Callable[[str], Meeting],
) -> Statement:
    claim = unmarked(written.sentence)
    cites = []
    for source in bearing(written.verdict.cites, sources):
        meeting = load(source.meeting)
        item = meeting.item(source.item)
        unit = rests_on(claim, source)
        section = section_at(item, unit.start) if item else None
        cites.append(numbered.place(meeting, item, section, unit.start, unit.end).n)
    return Statement(Role.SENTENCE, claim, tuple(dict.fromkeys(cites)), checked=ways(claim))


def _renumbered(statement: Statement, answer: Answer, numbered: Citations) -> Statement:
    known = (answer.citation(n) for n in statement.cites)
    return replace(statement, cites=tuple(numbered.add(each).n for each in known if each))
