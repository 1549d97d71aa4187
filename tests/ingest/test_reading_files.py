"""Files are decoded as they were written, or refused in one sentence that says what to do."""

import os
from pathlib import Path

import pytest

from ingest.files.apart import Apart
from ingest.files.text import normalised, read_text
from ingest.read import content, exists, minutes_files, read, refused
from vectorstore.errors import UnreadableMinutes

TEXT = "REFERAT Kulturudvalget d. 12-06-2024\n\nPunkt 1: Åben skole på Øen – „æblehaven“ é\n"


def taken_for(encoding: str) -> bytes:
    """The text in UTF-8, read by a program that believed it was something else, and saved."""
    if encoding == "cp1252":  # which lets the five bytes it leaves undefined pass
        signs = (
            bytes([byte]).decode("latin-1" if byte in b"\x81\x8d\x8f\x90\x9d" else "cp1252")
            for byte in TEXT.encode()
        )
        return "".join(signs).encode()
    return TEXT.encode().decode(encoding).encode()


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
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32"),
        TEXT.encode("utf-32-be"),
        TEXT.replace("Å", "A\u030a").encode("utf-8"),  # Å as two signs, from a Mac
    ],
    ids=["utf-8", "utf-8 bom", "utf-16", "cp1252", "crlf", "cr", "utf-16 big endian",
         "utf-16 without a mark", "the same big endian", "utf-32", "utf-32 big endian", "nfd"],
)  # fmt: skip
def test_the_same_text_comes_out_of_every_encoding(data: bytes) -> None:
    document = read_text(data)
    assert (document.text, document.doubts) == (TEXT, ())


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "cp850", "cp437", "mac-roman"])
def test_letters_that_a_program_mistook_are_put_right_and_told_of(encoding: str) -> None:
    document = read_text(taken_for(encoding))
    assert document.text == TEXT
    assert "Forkert gemte bogstaver er rettet" in document.doubts[0]
    assert read_text(taken_for("cp1252").decode().encode("utf-16")).text == TEXT


def test_letters_mistaken_in_some_places_only_stay_and_are_told_of() -> None:
    mixed = "Den gamle bÃ¸rnehave og den nye skole på Øen"
    document = read_text(mixed.encode())
    assert document.text == mixed
    assert document.doubts == ("Nogle bogstaver er gemt forkert, fx „Ã¸“.",)


def test_a_drawn_table_is_no_mistake() -> None:
    assert read_text("├──┬──┤ æ √".encode()).doubts == ()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b" \n\t\n", "filen er tom"),
        (b"\xef\xbb\xbf", "filen er tom"),
        (b"\x89PNG\r\n\0\0", "indeholder binære data"),
        (b"Punkt 1: a\0b\0\0\0", "indeholder binære data"),
        ("Børn på øen".encode()[:-1] + b"\xc3", "har et tegnsæt, der ikke kan"),
        ("Πρακτικά".encode("cp1253"), "har et tegnsæt, der ikke kan"),
        (b"\xff\xfeR\x00E", "har et tegnsæt, der ikke kan"),
    ],
)
def test_what_is_no_text_is_told_in_a_clause(data: bytes, said: str) -> None:
    with pytest.raises(UnreadableMinutes, match=said):
        read_text(data)


def test_normalising_twice_changes_nothing() -> None:
    once = normalised("\ufeffA\u030a\r\nb\rc")
    assert once == "Å\nb\nc" == normalised(once)


def one(path: Path) -> bytes:
    with Apart() as apart:
        (paper,) = read(path, apart)
    return paper.data


def test_a_file_gives_its_bytes_under_its_own_path(tmp_path: Path) -> None:
    file = tmp_path / "referat.txt"
    file.write_text(TEXT, "utf-8")
    assert one(file) == TEXT.encode() == content(file)
    assert exists(file) and not exists(tmp_path / "andet.txt")


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("tom.txt", b"", "tom.txt: filen er tom"),
        ("billede.txt", b"\x89PNG\r\n\x1a\n", "billede.txt: filen er et billede"),
        ("tal.xlsx", b"", "tal.xlsx: filen er tom"),
    ],
)
def test_what_cannot_be_minutes_is_told_with_the_files_name(
    tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UnreadableMinutes, match=said):
        one(tmp_path / name)


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(UnreadableMinutes, match="findes ikke; kontrollér"):
        one(tmp_path / "væk.txt")
    with pytest.raises(UnreadableMinutes, match="er en mappe"):
        one(tmp_path)


def test_a_folder_gives_its_files_sorted_and_no_hidden_ones(tmp_path: Path) -> None:
    (tmp_path / "2022").mkdir()
    (tmp_path / ".git").mkdir()
    names = ["b.txt", "a.TXT", "2022/c.md", ".skjult.txt", ".git/d.txt", "e.pdf", "f.zip", "g.png"]
    for name in names:
        (tmp_path / name).write_text("x")
    found = [file.relative_to(tmp_path).as_posix() for file in minutes_files(tmp_path)]
    assert found == ["2022/c.md", "a.TXT", "b.txt", "e.pdf", "f.zip"]


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


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_links_out_of_the_folder_and_pipes_are_not_opened_and_told_of(tmp_path: Path) -> None:
    folder = tmp_path / "minutes"
    folder.mkdir()
    secret = tmp_path / "secret.txt"
    secret.write_text("x")
    (folder / "a.txt").write_text("x")
    (folder / "b.txt").symlink_to(folder / "a.txt")
    (folder / "c.txt").symlink_to(secret)
    os.mkfifo(folder / "d.txt")
    assert [file.name for file in minutes_files(folder)] == ["a.txt", "b.txt"]
    told = dict(refused(folder))
    assert "er en genvej ud af mappen" in told[folder / "c.txt"]
    assert "ikke en almindelig fil" in told[folder / "d.txt"]
    with pytest.raises(UnreadableMinutes, match="ikke en almindelig fil"):
        content(folder / "d.txt")  # nobody writes into it: opening it would wait for ever
    with pytest.raises(UnreadableMinutes, match="ikke en almindelig fil"):
        minutes_files(folder / "d.txt")
