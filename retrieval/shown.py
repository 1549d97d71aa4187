"""The evidence that would be shown, as it is looked at before it is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from retrieval.evidence import Evidence
from retrieval.question import Question
from retrieval.search import Terms
from vectorstore.danish import terms
from vectorstore.schema import Meeting

# "Anja Mostrup", "COWI A/S", "Foreningen Lysfest"; initials.
_A_NAME = re.compile(r"[A-ZÆØÅ][\w.-]+(?: [A-ZÆØÅ][\w.-]*)+|\b[A-ZÆØÅ]{2,5}\b")


_OF_IT = 0.5  # of the best unit's coverage, from which another one speaks of the same thing


class Demand(StrEnum):
    """Something that a question asks for, or takes for granted."""

    NUMBER = "number"
    DATE = "date"
    PERSON = "person"
    REASON = "reason"
    NAME = "name"  # of a firm, a supplier, a school
    NAMED = "named"  # a name in the question itself
    BODY = "body"  # another body that is said to have decided
    VOTE = "vote"
    OUTCOME = "outcome"  # of what is only planned
    LISTED = "listed"  # as many as the question says there are
    SUBJECT = "subject"  # the thing counted or priced
    YEAR = "year"  # that something is counted in
    YEARS = "years"  # that something is called by: a budget, a season
    AT_LARGE = "at_large"  # that a number is of the whole country
    ROLE = "role"  # the name of a leader, a coordinator
    JOB = "job"  # who got it, or has it
    MOTIVE = "motive"  # why somebody voted so
    PLAN = "plan"  # what came of what is only planned
    TOLD = "told"  # what an analysis showed, what was answered
    PAID = "paid"  # an amount of money
    GROUP = "group"  # that a number is of: an age, a place
    MUNICIPALITY = "municipality"  # its name


@dataclass(frozen=True, slots=True)
class Shown:
    """The evidence of the best item, as the demands look at it."""

    question: Question
    words: Terms
    units: Sequence[Evidence]  # of the best item, best first
    meeting: Meeting

    def named_anew(self, each: Evidence, *, whole: bool = False) -> bool:
        """Whether a unit names somebody or something that the question does not.

        `whole` names are not initials alone.
        """
        asked = set(terms(self.question.text))
        names = (
            terms(found)
            for found in _A_NAME.findall(each.unit.text)
            if not (whole and found.isupper())
        )
        return any(asked.isdisjoint(name) for name in names)

    @property
    def near(self) -> list[str]:
        """The texts of the units that speak of what is asked about, the others left out."""
        most = max(each.coverage for each in self.units)
        near = (each.unit for each in self.units if each.coverage >= _OF_IT * most)
        return [unit.reading or unit.text for unit in near]

    @property
    def text(self) -> str:
        """The units' own words."""
        return " ".join(each.unit.reading or each.unit.text for each in self.units)

    @property
    def around(self) -> set[str]:
        """Terms of the units and of all that says what they are about."""
        leads = " ".join(f"{each.unit.lead} {each.unit.subheading}" for each in self.units)
        return set(terms(f"{self.text} {leads} {self.units[0].passage.context}"))


def placed(each: Evidence) -> str:
    """A unit's words with the lines above it."""
    unit = each.unit
    return f"{unit.reading or unit.text} {unit.lead} {unit.subheading}"
