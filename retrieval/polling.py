"""Which items a question about votes or presence is about, and the answer from their records."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from retrieval import decisions, refusal
from retrieval.cite import make
from retrieval.evidence import Evidence
from retrieval.phrases import say
from retrieval.question import Asks
from retrieval.rollcall import Place, Rollcall, all_items, ordered
from retrieval.search import Terms
from retrieval.standpoints import Asked, Standpoint
from vectorstore.danish import fold_letters, term, terms
from vectorstore.schema import Answer, Citation

if TYPE_CHECKING:
    from retrieval.respond import Response

_TITLED = 0.5  # share of the topic's rarity from which a title is the one meant
_AS_GOOD = 0.02  # titles that hold nearly as much are meant too
_SURE = 0.5
# Other bodies vote too, and their votes stand in other minutes.
_BODY = re.compile(r"\b(byrad|kommunalbestyrelse|okonomiudvalg|regionsrad|folketing)\w*")
# Who was absent is asked of an item where it was treated, else of a meeting or something else.
_TREATED = re.compile(
    r"\b(?:behandl|droft|beslut|vedtag|vedtog|punkt|sag|item|treat|discuss|decid)"
)


@dataclass(frozen=True, slots=True)
class Polling:
    """Answers one question about votes or presence."""

    response: "Response"
    asked: Standpoint

    def answer(self) -> Answer | None:
        """The answer, or the refusal; None where the question must be answered in another way."""
        question = self.response.question
        body = _BODY.search(question.folded)
        known = " ".join(self.response.summary.committees).lower()
        if body and body.group(1) not in fold_letters(known):
            return None
        if question.cases:
            return self._told(self._of_cases())
        if question.item is not None:
            return self._of_item(question.item)
        if self.asked.asked is Asked.ABSENT and not _TREATED.search(question.folded):
            return None
        if self.asked.topic:
            return self._told(self._of_topic())
        return self._spoken_of() or self._over_meetings()

    # --- which items -----------------------------------------------------------------------

    def _of_cases(self) -> list[Place]:
        return [
            (meeting, item)
            for case in self.response.question.cases
            for summary, listed in self.response.treatments(case)
            for meeting in [self.response.load(summary.id)]
            for item in meeting.items
            if item.start == listed.start and not item.closed
        ]

    def _of_item(self, number: int) -> Answer | None:
        meetings = self.response.meant.meetings()
        if len(meetings) != 1:
            if self.asked.topic or number < 0:
                return None
            response = self.response
            response.question = replace(response.question, words=())
            return response.which_meeting(number)
        meeting = self.response.load(meetings[0].id)
        item = meeting.items[-1] if number < 0 and meeting.items else meeting.item(number)
        return None if item is None or item.closed else self._told([(meeting, item)])

    def _spoken_of(self) -> Answer | None:
        """The item that the conversation is about, where nothing else is named."""
        question, before = self.response.question, self.response.before
        named = question.periods or question.committees or question.latest or question.earliest
        if named or self.asked.asked is Asked.VOTED or before is None or before.topic is None:
            return None
        meeting = self.response.load(before.topic[0])
        item = meeting.item(before.topic[1])
        return None if item is None or item.closed else self._told([(meeting, item)])

    def _over_meetings(self) -> Answer | None:
        """Every item of the meetings that are named, or of all that are searched."""
        response, meant = self.response, self.response.meant
        named = meant.meetings()
        if not named and self.asked.asked in (Asked.COUNT, Asked.UNANIMOUS):
            return None  # of what?
        ledger = response.index.ledger
        of_votes = self.asked.of_votes
        known = ledger.items_with_votes() if of_votes else ledger.items_with_attendance()
        ids = [meeting.id for meeting in named or meant.scope()]
        rollcall = Rollcall(response.draft, self.asked)
        if rollcall.tell(ordered(list(all_items(ids, response.load, known)))):
            return response.draft.answer()
        if not ids:
            return None
        if self.asked.voter:
            name = "none_found_of" if len(ids) > 1 else "none_found_of_one"
        else:
            name = "none_found" if len(ids) > 1 else "none_found_one"
        voter = self.asked.voter.name if self.asked.voter else ""
        return response.refuse_with(name, count=len(ids), voter=voter)

    def _of_topic(self) -> list[Place]:
        response = self.response
        topic = self.asked.topic
        about = replace(
            response.question,
            text=" ".join(topic),
            folded=fold_letters(" ".join(topic).lower()),
            words=topic,
            terms=tuple(dict.fromkeys(term(word) for word in topic)),
            asks=Asks.WHAT,
            section=None,
            wants_decision=False,
            verb_first=False,
        )
        finder = replace(response, question=about)
        meetings, only, unused = finder.meant.limits(finder.filters)
        if unused:
            return []
        words = finder.terms()
        evidence = finder.of_the_years(finder.evidence(words, meetings, only))
        if not evidence:
            return []
        places = self._by_title(evidence, words)
        if not places:
            judged = refusal.signals(about, words, evidence, response.load)
            if refusal.answers(about, judged) < _SURE:
                return []
            # An item that is not called so is only told where it answers.
            told = Rollcall(response.draft, self.asked)
            best = evidence[0].passage
            places = [p for p in self._open(best.meeting, best.item) if told.rows(*p)]
        allowed = {m.id for m in finder.summary.meetings} if meetings is None else set(meetings)
        return places + [place for place in self._again(places) if place[0].id in allowed]

    def _by_title(self, evidence: Sequence[Evidence], words: Terms) -> list[Place]:
        """The items whose titles hold most of the topic; of those the year's that is named."""
        places = list(dict.fromkeys((e.passage.meeting, e.passage.item) for e in evidence))
        items = self.response.index.ledger.items(places)
        known = [
            (place, item.title)
            for place in places
            if (item := items.get(place)) is not None and not item.closed
        ]
        held = [words.coverage(set(terms(title))) for _, title in known]
        best = max(held, default=0.0)
        if best < _TITLED:
            return []
        named = [each for each, share in zip(known, held, strict=True) if share >= best - _AS_GOOD]
        years = [str(p.year) for p in self.response.question.periods if p.whole_year]
        of_year = [each for each in named if any(year in each[1] for year in years)]
        return [found for place, _ in of_year or named for found in self._open(*place)]

    def _open(self, meeting_id: str, number: int) -> list[Place]:
        """The item with its meeting, if it is not closed."""
        meeting = self.response.load(meeting_id)
        item = meeting.item(number)
        return [] if item is None or item.closed else [(meeting, item)]

    def _again(self, places: Sequence[Place]) -> list[Place]:
        """The same matters at other meetings."""
        return [
            (meeting, item)
            for _, here in places
            if here.case
            for summary, listed in self.response.treatments(here.case)
            if not listed.closed and decisions.same_matter(here.title, listed.title)
            for meeting in [self.response.load(summary.id)]
            for item in meeting.items
            if item.start == listed.start
        ]

    # --- what they tell --------------------------------------------------------------------

    def _told(self, found: Sequence[Place]) -> Answer | None:
        places = ordered(found)
        if not places:
            return None
        rollcall = Rollcall(self.response.draft, self.asked)
        if rollcall.tell(places) or rollcall.others(places):
            return self.response.draft.answer()
        if rollcall.may_be_unread(places):
            return None
        meeting, item = places[-1]
        name = "no_vote" if self.asked.of_votes else "no_attendance"
        values = {"item": item.number, "title": item.title, "day": meeting.held}
        text = say(self.response.draft.language, name, **values)
        draft, summary = self.response.draft, self.response.summary
        near = self._decisions(places[-1:])
        return refusal.refuse(draft, name, text, summary, nearest=near)

    def _decisions(self, places: Sequence[Place]) -> list[Citation]:
        near = []
        for meeting, item in places:
            section = decisions.operative(meeting, item)
            if section is not None:
                first = section.blocks[0]
                near.append(make(1, meeting, item, section, first.start, first.end))
        return near
