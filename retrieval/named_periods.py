"""Items whose text names a period: "i februar 2024" may be when something was, not when it met."""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from retrieval.evidence import Evidence
from retrieval.periods import Period, find_periods
from retrieval.question import Question
from retrieval.shown import placed

# Asked of a meeting, a period is when it was held.
_OF_A_MEETING = re.compile(
    r"\b(?:mode\w*|referat\w*|dagsorden\w*|deltog\w*|beslut\w*|vedt[ao]g\w*|godkend\w*|behandle\w*"
    r"|droft\w*|udvalget|direktionen|meeting\w*|minutes|decid\w*|committee|board|executive)\b"
)


def of_events(question: Question) -> list[Period]:
    """The months and seasons that the question names without asking of a meeting."""
    if _OF_A_MEETING.search(question.folded):
        return []
    return [p for p in question.periods if not p.exact and not p.whole_year and p.year is not None]


def naming(
    periods: Collection[Period], evidence: Sequence[Evidence], held: Mapping[str, date]
) -> list[Evidence]:
    """The evidence of those items of which a unit names one of the periods.

    `held` has the day of each meeting.
    """
    items = {
        (each.passage.meeting, each.passage.item)
        for each in evidence
        for named in find_periods(placed(each))[0]
        if any(_same(period, named, held[each.passage.meeting]) for period in periods)
    }
    return [each for each in evidence if (each.passage.meeting, each.passage.item) in items]


def _same(asked: Period, named: Period, held: date) -> bool:
    """Whether a period that is named is part of the one asked of; without a year, of the meeting's.

    A meeting in January tells of the year before.
    """
    if named.whole_year or not asked.meets(named):
        return False
    years = {asked.year, (asked.year or 0) + 1} if named.first_month > 9 else {asked.year}
    return named.year is not None or held.year in years
