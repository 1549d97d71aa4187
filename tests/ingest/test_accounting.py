"""Every word of the text is in a part of the meeting, or it is told."""

from dataclasses import replace
from pathlib import Path

import pytest

from ingest.accounting import accounted, misplaced, unaccounted
from ingest.document import Document
from ingest.files.text import read_text
from ingest.parse import parse
from vectorstore.errors import UnreadableMinutes
from vectorstore.schema import Meeting

SAMPLES = Path(__file__).parent.parent.parent / "minutes"
TEXT = """REFERAT Teknikudvalget d. 12-06-2024

Punkt 1: Cykelsti langs Møllevej

24/100

Indstilling

Forvaltningen indstiller,

a) at stien anlægges
b) at grusvejen lukkes

Beslutning

Udvalget godkendte forslaget.

År\tUdgift
2024\t2,4
2025\t3,5

Punkt 2: Lukket punkt
"""


@pytest.fixture
def meeting() -> Meeting:
    return parse(TEXT, "juni.txt")


def changed(meeting: Meeting, section: int, **values: object) -> Meeting:
    """With a section of the first item changed."""
    item = meeting.items[0]
    parts = list(item.sections)
    parts[section] = replace(parts[section], **values)  # type: ignore[arg-type]
    return replace(meeting, items=(replace(item, sections=tuple(parts)), *meeting.items[1:]))


@pytest.mark.parametrize("file", sorted(SAMPLES.glob("*.txt")), ids=lambda file: file.stem)
def test_the_sample_minutes_are_accounted_for(file: Path) -> None:
    found = parse(read_text(file.read_bytes()), file.name)
    assert list(misplaced(found)) == [] and list(unaccounted(found)) == []


def test_minutes_that_are_whole_have_nothing_to_tell(meeting: Meeting) -> None:
    assert accounted(Document(TEXT), meeting) == (meeting, ())


def test_a_gap_or_an_overlap_is_refused_as_a_bug(meeting: Meeting) -> None:
    one, two = meeting.items
    end = one.sections[-1].end
    for wrong in (
        replace(meeting, header_end=meeting.header_end - 1),
        replace(meeting, items=(one, replace(two, start=two.start + 1))),
        replace(meeting, items=(one, replace(two, start=two.start - 1))),
        replace(meeting, items=(one, replace(two, end=two.end - 1))),
        replace(meeting, items=meeting.items[:1]),
        changed(meeting, 1, start=one.sections[1].start + 1),
        changed(meeting, 1, end=end - 1),
        changed(meeting, 0, blocks=one.sections[0].blocks[::-1]),
        changed(meeting, 0, blocks=one.sections[1].blocks),
        replace(meeting, pages=(0, 50, 20)),
    ):
        with pytest.raises(UnreadableMinutes, match="delte referatet forkert op"):
            accounted(Document(TEXT), wrong)
    with pytest.raises(UnreadableMinutes, match="en anden end filens"):
        accounted(Document(TEXT + "\n"), meeting)


def test_words_in_no_block_are_told(meeting: Meeting) -> None:
    blocks = meeting.items[0].sections[0].blocks
    lost = changed(meeting, 0, blocks=blocks[:1] + blocks[2:])
    found, told = accounted(Document(TEXT), lost)
    assert told == found.doubts and len(told) == 1
    assert "Punkt 1: „a) at stien anlægges“ er ikke kommet med." in told[0].replace(" b)", "")


def test_a_cell_that_is_in_no_row_is_told(meeting: Meeting) -> None:
    section = meeting.items[0].sections[1]
    table = section.blocks[-1]
    assert table.rows
    rows = (*table.rows[:-1], table.rows[-1][:1])
    lost = changed(meeting, 1, blocks=(*section.blocks[:-1], replace(table, rows=rows)))
    assert accounted(Document(TEXT), lost)[1] == ("Punkt 1: „3,5“ er ikke kommet med.",)


def test_doubts_are_kept_and_the_parsers_told_when_it_is_unsure(meeting: Meeting) -> None:
    document = Document(TEXT, pages=(0, 60), doubts=("Side 1 er læst med tekstgenkendelse.",))
    sure = replace(meeting, doubts=("Datoen står kun i sidefoden.",))
    found, told = accounted(document, sure)
    assert told == document.doubts and found.doubts == (*document.doubts, *sure.doubts)
    assert found.pages == (0, 60)
    assert accounted(document, replace(sure, certainty=0.5))[1] == found.doubts
