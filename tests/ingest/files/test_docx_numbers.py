"""Numbers that Word writes itself are written out as Word prints them."""

import zipfile
from io import BytesIO

import pytest

from ingest.files.counting import letters, numeral, roman
from ingest.files.docx import read_docx

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def text(body: str, numbering: str, styles: str = "") -> str:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr(
            "word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>"
        )
        package.writestr("word/numbering.xml", f"<w:numbering {W} {MC}>{numbering}</w:numbering>")
        package.writestr("word/styles.xml", f"<w:styles {W}>{styles}</w:styles>")
        package.writestr(
            "word/_rels/document.xml.rels",
            "<Relationships>"
            + "".join(
                f'<Relationship Id="{n}" Type="{RELATION}{n}" Target="{n}.xml"/>'
                for n in ("numbering", "styles")
            )
            + "</Relationships>",
        )
    return read_docx(made.getvalue()).text


def level(at: int, form: str, printed: str, start: int = 1, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{printed}"/></w:lvl>'
    )


def look(*levels: str, name: int = 7) -> str:
    return f'<w:abstractNum w:abstractNumId="{name}">{"".join(levels)}</w:abstractNum>'


def number(name: int, of: int = 7, more: str = "") -> str:
    return f'<w:num w:numId="{name}"><w:abstractNumId w:val="{of}"/>{more}</w:num>'


def p(words: str, at: int = 0, of: int | None = 1, about: str = "") -> str:
    listed = f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{of}"/></w:numPr>'
    listed = "" if of is None else listed
    return f"<w:p><w:pPr>{about}{listed}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"


@pytest.mark.parametrize(
    ("form", "printed", "start", "expected"),
    [
        ("decimal", "%1.", 1, "1. Sag\n2. Sag"),
        ("decimal", "%1.", 8, "8. Sag\n9. Sag"),
        ("decimal", "Punkt %1:", 1, "Punkt 1: Sag\nPunkt 2: Sag"),
        ("lowerLetter", "%1)", 1, "a) Sag\nb) Sag"),
        ("upperLetter", "%1.", 26, "Z. Sag\nAA. Sag"),
        ("lowerRoman", "(%1)", 3, "(iii) Sag\n(iv) Sag"),
        ("upperRoman", "%1", 9, "IX Sag\nX Sag"),
        ("decimalZero", "%1.", 9, "09. Sag\n10. Sag"),
        ("bullet", "\uf0b7", 1, "- Sag\n- Sag"),
        ("none", "", 1, "Sag\n\nSag"),
    ],
)
def test_a_number_is_printed_in_its_form(
    form: str, printed: str, start: int, expected: str
) -> None:
    assert text(p("Sag") * 2, look(level(0, form, printed, start)) + number(1)) == expected


LEVELS = look(
    level(0, "decimal", "%1."), level(1, "decimal", "%1.%2"), level(2, "lowerLetter", "%3)")
)


def test_levels_count_each_for_itself_and_begin_again_below_a_new_one() -> None:
    body = "".join(p("x", at) for at in (0, 1, 1, 2, 2, 0, 1, 2))
    assert text(body, LEVELS + number(1)).split("\n") == [
        "1. x", "1.1 x", "1.2 x", "a) x", "b) x", "2. x", "2.1 x", "a) x",
    ]  # fmt: skip


def test_a_level_that_is_said_to_count_on_does_not_begin_again() -> None:
    levels = look(
        level(0, "upperLetter", "%1."), level(1, "decimal", "%2.", more='<w:lvlRestart w:val="0"/>')
    )
    body = "".join(p("x", at) for at in (0, 1, 1, 0, 1))
    assert text(body, levels + number(1)) == "A. x\n1. x\n2. x\nB. x\n3. x"


def test_legal_numbers_are_figures_throughout() -> None:
    levels = look(level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2", more="<w:isLgl/>"))
    assert text(p("x") + p("x", 1), levels + number(1)) == "I. x\n1.1 x"


def test_two_lists_of_one_look_count_on_unless_one_starts_anew() -> None:
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    body = p("x") + p("x") + p("Mellem", of=None) + p("x", of=2) + p("x", of=3) + p("x", of=3)
    found = text(body, LEVELS + number(1) + number(2) + number(3, more=anew))
    assert found == "1. x\n2. x\n\nMellem\n\n3. x\n1. x\n2. x"


def test_a_list_of_its_own_counts_for_itself() -> None:
    other = look(level(0, "lowerLetter", "%1."), name=8)
    body = p("x") + p("y", of=2) + p("x")
    assert text(body, LEVELS + other + number(1) + number(2, of=8)) == "1. x\na. y\n2. x"


STYLES = (
    '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="Overskrift 1"/><w:pPr>'
    '<w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="Overskrift 2"/><w:basedOn '
    'w:val="H1"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="numbering" w:styleId="L"><w:name w:val="L"/><w:pPr><w:numPr>'
    '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
)


def test_a_heading_is_numbered_by_its_style() -> None:
    body = p("Vej", of=None, about='<w:pStyle w:val="H1"/>') * 2
    levels = look(level(0, "decimal", "Punkt %1:", more='<w:pStyle w:val="H1"/>'))
    assert text(body, levels + number(1), STYLES) == "Punkt 1: Vej\n\nPunkt 2: Vej"


def test_a_heading_below_takes_its_list_from_the_style_it_is_based_on() -> None:
    body = "".join(p("x", of=None, about=f'<w:pStyle w:val="{name}"/>') for name in ("H1", "H2"))
    assert text(body, LEVELS + number(1), STYLES) == "1. x\n\n1.1 x"


def test_the_level_of_a_style_may_be_said_by_the_list_alone() -> None:
    styles = STYLES.replace('<w:ilvl w:val="1"/>', "")
    linked = look(
        level(0, "decimal", "%1.", more='<w:pStyle w:val="H1"/>'),
        level(1, "decimal", "%1.%2", more='<w:pStyle w:val="H2"/>'),
    )
    body = "".join(p("x", of=None, about=f'<w:pStyle w:val="{name}"/>') for name in ("H1", "H2"))
    assert text(body, linked + number(1), styles) == "1. x\n\n1.1 x"


def test_a_paragraph_can_refuse_the_number_of_its_style() -> None:
    body = p("Vej", of=0, about='<w:pStyle w:val="H1"/>')
    assert text(body, LEVELS + number(1), STYLES) == "Vej"


def test_a_look_can_be_that_of_a_list_style() -> None:
    linked = '<w:abstractNum w:abstractNumId="9"><w:numStyleLink w:val="L"/></w:abstractNum>'
    assert text(p("x", of=2), LEVELS + linked + number(1) + number(2, of=9), STYLES) == "1. x"


def test_a_form_with_three_figures() -> None:
    custom = (
        '<w:lvl w:ilvl="0"><w:start w:val="7"/><mc:AlternateContent><mc:Choice Requires="w14">'
        '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback>'
        '<w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
        '<w:lvlText w:val="%1."/></w:lvl>'
    )
    assert text(p("Sag"), look(custom) + number(1)) == "007. Sag"


def test_an_unknown_list_prints_no_number() -> None:
    assert text(p("Sag", of=99), LEVELS + number(1)) == "Sag"


def test_numbers_go_on_through_tables() -> None:
    body = p("x") + f"<w:tbl><w:tr><w:tc>{p('x')}</w:tc></w:tr></w:tbl>" + p("x")
    assert text(body, LEVELS + number(1)) == "1. x\n2. x\n3. x"


@pytest.mark.parametrize(
    ("count", "form", "printed"),
    [(3, "1", "3"), (3, "001", "003"), (2, "a", "b"), (28, "A", "BB"), (4, "i", "iv"),
     (1994, "I", "MCMXCIV"), (0, "a", "0"), (5000, "i", "5000"), (100, "a", "100")],
)  # fmt: skip
def test_numerals(count: int, form: str, printed: str) -> None:
    assert numeral(count, form) == printed


def test_counting_ends_in_figures() -> None:
    assert (letters(79), roman(4000), letters(-1)) == ("79", "4000", "-1")
