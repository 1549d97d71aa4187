"""Answers by search: what is found, whether it answers, and what to say where it does not."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from retrieval import decisions, named_periods, refusal
from retrieval.answering import Answering
from retrieval.cite import make
from retrieval.compose import section_at
from retrieval.evidence import Evidence, choose, gather
from retrieval.meant import Before
from retrieval.periods import Period
from retrieval.phrases import listed, say
from retrieval.question import Question, parts, without_preface
from retrieval.search import Met, Terms, search, weigh
from retrieval.standing import later_treatments
from retrieval.watch import step
from retrieval.within import within_items
from vectorstore.danish import term, tokens
from vectorstore.schema import (
    Answer,
    Role,
    SectionKind,
    Statement,
)

_REFUSE_BELOW = 0.5
_SURER = 0.1  # how much surer minutes of other days must be than those of the period asked of
_NEAREST_FROM = 0.2  # below it, not even the nearest passage is worth quoting
_KNOWN_TO_BE_NEAR = 0.6  # share of the question that minutes hold at all; else say what they lack
_MOST_NEAR, _LENGTH_NEAR = 2, 60  # quotes and words of the nearest passage
_MOST, _LENGTH = 5, 80  # quotes and words of an answer
_MOST_OF_A_PART, _LENGTH_OF_A_PART = 3, 60  # the same, where a question has several parts
_ENOUGH_IN_PERIOD = 0.35  # of several periods, each is asked for by name
_OF_ITS_OWN = 2  # words of a part's subject: "og hvad er planen i 2022" goes on with the other's
_EXACT = (SectionKind.TITLE, SectionKind.HEADER, SectionKind.ATTACHMENTS)  # nothing to word
_WORDED = ("", "nearest")  # reasons of an answer that a chat model may put in words


def _subject(part: Question) -> list[str]:
    return [word for word in part.words if not word[:1].isdigit()]


@dataclass
class Searched(Answering):
    """Answers from what a search finds."""

    def terms(self, extra: Sequence[str] = ()) -> Terms:
        """The question's terms, with those of the question before where it goes on from it."""
        words = weigh(self.question, self.vocabulary(), extra)
        if self.before is None or not self.leans():
            return words
        share = 0.35 if words.meanings else 0.8
        back = weigh(self.before.question, self.vocabulary())
        earlier = {key: value * share for key, value in back.rarity.items()}
        return Terms(
            {**back.meanings, **words.meanings},
            {**earlier, **words.rarity},
            words.known | back.known,
        )

    def leans(self) -> bool:
        """Whether the question goes on from the one before.

        A few words that no minutes hold are a new topic, not a part of the old one.
        """
        if self.before is None:
            return False
        if not self.meant.leans() or self.question.leans_back or not self.question.terms:
            return self.meant.leans()
        unknown = refusal.missing_terms(weigh(self.question, self.vocabulary()))
        return not set(self.question.terms) <= unknown

    def by_search(self) -> Answer:
        """The answer that search gives, by period, by part or whole; or the refusal."""
        separate = self.meant.separate_periods()
        apart = separate and not self._of_periods_of_their_own()
        answered = self._each_period(separate) if apart else self._each_part()
        answer = answered or self._searched(_MOST, _LENGTH)
        exact = all(cited.kind in _EXACT for cited in answer.citations)
        return replace(answer, free=answer.reason in _WORDED and not exact)

    def _searched(self, most: int, length: int) -> Answer:
        """What the search finds, in at most so many quotes and words; or the refusal."""
        meetings, only, unused = self.meant.limits(self.filters)
        words = self.terms([term(w) for period in unused for w in tokens(period.words)])
        if self.overview().about(words):
            return self.draft.answer()
        evidence = self.evidence(words, meetings, only)
        if not evidence:
            return self.told_by_name() or self._refused(words, [])
        best = evidence[0].passage
        if only and (best.meeting, best.item) not in only and self.tell_cases():
            return self.draft.answer()
        in_year = self.of_the_years(evidence)
        if not in_year:
            years = [period.words for period in self._years()]
            text = say(self.draft.language, "no_year", year=listed(years, self.draft.language))
            return self._refused(words, evidence, text)
        judged = refusal.signals(self.question, words, in_year, self.load)
        sure = refusal.answers(self.question, judged)
        if self.telling.names_item(in_year, words):
            sure = 1.0
        told = self._of_events(sure, most, length)
        if told is not None:
            return told
        if sure >= _REFUSE_BELOW:
            self.telling.answer(in_year, words, most, length)
            self._outside(meetings)
            return self.draft.answer()
        if self.question.cases and self.tell_cases():
            return self.draft.answer()
        if named := self.told_by_name():
            return named
        if sure >= _NEAREST_FROM and judged.known >= _KNOWN_TO_BE_NEAR:
            return self._nearest(words, in_year)
        return self._refused(words, evidence)

    def _of_events(self, sure: float, most: int, length: int) -> Answer | None:
        """The answer from minutes of other days that name the period, where it is the surer one."""
        periods = named_periods.of_events(self.question)
        if not periods:
            return None
        wide = replace(self, question=self.question.unlimited({"period"}))
        words = wide.terms([term(w) for period in periods for w in tokens(period.words)])
        meetings, only, _ = wide.meant.limits(self.filters)
        evidence = named_periods.naming(periods, wide.evidence(words, meetings, only), self._held())
        if not evidence:
            return None
        judged = refusal.signals(wide.question, words, evidence, self.load)
        if refusal.answers(wide.question, judged) < max(_REFUSE_BELOW, sure + _SURER):
            return None
        wide.write_into(self.draft)
        wide.telling.answer(evidence, words, most, length)
        self.meant = wide.meant  # the period limits nothing
        return wide.draft.answer()

    def _outside(self, searched: Collection[str] | None) -> None:
        """A row for the latest treatment of the cited case that the limits left out."""
        limits = [*self.filters.words(), *(limit.told for limit in self.meant.told_limits())]
        cited = next((c for c in self.draft.cited.all if c.item), None)
        if cited is None or not limits:
            return
        meeting = self.load(cited.meeting)
        item = meeting.item(cited.item)
        later = later_treatments(meeting, item, self.index.ledger) if item else []
        told = {each.meeting for each in self.draft.cited.all}
        inside = told | (set(searched) if searched is not None else set())
        left_out = [pair for pair in later if pair[0].id not in inside]
        if left_out:
            summary, there = left_out[-1]
            text = listed(limits, self.draft.language)
            label = say(self.draft.language, "outside", limit=text, date=summary.held)
            decisions.tell_elsewhere(self.draft, self.load(summary.id), there.number, label)

    def _nearest(self, words: Terms, evidence: Sequence[Evidence]) -> Answer:
        """The middle answer: not an answer, but the passage that comes nearest, quoted."""
        if not self.draft.statements:
            text = say(self.draft.language, "near_only")
            self.draft.statements.append(Statement(Role.NONE, text))
            first = evidence[0].passage
            here = (first.meeting, first.item)
            near = [e for e in evidence if (e.passage.meeting, e.passage.item) == here]
            self.telling.evidence(choose(near, most=_MOST_NEAR, words=_LENGTH_NEAR))
            self.draft.topic = (first.meeting, first.item)
        words = self._with_lists(words)
        refused = refusal.refuse(self.draft, "nearest", "", self.summary, words)
        told = self.draft.answer()
        return replace(
            refused, statements=told.statements, citations=told.citations, topic=told.topic
        )

    def _years(self) -> list[Period]:
        """The single years that the question names."""
        return [p for p in self.question.periods if p.whole_year and p.year == p.last_year]

    def of_the_years(self, evidence: Sequence[Evidence]) -> list[Evidence]:
        """The evidence of items that are of a year that the question names, or speak of one."""
        years = self._years()
        if not years:
            return list(evidence)
        held = self._held()
        items = {(each.passage.meeting, each.passage.item) for each in evidence}
        kept = {key for key in items if any(period.holds(held[key[0]]) for period in years)}
        told = self.index.ledger.item_texts(items - kept)
        kept |= {
            key for key, text in told.items() if any(str(period.year) in text for period in years)
        }
        return [e for e in evidence if (e.passage.meeting, e.passage.item) in kept]

    def _held(self) -> dict[str, date]:
        """The day of each meeting searched."""
        return {meeting.id: meeting.held for meeting in self.summary.meetings}

    def _of_periods_of_their_own(self) -> bool:
        """Whether several questions are asked, each of another time and of something else."""
        asked = [self.understood(text) for text in parts(self.question.text)]
        alone = all(part.periods and len(_subject(part)) >= _OF_ITS_OWN for part in asked)
        return len(asked) > 1 and alone and asked[0].periods != asked[1].periods

    def _each_part(self) -> Answer | None:
        """Answer a question of several parts part by part, and say which are not answered."""
        texts = parts(self.question.text)
        if len(texts) < 2:
            return None
        asked = [self.understood(text) for text in texts]
        if not all(len(part.words) >= 1 for part in asked):
            return None
        before, missing = self.before, []
        for part in asked:
            response = replace(self, question=replace(part, language=self.question.language))
            response.before = before
            response.write_into(self.draft)
            answer = response.by_standpoint() or response._searched(
                _MOST_OF_A_PART, _LENGTH_OF_A_PART
            )
            if answer.refused:
                missing.append(part.text)
            self.draft.topic = answer.topic or self.draft.topic
            before = Before(part, self.draft.topic)
        if len(missing) == len(asked):
            return None
        for text in missing:
            self.draft.note("part_missing", part=text)
        return self.draft.answer()

    def evidence(
        self, words: Terms, meetings: Collection[str] | None, only: Sequence[tuple[str, int]] = ()
    ) -> list[Evidence]:
        """The units that may answer, best first, of these meetings (None: all) and items."""
        embedder = self.embedder()
        text = without_preface(self.question.text)
        if self.before is not None and self.leans():
            text = f"{self.before.question.text} {text}"
        found = search(self.question, words, self.index, embedder, meetings, text)
        with step("ledger"):
            vectors = self.index.ledger.vectors_of_units(embedder.name, list(found.passages))
        with step("evidence"):
            met, bonus = Met(words), self.meant.bonus(self.leans())
            evidence = gather(self.question, words, met, found, vectors, bonus)
            evidence = within_items(evidence, words, met, vectors, found.vector)
        self.seen += {each.passage.id: each.passage for each in evidence}.values()
        if only:
            inside = [e for e in evidence if (e.passage.meeting, e.passage.item) in only]
            return inside or evidence
        return evidence

    def _each_period(self, periods: Sequence[tuple[Period, list[str]]]) -> Answer | None:
        words = self.terms()
        untold: list[Period] = []
        told = 0
        for period, ids in periods:
            evidence = self.evidence(words, ids)
            judged = (
                refusal.signals(self.question, words, evidence, self.load) if evidence else None
            )
            if judged and refusal.answers(self.question, judged) >= _ENOUGH_IN_PERIOD:
                told += 1
                self.telling.answer(evidence, words, most=4, longest=70)
            else:
                untold.append(period)
        for period in untold:
            self.draft.note("nothing_in_period", period=period.words)
        return self.draft.answer() if told else None

    def _with_lists(self, words: Terms) -> Terms:
        """With the words of the lists of participants, lest a refusal says nobody has the name."""
        if not refusal.missing_terms(words):
            return words
        names = self.index.ledger.participants()
        return replace(words, known=words.known | {term(w) for name in names for w in tokens(name)})

    def _refused(self, words: Terms, evidence: Sequence[Evidence], why: str = "") -> Answer:
        nearest = []
        seen: set[tuple[str, int]] = set()
        for each in evidence:
            key = (each.passage.meeting, each.passage.item)
            if key in seen or len(seen) == 2:
                continue
            seen.add(key)
            meeting = self.load(each.passage.meeting)
            item = meeting.item(each.passage.item)
            if item is not None:
                section = section_at(item, each.unit.start)
                unit = each.unit
                nearest.append(make(len(seen), meeting, item, section, unit.start, unit.end))
        limits = [*self.filters.words(), *(limit.told for limit in self.meant.told_limits())]
        words = self._with_lists(words)
        reason = why or refusal.why(self.draft, words)
        return refusal.refuse(self.draft, "not_found", reason, self.summary, words, nearest, limits)
