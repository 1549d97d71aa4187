"""Answers that the records give exactly: a case, an item, a list, who, where and when."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from retrieval import decisions, records, refusal, rows
from retrieval.periods import find_periods
from retrieval.phrases import listed
from retrieval.presence import asks_presence, names
from retrieval.question import Asks
from retrieval.searched import Searched
from vectorstore.danish import fold_letters, term, terms
from vectorstore.dates import long_date
from vectorstore.schema import (
    AgendaItem,
    Answer,
    MeetingSummary,
)

_MEETINGS_TOLD = 12  # of records asked over many meetings
_ITS_MEMBERS = re.compile(r"\bmedlem\w*\b.*\b(den|det|de)\b|\b(den|det|dens|dets)\b.*\bmedlem")
_THEY_MET = re.compile(r"\b(modtes|samledes|holdt|meet|met)\b.*\b(de|den|gruppen|they|it)\b")
_MEETING_ITSELF = re.compile(
    r"\b(mode\w*|referat\w*|dagsorden\w*|deltog\w*|besluttede|vedtog|godkendte|behandlet\w*|meeting|minutes"
    r"|decided)\b"
)


_AWAY = re.compile(r"\b(?:afbud|fraver\w*|udeblev|absent|apologies)\b")
_UNDER = re.compile(r"\bunder (?:(?:punkt|punktet|overskriften) )?")


@dataclass
class Recorded(Searched):
    """Answers from what is known of cases, items and meetings."""

    def _impossible_day(self) -> Answer | None:
        if not self.question.impossible:
            return None
        return self.refuse_with("no_such_date", words=self.question.impossible)

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
                return self.done()
            if len(self.question.words) >= 2 and not self.question.days:
                return None  # a question about the case's text: search, within the item
        decisions.tell_case(self.draft, case, treatments, self.load, self.meant.day())
        return self.done()

    def _several_cases(self) -> Answer | None:
        for case in self.question.cases:
            treatments = self.treatments(case)
            if treatments:
                decisions.tell_case(self.draft, case, treatments, self.load, self.meant.day())
            else:
                meetings = len(self.summary.meetings)
                self.draft.note("no_such_case", case=case, meetings=meetings)
        if self.draft.cited.all:
            return self.done()
        cases = listed(self.question.cases, self.draft.language)
        self.draft.statements.clear()
        return self.refuse_with("no_such_case", case=cases, meetings=len(self.summary.meetings))

    def _by_item(self) -> Answer | None:
        meetings = self.meant.meetings()
        number = self.question.item
        titled = self._by_its_title(meetings) if number is None else None
        number = titled.number if titled else number
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
            return self.done()
        own = set(terms(titled.title)) if titled else set()
        if len([word for word in self.question.words if term(word) not in own]) > 1:
            return None
        if self.telling.proposal_against(meeting, item):
            return self.done()
        if not self.question.wants_decision:
            values = {"item": number, "committee": meeting.committee, "day": meeting.held}
            self.draft.lead("tells_place", **values)
            self.draft.quote(meeting, item, None, decisions.heading_span(meeting, item))
        if meeting.agenda:
            if self.question.wants_decision:
                decisions.tell_planned(self.draft, meeting, item)
        elif not decisions.tell_decision(self.draft, meeting, item, ()):
            self.draft.note("no_decision")
        return self.done()

    def _by_its_title(self, meetings: Sequence[MeetingSummary]) -> AgendaItem | None:
        """The item of the one meeting meant whose title stands after "under": "Øvrige sager"."""
        said = _UNDER.search(self.question.folded)
        if said is None or len(meetings) != 1:
            return None
        after = self.question.folded[said.end() :].strip(" \"'„”»«")
        named = [
            item
            for item in self.load(meetings[0].id).items
            if (title := find_periods(item.title)[1].strip(" -–"))  # "Øvrige sager 18-05-2021"
            and after.startswith(fold_letters(title.lower()))
        ]
        return named[0] if len(named) == 1 else None

    def which_meeting(self, number: int) -> Answer | None:
        """Ask for the meeting, when only an item's number is said."""
        held = [m for m in self.meant.scope() if m.items >= number]
        if self.question.words or not held:
            return None
        example = long_date(held[-1].held, self.draft.language)
        return self.refuse_with("which_meeting", item=number, count=len(held), example=example)

    def _by_overview(self) -> Answer | None:
        return self.done() if self.overview().answer() else None

    def _by_presence(self) -> Answer | None:
        """Answer what is asked of somebody's presence at meetings."""
        if self.question.cases or self.question.item is not None:
            return None
        if not asks_presence(self.question):
            return None
        presence = self.presence()
        return self.told_presence(presence) if presence.only_a_name() else None

    def _why_away(self) -> Answer | None:
        """Refuse to say why somebody on a list was away: lists do not."""
        asked = self.question.asks is Asks.REASON and _AWAY.search(self.question.folded)
        listed_ones = self.index.ledger.participants() if asked else []
        if any(names(self.question, name) for name in listed_ones):
            return self.refuse_recorded("no_reason_away")
        return None

    def _by_record(self) -> Answer | None:
        places = {m.id: m.place for m in self.summary.meetings[-200:]}
        record = records.record_question(self.question, list(places.values()))
        if record is not None and (
            self._members_of_the_topic()
            or self._where_the_topic_met()
            or self._has_the_role(record)
        ):
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
        return self.done()

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

    def _has_the_role(self, record: records.RecordQuestion) -> bool:
        """Whether "hvem er formand" is asked of what was spoken of, whose text names one."""
        topic = self.before.topic if self.before else None
        if not record.role or topic is None or topic[1] < 1 or self.question.periods:
            return False
        text = self.index.ledger.item_texts([topic]).get(topic, "")
        return fold_letters(record.role) in fold_letters(text.lower())

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
