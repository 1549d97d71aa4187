"""PostgreSQL as the word index ranks as tantivy does, and forgets what is removed."""

from pathlib import Path

import pytest
from sqlalchemy import text

from vectorstore.index import Index, Place

WEIGHTS = (
    {"skolebus": 1.0},
    {"cykelsti": 1.0, "mollevej": 0.8, "sti": 0.45},
    {"genbrugsplad": 1.0, "abningstid": 0.9, "beslut": 0.1},
    {"findesikke": 1.0},
    {},
)


@pytest.mark.parametrize("weights", WEIGHTS, ids=str)
@pytest.mark.parametrize("limited", [False, True], ids=["all", "some meetings"])
def test_it_ranks_as_tantivy_does(
    shared: Place, sample_index: Path, weights: dict[str, float], limited: bool
) -> None:
    server, folder = Index(shared), Index(Place(sample_index))
    some = [meeting.id for meeting in folder.ledger.summary().meetings][::2] if limited else None
    expected = folder.words.search(weights, 20, some)
    found = server.words.search(weights, 20, some)
    assert dict(found).keys() == dict(expected).keys()
    for passage, score in found:  # tantivy rounds a passage's length to a byte
        assert score == pytest.approx(dict(expected)[passage], rel=0.05)
    server.close()
    folder.close()


def test_a_search_among_no_meetings_finds_nothing(shared: Place) -> None:
    index = Index(shared)
    assert index.words.search({"skolebus": 1.0}, 20, []) == []
    index.close()


def test_putting_a_meeting_again_changes_no_count_and_removing_takes_its_words(
    shared: Place,
) -> None:
    index = Index(shared)
    meeting = index.ledger.summary().meetings[0].id
    passages = index.ledger.meeting_passages(meeting)
    before = counts(index)
    index.words.put(meeting, passages)
    assert counts(index) == before
    index.words.put(meeting, [])
    assert counts(index)["passages"] == before["passages"] - len(passages)
    with index.ledger.database.reading() as connection:
        orphans = "select count(*) from word_count where text = 0 and context = 0"
        assert connection.execute(text(orphans)).scalar_one() == 0
    index.words.put(meeting, passages)
    assert counts(index) == before
    index.close()


def counts(index: Index) -> dict[str, object]:
    query = text(
        "select passages, text, context, (select count(*) from word) as words, "
        "(select sum(text + context) from word_count) as counted from word_total"
    )
    with index.ledger.database.reading() as connection:
        return dict(connection.execute(query).one()._mapping)
