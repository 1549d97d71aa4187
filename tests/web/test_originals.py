"""The file behind the minutes: offered only while it is what was read and all may see it."""

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from council import Council
from cycle_path import CASE, SECRET, TMU, Planned, minutes
from fastapi.testclient import TestClient

from ingest.read import content
from vectorstore.schema import Meeting
from web.page import build

HELD = date(2024, 6, 12)
OPEN = minutes(TMU, HELD, [Planned("Cykelsti", CASE, "Udvalget sagde ja."),
                           Planned("Lukket", "24/9", closed="\n")], "Mit referat.txt")  # fmt: skip
SHUT = minutes(TMU, date(2024, 5, 8), [Planned("Lukket", CASE, closed=SECRET)], "shut.txt")
PDF = minutes(TMU, date(2024, 4, 8), [Planned("Vej", CASE, "Godkendt.")], "minutes.pdf")
FILE = f"/kilde/{OPEN.id}/fil"


class Town:
    """A page over meetings whose files lie in a folder."""

    def __init__(self) -> None:
        self.council = Council(OPEN, SHUT, PDF)
        self.folder = Path(self.council.folder.name)
        self.client = TestClient(build(self.council, read=content))
        for meeting in (OPEN, SHUT, PDF):
            self.path(meeting).write_text(meeting.text, "utf-8")

    def path(self, meeting: Meeting) -> Path:
        return self.folder / meeting.source


@pytest.fixture
def town() -> Iterator[Town]:
    made = Town()
    yield made
    made.council.folder.cleanup()


def test_the_file_is_handed_out_as_it_is_under_a_safe_name(town: Town) -> None:
    answer = town.client.get(FILE)
    assert answer.status_code == 200
    assert answer.content == town.path(OPEN).read_bytes()
    assert answer.headers["content-disposition"] == f'attachment; filename="{OPEN.id}.txt"'
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_the_reader_and_the_panel_link_to_it(town: Town) -> None:
    for address in (f"/kilde/{OPEN.id}", f"/panel/{OPEN.id}/1"):
        html = town.client.get(address).text
        assert f'href="{FILE}"' in html and "Original (TXT)" in html
        assert "#page=" not in html


@pytest.mark.parametrize(
    ("happened", "sentence"),
    [
        ("gone", "filen ikke længere ligger"),
        ("changed", "filen er ændret"),
        ("binary", "filen er ændret"),
        ("folder", "filen er ændret"),
    ],
)
def test_a_file_that_is_no_longer_what_was_read_is_not_offered(
    town: Town, happened: str, sentence: str
) -> None:
    assert town.client.get(FILE).status_code == 200
    path = town.path(OPEN)
    path.unlink()
    if happened == "changed":
        path.write_text(OPEN.text.replace("ja", "nej"), "utf-8")
    elif happened == "binary":
        path.write_bytes(b"%PDF-1.7 \0")
    elif happened == "folder":
        path.mkdir()
    answer = town.client.get(FILE)
    assert answer.status_code == 404
    assert sentence in answer.text
    reader = town.client.get(f"/kilde/{OPEN.id}").text
    assert sentence in reader and FILE not in reader
    assert FILE not in town.client.get(f"/panel/{OPEN.id}/1").text


def test_a_file_with_text_below_a_closed_heading_is_never_handed_out(town: Town) -> None:
    address = f"/kilde/{SHUT.id}/fil"
    answer = town.client.get(address)
    assert answer.status_code == 403
    assert SECRET not in answer.text
    assert "fordi filen også har tekst fra lukkede punkter" in answer.text
    reader = town.client.get(f"/kilde/{SHUT.id}").text
    assert address not in reader and "fordi filen også har tekst fra lukkede punkter" in reader


def test_the_closed_text_alone_decides_not_white_space(town: Town) -> None:
    assert any(item.closed for item in OPEN.items)
    assert town.client.get(FILE).status_code == 200


@pytest.mark.parametrize(
    ("query", "link"),
    [("?side=9", "fil#page=9"), ("", "fil"), ("?side=0", "fil"), ("?side=9x", "fil"),
     ("?side=²", "fil"), ("?side=99999999999", "fil")],
)  # fmt: skip
def test_a_pdf_opens_at_its_page_where_the_page_is_known(town: Town, query: str, link: str) -> None:
    for address in (f"/kilde/{PDF.id}{query}", f"/panel/{PDF.id}/1{query}"):
        html = town.client.get(address).text
        assert f'href="/kilde/{PDF.id}/{link}"' in html
        assert ("PDF, side 9" in html) is ("page=9" in link)
    answer = town.client.get(f"/kilde/{PDF.id}/fil")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"].startswith("inline")


@pytest.mark.parametrize("name", ["ukendt", "..%2F..%2Fetc%2Fpasswd", "%2Fetc%2Fpasswd"])
def test_a_file_of_no_meeting_is_not_found(town: Town, name: str) -> None:
    assert town.client.get(f"/kilde/{name}/fil").status_code == 404


def boxed(held: bytes | None) -> tuple[Council, TestClient]:
    """A page over one meeting read from a ZIP, which now holds these bytes under its name."""
    meeting = minutes(TMU, HELD, [Planned("Vej", CASE, "Godkendt.")], "arkiv.zip/2024/juni.txt")
    council = Council(meeting)
    with zipfile.ZipFile(Path(council.folder.name) / "arkiv.zip", "w") as archive:
        archive.writestr("maj.txt", "noget andet")
        if held is not None:
            archive.writestr("2024/juni.txt", held or meeting.text)
    return council, TestClient(build(council, read=content))


def test_of_an_archive_the_member_alone_is_handed_out() -> None:
    council, client = boxed(b"")
    answer = client.get(f"/kilde/{OPEN.id}/fil")
    assert answer.status_code == 200 and answer.text.startswith("REFERAT")
    assert answer.headers["content-disposition"] == f'attachment; filename="{OPEN.id}.txt"'
    council.folder.cleanup()


@pytest.mark.parametrize("held", [None, b"REFERAT noget andet"])
def test_a_member_that_is_another_or_gone_is_not_offered(held: bytes | None) -> None:
    council, client = boxed(held)
    answer = client.get(f"/kilde/{OPEN.id}/fil")
    assert answer.status_code == 404 and "filen er ændret" in answer.text
    council.folder.cleanup()


def test_the_page_of_a_cited_place_is_found_where_the_address_does_not_name_it() -> None:
    start = PDF.text.index("Godkendt")
    council = Council(replace(PDF, pages=(0, start - 5)))
    (Path(council.folder.name) / PDF.source).write_text(PDF.text, "utf-8")
    client = TestClient(build(council, read=content))
    html = client.get(f"/kilde/{PDF.id}?fra={start}&til={start + 8}").text
    assert f'href="/kilde/{PDF.id}/fil#page=2"' in html and "PDF, side 2" in html
    council.folder.cleanup()
