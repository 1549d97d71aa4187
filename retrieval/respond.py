"""One question to one Answer: which way it is answered, and whether it can be."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from retrieval import agendas, decisions, named_periods, records, refusal, rows
from retrieval.cite import make
from retrieval.compose import Draft, section_at
from retrieval.evidence import Evidence, choose, gather
from retrieval.meant import Before, Meant
from retrieval.overview import Overview
from retrieval.periods import Period
from retrieval.phrases import listed, say
from retrieval.polling import Polling
from retrieval.presence import Presence, asks_presence
from retrieval.question import Question, parts, understand, without_preface
from retrieval.search import Terms, search, weigh
from retrieval.standing import later_treatments, with_standing
from retrieval.standpoints import leans_on_votes, standpoint
from retrieval.telling import Telling
from retrieval.vocabulary import Vocabulary
from retrieval.watch import step
from retrieval.within import within_items
from vectorstore.danish import term, tokens
from vectorstore.dates import long_date
from vectorstore.embedder import Embedder
from vectorstore.index import Index
from vectorstore.schema import (
    AgendaItem,
    Answer,
    Filters,
    IndexSummary,
    Meeting,
    MeetingSummary,
    Passage,
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
_EXACT = (SectionKind.TITLE, SectionKind.HEADER, SectionKind.ATTACHMENTS)  # nothing to word
_WORDED = ("", "nearest")  # reasons of an answer that a chat model may put in words
_LONGEST_NAME = 5  # words of a question that is but somebody's name
_MEETINGS_TOLD = 12  # of records asked over many meetings
_ITS_MEMBERS = re.compile(r"\bmedlem\w*\b.*\b(den|det|de)\b|\b(den|det|dens|dets)\b.*\bmedlem")
_THEY_MET = re.compile(r"\b(modtes|samledes|holdt|meet|met)\b.*\b(de|den|gruppen|they|it)\b")
_MEETING_ITSELF = re.compile(
    r"\b(mode\w*|referat\w*|dagsorden\w*|deltog\w*|besluttede|vedtog|godkendte|behandlet\w*|meeting|minutes"
    r"|decided)\b"
)


@dataclass
class Response:
    """The making of one answer."""

    question: Question
    before: Before | None
    filters: Filters
    index: Index
    embedder: Callable[[], Embedder]
    vocabulary: Callable[[], Vocabulary]
    load: Callable[[str], Meeting]
    summary: IndexSummary
    seen: list[Passage] = field(default_factory=list)  # what searches found, best first
    draft: Draft = field(init=False)
    meant: Meant = field(init=False)
    telling: Telling = field(init=False)

    def __post_init__(self) -> None:
        self.draft = Draft(self.question)
        self.meant = Meant(self.question, self.before, self.summary, self.index.ledger)
        self.telling = Telling(self.draft, self.meant, self.index.ledger, self.load)

    # --- which way -------------------------------------------------------------------------

    def answer(self) -> Answer:
        """The answer, or the refusal."""
        answer = self._answered()
        answer = with_standing(answer, self.index.ledger, self.load, self.summary)
        return replace(agendas.noted(answer), limits=self.meant.told_limits())

    def _answered(self) -> Answer:
        if not self.summary.meetings:
            return self.refuse_with("not_found")
        return (
            self._impossible_day()
            or self._by_standpoint(parts(self.question.text))
            or self._by_case()
            or self._by_item()
            or self._by_overview()
            or self._by_presence()
            or self._by_record()
            or self._unknown_day()
            or self._by_search()
        )

    def _done(self) -> Answer | None:
        return self.draft.answer() if self.draft.statements else None

    def refuse_with(self, reason: str, **values: object) -> Answer:
        """A refusal whose explanation is the fixed sentence of the same name."""
        text = say(self.draft.language, reason, **values)
        return refusal.refuse(self.draft, reason, text, self.summary)

    def _impossible_day(self) -> Answer | None:
        if not self.question.impossible:
            return None
        return self.refuse_with("no_such_date", words=self.question.impossible)

    def _by_standpoint(self, texts: Sequence[str] = ()) -> Answer | None:
        """Answer what is asked of votes and presence.

        Of several questions (`texts`) only where the others ask of what the first one's lines say:
        "Hvem stemte imod, og hvorfor?"
        """
        question = self.question
        if len(texts) > 1:
            first, *others = (self._understood(text) for text in texts)
            if not all(leans_on_votes(each) for each in others):
                return None
            question = replace(first, periods=self.question.periods)
        asked = standpoint(question)
        if asked is None:
            return None
        response = replace(self, question=replace(question, language=self.question.language))
        response.write_into(self.draft)
        return Polling(response, asked).answer()

    def _by_case(self) -> Answer | None:
        if not self.question.cases:
            return None
        if len(self.question.cases) > 1:
            return self._several_cases()
        case = self.question.cases[0]
        treatments = self.treatments(case)
        if not treatments:
            return self.refuse_with("no_such_case", case=case, meetings=len(self.summary.meetings))
        summary, listed_item = treatments[-1]
        meeting = self.load(summary.id)
        item = meeting.item(listed_item.number)
        if item is not None and not item.closed and len(treatments) == 1:
            if self.telling.proposal_against(meeting, item):
                return self._done()
            if len(self.question.words) >= 2 and not self.question.days:
                return None  # a question about the case's text: search, within the item
        decisions.tell_case(self.draft, case, treatments, self.load, self.meant.day())
        return self._done()

    def treatments(self, case: str) -> list[tuple[MeetingSummary, AgendaItem]]:
        """The items of a case at the meetings that are searched."""
        searched = {meeting.id for meeting in self.summary.meetings}
        return [pair for pair in self.index.ledger.case_items(case) if pair[0].id in searched]

    def _tell_cases(self) -> bool:
        """Tell a case that is named, where its text does not answer what is asked of it."""
        for case in self.question.cases:
            treatments = self.treatments(case)
            if treatments:
                decisions.tell_case(self.draft, case, treatments, self.load, self.meant.day())
        return bool(self.draft.statements)

    def _several_cases(self) -> Answer | None:
        for case in self.question.cases:
            treatments = self.treatments(case)
            if treatments:
                decisions.tell_case(self.draft, case, treatments, self.load, self.meant.day())
            else:
                meetings = len(self.summary.meetings)
                self.draft.note("no_such_case", case=case, meetings=meetings)
        if self.draft.cited.all:
            return self._done()
        cases = listed(self.question.cases, self.draft.language)
        self.draft.statements.clear()
        return self.refuse_with("no_such_case", case=cases, meetings=len(self.summary.meetings))

    def _by_item(self) -> Answer | None:
        number = self.question.item
        meetings = self.meant.meetings()
        if number is None:
            return None
        if len(meetings) != 1:
            return self.which_meeting(number) if number > 0 else None
        meeting = self.load(meetings[0].id)
        item = meeting.items[-1] if number < 0 and meeting.items else meeting.item(number)
        if item is None:
            return self.refuse_with("no_such_item", day=meeting.held, item=number)
        number = item.number
        self.question = self.draft.question = replace(self.question, item=number)
        self.meant = replace(self.meant, question=self.question)
        self.telling = replace(self.telling, meant=self.meant)
        self.draft.topic = (meeting.id, number)
        if item.closed:
            decisions.tell_closed(self.draft, meeting, item)
            return self._done()
        if len(self.question.words) > 1:
            return None
        if self.telling.proposal_against(meeting, item):
            return self._done()
        if not self.question.wants_decision:
            values = {"item": number, "committee": meeting.committee, "day": meeting.held}
            self.draft.lead("tells_place", **values)
            self.draft.quote(meeting, item, None, decisions.heading_span(meeting, item))
        if meeting.agenda:
            if self.question.wants_decision:
                decisions.tell_planned(self.draft, meeting, item)
        elif not decisions.tell_decision(self.draft, meeting, item, ()):
            self.draft.note("no_decision")
        return self._done()

    def which_meeting(self, number: int) -> Answer | None:
        """Ask for the meeting, when only an item's number is said."""
        held = [m for m in self.meant.scope() if m.items >= number]
        if self.question.words or not held:
            return None
        example = long_date(held[-1].held, self.draft.language)
        return self.refuse_with("which_meeting", item=number, count=len(held), example=example)

    def _by_overview(self) -> Answer | None:
        return self._done() if self._overview().answer() else None

    def _by_presence(self) -> Answer | None:
        """Answer what is asked of somebody's presence at meetings."""
        if self.question.cases or self.question.item is not None:
            return None
        if not asks_presence(self.question):
            return None
        presence = self._presence()
        return self._told_presence(presence) if presence.only_a_name() else None

    def _by_name(self) -> Answer | None:
        """Tell of somebody whose name is all that is asked, where no item tells who it is."""
        if len(self.question.words) > _LONGEST_NAME:
            return None
        presence = self._presence()
        return self._told_presence(presence) if presence.only_a_name() else None

    def _presence(self) -> Presence:
        return Presence(self.draft, self.meant.scope(), self.index.ledger, self.load)

    def _told_presence(self, presence: Presence) -> Answer:
        if presence.tell():
            return self.draft.answer()
        days = [each.held for each in self.meant.scope()]
        if len(days) == 1:
            return self.refuse_recorded("no_participants", day=days[0])
        return self.refuse_recorded("no_lists")

    def refuse_recorded(self, name: str, **values: object) -> Answer:
        """A refusal of what the minutes asked about do not record."""
        text = say(self.draft.language, name, **values)
        return refusal.refuse(self.draft, "not_recorded", text, self.summary)

    def _overview(self) -> Overview:
        passages = self.index.ledger.meeting_passages
        spoken_of = self.meant.meetings()
        return Overview(self.draft, self.meant.scope(), spoken_of, self.load, passages)

    def _by_record(self) -> Answer | None:
        places = {m.id: m.place for m in self.summary.meetings[-200:]}
        record = records.record_question(self.question, list(places.values()))
        if record is not None and (self._members_of_the_topic() or self._where_the_topic_met()):
            return None
        meant = self.meant.meetings()
        if record is None and self._names_only_a_meeting():
            record = records.RecordQuestion(("agenda",))
        if record is None:
            return None
        if not meant and not self.question.periods:
            meant = self.meant.at_place(places)
        if not meant and not self.question.periods and record.kinds == ("role",):
            meant = self._naming_role(record)
        if not meant and not self.question.periods:
            if not self.summary.meetings[-1].agenda:
                self.draft.note("latest_meeting", day=self.summary.meetings[-1].held)
            meant = list(self.summary.meetings[-1:])
        missing = ""
        for meeting in (self.load(each.id) for each in meant[:_MEETINGS_TOLD]):
            if missing := rows.untold(record, meeting):
                day = meeting.held
                continue
            rows.tell_record(self.draft, record, meeting)
        if missing and not self.draft.cited.all:
            return self.refuse_recorded(missing, day=day, role=record.role)
        return self._done()

    def _naming_role(self, record: records.RecordQuestion) -> list[MeetingSummary]:
        """The latest of the newest meetings whose list names the role."""
        for summary in reversed(self.meant.scope()[-_MEETINGS_TOLD:]):
            if not rows.untold(record, self.load(summary.id)):
                return [summary]
        return []

    def _members_of_the_topic(self) -> bool:
        """Whether "hvor mange medlemmer har den" is asked of what was spoken of."""
        topic = self.before.topic if self.before else None
        asked = _ITS_MEMBERS.search(self.question.folded)
        return asked is not None and topic is not None and topic[1] > 0

    def _where_the_topic_met(self) -> bool:
        """Whether "hvor mødtes de" is asked of the group that was spoken of, not of the meeting."""
        topic = self.before.topic if self.before else None
        asked = _THEY_MET.search(self.question.folded)
        return asked is not None and topic is not None and topic[1] > 0

    def _names_only_a_meeting(self) -> bool:
        """Whether nothing is asked but a day on which a meeting was held: "12. juni 2024"."""
        day = self.meant.day()
        return (
            day is not None
            and any(meeting.held == day for meeting in self.summary.meetings)
            and not self.question.words
            and self.question.section is None
        )

    def _unknown_day(self) -> Answer | None:
        """Refuse what is asked of a meeting that is not indexed, or of a body that is not."""
        body_named = refusal.foreign_body(self.question, self.summary)
        day = self.meant.day()
        if body_named and (day is not None or self.question.periods):
            committees = listed(self.summary.committees, self.draft.language)
            return self.refuse_with("other_body", committees=committees, body=body_named)
        if (
            day is None
            or self.meant.on_day(day)
            or not _MEETING_ITSELF.search(self.question.folded)
        ):
            return None
        if self.question.words and self._day_stands_in_text(day):
            return None
        years = [meeting.held.year for meeting in self.summary.meetings]
        return self.refuse_with("no_such_meeting", day=day, first=min(years), last=max(years))

    def _day_stands_in_text(self, day: date) -> bool:
        known = self.vocabulary()
        return any(
            form in known
            for form in (f"{day:%d-%m-%Y}", f"{day:%d.%m.%Y}", f"{day.day}.{day.month}.{day.year}")
        )

    # --- by search -------------------------------------------------------------------------

    def terms(self, extra: Sequence[str] = ()) -> Terms:
        words = weigh(self.question, self.vocabulary(), extra)
        if self.before is None or not self._leans():
            return words
        share = 0.35 if words.meanings else 0.8
        back = weigh(self.before.question, self.vocabulary())
        earlier = {key: value * share for key, value in back.rarity.items()}
        return Terms(
            {**back.meanings, **words.meanings},
            {**earlier, **words.rarity},
            words.known | back.known,
        )

    def _leans(self) -> bool:
        """Whether the question goes on from the one before.

        A few words that no minutes hold are a new topic, not a part of the old one.
        """
        if self.before is None:
            return False
        if not self.meant.leans() or self.question.leans_back or not self.question.terms:
            return self.meant.leans()
        unknown = refusal.missing_terms(weigh(self.question, self.vocabulary()))
        return not set(self.question.terms) <= unknown

    def _by_search(self) -> Answer:
        separate = self.meant.separate_periods()
        answered = self._each_period(separate) if separate else self._each_part()
        answer = answered or self._searched(_MOST, _LENGTH)
        exact = all(cited.kind in _EXACT for cited in answer.citations)
        return replace(answer, free=answer.reason in _WORDED and not exact)

    def _searched(self, most: int, length: int) -> Answer:
        """What the search finds, in at most so many quotes and words; or the refusal."""
        meetings, only, unused = self.meant.limits(self.filters)
        words = self.terms([term(w) for period in unused for w in tokens(period.words)])
        if self._overview().about(words):
            return self.draft.answer()
        evidence = self.evidence(words, meetings, only)
        if not evidence:
            return self._by_name() or self._refused(words, [])
        best = evidence[0].passage
        if only and (best.meeting, best.item) not in only and self._tell_cases():
            return self.draft.answer()
        in_year = [each for each in evidence if self.of_the_year(each)]
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
        if self.question.cases and self._tell_cases():
            return self.draft.answer()
        if named := self._by_name():
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
        evidence = named_periods.naming(periods, wide.evidence(words, meetings, only), self.load)
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

    def of_the_year(self, evidence: Evidence) -> bool:
        """Whether an item is of a year that the question names, or speaks of one."""
        years = self._years()
        if not years:
            return True
        meeting = self.load(evidence.passage.meeting)
        if any(period.holds(meeting.held) for period in years):
            return True
        item = meeting.item(evidence.passage.item)
        text = meeting.text[item.start : item.end] if item else ""
        return any(str(period.year) in text for period in years)

    def _each_part(self) -> Answer | None:
        """Answer a question of several parts part by part, and say which are not answered."""
        texts = parts(self.question.text)
        if len(texts) < 2:
            return None
        asked = [self._understood(text) for text in texts]
        if not all(len(part.words) >= 1 for part in asked):
            return None
        before, missing = self.before, []
        for part in asked:
            response = replace(self, question=replace(part, language=self.question.language))
            response.before = before
            response.write_into(self.draft)
            answer = response._by_standpoint() or response._searched(
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

    def _understood(self, part: str) -> Question:
        """A part of the question, read on its own."""
        summary = self.summary
        return understand(part, summary.committees, municipalities=summary.municipalities)

    def write_into(self, draft: Draft) -> None:
        """Add to an answer that is being written already."""
        self.draft = Draft(self.question, draft.statements, draft.cited, draft.topic)
        self.meant = Meant(self.question, self.before, self.summary, self.index.ledger)
        self.telling = Telling(self.draft, self.meant, self.index.ledger, self.load)

    def evidence(
        self, words: Terms, meetings: Collection[str] | None, only: Sequence[tuple[str, int]] = ()
    ) -> list[Evidence]:
        embedder = self.embedder()
        text = without_preface(self.question.text)
        if self.before is not None and self._leans():
            text = f"{self.before.question.text} {text}"
        found = search(self.question, words, self.index, embedder, meetings, text)
        with step("ledger"):
            vectors = self.index.unit_vectors(list(found.passages.values()), embedder.name)
        with step("evidence"):
            evidence = gather(self.question, words, found, vectors, self.meant.bonus(self._leans()))
            evidence = within_items(self.question, evidence, words, vectors, found.vector)
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
