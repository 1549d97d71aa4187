"""When the minutes do not answer: what was looked for, what was missing, what is nearest."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from retrieval.compose import Draft
from retrieval.evidence import Evidence
from retrieval.phrases import listed, say
from retrieval.question import Asks, Question
from retrieval.search import Terms
from vectorstore.danish import fold_letters, term, terms
from vectorstore.schema import Answer, Citation, IndexSummary, Role, Searched, Statement

_ASKS_BACK = ("which_meeting", "no_such_date")  # nothing was searched: the reader must say more
_MISSING_ENOUGH = 0.5  # a word met at less than this weight is told as not found

# Asked of an outcome, evidence must tell of one: a plan is no result.
_OUTCOME = re.compile(
    r"\b(vandt|vinder\w*|resultat\w*|hvordan gik|hvor godt gik|gik det|blev udvalgt|fik opgaven"
    r"|fik tilbuddet|who won|outcome|how did .* go)\b"
)
_TOLD = re.compile(
    r"\b(vandt|vinder\w*|resultat\w*|udvalgt\w*|gennemført\w*|forløb\w*|afholdt\w*|viste|gik)\b",
    re.I,
)
# Asked for by their amount, but seldom said.
_GENERAL = re.compile(
    r"(penge|midler|tid|stor|lang|høj|person|mennesk|pris|beløb|udgift|omkostning|kost|andel"
    r"|procent|antal|størrelse)\w*",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"\b(?:besluttede|beslutter|vedtog|godkendte|sagde|drøftede|decided|approved) "
    r"([A-ZÆØÅ][\w-]*(?: og [A-ZÆØÅ][\w-]*)?(?:udvalget|rådet|bestyrelsen|direktionen))\b",
)


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for and against an answer; each in about [0, 1] but for the cosine."""

    cosine: float  # of the chosen unit
    coverage: float  # of the question's rare words by the chosen unit and its context
    known: float  # share of the question's rarity that the corpus knows at all
    margin: float  # lead of the first item over the second
    outcome: bool  # an outcome is asked for and the evidence tells none
    subject: bool  # the thing counted, priced or dated is not in the evidence's own words


def signals(question: Question, words: Terms, evidence: Sequence[Evidence]) -> Signals:
    """The signals of the best evidence."""
    best = evidence[0]
    key = (best.passage.meeting, best.passage.item)
    other = next((e for e in evidence if (e.passage.meeting, e.passage.item) != key), None)
    total = sum(words.rarity.values())
    known = sum(
        rarity * max(words.meanings[word].values())
        for word, rarity in words.rarity.items()
        if word not in missing_terms(words)
    )
    text = " ".join(e.unit.text for e in evidence[:3] if e.passage.item == best.passage.item)
    return Signals(
        cosine=max(e.cosine for e in evidence[:4]),
        coverage=best.coverage,
        known=known / total if total else 0.0,
        margin=min(1.0, max(0.0, (best.score - other.score) / 3.0)) if other else 1.0,
        outcome=bool(_OUTCOME.search(question.folded)) and not _TOLD.search(text),
        subject=_lacks_subject(question, words, evidence),
    )


def _lacks_subject(question: Question, words: Terms, evidence: Sequence[Evidence]) -> bool:
    """Whether "hvor høj er huslejen" is met by evidence that speaks of no rent."""
    if question.asks not in (Asks.NUMBER, Asks.AMOUNT) or question.language == "en":
        return False
    named = (w for w in question.words if not w[:1].isdigit() and not _GENERAL.fullmatch(w))
    subject = next(named, None)
    if subject is None or term(subject) not in words.meanings:
        return False
    best = evidence[0]
    for each in evidence[:3]:
        if each.passage.item == best.passage.item:
            unit = each.unit
            own = set(terms(f"{unit.text} {unit.lead} {unit.subheading} {each.passage.context}"))
            if words.match(term(subject), own) >= _MISSING_ENOUGH:
                return False
    return True


def answers(question: Question, judged: Signals) -> float:
    """The chance, in [0, 1], that the evidence answers; calibrated, never on the cosine alone.

    The signs are fixed: more coverage, nearer meaning and a clearer lead never speak against.
    """
    english = 0.04 if question.language == "en" else 0.0
    weight = (
        28.0 * (judged.cosine + english - 0.855)
        + 3.0 * (judged.coverage - 0.45)
        + 2.0 * (judged.known - 0.7)
        + 0.8 * judged.margin
        - 3.0 * judged.outcome
        - 1.5 * judged.subject
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
    quoted = [f"„{word}“" for word in absent]
    name = "why_missing" if len(absent) == 1 else "why_missing_many"
    return say(draft.language, name, missing=listed(quoted, draft.language))


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
