"""Word documents: each thing that Word can do to the words of minutes, one test."""

import re
import time
import zipfile
from collections import Counter
from io import BytesIO

import docx
import pytest
from docx.shared import Pt

from ingest.document import Document
from ingest.files.docx import read_docx
from vectorstore.errors import UnreadableMinutes

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OTHERS = (
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
KINDS = {
    "styles": "w:styles", "footnotes": "w:footnotes", "header1": "w:hdr", "header2": "w:hdr",
    "footer1": "w:ftr", "numbering": "w:numbering",
}  # fmt: skip
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def word(body: str, pages: int = 0, **parts: str) -> bytes:
    """A Word document of this body; `parts` are others by their names: styles, header1."""
    files = {"word/document.xml": f"<w:document {W} {OTHERS}><w:body>{body}</w:body></w:document>"}
    relations = []
    for name, said in parts.items():
        root = KINDS[name]
        files[f"word/{name}.xml"] = f"<{root} {W} {OTHERS}>{said}</{root}>"
        kind = name.rstrip("12")
        relations.append(f'<Relationship Id="{name}" Type="{RELATION}{kind}" Target="{name}.xml"/>')
    files["word/_rels/document.xml.rels"] = f"<Relationships>{''.join(relations)}</Relationships>"
    if pages:
        files["docProps/app.xml"] = f"<Properties><Pages>{pages}</Pages></Properties>"
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, said in files.items():
            package.writestr(name, said)
    return made.getvalue()


def p(inside: str, about: str = "") -> str:
    """A paragraph of runs, or of plain words."""
    runs = inside if inside.startswith("<") else f"<w:r><w:t>{inside}</w:t></w:r>"
    return f"<w:p><w:pPr>{about}</w:pPr>{runs}</w:p>"


def r(words: str, about: str = "") -> str:
    return f'<w:r><w:rPr>{about}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


def rows(*lines: str) -> str:
    """A table, its cells divided by "|"."""
    told = (
        "<w:tr>" + "".join(f"<w:tc>{p(cell)}</w:tc>" for cell in line.split("|")) + "</w:tr>"
        for line in lines
    )
    return f"<w:tbl>{''.join(told)}</w:tbl>"


def text(body: str, **parts: str) -> str:
    return read_docx(word(body, **parts)).text


def marked(document: Document) -> list[tuple[int, str]]:
    return [(mark.level, document.text[mark.start : mark.end]) for mark in document.marked]


STYLES = (
    '<w:style w:type="paragraph" w:styleId="Overskrift1"><w:name w:val="heading 1"/>'
    '<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Punkt"><w:name w:val="Dagsordenpunkt"/>'
    '<w:basedOn w:val="Overskrift1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Titel"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="O2"><w:name w:val="Overskrift 2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Skjult"><w:name w:val="Skjult"/>'
    "<w:rPr><w:vanish/></w:rPr></w:style>"
    '<w:style w:type="paragraph" w:styleId="Indholdsfortegnelse1"><w:name w:val="toc 1"/></w:style>'
)


@pytest.mark.parametrize(
    ("style", "level"),
    [("Overskrift1", 1), ("Punkt", 1), ("Titel", 1), ("O2", 2), ("Overskrift3", 3), ("Brev", 0)],
)
def test_headings_are_known_by_their_styles_also_danish_and_derived(style: str, level: int) -> None:
    body = p("Sag om cykelsti", f'<w:pStyle w:val="{style}"/>') + p("Udvalget mødes igen.")
    found = marked(read_docx(word(body, styles=STYLES)))
    assert found == ([(level, "Sag om cykelsti")] if level else [])


def test_a_heading_by_its_own_outline_level() -> None:
    body = p("Punkt 1: Vej", '<w:outlineLvl w:val="1"/>') + p("Vejen er lang og smal.")
    assert marked(read_docx(word(body))) == [(2, "Punkt 1: Vej")]


def test_bold_and_large_lines_are_weaker_marks_the_larger_the_stronger() -> None:
    body = (
        p(r("Punkt 1: Vej", '<w:sz w:val="32"/>'))
        + p(r("Beslutning", "<w:b/>"))
        + p(r("Godkendt.", "") + r(" Enstemmigt.", "<w:b/>"))
        + p("Udvalget drøftede vejen og dens bredde i forhold til de mange cykler.")
    )
    assert marked(read_docx(word(body))) == [(10, "Punkt 1: Vej"), (11, "Beslutning")]


def test_a_bold_first_line_of_a_paragraph_is_a_mark_of_its_own() -> None:
    body = p(r("Beslutning", "<w:b/>") + "<w:r><w:br/></w:r>" + r("Godkendt."))
    found = read_docx(word(body + p("Udvalget drøftede vejen og dens bredde.")))
    assert found.text.startswith("Beslutning\nGodkendt.\n\n")
    assert marked(found) == [(10, "Beslutning")]


def test_where_all_is_bold_nothing_is_set_apart() -> None:
    body = p(r("Beslutning", "<w:b/>")) + p(r("Godkendt af et enigt udvalg.", "<w:b/>"))
    assert marked(read_docx(word(body))) == []


def test_a_table_is_lines_with_tabs_with_blank_lines_around() -> None:
    body = p("Tabel 1") + rows("Sted|2023|2024", "Nordby|8|", "Sydby||10") + p("Derefter.")
    assert text(body) == "Tabel 1\n\nSted\t2023\t2024\nNordby\t8\t\nSydby\t\t10\n\nDerefter."


def test_merged_cells_are_told_once() -> None:
    def cell(words: str, about: str) -> str:
        return f"<w:tc><w:tcPr>{about}</w:tcPr>{p(words)}</w:tc>"

    wide = cell("Overblik", '<w:gridSpan w:val="3"/>')
    tall, below = cell("Nordby", '<w:vMerge w:val="restart"/>'), cell("", "<w:vMerge/>")
    body = (
        f"<w:tbl><w:tr>{wide}</w:tr><w:tr>{tall}{cell('2023', '')}{cell('8', '')}</w:tr>"
        f"<w:tr>{below}{cell('2024', '')}{cell('9', '')}</w:tr></w:tbl>"
    )
    assert text(body) == "Overblik\t\t\nNordby\t2023\t8\n\t2024\t9"


def test_a_cells_paragraphs_and_line_breaks_are_joined() -> None:
    cell = f"<w:tc>{p('Første')}{p('<w:r><w:t>anden</w:t><w:br/><w:t>tredje</w:t></w:r>')}</w:tc>"
    body = f"<w:tbl><w:tr>{cell}<w:tc>{p('8')}</w:tc></w:tr></w:tbl>" + p("Efter.")
    assert text(body) == "Første anden tredje\t8\n\nEfter."


def test_a_table_of_one_column_is_a_frame_around_paragraphs() -> None:
    assert text(rows("Beslutning", "Godkendt.")) == "Beslutning\n\nGodkendt."


def test_a_table_that_places_text_is_unfolded() -> None:
    long = p("Udvalget drøftede sagen. " * 10) + p("Det blev sent. " * 5)
    cells = f"<w:tc>{p('Sagsfremstilling')}</w:tc><w:tc>{long}</w:tc>"
    found = text(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>").split("\n\n")
    assert [part[:14] for part in found] == ["Sagsfremstilli", "Udvalget drøft", "Det blev sent."]


def test_labels_and_values_are_lines() -> None:
    body = rows("Mødedato|Onsdag d. 12. juni 2024", "Mødested:|Rådhuset", "Afbud:|")
    assert text(body) == "Mødedato  Onsdag d. 12. juni 2024\n\nMødested: Rådhuset\n\nAfbud:"


def test_two_columns_of_figures_stay_a_table() -> None:
    assert text(rows("Udbud|2022", "Anviste boliger|8", "Dato|12")) == (
        "Udbud\t2022\nAnviste boliger\t8\nDato\t12"
    )


def test_items_in_a_table_are_unfolded() -> None:
    body = rows("1. Godkendelse af dagsorden|Godkendt.", "2. Cykelsti|Udsat.")
    assert text(body) == "1. Godkendelse af dagsorden\n\nGodkendt.\n\n2. Cykelsti\n\nUdsat."


def test_a_table_within_a_table_is_told_once() -> None:
    body = f"<w:tbl><w:tr><w:tc>{p('Økonomi')}{rows('A|1', 'B|2')}{p('')}</w:tc></w:tr></w:tbl>"
    assert text(body) == "Økonomi\n\nA\t1\nB\t2"


SECTION = (
    '<w:sectPr><w:headerReference w:type="default" r:id="header1"/>'
    '<w:footerReference w:type="default" r:id="footer1"/>{}</w:sectPr>'
)


def test_running_headers_and_footers_are_left_out_and_told() -> None:
    body = p("Referat Teknikudvalget 12. juni 2024") + p("Godkendt.") + SECTION.format("")
    found = read_docx(word(body, header1=p("Teknikudvalget, 12-06-2024"), footer1=p("Side 1 af 3")))
    assert found.text == "Referat Teknikudvalget 12. juni 2024\n\nGodkendt."
    assert found.left_out == ("Teknikudvalget, 12-06-2024", "Side 1 af 3")


def test_a_header_that_alone_names_the_meeting_is_put_at_the_top() -> None:
    body = p("1. Cykelsti") + p("Godkendt.") + SECTION.format("")
    header = p("Teknikudvalget den 12. juni 2024, side 1") + p("Storgade 1, 9999 Lindevang")
    found = read_docx(word(body, header1=header, footer1=p("1")))
    assert found.text.split("\n\n")[0] == "Teknikudvalget den 12. juni 2024"
    assert found.left_out == ("Storgade 1, 9999 Lindevang", "1")


def test_the_first_pages_own_header_is_kept_whole_when_it_is_needed() -> None:
    first = '<w:headerReference w:type="first" r:id="header2"/><w:titlePg/>'
    header = p("Lindevang Kommune") + rows("Mødedato|12. juni 2024", "Mødested|Rådhuset")
    body = p("1. Cykelsti") + SECTION.format(first)
    found = read_docx(word(body, header1=p("Side 2"), header2=header, footer1=p("Fod")))
    assert found.text == (
        "Lindevang Kommune\n\nMødedato  12. juni 2024\n\nMødested  Rådhuset\n\n1. Cykelsti"
    )
    assert found.left_out == ("Side 2", "Fod")


def box(words: str) -> str:
    inside = f"<w:txbxContent>{p(words)}</w:txbxContent>"
    return (
        "<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
        f"{inside}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>"
        f"{inside}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def test_a_text_box_is_told_once_after_its_paragraph() -> None:
    assert text(p(r("Ved siden af") + box("I kassen")) + p("Under")) == (
        "Ved siden af\n\nI kassen\n\nUnder"
    )


def test_content_controls_links_and_changes_of_language_are_words() -> None:
    body = (
        f"<w:sdt><w:sdtPr/><w:sdtContent>{p('I en kontrol')}</w:sdtContent></w:sdt>"
        + p(f"<w:hyperlink>{r('et link')}</w:hyperlink><w:smartTag>{r(' og mere')}</w:smartTag>")
        + p(f"<w:sdt><w:sdtContent>{r('Inde i linjen')}</w:sdtContent></w:sdt>")
    )
    assert text(body) == "I en kontrol\n\net link og mere\n\nInde i linjen"


def test_a_control_that_nobody_filled_in_is_left_out_and_told() -> None:
    control = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    found = read_docx(word(p("Godkendt.") + control.format(p("Klik her for at skrive."))))
    assert (found.text, found.left_out) == ("Godkendt.", ("Klik her for at skrive.",))


def field(code: str, result: str) -> str:
    sign = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return (
        sign.format("begin") + f"<w:r><w:instrText>{code}</w:instrText></w:r>"
        + sign.format("separate") + result + sign.format("end")
    )  # fmt: skip


def test_of_a_field_its_result_is_read_and_not_its_code() -> None:
    inner = field("DATE", r("ikke dette"))
    body = p(r("Se punkt ") + field("REF _x", r("8")) + field(f"IF {inner} 1", r(".")))
    assert text(body) == "Se punkt 8."


def test_a_field_that_never_ends_hides_nothing_after_its_paragraph() -> None:
    body = p('<w:r><w:fldChar w:fldCharType="begin"/></w:r>') + p("Godkendt.")
    assert text(body) == "Godkendt."


def test_the_contents_list_keeps_its_tabs_and_its_lines_together() -> None:
    style = '<w:pStyle w:val="Indholdsfortegnelse1"/>'
    tab = "<w:r><w:tab/></w:r>"
    body = (
        p("Indholdsfortegnelse")
        + p(r("1.") + tab + r("Godkendelse") + tab + field("PAGEREF x", r("3")), style)
        + p(r("2.") + tab + r("Cykelsti") + tab + r("12"), style)
    )
    assert text(body, styles=STYLES) == "Indholdsfortegnelse\n\n1. Godkendelse\t3\n2. Cykelsti\t12"


def test_tabs_elsewhere_are_spaces() -> None:
    tab = "<w:r><w:tab/></w:r>"
    body = p(r("Mødested") + tab + tab + r("Teams")) + p(r("Sag") + tab + r("22/33"))
    assert text(body) == "Mødested  Teams\n\nSag 22/33"


def test_columns_set_with_tabs_are_a_table() -> None:
    tab = "<w:r><w:tab/></w:r>"
    body = "".join(p(r(a) + tab + r(b) + tab + tab + r(c)) for a, b, c in ("ABC", "123", "456"))
    assert text(body) == "A\tB\tC\n1\t2\t3\n4\t5\t6"


def test_footnotes_stand_below_their_paragraph_with_stars() -> None:
    def note(number: int) -> str:
        return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'

    notes = "".join(
        f'<w:footnote w:id="{n}">{p("<w:r><w:footnoteRef/></w:r>" + r(f" Note {n}."))}</w:footnote>'
        for n in (1, 2)
    )
    body = p(r("Udgiften") + note(1) + r(" stiger") + note(2) + r(".")) + p("Videre.")
    assert text(body, footnotes=notes) == (
        "Udgiften* stiger**.\n\n* Note 1.\n\n** Note 2.\n\nVidere."
    )


def test_changes_not_accepted_are_in_and_out_and_said() -> None:
    body = (
        p(
            r("Prisen er ")
            + f"<w:del>{r('8').replace('w:t', 'w:delText')}</w:del><w:ins>{r('9')}</w:ins>"
        )
        + p(r("Første del"), "<w:rPr><w:del/></w:rPr>")
        + p(r(" og anden."))
        + f"<w:moveFrom>{p('Flyttet væk')}</w:moveFrom>"
    )
    found = read_docx(word(body))
    assert found.text == "Prisen er 9\n\nFørste del og anden."
    assert found.doubts == (
        "Dokumentet har rettelser, som ikke er godkendt: "
        "det indsatte er med, det slettede er udeladt.",
    )


def test_hidden_text_is_out_and_said() -> None:
    body = p(r("Åbent.") + r(" Hemmeligt.", "<w:vanish/>")) + p(
        "Også hemmeligt", '<w:pStyle w:val="Skjult"/>'
    )
    found = read_docx(word(body, styles=STYLES))
    assert found.text == "Åbent."
    assert found.doubts == ("Dokumentet har skjult tekst, som er udeladt.",)
    assert read_docx(word(p(r("Vist.", '<w:vanish w:val="0"/>')))).text == "Vist."


@pytest.mark.parametrize(
    ("run", "words"),
    [
        ("<w:t>cykel</w:t><w:softHyphen/><w:t>sti</w:t>", "cykelsti"),
        ("<w:t>cykel\u00adsti</w:t>", "cykelsti"),
        ("<w:t>to</w:t><w:noBreakHyphen/><w:t>fem</w:t>", "to-fem"),
        ("<w:t>12.\u00a0juni</w:t>", "12. juni"),
        ("<w:t>Første</w:t><w:br/><w:t>anden</w:t>", "Første\nanden"),
        ('<w:t>a</w:t><w:br w:type="page"/><w:t>b</w:t>', "a\nb"),
        ('<w:t>Ja </w:t><w:sym w:font="Wingdings" w:char="F0FC"/>', "Ja ✓"),
        ('<w:sym w:font="Symbol" w:char="F0B7"/><w:tab/><w:t>prik</w:t>', "- prik"),
        ("<w:t>\uf0b7</w:t><w:tab/><w:t>prik</w:t>", "- prik"),
        ("<w:t>2.</w:t><w:tab/><w:t>at sagen udsættes</w:t>", "2. at sagen udsættes"),
        ("<w:t>a\u030a</w:t>", "å"),
        ("<w:t>Ny\nlinje i filen</w:t>", "Ny linje i filen"),
    ],
)
def test_signs_are_read_as_they_are_printed(run: str, words: str) -> None:
    assert text(p(f"<w:r>{run}</w:r>")) == words


def test_comments_and_bookmarks_say_nothing() -> None:
    body = p(
        '<w:commentRangeStart w:id="1"/>' + r("Godkendt.") + '<w:bookmarkStart w:name="x"/>'
        '<w:r><w:commentReference w:id="1"/></w:r>'
    )
    assert text(body) == "Godkendt."


def paged(breaks: int, told: int) -> Document:
    sign = "<w:r><w:lastRenderedPageBreak/></w:r>"
    body = "".join(p((sign if n else "") + r(f"Side {n + 1} her")) for n in range(breaks + 1))
    return read_docx(word(body, pages=told))


def test_pages_are_told_when_word_has_noted_them_all() -> None:
    found = paged(2, 3)
    assert [found.text[at:][:10] for at in found.pages] == [
        "Side 1 her",
        "Side 2 her",
        "Side 3 her",
    ]
    assert paged(2, 5).pages == ()
    assert paged(0, 1).pages == ()


def test_the_strict_form_of_the_format_is_read_too() -> None:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr(
            "word/document.xml",
            '<x:document xmlns:x="http://purl.oclc.org/ooxml/wordprocessingml/main"><x:body><x:p>'
            "<x:r><x:t>Godkendt.</x:t></x:r></x:p></x:body></x:document>",
        )
    assert read_docx(made.getvalue()).text == "Godkendt."


def test_a_web_page_put_into_the_document_is_read() -> None:
    data = word(p("Før") + '<w:altChunk r:id="del"/>' + p("Efter"))
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            said = old.read(name)
            if name.endswith("document.xml.rels"):
                said = said.replace(
                    b"</R",
                    f'<Relationship Id="del" Type="{RELATION}aFChunk" Target="a.htm"/></R'.encode(),
                )
            new.writestr(name, said)
        new.writestr("word/a.htm", "<html><body><p>Fra siden</p></body></html>")
    assert read_docx(made.getvalue()).text == "Før\n\nFra siden\n\nEfter"


def test_no_text_is_said() -> None:
    with pytest.raises(UnreadableMinutes, match="har ingen tekst; gem referatet med teksten"):
        read_docx(word(p("")))


def printed(data: bytes) -> Counter[str]:
    """The words of a document's body, headers and footers, as they stand in the file."""
    found: Counter[str] = Counter()
    with zipfile.ZipFile(BytesIO(data)) as package:
        for name in package.namelist():
            if re.fullmatch(r"word/(?:document|header\d*|footer\d*)\.xml", name):
                said = re.sub(r"</w:p>|<w:(?:tab|br)/>", " ", package.read(name).decode())
                found.update(re.sub(r"<[^>]*>", "", said).split())
    return found


def test_nothing_is_lost_and_nothing_doubled() -> None:
    paper = docx.Document()
    paper.sections[0].header.paragraphs[0].text = "Lindevang Kommune\tTeknikudvalget"
    paper.sections[0].footer.paragraphs[0].text = "Udskrevet i går"
    paper.add_heading("Referat Teknikudvalget 12. juni 2024", 0)
    for number in range(30):
        paper.add_heading(f"Punkt {number}: Sag {number}", 1)
        paper.add_paragraph(f"Linje {number}\tmed tab\nog ny linje").runs[0].font.size = Pt(9)
        grid = paper.add_table(3, 1 + number % 5)
        for at, cell in enumerate(grid._cells):
            cell.text = f"celle {number}.{at} " * (1 + number % 3 * 20)
        if number % 2 and number % 5:
            grid.cell(0, 0).merge(grid.cell(1, 1))
    made = BytesIO()
    paper.save(made)
    found = read_docx(made.getvalue())
    told = Counter("\n".join((found.text, *found.left_out)).split())
    assert told == printed(made.getvalue())


def test_two_hundred_pages_take_little_time_and_twice_that_of_half_as_many() -> None:
    page = p("Udvalget drøftede sagen om cykelstien ved skolen. " * 6) * 9 + rows("A|1", "B|2")
    taken = []
    for pages in (100, 200):
        data = word(page * pages)
        start = time.process_time()
        read_docx(data)
        taken.append(time.process_time() - start)
    assert taken[1] < 1.5
    assert taken[1] < 4 * taken[0] + 0.2
