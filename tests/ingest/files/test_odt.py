"""OpenDocument texts, each trap one test."""

import time
import zipfile
from io import BytesIO

import pytest

from ingest.document import Document
from ingest.files.odt import read_odt
from vectorstore.errors import UnreadableMinutes

NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "table", "style", "drawing", "meta", "manifest")
) + (
    ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
    ' xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
)
TYPE = "application/vnd.oasis.opendocument.text"


def odt(
    body: str, automatic: str = "", styles: str = "", master: str = "", pages: int = 0
) -> bytes:
    files = {
        "mimetype": TYPE,
        "content.xml": f"<office:document-content {NAMES}><office:automatic-styles>{automatic}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>",
        "styles.xml": f"<office:document-styles {NAMES}><office:styles>{styles}</office:styles>"
        f"<office:master-styles><style:master-page>{master}</style:master-page>"
        "</office:master-styles></office:document-styles>",
        "meta.xml": f"<office:document-meta {NAMES}><office:meta><meta:document-statistic "
        f'meta:page-count="{pages}"/></office:meta></office:document-meta>',
    }
    return packed(files)


def packed(files: dict[str, str]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, said in files.items():
            package.writestr(name, said)
    return made.getvalue()


def read(body: str, **parts: str) -> Document:
    return read_odt(odt(body, **parts))  # type: ignore[arg-type]


def p(inside: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{inside}</text:p>'


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("Rådhuset", "Rådhuset"),
        ("En\n   linje  i filen", "En linje i filen"),
        ('to<text:s text:c="3"/>ord', "to   ord"),
        ("Mødested<text:tab/>Rådhuset", "Mødested  Rådhuset"),
        ("Første<text:line-break/>anden", "Første\nanden"),
        ("<text:a>et link</text:a> og <text:span>mere</text:span>.", "et link og mere."),
        ("Tekst<office:annotation><text:p>Kommentar</text:p></office:annotation>.", "Tekst."),
        ("Se <text:bookmark-ref>punkt 8</text:bookmark-ref>.", "Se punkt 8."),
        ("Side <text:page-number>1</text:page-number>", "Side 1"),
    ],
)
def test_words_are_read_as_they_are_printed(inside: str, expected: str) -> None:
    assert read(p(inside)).text == expected


def test_headings_by_level_style_and_type() -> None:
    automatic = (
        '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>'
        '<style:style style:name="P2" style:family="paragraph"><style:text-properties '
        'fo:font-weight="bold"/></style:style>'
    )
    body = (
        p("Referat", "P1")
        + '<text:h text:outline-level="2">Punkt 1: Vej</text:h>'
        + p("Beslutning", "P2")
        + p("Godkendt af et enigt udvalg.")
    )
    found = read(body, automatic=automatic)
    assert [(mark.level, found.text[mark.start : mark.end]) for mark in found.marked] == [
        (1, "Referat"), (2, "Punkt 1: Vej"), (10, "Beslutning"),
    ]  # fmt: skip


def level(at: int, form: str, more: str) -> str:
    return f'<text:list-level-style-number text:level="{at}" style:num-format="{form}" {more}/>'


def listed(levels: str) -> str:
    bullet = '<text:list-level-style-bullet text:level="1" text:bullet-char="•"/>'
    return (
        f'<text:list-style style:name="L">{levels}</text:list-style>'
        f'<text:list-style style:name="B">{bullet}</text:list-style>'
    )


def entry(inside: str, more: str = "") -> str:
    return f"<text:list-item {more}>{inside}</text:list-item>"


def entries(inside: str, style: str = "L", more: str = "") -> str:
    return f'<text:list text:style-name="{style}" {more}>{inside}</text:list>'


DOT = level(1, "1", 'style:num-suffix="."')


@pytest.mark.parametrize(
    ("levels", "body", "expected"),
    [
        (DOT, entries(entry(p("a")) + entry(p("b"))), "1. a\n2. b"),
        (DOT, entries(entry(p("a")) + entry(p("b")), "B"), "- a\n- b"),
        (DOT, entries(entry(p("a"), 'text:start-value="8"') + entry(p("b"))), "8. a\n9. b"),
        (DOT, entries(entry(p("a") + p("mere")) + entry(p("b"))), "1. a\n\nmere\n\n2. b"),
        (DOT, entries(entry(p("a"))) + p("x") + entries(entry(p("b"))), "1. a\n\nx\n\n1. b"),
        (DOT, entries(entry(p("a"))) + p("x")
         + entries(entry(p("b")), more='text:continue-numbering="true"'), "1. a\n\nx\n\n2. b"),
        (DOT, entries(entry(p("a")), more='xml:id="l1"') + entries(entry(p("x")))
         + entries(entry(p("b")), more='text:continue-list="l1"'), "1. a\n1. x\n2. b"),
        (level(1, "a", 'style:num-suffix=")"'), entries(entry(p("x")) * 2), "a) x\nb) x"),
        (level(1, "I", 'style:num-prefix="Punkt " style:num-suffix=":"'),
         entries(entry(p("x")) * 2), "Punkt I: x\nPunkt II: x"),
        (DOT + level(2, "1", 'text:display-levels="2"'),
         entries(entry(p("a") + entries(entry(p("b")) * 2, "L")) + entry(p("c"))),
         "1. a\n1.1 b\n1.2 b\n2. c"),
        (level(1, "1", 'loext:num-list-format="(%1%)" style:num-suffix="."'),
         entries(entry(p("x"))), "(1) x"),
        (level(1, "001", 'style:num-suffix="."'), entries(entry(p("x"))), "001. x"),
    ],
)  # fmt: skip
def test_lists(levels: str, body: str, expected: str) -> None:
    assert read(body, automatic=listed(levels)).text == expected


def test_headings_are_numbered_by_the_outline() -> None:
    outline = (
        '<text:outline-style style:name="Outline"><text:outline-level-style text:level="1" '
        'style:num-format="1" style:num-prefix="Punkt " style:num-suffix=":"/>'
        '<text:outline-level-style text:level="2" style:num-format=""/></text:outline-style>'
    )
    body = '<text:h text:outline-level="1">Vej</text:h><text:h text:outline-level="2">Sag</text:h>'
    found = read(body * 2, styles=outline)
    assert found.text == "Punkt 1: Vej\n\nSag\n\nPunkt 2: Vej\n\nSag"


def rows(*lines: str) -> str:
    told = (
        "".join(f"<table:table-cell>{p(cell)}</table:table-cell>" for cell in line.split("|"))
        for line in lines
    )
    inside = "".join(f"<table:table-row>{line}</table:table-row>" for line in told)
    return f"<table:table>{inside}</table:table>"


def test_tables_are_lines_with_tabs() -> None:
    assert read(p("Før") + rows("Sted|2023", "Nordby|", "|8") + p("Efter")).text == (
        "Før\n\nSted\t2023\nNordby\t\n\t8\n\nEfter"
    )


def test_merged_and_repeated_cells_are_told_once() -> None:
    wide = (
        f'<table:table-cell table:number-columns-spanned="2">{p("Overblik")}</table:table-cell>'
        "<table:covered-table-cell/>"
    )
    empty = '<table:table-cell table:number-columns-repeated="1000000"/>'
    body = (
        f"<table:table><table:table-header-rows><table:table-row>{wide}</table:table-row>"
        "</table:table-header-rows><table:table-row>"
        f"<table:table-cell>{p('a')}</table:table-cell><table:table-cell>{p('1')}"
        f"</table:table-cell>{empty}</table:table-row></table:table>"
    )
    assert read(body).text == "Overblik\t\na\t1"


def test_notes_boxes_sections_and_contents() -> None:
    note = (
        "<text:note><text:note-citation>1</text:note-citation><text:note-body>"
        f"{p('Kun for 2024.')}</text:note-body></text:note>"
    )
    box = f"<drawing:frame><drawing:text-box>{p('I kassen')}</drawing:text-box></drawing:frame>"
    contents = (
        "<text:table-of-content><text:table-of-content-source>x</text:table-of-content-source>"
        f"<text:index-body><text:index-title>{p('Indhold')}</text:index-title>"
        f"{p('Vej<text:tab/>3', 'Contents_20_1')}{p('Sti<text:tab/>5', 'Contents_20_1')}"
        "</text:index-body></text:table-of-content>"
    )
    style = '<style:style style:name="Contents_20_1" style:family="paragraph"/>'
    body = (
        contents
        + f"<text:section>{p(f'Udgiften{note} stiger.')}{p(f'Ved{box} siden')}</text:section>"
    )
    assert read(body, styles=style).text == (
        "Indhold\n\nVej\t3\nSti\t5\n\nUdgiften* stiger.\n\n* Kun for 2024.\n\nVed siden\n\nI kassen"
    )


def test_changes_and_hidden_text_are_said() -> None:
    changes = (
        "<text:tracked-changes><text:changed-region><text:deletion>"
        f"{p('Slettet')}</text:deletion></text:changed-region></text:tracked-changes>"
    )
    hidden = (
        '<style:style style:name="T1" style:family="text"><style:text-properties '
        'text:display="none"/></style:style>'
    )
    found = read(
        changes + p('Åbent.<text:span text:style-name="T1"> Skjult.</text:span>'), automatic=hidden
    )
    assert (found.text, len(found.doubts)) == ("Åbent.", 2)


def test_headers_and_footers_are_left_out_unless_they_alone_name_the_meeting() -> None:
    master = f"<style:header>{p('Teknikudvalget 12. juni 2024')}</style:header>"
    master += f"<style:footer>{p('Side 1')}</style:footer>"
    found = read(p("1. Vej"), master=master)
    assert (found.text, found.left_out) == ("Teknikudvalget 12. juni 2024\n\n1. Vej", ("Side 1",))
    found = read(p("Referat Teknikudvalget 12-06-2024"), master=master)
    assert found.left_out == ("Teknikudvalget 12. juni 2024", "Side 1")


def test_pages_are_told_when_all_are_noted() -> None:
    style = (
        '<style:style style:name="Ny" style:family="paragraph"><style:paragraph-properties '
        'fo:break-before="page"/></style:style>'
    )
    body = p("Side et") + p("Side<text:soft-page-break/> to") + p("Side tre", "Ny")
    found = read_odt(odt(body, automatic=style, pages=3))
    assert [found.text[at:][:5] for at in found.pages] == ["Side ", " to\n\n", "Side "]
    assert read_odt(odt(body, automatic=style, pages=4)).pages == ()


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"mimetype": TYPE}, "ikke et ODT-dokument"),
        ({"content.xml": f"<office:document-content {NAMES}><office:body><office:spreadsheet/>"
          "</office:body></office:document-content>"}, "et regneark"),
        ({"content.xml": "<a><b></a>"}, "ODT-filen er beskadiget"),
        ({"content.xml": "x", "META-INF/manifest.xml": f"<manifest:manifest {NAMES}>"
          "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"
          "</manifest:manifest>"}, "låst med en adgangskode"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_a_sentence(files: dict[str, str], said: str) -> None:
    with pytest.raises(UnreadableMinutes, match=said) as told:
        read_odt(packed(files))
    assert str(told.value).endswith("prøv igen.")


def test_two_hundred_pages_take_little_time() -> None:
    body = (p("Udvalget drøftede sagen om stien. " * 6) * 9 + rows("A|1", "B|2")) * 200
    start = time.process_time()
    read(body)
    assert time.process_time() - start < 1.5
