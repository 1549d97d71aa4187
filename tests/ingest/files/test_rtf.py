"""RTF: what Word, LibreOffice and old programs write, each trap one test."""

import time

import pytest

from ingest.document import Document
from ingest.files.rtf import read_rtf
from vectorstore.errors import UnreadableMinutes

HEAD = (
    r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\froman Times;}{\f1\fcharset2 Symbol;}"
    r"{\f2\fcharset238 Arial CE;}}{\colortbl;\red0\green0\blue0;}"
    r"{\stylesheet{\s0 Normal;}{\s1\outlinelevel0 Sagsoverskrift;}{\s2 heading 2;}"
    r"{\s3 toc 1;}{\*\cs9 Fremh\'e6v;}}{\info{\author Anne Holm}{\title Skjult titel}}"
)


def read(body: str) -> Document:
    return read_rtf((HEAD + body + "}").encode("latin-1"))


def text(body: str) -> str:
    return read(body).text


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (r"R\'e5dhuset\par Bilag\par", "Rådhuset\n\nBilag"),
        (r"R\u229\'e5dhuset\par", "Rådhuset"),
        (r"R\u229?dhuset", "Rådhuset"),
        (r"\uc0 R\u229dhuset", "Rådhuset"),
        (r"{\uc2 R\u229 ??dhuset}", "Rådhuset"),
        (r"Ja \u-10179?\u-8704?", "Ja 😀"),
        (r"\f2 \'e8\f0 \'e8", "čè"),
        (r"\ldblquote citat\rdblquote  \endash  \'bd", "“citat” – ½"),
        (r"cykel\-sti to\_fem 12.\~juni", "cykelsti to-fem 12. juni"),
        ("Linje\r\n i filen", "Linje i filen"),
        (r"F\'f8rste\line anden", "Første\nanden"),
        (r"M\'f8dested\tab R\'e5dhuset", "Mødested  Rådhuset"),
        (r"\{klammer\} og \\", "{klammer} og \\"),
        (r"{\b Fed} skrift", "Fed skrift"),
        (r"{\pict\wmetafile8 0123456789abcdef}Tekst", "Tekst"),
        ("{\\pict\\bin5 }}}}}}Tekst", "Tekst"),
        (r"{\*\ukendt Ikke dette}Tekst", "Tekst"),
        (r"{\field{\*\fldinst HYPERLINK x}{\fldrslt linket}} her", "linket her"),
        (r"{\*\bkmkstart bogm}Tekst{\*\bkmkend bogm}", "Tekst"),
        (r"{\*\annotation En kommentar}Tekst", "Tekst"),
        (r"Side et\page Side to", "Side et\n\nSide to"),
        (r"{\pntext 1.\tab}at sagen godkendes\par{\pntext 2.\tab}at den lukkes\par",
         "1. at sagen godkendes\n2. at den lukkes"),
        (r"{\listtext\f1 \'b7\tab}prik\par{\listtext\f1 \'b7\tab}prik\par", "- prik\n- prik"),
        (r"Uden slutning}}}} ikke dette", "Uden slutning"),
    ],
)  # fmt: skip
def test_words_are_read_as_they_are_printed(body: str, expected: str) -> None:
    assert text(body) == expected


def test_headings_by_their_styles_and_by_type() -> None:
    found = read(
        r"\pard\s1 Punkt 1: Vej\par\pard\s2 Beslutning\par\pard\b\fs28 Stor\b0\fs24\par"
        r"\pard Godkendt af et enigt udvalg.\par\pard\outlinelevel2 Tredje\par"
    )
    assert [(mark.level, found.text[mark.start : mark.end]) for mark in found.marked] == [
        (1, "Punkt 1: Vej"), (2, "Beslutning"), (10, "Stor"), (3, "Tredje"),
    ]  # fmt: skip


def row(*cells: str, edges: str = r"\cellx1000\cellx2000") -> str:
    return rf"\trowd{edges}\pard\intbl " + "".join(rf"{cell}\cell " for cell in cells) + r"\row "


def test_tables_are_lines_with_tabs() -> None:
    body = r"F\'f8r\par " + row("Sted", "2023") + row("Nordby", "") + row("", "8") + r"\pard Efter"
    assert text(body) == "Før\n\nSted\t2023\nNordby\t\n\t8\n\nEfter"


def test_a_wide_cell_spreads_and_a_tall_one_is_told_once() -> None:
    body = (
        row("Overblik", edges=r"\cellx2000")
        + row("a", "1", edges=r"\clvmgf\cellx1000\cellx2010")
        + row("", "2", edges=r"\clvmrg\cellx1000\cellx2000")
    )
    assert text(body) == "Overblik\t\na\t1\n\t2"


def test_a_cells_paragraphs_are_joined() -> None:
    assert text(row(r"a\par b", "1") + row("c", "2")) == "a b\t1\nc\t2"


def test_a_table_within_a_table_is_told_once() -> None:
    inner = (
        r"\pard\intbl\itap2 A\nestcell 1\nestcell"
        r"{\*\nesttableprops\trowd\cellx500\cellx900\nestrow}"
        r"{\nonesttables\par}\pard\intbl\itap2 B\nestcell 2\nestcell"
        r"{\*\nesttableprops\trowd\cellx500\cellx900\nestrow}{\nonesttables\par}"
    )
    body = rf"\pard\intbl\itap1 \'d8konomi\par {inner}\pard\intbl\itap1\cell\trowd\cellx2000\row"
    assert text(body + r"\pard Efter\par") == "Økonomi\n\nA\t1\nB\t2\n\nEfter"


def test_headers_and_footers_are_left_out_and_told() -> None:
    found = read(
        r"{\header Teknikudvalget, 12-06-2024\par}{\footer Side {\field{\*\fldinst PAGE}"
        r"{\fldrslt 1}}\par}Referat Teknikudvalget 12. juni 2024\par Godkendt.\par"
    )
    assert found.text == "Referat Teknikudvalget 12. juni 2024\n\nGodkendt."
    assert found.left_out == ("Teknikudvalget, 12-06-2024", "Side 1")


def test_a_header_that_alone_names_the_meeting_is_put_at_the_top() -> None:
    found = read(r"{\header Teknikudvalget 12. juni 2024\par}1. Vej\par Godkendt.\par")
    assert found.text == "Teknikudvalget 12. juni 2024\n\n1. Vej\n\nGodkendt."


def test_the_first_pages_own_header_counts_where_the_file_uses_it() -> None:
    body = r"{\headerf Teknikudvalget 12. juni 2024\par}1. Vej\par"
    assert text(r"\titlepg" + body).startswith("Teknikudvalget")
    assert text(body) == "1. Vej"


def test_footnotes_stand_below_their_paragraph() -> None:
    note = r"{\super\chftn{\footnote\pard\plain{\super\chftn} Kun for 2024.\par}}"
    assert text(rf"Udgiften{note} stiger.\par Videre.\par") == (
        "Udgiften* stiger.\n\n* Kun for 2024.\n\nVidere."
    )


def test_text_boxes_are_told_once() -> None:
    box = (
        r"{\shp{\*\shpinst{\sp{\sn fLine}{\sv 0}}{\shptxt\pard I kassen\par}}"
        r"{\shprslt{\*\do\dptxbx{\dptxbxtext\pard I kassen\par}}}}"
    )
    assert text(rf"Ved siden af{box}\par Efter\par") == "Ved siden af\n\nI kassen\n\nEfter"


def test_hidden_and_deleted_words_are_out_and_said() -> None:
    hidden = read(r"\'c5bent.{\v  Hemmeligt.}\par")
    assert (hidden.text, len(hidden.doubts)) == ("Åbent.", 1)
    changed = read(r"Prisen er {\deleted 8}{\revised 9}.\par")
    assert (changed.text, len(changed.doubts)) == ("Prisen er 9.", 1)


def test_the_contents_list_keeps_its_tabs() -> None:
    body = r"\pard\s3 1.\tab Vej\tab 3\par\pard\s3 2.\tab Sti\tab 5\par\pard Tekst\par"
    assert text(body) == "1. Vej\t3\n2. Sti\t5\n\nTekst"


@pytest.mark.parametrize("data", [b"", b"Ikke RTF", b"%PDF-1.4", b"PK\x03\x04"])
def test_another_file_under_the_name_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableMinutes, match="ikke et RTF-dokument"):
        read_rtf(data)


@pytest.mark.parametrize("data", [b"{\\rtf1}", b"{\\rtf1", b"{\\rtf1 {\\b "])
def test_a_file_without_words_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableMinutes, match="har ingen tekst"):
        read_rtf(data)


@pytest.mark.parametrize(
    "body",
    [
        "{" * 50_000 + "Ord",
        "{\\b Ord " * 15_000,
        "\\'e6" * 100_000 + " Ord",
        "Ord\\par " * 15_000,
        '{\\field{\\*\\fldinst HYPERLINK "x"}{\\fldrslt Ord}}' * 4_000,
        row("a", "b") * 3_000,
        "Ord\\bin999999999 x",
        "{\\footnote Ord " * 3_000,
        "\\intbl\\itap999999 Ord\\nestcell\\nestrow" * 5_000,
        "\\u99999999999 Ord",
    ],
)
def test_hostile_files_take_little_time(body: str) -> None:
    start = time.process_time()
    assert "Ord" in text(body) or "a\tb" in text(body)
    assert time.process_time() - start < 4
