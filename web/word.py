"""Papers as Word documents: A4, the minutes' words in serif beside a red line, footnotes."""

import re
from io import BytesIO

from docx import Document
from docx.document import Document as Paged
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from vectorstore.schema import Role
from web.footnotes import Footnotes
from web.language import Language, Words
from web.papers import Line, Paper, Part

_QUOTE, _LABEL, _META = "Citat", "Citatets sted", "Oplysning"
_RED = "B5472D"
_SANS, _SERIF = "Calibri", "Cambria"
_LANGUAGES = {Language.DANISH: "da-DK", Language.ENGLISH: "en-GB"}
# XML 1.0 has no place for these, and a file with one cannot be opened.
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def word(paper: Paper, words: Words) -> bytes:
    """The paper as a .docx file."""
    document = Document()
    _page(document, words.language)
    _styles(document)
    notes = Footnotes(document)
    for part in paper.parts:
        _write(document, notes, part, words)
    document.add_paragraph(_fit(paper.foot), _META)
    about = document.core_properties
    about.title, about.author, about.comments = _fit(paper.title)[:250], "Spørg referaterne", ""
    about.language = _LANGUAGES[words.language]
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _write(document: Paged, notes: Footnotes, part: Part, words: Words) -> None:
    document.add_heading(_fit(part.question), 1)
    if part.before:
        before = words("Spurgt forinden: {questions}", questions=" · ".join(part.before))
        document.add_paragraph(_fit(before), _META)
    by_number = {note.number: note for note in part.notes}
    for line in part.lines:
        paragraph = _paragraph(document, line)
        for number in line.notes:
            note = by_number[number]
            notes.refer(paragraph, number, _fit(note.text), note.address)
    document.add_paragraph(words("Svaret er fra {moment}.", moment=part.at), _META)
    if part.link:
        document.add_paragraph(_fit(words("Link til svaret: {link}", link=part.link)), _META)


def _paragraph(document: Paged, line: Line) -> Paragraph:
    if line.role is Role.QUOTE:
        if line.head:
            document.add_paragraph(_fit(line.head), _LABEL)
        return document.add_paragraph(_fit(line.text), _QUOTE)
    paragraph = document.add_paragraph()
    if line.head:
        paragraph.add_run(_fit(line.head)).bold = True
        paragraph.add_run(": " if line.text else "")
    run = paragraph.add_run(_fit(line.text))
    if line.role is Role.ALSO:
        _set_fonts(run._r.get_or_add_rPr(), _SERIF)
    return paragraph


def _fit(text: str) -> str:
    return _NOT_IN_XML.sub("\ufffd", text)


def _page(document: Paged, language: Language) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.right_margin = Mm(20), Mm(18)
    section.bottom_margin, section.left_margin = Mm(22), Mm(22)
    for spoken in document.styles.element.iter(qn("w:lang")):
        spoken.set(qn("w:val"), _LANGUAGES[language])


def _styles(document: Paged) -> None:
    styles = document.styles
    normal = styles["Normal"]
    normal.font.size = Pt(11)
    normal.paragraph_format.space_after = Pt(8)
    normal.paragraph_format.line_spacing = 1.2
    _set_fonts(normal.element.get_or_add_rPr(), _SANS)
    heading = styles["Heading 1"]
    heading.font.size, heading.font.color.rgb = Pt(16), RGBColor(0, 0, 0)
    heading.paragraph_format.space_after = Pt(8)
    _set_fonts(heading.element.get_or_add_rPr(), _SANS)
    for name in (_LABEL, _QUOTE):
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        _red_line(style)
    styles[_LABEL].font.bold, styles[_LABEL].font.size = True, Pt(9.5)
    styles[_LABEL].paragraph_format.space_after = Pt(0)
    styles[_LABEL].paragraph_format.keep_with_next = True
    styles[_QUOTE].paragraph_format.keep_together = True
    _set_fonts(styles[_QUOTE].element.get_or_add_rPr(), _SERIF)
    meta = styles.add_style(_META, WD_STYLE_TYPE.PARAGRAPH)
    meta.base_style = normal
    meta.font.size, meta.font.color.rgb = Pt(9), RGBColor(0x44, 0x44, 0x44)


def _set_fonts(properties: object, name: str) -> None:
    # The template's own fonts follow its theme, which wins over a plain font name.
    fonts = properties.get_or_add_rFonts()  # type: ignore[attr-defined]
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{script}"), name)


def _red_line(style: ParagraphStyle) -> None:
    line = {"val": "single", "sz": "18", "space": "10", "color": _RED}
    borders = OxmlElement("w:pBdr")
    borders.append(OxmlElement("w:left", {qn(f"w:{key}"): value for key, value in line.items()}))
    properties = style.element.get_or_add_pPr()
    properties.insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:rPr")
    style.paragraph_format.left_indent = Mm(4)
