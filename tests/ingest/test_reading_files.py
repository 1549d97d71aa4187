"""Files are decoded as they were written, or refused in one sentence that says what to do."""

from pathlib import Path

import pytest

from ingest.read import minutes_files, normalised, read_text
from vectorstore.errors import UnreadableMinutes

TEXT = "REFERAT Kulturudvalget d. 12-06-2024\n\nPunkt 1: Åben skole på Øen – „æblehaven“\n"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode("utf-8"),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        TEXT.encode("cp1252"),
        TEXT.replace("\n", "\r\n").encode("utf-8"),
        TEXT.replace("\n", "\r").encode("cp1252"),
        b"\xfe\xff" + TEXT.encode("utf-16-be"),
        TEXT.replace("Å", "A\u030a").encode("utf-8"),  # Å as two signs, from a Mac
    ],
    ids=["utf-8", "utf-8 bom", "utf-16", "cp1252", "crlf", "cr", "utf-16 big endian", "nfd"],
)
def test_the_same_text_comes_out_of_every_encoding(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "referat.txt"
    file.write_bytes(data)
    assert read_text(file) == TEXT


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("tom.txt", b"", "er tom"),
        ("kun-mellemrum.txt", b" \n\t\n", "er tom"),
        ("kun-bom.txt", b"\xef\xbb\xbf", "er tom"),
        ("referat.pdf", b"%PDF-1.7", "Filer af typen .pdf kan ikke læses endnu; gem referatet som"),
        ("referat.docx", b"PK\x03\x04", ".docx kan ikke læses endnu"),
        ("referat", b"REFERAT", "Filer uden endelse kan ikke læses endnu"),
        ("omdøbt.txt", b"%PDF-1.7\n\xe2\xe3", "er en PDF-fil og kan ikke læses endnu"),
        ("omdøbt.md", b"PK\x03\x04\x14\0", "er et Word-dokument eller en zip-fil"),
        ("billede.txt", b"\x89PNG\r\n\0\0", "indeholder binære data"),
        ("utf16-uden-bom.txt", "Punkt 1: å".encode("utf-16-le"), "indeholder binære data"),
        ("afbrudt.txt", "Børn på øen".encode()[:-1] + b"\xc3", "har et tegnsæt, der ikke kan"),
        ("græsk.txt", "Πρακτικά".encode("cp1253"), "har et tegnsæt, der ikke kan"),
        ("halv.txt", b"\xff\xfeR\x00E", "har et tegnsæt, der ikke kan"),
    ],
)
def test_what_cannot_be_read_is_told_with_the_files_name(
    tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    with pytest.raises(UnreadableMinutes) as error:
        read_text(file)
    assert said in str(error.value)
    assert name in str(error.value)


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(UnreadableMinutes, match="findes ikke"):
        read_text(tmp_path / "væk.txt")
    with pytest.raises(UnreadableMinutes, match="er en mappe"):
        read_text(tmp_path)


def test_normalising_twice_changes_nothing() -> None:
    once = normalised("\ufeffA\u030a\r\nb\rc")
    assert once == "Å\nb\nc" == normalised(once)


def test_a_folder_gives_its_text_files_sorted_and_no_hidden_ones(tmp_path: Path) -> None:
    (tmp_path / "2022").mkdir()
    (tmp_path / ".git").mkdir()
    names = ["b.txt", "a.TXT", "2022/c.md", ".skjult.txt", ".git/d.txt", "e.pdf"]
    for name in names:
        (tmp_path / name).write_text("x")
    found = [file.relative_to(tmp_path).as_posix() for file in minutes_files(tmp_path)]
    assert found == ["2022/c.md", "a.TXT", "b.txt"]


def test_a_file_gives_itself_and_a_folder_without_minutes_says_so(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("x")
    assert minutes_files(file) == [file]
    empty = tmp_path / "tom"
    empty.mkdir()
    with pytest.raises(UnreadableMinutes, match="har ingen referater"):
        minutes_files(empty)
    with pytest.raises(UnreadableMinutes, match="findes ikke"):
        minutes_files(tmp_path / "væk")
