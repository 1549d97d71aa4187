from datetime import date

from evaluation.distractors import _free_days, _meeting, _passages
from vectorstore.schema import IndexSummary, MeetingSummary, fold

TEXTS = ["Kanoen ligger ved broen. Den er rød, men åren er blå.", "Et  ord\nfor sig."]


def test_foreign_passages_lie_where_they_say() -> None:
    meeting = _meeting("fremmed", "Udvalget", date(2020, 1, 1), TEXTS)
    passages = list(_passages(meeting))
    assert [passage.text for passage in passages] == [fold(text) for text in TEXTS]
    for passage in passages:
        assert fold(meeting.text[passage.start : passage.end]) == passage.text
        for unit in passage.units:
            assert meeting.text[unit.start : unit.end] == unit.text
    assert len(passages[0].units) == 2


def test_foreign_meetings_are_held_in_months_of_their_own_and_never_last() -> None:
    held = [date(2020, 3, 5), date(2021, 6, 1)]
    summary = IndexSummary(tuple(MeetingSummary(str(d), "U", d, 1, 0) for d in held))
    days = _free_days(summary, 100)
    assert len(set(days)) == 100 and max(days) < held[-1]
    assert not {(d.year, d.month) for d in days} & {(d.year, d.month) for d in held}
