"""Zip-based files that are broken, locked, too large, of another type, or set as a trap."""

import time
import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from ingest.document import Document
from ingest.files import package
from ingest.files.docx import read_docx
from ingest.files.odt import read_odt
from vectorstore.errors import UnreadableMinutes

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OFFICE = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)
READERS: list[tuple[str, Callable[[bytes], Document]]] = [
    ("word/document.xml", read_docx),
    ("content.xml", read_odt),
]
either = pytest.mark.parametrize(("main", "read"), READERS, ids=["docx", "odt"])


def packed(files: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, said in files.items():
            archive.writestr(name, said)
    return made.getvalue()


def body(main: str, words: str, declared: str = "") -> str:
    if main == "content.xml":
        return (
            f"{declared}<office:document-content {OFFICE}><office:body><office:text>"
            f"<text:p>{words}</text:p></office:text></office:body></office:document-content>"
        )
    return (
        f"{declared}<w:document {W}><w:body><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:body>"
        "</w:document>"
    )


def refused(read: Callable[[bytes], Document], data: bytes) -> str:
    with pytest.raises(UnreadableMinutes) as told:
        read(data)
    sentence = str(told.value)
    assert sentence[0].isupper() and sentence.endswith(".") and "\n" not in sentence
    return sentence


@either
def test_a_whole_file_is_read(main: str, read: Callable[[bytes], Document]) -> None:
    assert read(packed({main: body(main, "Godkendt.")})).text == "Godkendt."


@either
@pytest.mark.parametrize(
    "spoil",
    [
        lambda data: data[: len(data) // 2],
        lambda data: data[:40] + b"\0" * 40 + data[80:],
        lambda data: b"PK\x03\x04" + b"\xff" * 100,
        lambda data: b"",
        lambda data: b"\0" * 100,
    ],
    ids=["half", "holed", "noise", "empty", "zeros"],
)
def test_a_broken_file_is_refused(
    main: str, read: Callable[[bytes], Document], spoil: Callable[[bytes], bytes]
) -> None:
    whole = packed({main: body(main, "Godkendt. " * 50)}, zipfile.ZIP_STORED)
    assert "beskadiget; åbn den, gem den på ny" in refused(read, spoil(whole))


@either
@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7 ...", "en PDF-fil under et andet navn"),
        (b"{\\rtf1 Ord}", "et RTF-dokument under et andet navn"),
        (b"<html>Ord</html>", "en webside eller XML under et andet navn"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "ældre Word-dokument under et andet navn"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "låst med en adgangskode"),
    ],
)
def test_another_type_under_the_name_is_said(
    main: str, read: Callable[[bytes], Document], data: bytes, said: str
) -> None:
    assert said in refused(read, data)


def test_other_office_files_are_named() -> None:
    assert "et regneark" in refused(read_docx, packed({"xl/workbook.xml": "<a/>"}))
    assert "en præsentation" in refused(read_docx, packed({"ppt/presentation.xml": "<a/>"}))
    assert "et ODF-dokument" in refused(read_docx, packed({"content.xml": "<a/>"}))
    assert "en zip-fil" in refused(read_docx, packed({"referat.txt": "Godkendt."}))
    assert "ikke et ODT-dokument" in refused(read_odt, packed({"word/document.xml": "<a/>"}))


@either
def test_a_part_that_unpacks_to_too_much_is_refused(
    main: str, read: Callable[[bytes], Document]
) -> None:
    start = time.process_time()
    bomb = packed({main: b" " * (package.MOST_XML + 1)})
    made = time.process_time() - start
    assert len(bomb) < 2**20
    assert "fylder mere udpakket" in refused(read, bomb)
    assert time.process_time() - start - made < 1


@either
def test_a_part_that_is_nothing_but_repetition_is_refused(
    main: str, read: Callable[[bytes], Document]
) -> None:
    assert "fylder mere udpakket" in refused(read, packed({main: b"a" * 20 * 2**20}))


@either
def test_a_part_that_lies_of_its_size_is_refused(
    main: str, read: Callable[[bytes], Document]
) -> None:
    said = body(main, "Godkendt. " * 100_000).encode()
    data = packed({main: said})
    lie = data.replace(len(said).to_bytes(4, "little"), (500).to_bytes(4, "little"))
    assert lie != data
    assert "beskadiget" in refused(read, lie)


@either
def test_many_small_parts_that_are_much_together_are_refused(
    main: str, read: Callable[[bytes], Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(package, "MOST_UNPACKED", 10_000)
    files: dict[str, str | bytes] = {f"p{n}": b"a" * 500 for n in range(30)}
    assert "fylder mere udpakket" in refused(read, packed(files | {main: body(main, "Ord")}))


@either
def test_a_locked_part_is_said(main: str, read: Callable[[bytes], Document]) -> None:
    data = bytearray(packed({main: body(main, "Ord")}))
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(sign) + at] |= 1
    assert "låst med en adgangskode" in refused(read, bytes(data))


LAUGHS = "<!DOCTYPE x [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
) + "]>"  # fmt: skip


@either
def test_entities_are_not_unfolded(main: str, read: Callable[[bytes], Document]) -> None:
    start = time.process_time()
    refused(read, packed({main: body(main, "&i;", LAUGHS)}))
    refused(read, packed({main: body(main, "Ord", LAUGHS)}))
    assert time.process_time() - start < 1


@either
def test_no_other_file_is_read(
    main: str, read: Callable[[bytes], Document], tmp_path: Path
) -> None:
    (tmp_path / "hemmelig.txt").write_text("Hemmeligt", "utf-8")
    declared = f'<!DOCTYPE x [<!ENTITY h SYSTEM "{(tmp_path / "hemmelig.txt").as_uri()}">]>'
    assert "Hemmeligt" not in refused(read, packed({main: body(main, "&h;", declared)}))


@either
def test_more_levels_than_xml_may_have_are_refused(
    main: str, read: Callable[[bytes], Document]
) -> None:
    start = time.process_time()
    deep = body(main, "{}").format("<a>" * 100_000 + "</a>" * 100_000)
    assert "beskadiget" in refused(read, packed({main: deep}))
    assert time.process_time() - start < 1


def test_tables_within_tables_as_deep_as_xml_goes_are_read() -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 80 + "<w:p><w:r><w:t>Ord</w:t></w:r></w:p>"
    deep = f"<w:document {W}><w:body>{deep}{'</w:tc></w:tr></w:tbl>' * 80}</w:body></w:document>"
    assert read_docx(packed({"word/document.xml": deep})).text == "Ord"


def test_names_of_parts_lead_nowhere() -> None:
    files: dict[str, str | bytes] = {"../../word/document.xml": "<x/>", "/etc/passwd": "x"}
    files["word\\document.xml"] = body("word/document.xml", "Godkendt.")
    assert read_docx(packed(files)).text == "Godkendt."


def test_the_limits_are_those_that_are_stated() -> None:
    assert (package.MOST_XML, package.MOST_UNPACKED, package.MOST_RATIO) == (2**26, 2**30, 500)
    page = b"<w:p><w:r><w:t>Udvalget godkendte sagen.</w:t></w:r></w:p>" * 30_000
    assert len(page) / len(zlib.compress(page)) < package.MOST_RATIO
