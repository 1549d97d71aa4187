"""How surely a line is an agenda item's heading, by what it says and what stands around it."""

import re

from ingest.closed import Group, is_closed
from ingest.days import DATE
from ingest.evidence import ItemHeading, Surroundings
from ingest.forms import NAMED, Candidate
from ingest.lists import opens_list
from vectorstore.schema import SectionKind, fold

# What stands behind "Punkt 2:" in a decision or letter: an outcome, or a sentence. A title may
# end with an abbreviation: "Eventuelt mv."
SAID = re.compile(
    r"(?:ikke )?(?:godkendt|vedtaget|tiltrådt|taget|udsat|udskudt|drøftet|anbefal\w+|afvist)\b.*"
    r"|(?:\S+ ){3,}.*(?<!\bmv)(?<!\bm\.m)(?<!\bm\.v)(?<!\bosv)(?<!\bm\.fl)\.|.*[,;]",
    re.IGNORECASE,
)
_OUTCOME = re.compile(
    r"(?:ikke |enstemmigt )?(?:godkendt|vedtaget|tiltrådt|taget|udsat|udskudt|drøftet|anbefal\w+"
    r"|afvist|indstillet|at )\b",
    re.IGNORECASE,
)
# "Overborgmester Anne Holm (A)" on a list of those present; "11/1-2023 kl. 19.30" above them.
_PERSON = re.compile(r"(?:[A-ZÆØÅ][\w.-]+ ){2,5}\([A-ZÆØÅ]{1,2}\)")
_DATED = re.compile(rf"(?:\w+ )?(?:den |d\. )?{DATE.pattern}", re.IGNORECASE)
# A line of running text that its sentence goes on from.
_RUNS_ON = re.compile(r".{30,}[\wæøå,–-]", re.DOTALL)
_NUMBERED = re.compile(r"\W*\d{1,4}[.:)]\s")
_TWO_SENTENCES = re.compile(r"[a-zæøå)]{3}\. +[A-ZÆØÅ]")
_LONG_TITLE = 180
NEVER = -100.0


def weight(around: Surroundings, heading: ItemHeading, candidate: Candidate) -> float:
    """How surely a line is an item's heading: from about 10 down; NEVER for not at all."""
    at = candidate.at
    if around.contents.holds(at) or around.groups[at] is Group.CLOSED:
        return NEVER
    listed = around.listed(heading.title)
    told = (
        3.0 * (heading.closed or is_closed(heading.title))
        + 2.5 * (heading.case is not None)
        + 2.0 * heading.repeated
        + 3.0 * listed
    )
    if candidate.form in NAMED and not told and SAID.fullmatch(candidate.title):
        return NEVER
    said = candidate.form == "punkt" and not candidate.colon and candidate.title[:1].islower()
    if said and not told:
        return NEVER  # "Punkt 2 blev anbefalet."
    return (
        told
        + _above(around, heading, candidate, firm=told > 0)
        + _below(around, heading)
        + _shape(around, heading, candidate, listed=listed)
    )


def _above(
    around: Surroundings, heading: ItemHeading, candidate: Candidate, *, firm: bool
) -> float:
    at = min(heading.first, candidate.at)
    before = around.before(at)
    if before < 0 or around.groups[before] is not None:
        return 1.5
    line = around.lines[before]
    found = around.headings[before]
    if candidate.form == "row":
        return 0.5
    if before == at - 1 and found is None and _RUNS_ON.fullmatch(line.text) and not firm:
        return -6.0  # "… omtalt i planen fra", and below it "1990. I forbindelse …"
    ended = line.text.endswith((".", "!", "?")) or _NUMBERED.match(line.text) is not None
    score = 1.0 if before < at - 1 else -1.5 if around.airy and not ended else -0.3
    score += 0.5 if around.cases[before] is not None else 0.0
    if found is not None:
        if found.kind is SectionKind.DECISION:
            score -= 3.0
        elif candidate.form not in NAMED:
            score -= 1.5
    elif opens_list(line.text) and not firm:
        score -= 4.0
    return score


def _below(around: Surroundings, heading: ItemHeading) -> float:
    below = around.next(heading.below)
    if below >= len(around.lines):
        return 0.0
    if around.headings[below] is not None:
        return 3.0
    if around.opens_section(below):
        return 2.5
    if around.cases[below] is not None:
        return 1.0
    return 0.5 if below > heading.below else 0.0


def _shape(
    around: Surroundings, heading: ItemHeading, candidate: Candidate, *, listed: bool
) -> float:
    title, line = candidate.title, around.lines[candidate.at]
    named = candidate.form in NAMED
    score = (1.0 if candidate.colon else 0.5) if named else 0.0
    if line.level:
        score += 2.0 if line.level <= 6 else 1.0
    elif around.marked:
        score -= 1.0
    if listed:
        return score
    if not heading.title:
        score -= 1.0
    elif title[:1].islower():
        score -= 0.5 if named else 2.0
    if title[:3].casefold() == "at " or _OUTCOME.match(title):
        score -= 4.0
    if heading.rest is None:
        score -= _prose(title)
    if _PERSON.fullmatch(title) or _DATED.match(title):
        score -= 3.0
    if candidate.form == "row":
        return score
    beside = around.lines[max(0, candidate.at - 1) : candidate.at + 2]
    return score - 2.0 * (line.row and sum(each.row for each in beside) > 1)


def _prose(title: str) -> float:
    """How much a title reads as a sentence or as a part of one."""
    score = 2.0 * (len(title) > _LONG_TITLE)
    words = len(title.split())
    if title.endswith((",", ";", " og", " samt", " eller")):
        score += 3.0
    elif title.endswith(".") and words >= 6:
        score += 1.5
    elif words > 3 and opens_list(fold(title)):
        score += 2.0
    return score + 2.5 * (_TWO_SENTENCES.search(title) is not None)
