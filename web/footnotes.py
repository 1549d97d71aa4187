"""Real footnotes in a Word document, which python-docx 1.2 has no words for."""

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt
from docx.text.paragraph import Paragraph

TEXT, MARK = "footnote text", "footnote reference"
# Word wants these two, the lines between text and notes, before the first note.
_EMPTY = f"""<w:footnotes {nsdecls("w", "r")}>
<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>
<w:footnote w:type="continuationSeparator" w:id="0">
<w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>
</w:footnotes>"""
_SETTING = (
    f'<w:footnotePr {nsdecls("w")}><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
)


class Footnotes:
    """The notes of one document; a note that is referred to again is pointed to by its number."""

    def __init__(self, document: Document) -> None:
        """Give the document a footnotes part, its settings and its two styles."""
        package = document.part.package
        self._part = XmlPart(
            PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES,
            parse_xml(_EMPTY.replace("\n", "")), package,
        )  # fmt: skip
        document.part.relate_to(self._part, RELATIONSHIP_TYPE.FOOTNOTES)
        # The order of settings is fixed: those of footnotes stand before w:compat.
        document.settings.element.find(qn("w:compat")).addprevious(parse_xml(_SETTING))
        styles = document.styles
        text = styles.add_style(TEXT, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
        text.base_style = styles["Normal"]
        text.font.size = Pt(9)
        text.paragraph_format.space_after = Pt(2)
        text.paragraph_format.line_spacing = 1.0
        mark = styles.add_style(MARK, WD_STYLE_TYPE.CHARACTER, builtin=True)
        mark.font.superscript = True
        self._text, self._mark = text.style_id, mark.style_id
        self._written: set[int] = set()

    def refer(self, paragraph: Paragraph, number: int, text: str, address: str) -> None:
        """A mark at the paragraph's end, with the note where it is the first to this number."""
        if number in self._written:
            self._point(paragraph, number)
            return
        self._written.add(number)
        self._part.element.append(self._note(number, text, address))
        reference = OxmlElement("w:footnoteReference", {qn("w:id"): str(number)})
        named = {qn("w:id"): str(number), qn("w:name"): f"_Ref{number}"}
        paragraph._p.append(OxmlElement("w:bookmarkStart", named))
        paragraph._p.append(_run(self._mark, reference))
        paragraph._p.append(OxmlElement("w:bookmarkEnd", {qn("w:id"): str(number)}))

    def _point(self, paragraph: Paragraph, number: int) -> None:
        field = OxmlElement("w:fldSimple", {qn("w:instr"): f" NOTEREF _Ref{number} \\f \\h "})
        field.append(_run(self._mark, _text(str(number))))
        paragraph._p.append(field)

    def _note(self, number: int, text: str, address: str) -> BaseOxmlElement:
        style = OxmlElement("w:pPr")
        style.append(OxmlElement("w:pStyle", {qn("w:val"): self._text}))
        line = OxmlElement("w:p")
        line.append(style)
        line.append(_run(self._mark, OxmlElement("w:footnoteRef")))
        line.append(_run("", _text(f" {text}")))
        if address:
            line.append(_run("", _text(" ")))
            line.append(self._link(address))
        note = OxmlElement("w:footnote", {qn("w:id"): str(number)})
        note.append(line)
        return note

    def _link(self, address: str) -> BaseOxmlElement:
        target = self._part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link = OxmlElement("w:hyperlink", {qn("r:id"): target})
        link.append(_run("", _text(address)))
        return link


def _run(style: str, content: BaseOxmlElement) -> BaseOxmlElement:
    run = OxmlElement("w:r")
    if style:
        properties = OxmlElement("w:rPr")
        properties.append(OxmlElement("w:rStyle", {qn("w:val"): style}))
        run.append(properties)
    run.append(content)
    return run


def _text(words: str) -> BaseOxmlElement:
    text = OxmlElement("w:t", {qn("xml:space"): "preserve"})
    text.text = words
    return text
