"""Administration's parts without an index: names, differences, the table, CSV cells."""

from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from lindevang import june
from starlette.datastructures import UploadFile

from vectorstore.filelist import IndexedFile
from web.differences import Kind, Stretch, compared, differences
from web.language import Language, Words
from web.overview import page_of
from web.sheets import cell
from web.uploads import Waiting, safe_name, told_suffixes


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("referat.txt", "referat.txt"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\minutes\\juni.txt", "juni.txt"),
        ("/var/x/../juni.txt", "juni.txt"),
        (".hemmelig.txt", "hemmelig.txt"),
        ("...", ""),
        ("", ""),
        ("ra\u030ad.txt", "råd.txt"),  # å as two signs
        ("<img src=x>.txt", "-img src=x-.txt"),
        ("a\r\nb\0.txt", "ab.txt"),
        ("referat\u202etxt.fdp", "referattxt.fdp"),  # shown as "referatpdf.txt" by many programs
        ("  to   ord .txt ", "to ord .txt"),
        ("å" * 200 + ".txt", "å" * 88 + ".txt"),
    ],
)
def test_a_name_is_made_safe(given: str, name: str) -> None:
    assert safe_name(given) == name


def sent(name: str, text: bytes = b"Punkt 1") -> UploadFile:
    return UploadFile(BytesIO(text), size=len(text), filename=name)


def test_what_cannot_be_taken_in_is_told_and_the_rest_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.uploads._MB", 1)  # so that 101 bytes are too many
    waiting = Waiting(tmp_path / "x", (".txt", ".md"), Words(Language.DANISH))
    waiting.take(
        [
            sent("../juni.TXT"), sent("JUNI.txt"), sent(".skjult.txt"), sent("/tmp/.x/.y.txt"),
            sent("a.exe"), sent("stor.txt", b"x" * 101), sent("råd.md"),
        ]
    )  # fmt: skip
    assert [file.name for file in waiting.files] == ["juni.TXT", "råd.md"]
    assert [(result.path, result.detail) for result in waiting.refused] == [
        ("JUNI.txt", "Der er sendt to filer med samme navn. Den første er taget ind."),
        ("skjult.txt", "Skjulte filer og filer uden navn tages ikke ind."),
        ("y.txt", "Skjulte filer og filer uden navn tages ikke ind."),
        ("a.exe", "Filtypen kan ikke læses endnu. Send TXT eller MD."),
        ("stor.txt", "Filen er større end 100 MB."),
    ]
    waiting.remove()
    assert list((tmp_path / "x").iterdir()) == []


def same(text: str) -> Stretch:
    return Stretch(Kind.SAME, text)


def gone(text: str) -> Stretch:
    return Stretch(Kind.GONE, text)


def new(text: str) -> Stretch:
    return Stretch(Kind.NEW, text)


CUT = Stretch(Kind.LEFT_OUT, "…")
LONG = " ".join(str(number) for number in range(40))


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        ("et lån på 12,4 mio.", "et lån på 14,2 mio.",
         (same("et lån på"), gone("12,4"), new("14,2"), same("mio."))),
        ("løber i 25 år.", "løber i 25 år, og renten låses.",
         (same("løber i 25 år"), new(", og renten låses"), same("."))),
        ("", "Mødeplan 2026", (new("Mødeplan 2026"),)),
        ("Mødeplan 2026", "", (gone("Mødeplan 2026"),)),
        ("nej " + LONG, "ja " + LONG,
         (gone("nej"), new("ja"), same("0 1 2 3 4 5 6 7 8 9 10 11"), CUT)),
        ("a " * 5000, "b", (gone(("a " * 5000).strip()), new("b"))),
    ],
)  # fmt: skip
def test_words_are_compared(before: str, now: str, told: tuple[Stretch, ...]) -> None:
    assert compared(before, now) == told


def test_the_same_minutes_do_not_differ() -> None:
    assert differences(june(), june()) == ()


COMMITTEES = ("Økonomiudvalget", "Byrådet", "Årsrådet")


def files(count: int) -> list[IndexedFile]:
    at = datetime(2025, 11, 21, tzinfo=UTC)
    held = [date(2020 + n % 5, 1, 1 + n % 28) for n in range(count)]
    return [
        IndexedFile(f"m-{n}", f"/{n}.txt", f"{n}.txt", COMMITTEES[n % 3], held[n], n, 0, n * 7, at)
        for n in range(count)
    ]


def test_the_table_is_searched_sorted_and_cut() -> None:
    cut = page_of(files(120), "", "fil", 3)
    assert (len(cut.rows), cut.found, cut.pages, cut.first) == (20, 120, 3, 101)
    assert page_of(files(120), "", "fil", 99).page == 3
    assert [f.items for f in page_of(files(5), "", "-punkter", 1).rows] == [4, 3, 2, 1, 0]
    assert page_of(files(9), "økonomi 2023", "dato", 1).found == 1
    assert page_of(files(9), "01-2023", "<script>", 1).order == "dato"
    in_order = [f.committee for f in page_of(files(3), "", "udvalg", 1).rows]
    assert in_order == ["Byrådet", "Økonomiudvalget", "Årsrådet"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("=1+1", "'=1+1"), ("+45", "'+45"), ("-1", "'-1"), ("@SUM", "'@SUM"), ("\tx", "'\tx"),
        ("a=b", "a=b"), (7, "7"), ("", ""),
    ],
)  # fmt: skip
def test_no_cell_is_a_formula(value: object, text: str) -> None:
    assert cell(value) == text


def test_kinds_of_file_are_told_in_a_sentence() -> None:
    assert told_suffixes((".txt", ".md"), Words(Language.DANISH)) == "TXT eller MD"
    assert told_suffixes((".pdf", ".txt", ".md"), Words(Language.ENGLISH)) == "PDF, TXT or MD"
    assert told_suffixes((".txt",), Words(Language.DANISH)) == "TXT"
