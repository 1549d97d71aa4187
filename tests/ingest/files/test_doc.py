"""What is named .doc: old Word through LibreOffice, and other types under that name."""

import shutil
import subprocess
import zipfile
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread

import docx
import pytest

from ingest.files.doc import read_doc
from vectorstore.errors import UnreadableMinutes

OLE = b"\xd0\xcf\x11\xe0" + b"\0" * 508


def as_docx() -> bytes:
    paper = docx.Document()
    paper.add_heading("Punkt 1: Vej", 1)
    for words in ("at sagen godkendes", "at den lukkes"):
        paper.add_paragraph(words, style="List Number")
    grid = paper.add_table(2, 2)
    for cell, words in zip(grid._cells, ("Sted", "2023", "Rådhuset", "8"), strict=True):
        cell.text = words
    paper.add_paragraph("Slut.")
    made = BytesIO()
    paper.save(made)
    return made.getvalue()


TEXT = "Punkt 1: Vej\n\n1. at sagen godkendes\n2. at den lukkes\n\nSted\t2023\nRådhuset\t8\n\nSlut."


def odt() -> bytes:
    names = " ".join(
        f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "text")
    )
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr(
            "content.xml",
            f"<office:document-content {names}><office:body><office:text><text:p>Rådhuset</text:p>"
            "</office:text></office:body></office:document-content>",
        )
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (br"{\rtf1\ansi R\'e5dhuset\par}", "Rådhuset"),
        ("<html><body><p>Rådhuset</p></body></html>".encode(), "Rådhuset"),
        ("\r\n<p class=MsoNormal>Rådhuset</p>".encode("cp1252"), "Rådhuset"),
        ("\ufeff<html><p>Rådhuset</p>".encode("utf-16-le"), "Rådhuset"),
        ("MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Rådhuset".encode(),
         "Rådhuset"),
        (as_docx(), TEXT),
        (odt(), "Rådhuset"),
    ],
    ids=["rtf", "html", "word-html", "utf-16", "mht", "docx", "odt"],
)  # fmt: skip
def test_other_types_are_read_as_what_they_are(data: bytes, text: str) -> None:
    assert read_doc(data).text == text


def old(folder: Path, name: str) -> bytes:
    """A file of the folder as an old Word document."""
    profile = (folder / "profile").as_uri()
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "doc",
         "--outdir", str(folder), str(folder / name)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return (folder / name).with_suffix(".doc").read_bytes()


libreoffice = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not installed"
)


@libreoffice
def test_an_old_word_document_is_read_through_libreoffice(tmp_path: Path) -> None:
    (tmp_path / "referat.docx").write_bytes(as_docx())
    data = old(tmp_path, "referat.docx")
    assert data.startswith(b"\xd0\xcf\x11\xe0")
    assert read_doc(data).text == TEXT


@libreoffice
def test_a_picture_that_an_old_document_points_to_is_not_fetched(tmp_path: Path) -> None:
    asked: list[str] = []

    class Pictures(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # type: ignore[assignment]

    with HTTPServer(("127.0.0.1", 0), Pictures) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        names = " ".join(
            f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"'
            for name, urn in (("office", "office"), ("text", "text"), ("draw", "drawing"))
        )
        address = f"http://127.0.0.1:{server.server_port}/a.png"
        picture = f'<draw:image xlink:href="{address}" xlink:type="simple"/>'
        (tmp_path / "referat.fodt").write_text(
            f'<?xml version="1.0"?><office:document {names} '
            'xmlns:xlink="http://www.w3.org/1999/xlink" office:mimetype='
            '"application/vnd.oasis.opendocument.text"><office:body><office:text><text:p>Godkendt.'
            f'<draw:frame text:anchor-type="as-char">{picture}</draw:frame></text:p>'
            "</office:text></office:body>"
            "</office:document>",
            "utf-8",
        )
        data = old(tmp_path, "referat.fodt")
        assert asked, "the document points to no picture"
        asked.clear()
        assert read_doc(data).text == "Godkendt."
        assert asked == []
        server.shutdown()


def test_without_libreoffice_the_reader_is_told_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnreadableMinutes, match=r"LibreOffice er installeret; gem det som \.docx"):
        read_doc(OLE + "WordDocument".encode("utf-16-le"))


def program(folder: Path, does: str) -> None:
    (folder / "soffice").write_text(f"#!/bin/sh\n{does}\n", "utf-8")
    (folder / "soffice").chmod(0o755)


def test_a_document_that_libreoffice_cannot_read_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program(tmp_path, "exit 1")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnreadableMinutes, match="kan ikke læses; åbn den i Word"):
        read_doc(OLE + "WordDocument".encode("utf-16-le"))


def test_libreoffice_is_ended_with_all_it_has_started(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program(tmp_path, f"/bin/sleep 60 & echo $! > {tmp_path}/child; wait")
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("ingest.files.doc._SECONDS", 1)
    with pytest.raises(UnreadableMinutes, match="blev ikke læst på 1 sekunder"):
        read_doc(OLE + "WordDocument".encode("utf-16-le"))
    child = (tmp_path / "child").read_text("utf-8").strip()
    state = Path(f"/proc/{child}/stat")
    assert not state.exists() or state.read_text("utf-8").rpartition(")")[2].split()[0] == "Z"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (OLE[:512] + b"\xec\xa5" + b"\0" * 8 + b"\0\x01" + "WordDocument".encode("utf-16-le"),
         "låst med en adgangskode"),
        (OLE + "Workbook".encode("utf-16-le"), "ikke et Word-dokument"),
        (b"%PDF-1.4", "ikke et Word-dokument"),
        (b"", "ikke et Word-dokument"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>',
         "gemt som XML"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_a_sentence(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableMinutes, match=said) as told:
        read_doc(data)
    assert str(told.value).endswith("prøv igen.")
