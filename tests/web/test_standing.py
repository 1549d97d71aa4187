"""What becomes of an answer's sources when the minutes change under it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from council import answered, council, refused
from lindevang import DECISION, PROPOSAL, TITLE, june

from vectorstore.schema import Answer, Citation, Meeting, SectionKind
from web.standing import Shown, Standing, as_shown, current

AT = datetime(2025, 11, 21, 14, 2, tzinfo=UTC)
LATER = "Orienteringen blev taget til efterretning."


def shown(meeting: Meeting | None, answer: Answer | None = None) -> Shown:
    """The council's answer with the June meeting as it is now; None where it was removed."""
    minutes = council()
    if meeting is None:
        del minutes.meetings["tmu-2024-06-12"]
    else:
        minutes.meetings["tmu-2024-06-12"] = meeting
    return as_shown("Hvad?", (), AT, answer or answered("Hvad?"), minutes.meeting)


def rewritten(meeting: Meeting, old: str, new: str) -> Meeting:
    """The meeting with words replaced and every place below them moved along."""
    at, by = meeting.text.index(old), len(new) - len(old)

    def moved(place: int) -> int:
        return place + by if place >= at + len(old) else place

    items = tuple(
        replace(
            item,
            start=moved(item.start), heading_end=moved(item.heading_end), end=moved(item.end),
            sections=tuple(
                replace(part, start=moved(part.start), end=moved(part.end), blocks=())
                for part in item.sections
            ),
        )
        for item in meeting.items
    )  # fmt: skip
    text = meeting.text.replace(old, new, 1)
    return replace(meeting, text=text, items=items, header_end=moved(meeting.header_end))


def closed(meeting: Meeting, **changes: object) -> Meeting:
    """The meeting with item 4 closed by a correction."""
    item = replace(meeting.items[0], closed=True, sections=(), **changes)
    return replace(meeting, items=(item, meeting.items[1]))


def standings(answer: Shown) -> list[Standing]:
    return [source.standing for source in answer.sources]


SAME, MOVED, GONE, CLOSED, REMOVED = Standing


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda m: m, [SAME] * 5),
        # A line more in the header: every place has moved, the words have not.
        (lambda m: rewritten(m, "REFERAT", "RETTET REFERAT"), [MOVED, MOVED, MOVED, SAME, MOVED]),
        (lambda m: rewritten(m, DECISION, DECISION.replace("østsiden", "vestsiden")),
         [GONE, SAME, MOVED, SAME, SAME]),
        (lambda m: rewritten(m, "dobbeltrettet\u0020sti", "dobbeltrettet\nsti"),
         [SAME, SAME, SAME, SAME, SAME]),
        (closed, [CLOSED, CLOSED, CLOSED, SAME, SAME]),
        (lambda m: closed(m, title="Lukket", case=None), [CLOSED, CLOSED, CLOSED, SAME, SAME]),
        # Closed and its words taken out: it cannot be told from a change, and is not shown.
        (lambda m: rewritten(closed(m, title="Lukket", case=None), DECISION, "…"),
         [CLOSED, CLOSED, CLOSED, SAME, SAME]),
        (lambda m: replace(m, items=m.items[1:]), [SAME] * 5),
        (lambda m: None, [REMOVED, REMOVED, REMOVED, SAME, REMOVED]),
    ],
)  # fmt: skip
def test_each_source_is_held_against_the_minutes_of_now(
    change: Callable[[Meeting], Meeting | None], expected: list[Standing]
) -> None:
    assert standings(shown(change(june()))) == expected


def test_a_link_points_to_where_the_words_stand_now() -> None:
    meeting = rewritten(june(), "REFERAT", "RETTET REFERAT")
    for source in shown(meeting).sources:
        cited = source.citation
        if cited.meeting == meeting.id:
            assert " ".join(meeting.text[cited.start : cited.end].split()) == cited.quote


def test_a_renumbered_item_is_linked_by_its_new_number() -> None:
    meeting = rewritten(june(), "Punkt 4", "Punkt 14")
    item = replace(meeting.items[0], number=14)
    source = shown(replace(meeting, items=(item, meeting.items[1]))).sources[0]
    assert (source.standing, source.citation.item) == (MOVED, 14)
    assert source.citation.url.endswith("#punkt-14")


def short(quote: str, item: int) -> Citation:
    meeting = council().meeting("tmu-2025-03-12")
    return Citation(
        1, meeting.id, meeting.committee, meeting.held, item, "Et andet punkt", None,
        SectionKind.DECISION, "beslutning", quote, 0, len(quote),
    )  # fmt: skip


def test_a_short_quote_elsewhere_is_not_the_same_place() -> None:
    # Every second item is "taget til efterretning".
    assert current(short(LATER, 7), council().meeting).standing is GONE
    assert (
        current(short("Et helt andet sted med mange ord i", 7), council().meeting).standing is GONE
    )


def test_changed_words_are_shown_as_they_were() -> None:
    changed = shown(rewritten(june(), DECISION, DECISION.replace("østsiden", "vestsiden")))
    assert changed.sources[0].citation.quote == DECISION
    assert changed.statements[1].text == DECISION
    assert changed.standing(changed.statements[1]) is GONE


@pytest.mark.parametrize("meeting", [None, closed(june())], ids=["removed", "closed"])
@pytest.mark.parametrize("answer", [answered("Hvad?"), refused("Hvad?")], ids=["answer", "refusal"])
def test_withheld_words_are_nowhere_in_what_may_be_shown(
    meeting: Meeting | None, answer: Answer
) -> None:
    told = repr(shown(meeting, answer))
    for words in (DECISION, PROPOSAL, "Birkelunden", "14 indkørsler", TITLE, "23/4187"):
        # The later meeting has the same case, and is public.
        assert words not in told.replace("case='23/4187', kind=<SectionKind.DECISION", "")


def test_erased_words_do_not_return_with_their_minutes() -> None:
    answer = shown(None).answer
    again = shown(june(), answer)
    assert standings(again) == [REMOVED, REMOVED, REMOVED, SAME, REMOVED]


def test_the_heading_of_a_closed_item_may_be_cited() -> None:
    meeting = june()
    item = meeting.items[1]
    quote = " ".join(meeting.text[item.start : item.heading_end].split())
    heading = Citation(
        1, meeting.id, meeting.committee, meeting.held, 5, item.title, item.case,
        SectionKind.TITLE, "titel", quote, item.start, item.heading_end,
    )  # fmt: skip
    assert current(heading, council().meeting).standing is SAME
    below = replace(heading, quote="Salg af grunden til Hemmelig ApS.",
                    start=item.heading_end, end=item.end)  # fmt: skip
    assert current(below, council().meeting).standing is CLOSED
