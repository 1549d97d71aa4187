"""What a file is, its content says; its name only where that says nothing."""

import zipfile
from io import BytesIO

import pytest

from ingest.files.kinds import Kind, kind_of
from vectorstore.errors import UnreadableMinutes


def packed(*names: str) -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name in names:
            archive.writestr(
                name, "application/vnd.oasis.opendocument.text" if "mime" in name else "x"
            )
    return held.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"%PDF-1.7\n", "referat.txt", Kind.PDF),
        (b"\xef\xbb\xbf\r\n%PDF-1.4", "a.pdf", Kind.PDF),
        (b"\x1b%-12345X@PJL\n%PDF-1.4\n\0", "fra printeren.pdf", Kind.PDF),
        (b"Vi talte om %PDF-filer", "a.txt", Kind.TEXT),
        (packed("[Content_Types].xml", "word/document.xml"), "a.zip", Kind.DOCX),
        (packed("mimetype", "content.xml"), "a.docx", Kind.ODT),
        (packed("META-INF/manifest.xml", "content.xml"), "a.odt", Kind.ODT),
        (packed("juni.docx", "maj.pdf"), "a.docx", Kind.ZIP),
        (b"PK\x03\x04 broken", "a.zip", Kind.ZIP),
        (b"PK\x03\x04 broken", "a.docx", Kind.DOCX),
        (OLE + "WordDocument".encode("utf-16-le"), "a.txt", Kind.DOC),
        (b"{\\rtf1\\ansi", "a.doc", Kind.RTF),
        (b"<!DOCTYPE html><p>", "a.txt", Kind.HTML),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- gemt --><HTML lang=da>", "a", Kind.HTML),
        ("<html>".encode("utf-16"), "a.htm", Kind.HTML),
        (b"<p>Punkt 1</p><p>Punkt 2</p>", "a.doc", Kind.HTML),
        (b"<p>Punkt 1</p><p>Punkt 2</p>", "a.md", Kind.TEXT),
        (b"Punkt 1", "a.html", Kind.HTML),
        (b"Punkt 1", "a.pdf", Kind.TEXT),
        (b"<!---->" * 500 + b"Punkt 1", "a.txt", Kind.TEXT),
    ],
)
def test_a_file_is_what_it_holds(data: bytes, name: str, kind: Kind) -> None:
    assert kind_of(data, name) is kind


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "filen er tom"),
        (b"\xff\xd8\xff\xe0", "er et billede"),
        (b"7z\xbc\xaf\x27\x1c", "er et 7z-arkiv"),
        (packed("xl/workbook.xml"), "er et regneark"),
        (packed("ppt/presentation.xml"), "er en præsentation"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "låst med en adgangskode"),
        (OLE + "Workbook".encode("utf-16-le"), "ikke fra Word"),
        (b"From: x\nMIME-Version: 1.0\nContent-Type: multipart/related;\n", "webarkiv"),
    ],
)
def test_what_holds_no_minutes_is_told(data: bytes, told: str) -> None:
    with pytest.raises(UnreadableMinutes, match=told):
        kind_of(data, "a.txt")
