"""Whole minutes: ours, the five real ones, and random ones; every character has its place."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.files.text import read_text
from ingest.parse import parse
from ingest.read import minutes_files
from ingest.split import passages
from vectorstore.errors import UnreadableMinutes
from vectorstore.schema import BlockKind, Meeting, SectionKind, fold

ROOT = Path(__file__).resolve().parents[2]
REAL = ROOT.parent / "shared" / "minutes"
# Nothing but white space, markers, Markdown's signs and page numbers stands outside blocks.
BETWEEN = set("-–—•*?#. \n\t\x0c")


def read(file: Path) -> Meeting:
    return parse(read_text(file.read_bytes()), file.name)


def words(text: str) -> int:
    return len(text.split())


def check(meeting: Meeting) -> None:
    """Every character belongs to exactly one part, and every place holds what it says."""
    text = meeting.text
    end = meeting.header_end
    for item in meeting.items:
        assert item.start == end <= item.heading_end <= item.end
        end = item.end
        if item.closed:
            assert item.sections == ()
            continue
        at = item.heading_end
        for section in item.sections:
            assert section.start == at < section.end
            at = section.end
            place = section.start
            for block in section.blocks:
                assert place <= block.start < block.end <= section.end
                assert text[block.start : block.end] == text[block.start : block.end].strip()
                place = block.end
                inside = block.start
                for cell in (cell for row in block.rows for cell in row):
                    assert block.start <= cell.start <= cell.end <= block.end or (
                        cell.start == cell.end and section.start <= cell.start <= section.end
                    )
                    assert inside <= cell.start or cell.start == cell.end
                    inside = cell.end
        assert at == item.end
    assert end == len(text)


def check_passages(meeting: Meeting) -> None:
    """Passages and units stand where they say, in order, within the limit."""
    found = passages(meeting, words, 120)
    assert len({passage.id for passage in found}) == len(found)
    for passage in found:
        item = meeting.item(passage.item)
        assert item is not None and not item.closed
        section = item.sections[passage.section]
        assert section.start <= passage.start < passage.end <= section.end
        assert fold(meeting.text[passage.start : passage.end]) == passage.text
        assert words(passage.embedded) <= 120
        assert passage.units
        for unit in passage.units:
            assert passage.start <= unit.start < unit.end <= passage.end
            assert fold(meeting.text[unit.start : unit.end]) == unit.text


def outside_blocks(meeting: Meeting) -> str:
    """What is left of the open items' sections without headings and blocks."""
    left = ""
    for item in meeting.items:
        for section in item.sections:
            at = section.start
            rest = ""
            for block in section.blocks:
                rest += meeting.text[at : block.start]
                at = block.end
            rest = fold(rest + meeting.text[at : section.end])
            for _ in range(2):  # a heading printed twice
                rest = rest.removeprefix(section.heading).strip()
            left += rest
    return left


OURS = sorted((ROOT / "minutes").glob("*.txt"))
REALS = sorted(REAL.glob("*.txt")) if REAL.is_dir() else []


@pytest.mark.parametrize("file", [*OURS, *REALS], ids=lambda file: file.stem)
def test_every_character_belongs_to_exactly_one_part(file: Path) -> None:
    meeting = read(file)
    check(meeting)
    check_passages(meeting)
    markers = r"abcdefghij()0123456789"
    assert set(outside_blocks(meeting)) <= BETWEEN | set(markers)


@pytest.mark.parametrize("file", OURS, ids=lambda file: file.stem)
def test_our_minutes_are_read_whole(file: Path) -> None:
    meeting = read(file)
    assert meeting.id == file.stem
    assert len(meeting.items) == len(meeting.contents) >= 6
    for item in meeting.items:
        assert item.closed == (not item.sections)
        assert not [section.heading for section in item.sections if section.kind == "andet"
                    and section.heading]  # fmt: skip
    assert any(item.closed for item in meeting.items)


@pytest.fixture(scope="module")
def real() -> list[Meeting]:
    if not REALS:
        pytest.skip("the real minutes are not on this machine (../shared is ours and CI's only)")
    return [read(file) for file in minutes_files(REAL)]


def test_the_real_minutes_have_their_items(real: list[Meeting]) -> None:
    assert [(m.id, len(m.items), sum(i.closed for i in m.items)) for m in real] == [
        ("direktionen-2014-09-23", 9, 2),
        ("direktionen-2018-01-29", 4, 1),
        ("direktionen-2021-03-15", 4, 0),
        ("direktionen-2022-04-04", 8, 2),
        ("direktionen-2022-08-15", 9, 4),
    ]
    assert all(len(meeting.contents) == len(meeting.items) for meeting in real)


def test_the_real_minutes_have_their_people_and_places(real: list[Meeting]) -> None:
    assert [len(meeting.participants) for meeting in real] == [0, 5, 5, 5, 5]
    assert [sum(p.absent for p in meeting.participants) for meeting in real] == [0, 0, 0, 1, 0]
    assert [[p.role for p in meeting.participants if p.role] for meeting in real] == [
        [], ["sekretær"], [], [], [],
    ]  # fmt: skip
    assert [meeting.begins and f"{meeting.begins:%H:%M}" for meeting in real] == [
        "10:00", "08:30", "09:00", "09:00", "11:30",
    ]  # fmt: skip
    assert all(meeting.place_span and meeting.committee == "Direktionen" for meeting in real)


def test_one_open_real_item_has_no_case_number(real: list[Meeting]) -> None:
    without = [(m.id, i.number) for m in real for i in m.items if i.case is None]
    assert without == [("direktionen-2022-08-15", 7)]
    assert [i.case for i in real[3].items] == [
        "21/24696", "21/24696", "20/16418", "15/19948", "22/6682", "21/18779", "22/5981", "22/3389",
    ]  # fmt: skip


def test_the_real_decisions_have_their_dates(real: list[Meeting]) -> None:
    other = [
        (meeting.id, item.number, section.decided)
        for meeting in real
        for item in meeting.items
        for section in item.sections
        if section.kind is SectionKind.DECISION and section.decided != meeting.held
    ]
    assert other == [
        ("direktionen-2018-01-29", 3, date(2018, 1, 22)),
        ("direktionen-2021-03-15", 2, date(2021, 3, 8)),
    ]
    kinds = Counter(s.kind for m in real for i in m.items for s in i.sections)
    assert kinds == {
        SectionKind.BACKGROUND: 24,
        SectionKind.RECOMMENDATION: 19,
        SectionKind.DECISION: 26,
        SectionKind.CASE: 19,
        SectionKind.ECONOMY: 6,
        SectionKind.ATTACHMENTS: 13,
        SectionKind.OTHER: 3,  # the title below leading attachments
    }


def test_the_real_tables_are_whole(real: list[Meeting]) -> None:
    tables = [
        (m.id, i.number, [len(row) for row in b.rows])
        for m in real
        for i in m.items
        for s in i.sections
        for b in s.blocks
        if b.kind is BlockKind.TABLE
    ]
    assert tables == [
        ("direktionen-2014-09-23", 3, [3] * 9),
        ("direktionen-2022-04-04", 4, [4] * 8),
        ("direktionen-2022-04-04", 4, [4] * 4),
        ("direktionen-2022-04-04", 7, [3] * 4),
    ]
    notes = Counter(b.kind for m in real for i in m.items for s in i.sections for b in s.blocks)
    assert (notes[BlockKind.CAPTION], notes[BlockKind.FOOTNOTE]) == (3, 3)


LINES = st.sampled_from(
    [
        "", "", "", "Punkt 1: Sti", "Punkt 2: Lukket", "Punkt 3: Bro over åen", "Punkt 4:",
        "22/1873", "3. budgetopfølgning",
        "Baggrund", "Indstilling", "Bilag", "Økonomi", "Beslutning", "Side 3 af 4", "\x0c", "Kort",
        "Beslutning Byrådet den 12-06-2024", "Det indstilles, at", "- en sti", "- ? en bro", "? en",
        "1. en vej", "2. en mur. Den er ny.", "a) en havn", "lille og uden punktum i slutningen",
        "Stien er ny. Den er lang.", "Vej\tPris\tÅr", "Møllevej\t\t2024", "\t4\t", "* Note",
        "**Fed**",
        "Tabel 1", "## Overskrift", "Der er mange, som cykler på den lange vej til skole og til",
        "*", "-", ".", "Punkt 3 blev godkendt", "Sti", "Hvad nu?", "Fakta:", "\t", "Kl. 9 Kaffe",
    ]
)  # fmt: skip


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(LINES, max_size=60))
def test_random_minutes_are_read_whole_or_refused(body: list[str]) -> None:
    text = "\n".join(["REFERAT Byrådet d. 12-06-2024", "", "Punkt 1: Sti", "", *body])
    try:
        meeting = parse(text, "tilfældig.txt")
    except UnreadableMinutes:
        return  # two real headings have one number
    check(meeting)
    check_passages(meeting)


ANY = st.sampled_from(
    [
        "", "", "", "", "1. Sti", "2. Bro", "3. Lukket",
        "4. Vej: Formanden fortalte om vejen i dag",
        "3.A. Skilte", "Sag nr. 129", "Pkt. 115", "Ad 1", "Ad 2. Bro", "A. Sager til afgørelse",
        "LUKKET MØDE", "ÅBNE SAGER", "Lukket sag: Salg", "8. (Lukket)", "Sagsnr.: 24/1873",
        "J.nr.: 01.05.12-P17-1-16", "Åbent", "Lukket", "85.02.02-G01-5-17", "Beslutning: Godkendt.",
        "Økonomiudvalget, 6. januar 2024, pkt. 123:", "Udvalget den 6. januar 2024, pkt. 2",
        "Teknikudvalgets beslutning i mødet den 12. juni 2024", "Referat", "Referat9. Frigivelse",
        "Sagsfremstilling", "Indstilling", "Direktionen indstiller,", "at stien anlægges.",
        "Stien er lang.Økonomi", "Indholdsfortegnelse", "Sti.....3", "Dagsorden:", "1) Sti",
        "2) Bro",
        "Deltagere: Anne Holm (A), Ole Vig", "Afbud:", "Mødested: Rådhuset", "Til toppen", "2/7",
        "Side 3", "Uddrag af referat fra rådet:", "Punkt 4: Sti", "Punkt 5: Lukket", "1. Sti",
        "1.\tSti", "a\tb", "## Vej", "**Bro**", "Godkendt.", "  • 7 Havn", "    • Resume",
        "Underskrifter",
        "Stien er lang og går gennem mosen, som er omtalt i planen fra", "1990. I forbindelse med",
    ]
)  # fmt: skip
ABOVE = "Referat af Byrådet den 12. juni 2024"


@settings(max_examples=600, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(ANY, max_size=60))
def test_random_lines_of_all_forms_are_read_whole_or_refused(body: list[str]) -> None:
    text = "\n".join([ABOVE, "", *body])
    try:
        meeting = parse(text, "tilfældig.txt")
    except UnreadableMinutes:
        return
    check(meeting)
    check_passages(meeting)
    assert len({item.number for item in meeting.items}) == len(meeting.items)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(ANY, max_size=25), st.sampled_from(["LUKKET MØDE", "Punkt 7: Lukket", "9. (Lukket)"])
)
def test_what_stands_right_below_a_closed_heading_is_never_shown(
    body: list[str], closed: str
) -> None:
    text = "\n".join([ABOVE, "", "1. Sti", "", "Baggrund", "", "En sti.", "", *body, "", closed, "",
                      "Hemmelig tekst.", "", "Mere om salget."])  # fmt: skip
    try:
        meeting = parse(text, "tilfældig.txt")
    except UnreadableMinutes:
        return
    for item in meeting.items:
        end = item.heading_end if item.closed else item.end
        assert "Hemmelig" not in meeting.text[item.start : end]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(body: str) -> None:
    try:
        meeting = parse(f"REFERAT Byrådet d. 12-06-2024\n\nPunkt 1: Sti\n\n{body}", "a.txt")
    except UnreadableMinutes:
        return
    check(meeting)
    check_passages(meeting)
