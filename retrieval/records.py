"""Questions that the records answer exactly: who, where, when, which items, which were closed."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from retrieval.compose import Draft, section_at
from retrieval.phrases import say
from retrieval.question import Question
from vectorstore.danish import fold_letters, term, tokens
from vectorstore.schema import AgendaItem, Attendance, Meeting, Participant, Presence, Role

_ROLES = ("sekretær", "formand", "næstformand", "referent", "direktør", "borgmester")

# Over the folded question, each between word borders: "afbud" is not in "afbudsfrist".
_KINDS = (
    (
        "absent",
        r"afbud|fraver(ende)?|ikke til stede|(deltog|kom) ikke|var ikke med|udeblev|manglede"
        r"|meldt fra|absent|apologies|did not attend|not present",
    ),
    (
        "role",
        r"sekreter(en)?|(ne?st)?formand(en)?|nestformand(en)?|referent(en)?|secretary|chair"
        r"|chairman|chairperson",
    ),
    (
        "participants",
        r"deltog|deltager(e|ne)?|deltagerliste(n)?|modedeltager(e|ne)|til stede|tilstede|fremmodte"
        r"|sad med|hvem (var|modte) (der |alle )?(med|op|frem)|hvem var der"
        r"|hvem medvirkede|medlemmer|who (was|were) (there|in the room)|attended|attend"
        r"|participants|participated|present",
    ),
    (
        "closed",
        r"lukkede|lukket|lukkedes|ikke offentlige?|for lukkede dore|fortrolige?|hemmelige?|closed"
        r"|not public|behind closed doors|confidential",
    ),
    (
        "item_count",
        r"hvor mange (\w+ )?(punkter|sager|dagsordens?punkter)|antal(let)? (af )?(punkter|sager)"
        r"|how many (agenda )?(items|points)",
    ),
    (
        "agenda",
        r"dagsorden(en)?|hvilke (\w+ )?(punkter|sager|emner)|punkterne|indholdsfortegnelse(n)?"
        r"|agenda|which items|what items|what was on|hvad stod der pa"
        r"|hvad skal (\w+ ){0,3}?(behandles|droftes|besluttes)|(neste|kommende|next|upcoming)"
        r" (mode|meeting)|what will be (discussed|decided|treated)"
        r"|hvad (blev|var) der (behandlet|droftet|talt om|oppe)",
    ),
    (
        "time",
        r"(hvornar|hvad tid|klokken|klokkeslet|hvilket tidspunkt|hvilken ugedag"
        r"|what day of the week).*"
        r"(begynd\w*|start\w*|\w*modet?|holdt|modtes)"
        r"|modetid\w*|starttid\w*|modestart|(when|what time).*(start|begin|held|meeting|met)\w*",
    ),
    (
        "place",
        r"modested\w*|modelokale\w*|foregik\w*|fysisk\w*|online|virtuel\w*|digitalt mode|teams"
        r"|skype|video\w*|(hvor\b(?! (mange|meget|tit|ofte|lang|stor))"
        r"|hvilket (\w*lokale|sted)|where|which (room|hotel|place|venue)).*"
        r"(holdt|\w*modet?|modtes|afholdt|foregik|sted|\w*lokalet?|held|meeting|meet|met)",
    ),
)
# Words that belong to such questions and leave no topic of their own.
_OWN_WORDS = frozenset(
    term(word)
    for word in """
    afbud fravær fraværende stede tilstede deltog deltager deltagere deltagerliste deltagerlisten
    mødedeltagere fremmødte medlemmer medlem lukkede lukket offentlige offentlig døre fortrolige
    hemmelige dagsorden dagsordenen punkter emner indholdsfortegnelse antal begyndte begynder
    startede starter tid tidspunkt klokken holdt holdtes afholdt afholdes mødtes sted lokale
    mødested mødetid starttidspunkt foregik sekretær formand næstformand referent stod listen
    manglede meldte
    meldt sad liste navne samtlige personer folk lokale lokalet mødelokale mødelokalet mødestart
    dag dagen ugedag klokkeslæt klokkeslættet tog ført førte skrev gjorde kom komme mødtes
    afvikledes hvorhenne præcis
    præcist nøjagtigt
    bag behandlet behandledes fysisk fysiske online virtuelt virtuel digitalt teams skype video
    hotel hotellet kursussted kursusstedet konferencecenter konferencecentret referat referatet
    meet meets
    attended attend participants participated present absent closed public agenda items start begin
    started began held place room secretary chair people list apologies time met took notes exactly
    næste kommende behandles drøftes besluttes next upcoming discussed decided treated
    hotel venue executive board management committee council
    """.split()
)


# "direktionsmødet", "udvalgsmøde": any meeting of the body, not "borgermødet".
_MEETING = re.compile(r"^(direktion|udvalg|\w*udvalg|byrad|\w*bestyrelse|rad)s?modet?s?$")


@dataclass(frozen=True, slots=True)
class RecordQuestion:
    """A question about a meeting's records: which kinds, and the role asked for."""

    kinds: tuple[str, ...]
    role: str = ""


def record_question(question: Question, places: Sequence[str]) -> RecordQuestion | None:
    """The kind of record asked for; None when the question has a topic of its own.

    `places` are the meeting's places: "mødet på Rådhuset" names a meeting, not a topic.
    """
    if question.cases or question.item is not None:
        return None
    kinds = tuple(
        name for name, pattern in _KINDS if re.search(rf"\b(?:{pattern})\b", question.folded)
    )
    if not kinds or topic_left(question, places):
        return None
    if kinds != ("time", "place"):  # "hvor og hvornår" asks for both, else for the most telling
        kinds = kinds[:1]
    role = ""
    if kinds == ("role",):
        role = next((r for r in _ROLES if fold_letters(r) in question.folded), "")
        english = {"secretary": "sekretær", "chair": "formand"}
        role = role or next((da for en, da in english.items() if en in question.folded), "")
    return RecordQuestion(kinds, role)


def topic_left(question: Question, places: Sequence[str]) -> list[str]:
    """The question's topic words that are not about records, dates or a meeting's place."""
    known = {term(word) for place in places for word in tokens(place)}
    return [
        word
        for word in question.words
        if term(word) not in _OWN_WORDS
        and term(word) not in known
        and not word[:1].isdigit()
        and not _MEETING.search(fold_letters(word.lower()))
    ]


def tell_record(draft: Draft, record: RecordQuestion, meeting: Meeting) -> None:
    """Answer from one meeting's records, complete, each row cited."""
    draft.topic = (meeting.id, 0)
    for kind in record.kinds:
        _TELL[kind](draft, record, meeting)


def _participants(draft: Draft, _: RecordQuestion, meeting: Meeting) -> None:
    draft.lead("participants", day=meeting.held)
    _list(draft, meeting)


def _list(draft: Draft, meeting: Meeting) -> None:
    start = min(person.start for person in meeting.participants)
    draft.quote(meeting, None, None, (start, _list_end(meeting)))


def _list_end(meeting: Meeting) -> int:
    """The end of the list of participants, its last remark in parentheses included."""
    end = max(person.end for person in meeting.participants)
    remark = re.match(r"\s*\([^)\n]*\)", meeting.text[end : meeting.header_end])
    return end + remark.end() if remark else end


def person_span(meeting: Meeting, person: Participant) -> tuple[int, int]:
    """A participant's name with the remark in parentheses after it."""
    remark = re.match(r"\s*\([^)\n]*\)", meeting.text[person.end : meeting.header_end])
    return person.start, person.end + (remark.end() if remark else 0)


def _people(
    draft: Draft, meeting: Meeting, people: Sequence[Participant], found: str, none: str
) -> None:
    if not people:
        draft.lead(none, day=meeting.held)
        _list(draft, meeting)
    else:
        draft.lead(found, day=meeting.held)
        for person in people:
            draft.quote(meeting, None, None, person_span(meeting, person))


def _absent(draft: Draft, _: RecordQuestion, meeting: Meeting) -> None:
    people = [person for person in meeting.participants if person.absent]
    lines = _absent_lines(meeting)
    if people or not lines:
        _people(draft, meeting, people, "absent", "nobody_absent")
    else:
        draft.lead("absent", day=meeting.held)
    for item, there in lines:
        section = section_at(item, there.start)
        draft.quote(meeting, item, section, (there.start, there.end))


def _absent_lines(meeting: Meeting) -> list[tuple[AgendaItem, Attendance]]:
    """The items' own lines on absence; one that names nobody new is left out."""
    known = {_bare(person.name) for person in meeting.participants if person.absent}
    lines = []
    for item in meeting.items:
        for there in item.attendance:
            name = _bare(there.name)
            if there.presence is Presence.ABSENT and name not in known:
                known.add(name)
                lines.append((item, there))
    return lines


def _bare(name: str) -> str:
    """A name as it is compared: "Anne Holm (A)" is Anne Holm."""
    return fold_letters(name.partition("(")[0].strip().lower())


def _with_role(meeting: Meeting, role: str) -> list[Participant]:
    wanted = fold_letters(role)
    return [p for p in meeting.participants if wanted and wanted in fold_letters(p.role.lower())]


def _role(draft: Draft, record: RecordQuestion, meeting: Meeting) -> None:
    _people(draft, meeting, _with_role(meeting, record.role), "role", "role")


def untold(record: RecordQuestion, meeting: Meeting) -> str:
    """The name of the sentence that says why a meeting's records do not tell; "" if they do."""
    of_people = {"participants", "absent", "role"} & set(record.kinds)
    told = record.kinds == ("absent",) and _absent_lines(meeting)
    if of_people and not meeting.participants and not told:
        return "no_participants"
    if "role" in record.kinds and not _with_role(meeting, record.role):
        return "no_role"
    if "time" in record.kinds and (meeting.begins is None or meeting.held_span is None):
        return "no_time"
    if "place" in record.kinds and meeting.place_span is None:
        return "no_place"
    return ""


def _time(draft: Draft, _: RecordQuestion, meeting: Meeting) -> None:
    if meeting.begins is None or meeting.held_span is None:
        return
    draft.lead("time", day=meeting.held, time=meeting.begins.strftime("%H.%M"))
    draft.quote(meeting, None, None, meeting.held_span)


def _place(draft: Draft, _: RecordQuestion, meeting: Meeting) -> None:
    if meeting.place_span is None:
        return
    draft.lead("place", day=meeting.held)
    draft.quote(meeting, None, None, meeting.place_span)


def _items(draft: Draft, meeting: Meeting, items: Sequence[AgendaItem]) -> None:
    for item in items:
        label = say(draft.language, "item", item=item.number)
        draft.quote(meeting, item, None, title_span(meeting, item), role=Role.ALSO, label=label)


def title_span(meeting: Meeting, item: AgendaItem) -> tuple[int, int]:
    """The item's title and case number, without "Punkt 3:" before and what stands after."""
    heading = meeting.text[item.start : item.heading_end]
    number = re.match(r"\s*\w+\s*\d*\s*:?\s*", heading)
    first = number.end() if number and heading[number.end() :].strip() else 0
    last = (
        heading.index(item.case) + len(item.case)
        if item.case and item.case in heading
        else len(heading)
    )
    return item.start + first, item.start + len(heading[:last].rstrip())


def _closed(draft: Draft, _: RecordQuestion, meeting: Meeting) -> None:
    closed = [item for item in meeting.items if item.closed]
    total = len(meeting.items)
    if not closed:
        draft.lead("no_closed_items", day=meeting.held, total=total)
        _items(draft, meeting, meeting.items)
        return
    draft.lead("closed_items", day=meeting.held, count=len(closed), total=total)
    _items(draft, meeting, closed)


def _agenda(draft: Draft, _: RecordQuestion, meeting: Meeting) -> None:
    values = {"day": meeting.held, "total": len(meeting.items), "committee": meeting.committee}
    draft.lead("planned" if meeting.agenda else "agenda", **values)
    _contents(draft, meeting)


def _contents(draft: Draft, meeting: Meeting) -> None:
    """The contents as the header prints them; the items' own headings where it prints none."""
    spans = _contents_spans(meeting)
    if len(spans) != len(meeting.items):
        _items(draft, meeting, meeting.items)
        return
    for item, span in zip(meeting.items, spans, strict=True):
        label = say(draft.language, "item", item=item.number)
        draft.quote(meeting, None, None, span, role=Role.ALSO, label=label)


def _contents_spans(meeting: Meeting) -> list[tuple[int, int]]:
    """Where the header prints each title of its contents, in order."""
    spans: list[tuple[int, int]] = []
    at = 0
    for line in meeting.contents:
        words = r"\s+".join(re.escape(word) for word in line.title.split())
        found = re.compile(words).search(meeting.text, at, meeting.header_end)
        if found is None:
            return []
        spans.append(found.span())
        at = found.end()
    return spans


def _item_count(draft: Draft, _: RecordQuestion, meeting: Meeting) -> None:
    if meeting.agenda:
        _agenda(draft, _, meeting)
        return
    closed = sum(item.closed for item in meeting.items)
    draft.lead("item_count", day=meeting.held, total=len(meeting.items), count=closed)
    _contents(draft, meeting)


_TELL: dict[str, Callable[[Draft, RecordQuestion, Meeting], None]] = {
    "participants": _participants,
    "absent": _absent,
    "role": _role,
    "time": _time,
    "place": _place,
    "closed": _closed,
    "agenda": _agenda,
    "item_count": _item_count,
}
