"""When the minutes do not answer: what was looked for, what was missing, what is nearest."""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from retrieval.compose import Draft
from retrieval.demands import unmet
from retrieval.evidence import Evidence
from retrieval.phrases import listed, quoted, say
from retrieval.question import Question
from retrieval.search import Terms
from retrieval.shown import Demand
from vectorstore.danish import fold_letters, term, terms
from vectorstore.schema import (
    Answer,
    Citation,
    IndexSummary,
    Meeting,
    Role,
    Searched,
    Statement,
)

_ASKS_BACK = ("which_meeting", "no_such_date")  # nothing was searched: the reader must say more
_MISSING_ENOUGH = 0.5  # a word met at less than this weight is told as not found
_TITLED = 0.6  # share of the question's rarity that a title holds when it is what is asked about
_ASKS_A_NAME = re.compile(r"\b(hedder(?! de\b)|hed|navn(et|ene)?|called|names? of)\b")
# Demands that are seldom seen unmet where the minutes do answer, and those that are at times.
_WEAK = frozenset({Demand.SUBJECT, Demand.REASON})
_BODY = re.compile(
    r"\b(?:besluttede|beslutter|vedtog|godkendte|sagde|drøftede|decided|approved) "
    r"([A-ZÆØÅ][\w-]*(?: og [A-ZÆØÅ][\w-]*)?(?:udvalget|rådet|bestyrelsen|direktionen))\b",
)


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for and against an answer."""

    cosine: float  # of the best units
    known: float  # share of the question's rarity that the corpus knows at all
    margin: float  # lead of the first item over the second, in [0, 1]
    unmet: frozenset[Demand]  # what is demanded and not there
    asks_name: bool  # "hvad hedder": minutes name few of those they speak of
    titled: bool  # a decision is asked for of what the item is called


def signals(
    question: Question,
    words: Terms,
    evidence: Sequence[Evidence],
    load: Callable[[str], Meeting],
) -> Signals:
    """The signals of the best evidence."""
    best = evidence[0]
    key = (best.passage.meeting, best.passage.item)
    other = next((e for e in evidence if (e.passage.meeting, e.passage.item) != key), None)
    total = sum(words.rarity.values())
    absent = missing_terms(words)
    known = sum(
        rarity * max(words.meanings[word].values())
        for word, rarity in words.rarity.items()
        if word not in absent
    )
    return Signals(
        cosine=max(e.cosine for e in evidence[:4]),
        known=known / total if total else 0.0,
        margin=min(1.0, max(0.0, (best.score - other.score) / 3.0)) if other else 1.0,
        unmet=unmet(question, words, evidence, load),
        asks_name=_ASKS_A_NAME.search(question.folded) is not None,
        titled=question.wants_decision
        and words.coverage(set(terms(best.passage.context))) >= _TITLED,
    )


def answers(question: Question, judged: Signals) -> float:
    """The chance, in [0, 1], that the evidence answers; calibrated, never on the cosine alone.

    A logistic model fitted to 818 questions whose item was found, against 118 whose item was not
    and 204 near misses (each set of minutes by the other: AUC .88 and .86, but the demands were
    written with all of them in view). The signs are fixed: nearer meaning, known words and a
    clearer lead never speak against. English questions lie .08 lower than Danish ones. Set by hand
    after the fit: it weighs the lead by 2.5 and a title by .25, and would refuse what is asked of
    a matter that several items treat.
    """
    english = 0.08 if question.language == "en" else 0.0
    weak = len(judged.unmet & _WEAK)
    weight = (
        23.0 * (judged.cosine + english - 0.863)
        + 1.5 * (judged.known - 0.85)
        + 1.6 * judged.margin
        + 0.8 * judged.titled
        - 1.45 * judged.asks_name
        - 3.5 * (len(judged.unmet) - weak)
        - 1.3 * weak
    )
    return 1.0 / (1.0 + math.exp(-weight))


def missing_terms(words: Terms) -> set[str]:
    """Terms of the question that no text of the corpus holds, not even as part of a compound."""
    from_corpus = words.known
    return {
        word
        for word, meanings in words.meanings.items()
        if max((w for m, w in meanings.items() if m in from_corpus), default=0.0) < _MISSING_ENOUGH
    }


def foreign_body(question: Question, summary: IndexSummary) -> str:
    """A deciding body named in the question whose minutes are not indexed; "" if none."""
    match = _BODY.search(question.text)
    if match is None:
        return ""
    name = match.group(1)
    known = {fold_letters(committee.lower()) for committee in summary.committees}
    return "" if fold_letters(name.lower()) in known else name


def refuse(
    draft: Draft,
    reason: str,
    explanation: str,
    summary: IndexSummary,
    words: Terms | None = None,
    nearest: Sequence[Citation] = (),
    filters: Sequence[str] = (),
) -> Answer:
    """A refusal: a first sentence, why, what was searched, and what came nearest."""
    first = "" if reason in _ASKS_BACK else say(draft.language, "not_found")
    statements = tuple(Statement(Role.NONE, text) for text in (first, explanation) if text)
    return replace(
        Answer(draft.question.text),
        statements=statements,
        refused=True,
        reason=reason,
        searched=(
            None if reason in _ASKS_BACK else _searched(draft.question, summary, words, filters)
        ),
        nearest=tuple(nearest),
        language=draft.language,
    )


def why(draft: Draft, words: Terms) -> str:
    """The sentence that says why the evidence was not enough."""
    absent = missing_words(draft.question, words)
    if not absent:
        return say(draft.language, "why_weak")
    marked = [quoted(word, draft.language) for word in absent]
    name = "why_missing" if len(absent) == 1 else "why_missing_many"
    return say(draft.language, name, missing=listed(marked, draft.language))


def missing_words(question: Question, words: Terms) -> list[str]:
    """The question's words, as typed, that no public text holds."""
    absent = missing_terms(words)
    return [word for word in question.words if term(word) in absent]


def _searched(
    question: Question, summary: IndexSummary, words: Terms | None, filters: Sequence[str]
) -> Searched:
    absent = missing_words(question, words) if words else []
    years = [meeting.held.year for meeting in summary.meetings]
    return Searched(
        meetings=len(summary.meetings),
        items=summary.items,
        committees=summary.committees,
        first_year=min(years, default=None),
        last_year=max(years, default=None),
        found=tuple(word for word in question.words if word not in absent) if words else (),
        missing=tuple(absent),
        closed_items=sum(meeting.closed for meeting in summary.meetings),
        filters=tuple(filters),
    )
