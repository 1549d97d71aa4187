"""Questions about one person's presence: "Var Anne Holm med på begge møder i 2022?".

Every list of participants that is meant is looked through; each row is cited.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from retrieval.compose import Draft
from retrieval.question import Question
from retrieval.records import topic_left
from retrieval.rows import list_span, person_span
from vectorstore.danish import fold_letters, term, tokens
from vectorstore.dates import long_date
from vectorstore.ledger import Ledger
from vectorstore.schema import Meeting, MeetingSummary, Participant, Role

ROWS = 30  # longer lists are cut, and say so
_EACH = 3  # meetings up to which each is told in a sentence of its own
_ALIKE = 2  # first words of a name that tell a person by: "Anne Marie" in two spellings is one
# What leads a meeting in, and a counted list of them.
_LISTED = ("person_listed", "person_listed_times")
_AWAY = ("person_absent", "person_absent_times")
# Over the folded question.
_ATTENDED = re.compile(
    r"\b(var|er|was) (\w+ ){1,4}(med|der|there)\b"
    r"|\b(deltog|deltaget|deltager|deltage|til stede|tilstede|med til|var med|veret med|modte|modt"
    r"|modtes|afbud|fraver\w*|attend\w*|present|absent|apologies|took part|take part|taken part)\b"
)
_ABSENT = re.compile(r"\b(afbud|fraver\w*|absent|apologies|ikke (med|til stede|tilstede))\b")
_OWN = frozenset(
    term(word)
    for word in """
    begge alle samtlige hvert hver ét eneste gang gange nogensinde mødte møde møder mødet op frem
    med deltaget deltage været meldt melde fraværende ofte tit altid direktionsmøder
    udvalgsmøder udvalg udvalget direktionen byrådet både every both any time times often always
    ever meeting meetings taken take part was were
    """.split()
)


@dataclass(frozen=True, slots=True)
class Presence:
    """Tells from the lists of participants when somebody was there; writes into a draft."""

    draft: Draft
    meetings: Sequence[MeetingSummary]  # those the question's dates and committees leave
    named: Sequence[str]  # names on any list, as printed, that the question names
    ledger: Ledger
    load: Callable[[str], Meeting]

    def only_a_name(self) -> bool:
        """Whether the question's topic is a participant's name and nothing beside."""
        own = {term(word) for name in self.named for word in tokens(name)}
        left = topic_left(self.draft.question, ())
        return bool(own) and not [w for w in left if term(w) not in _OWN | own]

    def tell(self) -> bool:
        """Tell the meetings that list them; False where no list was kept of those asked for."""
        listed = self.ledger.listing(self.named)
        within = [each for each in self.meetings if each.id in listed[""]]
        for printed in _persons(listed):
            here = {meeting for name in printed for meeting in listed[name]}
            found = [
                (meeting, person)
                for meeting in (self.load(each.id) for each in within if each.id in here)
                for person in meeting.participants
                if person.name in printed
            ]
            self._person(printed[0], found, within)
        return bool(self.draft.cited.all)

    def _person(
        self,
        name: str,
        found: Sequence[tuple[Meeting, Participant]],
        within: Sequence[MeetingSummary],
    ) -> None:
        absent = [pair for pair in found if pair[1].absent]
        present = [pair for pair in found if not pair[1].absent]
        if not (absent and _ABSENT.search(self.draft.question.folded)):
            self._rows(name, present, len(within), _LISTED)
        self._rows(name, absent, len(within), _AWAY)
        told = {meeting.id for meeting, _ in found}
        missing = [each for each in within if each.id not in told]
        if not found and len(within) > _EACH:
            self.draft.note("person_nowhere", name=name, total=len(within))
        if not found or len(within) <= _EACH:
            self._not_listed(name, [self.load(each.id) for each in missing[-_EACH:]])

    def _rows(
        self,
        name: str,
        found: Sequence[tuple[Meeting, Participant]],
        total: int,
        leads: tuple[str, str],
    ) -> None:
        """Each meeting in a sentence of its own where few are asked of, else as a counted list."""
        if total <= _EACH:
            for meeting, person in found:
                self.draft.lead(leads[0], name=name, day=meeting.held)
                self._row(meeting, person, Role.QUOTE)
            return
        if found:
            self.draft.lead(leads[1], name=name, count=len(found), total=total)
        for meeting, person in found[-ROWS:]:
            label = long_date(meeting.held, self.draft.language)
            self._row(meeting, person, Role.ALSO, label)
        if len(found) > ROWS:
            self.draft.note("list_cut", shown=ROWS, total=len(found))

    def _row(self, meeting: Meeting, person: Participant, role: Role, label: str = "") -> None:
        self.draft.topic = (meeting.id, 0)
        span = person_span(meeting, person)
        self.draft.quote(meeting, None, None, span, role=role, label=label)

    def _not_listed(self, name: str, meetings: Sequence[Meeting]) -> None:
        for meeting in meetings:
            self.draft.topic = (meeting.id, 0)
            self.draft.lead("person_not_listed", name=name, day=meeting.held)
            self.draft.quote(meeting, None, None, list_span(meeting))


def _persons(listed: Mapping[str, Collection[str]]) -> list[list[str]]:
    """The names as printed of each person, the most frequent form first."""
    persons: dict[tuple[str, ...], list[str]] = {}
    for name in sorted(filter(None, listed), key=lambda name: -len(listed[name])):
        words = tuple(fold_letters(word.lower()) for word in tokens(name)[:_ALIKE])
        persons.setdefault(words, []).append(name)
    return list(persons.values())


def asks_presence(question: Question) -> bool:
    """Whether a question has the words that ask for somebody's presence."""
    return _ATTENDED.search(question.folded) is not None


def names(question: Question, name: str) -> bool:
    """Whether a question names a participant: by surname and more, or by unique initials."""
    asked = {fold_letters(word.lower()).removesuffix("s") for word in question.words}
    own = [fold_letters(word.lower()) for word in tokens(name)]
    parts = [word for word in own if word.removesuffix("s") in asked]
    if len(parts) >= 2 or (len(parts) == 1 and parts[0] == own[-1] and len(own) > 1):
        return True
    initials = "".join(word[0] for word in own).upper()
    return len(initials) >= 2 and re.search(rf"(?<!\w){initials}(?!\w)", question.text) is not None
