"""How good a set of answers is. Pure functions over (question, answer) pairs.

A question is answerable when it names an item. A citation hits when its meeting and item are
among the question's; the citations of a refused answer count as none. Text is compared with case
and white space folded.

- right: answerable, not refused, one alternative of every `must_contain` list in the answer, no
  `must_not_contain` string in it, and at least one citation that hits. Of the answerable.
- found ("cited item found"): at least one citation hits. Of the answerable.
- first ("first citation right"): the first citation hits. Of the answerable, cited or not.
- precision: citations that hit. Of all citations of answerable questions, taken together.
- refused: refused. Of the unanswerable.
- wrongly refused: refused. Of the answerable.
- verbatim: quotes that stand word for word in their meeting's text, white space folded. Of all
  quotes of all answers whose meeting's text is at hand.
- words: median and 90th percentile over the answers that are not refusals. A word is what stands
  between white space and holds a letter or digit; marks such as [1] are none.
- seconds: median and 95th percentile over all answers.

Percentiles are by nearest rank: the smallest value that so many percent do not exceed.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from evaluation.answers import GivenAnswer, GivenCitation, Pair
from evaluation.questions import Place, Question
from vectorstore.schema import fold

MARK = re.compile(r"\[\d+\]")  # "Godkendt.[1][2]"


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many; of == 0 where the figure does not apply."""

    part: int
    of: int


@dataclass(frozen=True, slots=True)
class Spread:
    """A middle value and a high one."""

    median: float
    high: float


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of some questions, as the module's docstring defines them."""

    count: int
    right: Share
    found: Share
    first: Share
    precision: Share
    refused: Share
    wrongly_refused: Share
    verbatim: Share
    words: Spread | None  # None where every answer is a refusal
    seconds: Spread | None


def by_kind(pairs: Sequence[Pair], texts: Mapping[str, str]) -> dict[str, Figures]:
    """Figures of each kind of question, in the order in which the kinds first occur."""
    kinds = dict.fromkeys(question.kind for question, _ in pairs)
    return {kind: figures([p for p in pairs if p[0].kind == kind], texts) for kind in kinds}


def figures(pairs: Sequence[Pair], texts: Mapping[str, str]) -> Figures:
    """Figures of all pairs. `texts` holds the text of each meeting at hand, by the meeting's id."""
    answerable = [pair for pair in pairs if pair[0].answerable]
    unanswerable = [pair for pair in pairs if not pair[0].answerable]
    hits = [hit for pair in answerable for hit in _hits(*pair)]
    answers = [answer for _, answer in pairs]
    return Figures(
        count=len(pairs),
        right=_share([right(*pair) for pair in answerable]),
        found=_share([found(*pair) for pair in answerable]),
        first=_share([_hits(*pair)[:1] == [True] for pair in answerable]),
        precision=_share(hits),
        refused=_share([answer.refused for _, answer in unanswerable]),
        wrongly_refused=_share([answer.refused for _, answer in answerable]),
        verbatim=_verbatim(answers, texts),
        words=_spread([words(a.answer) for a in answers if not a.refused], 90),
        seconds=_spread([a.seconds for a in answers], 95),
    )


def right(question: Question, answer: GivenAnswer) -> bool:
    """Whether the answer is right; never so for a refusal or an unanswerable question."""
    # No citation of a refusal hits, nor any where the question names no item.
    holds = not missing(question, answer) and not forbidden(question, answer)
    return holds and found(question, answer)


def missing(question: Question, answer: GivenAnswer) -> list[tuple[str, ...]]:
    """The `must_contain` lists of which the answer holds no alternative."""
    text = _folded(answer.answer)
    return [
        alternatives
        for alternatives in question.must_contain
        if not any(_folded(alternative) in text for alternative in alternatives)
    ]


def forbidden(question: Question, answer: GivenAnswer) -> list[str]:
    """The `must_not_contain` strings that the answer holds."""
    text = _folded(answer.answer)
    return [wrong for wrong in question.must_not_contain if _folded(wrong) in text]


def found(question: Question, answer: GivenAnswer) -> bool:
    """Whether at least one citation hits."""
    return any(_hits(question, answer))


def words(markdown: str) -> int:
    """How many words a reader sees."""
    return sum(any(map(str.isalnum, word)) for word in MARK.sub(" ", markdown).split())


def unchecked(answers: Sequence[GivenAnswer], texts: Mapping[str, str]) -> int:
    """How many quotes `verbatim` leaves out, their meeting's text not being at hand."""
    return sum(cited.meeting not in texts for answer in answers for cited in answer.citations)


def _hits(question: Question, answer: GivenAnswer) -> list[bool]:
    """For each citation of an answer that is no refusal, whether it hits."""
    citations = () if answer.refused else answer.citations
    return [any(_is_at(cited, place) for place in question.item) for cited in citations]


def _is_at(cited: GivenCitation, place: Place) -> bool:
    same = cited.date == place.meeting or cited.meeting.endswith(place.meeting)
    return same and cited.item == place.punkt


def _verbatim(answers: Sequence[GivenAnswer], texts: Mapping[str, str]) -> Share:
    sources = {meeting: fold(text) for meeting, text in texts.items()}
    quotes = [
        (fold(cited.quote), sources[cited.meeting])
        for answer in answers
        for cited in answer.citations
        if cited.meeting in sources
    ]
    return _share([quote != "" and quote in source for quote, source in quotes])


def _folded(text: str) -> str:
    return fold(text).casefold()


def _share(outcomes: Sequence[bool]) -> Share:
    return Share(sum(outcomes), len(outcomes))


def _spread(values: Sequence[float], percent: int) -> Spread | None:
    if not values:
        return None
    rank = math.ceil(len(values) * percent / 100)
    return Spread(median(values), sorted(values)[rank - 1])
