"""The real minutes written as Word, web page, RTF and ODT are read as their text is."""

import html
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from ingest.document import Document
from ingest.files.docx import read_docx
from ingest.files.html import read_html
from ingest.files.odt import read_odt
from ingest.files.rtf import read_rtf
from ingest.files.text import read_text
from ingest.parse import parse
from vectorstore.schema import Meeting, fold

FOLDER = Path(__file__).resolve().parents[3].parent / "shared" / "minutes"
FILES = sorted(FOLDER.glob("*.txt")) if FOLDER.is_dir() else []
RUNNING = "Direktionen"  # in the header of each page
_ENTRY = re.compile(r"(?P<marker>-|\d{1,2}\.) (?P<words>.*)")


@dataclass(frozen=True)
class Part:
    """What stands between blank lines: kind, level of a heading, lines."""

    kind: str  # "heading", "list", "table", "contents", "plain"
    level: int
    lines: tuple[str, ...]


def parts(text: str) -> Iterator[Part]:
    """The minutes as an author would set them: headings as styles, lists and tables as such."""
    levels = _levels(parse(text))
    at = 0
    for run in re.split(r"\n(?:[ \t]*\n)+", text):
        start = text.index(run, at)
        at = start + len(run)
        for listed, group in groupby(run.strip("\n").split("\n"), _listed):
            lines = tuple(group)
            if start + len(run) - len(run.lstrip("\n")) in levels and len(lines) == 1:
                yield Part("heading", levels[start + len(run) - len(run.lstrip("\n"))], lines)
            elif listed and (len(lines) > 1 or lines[0].startswith("- ")):
                yield Part("list", 0, lines)
            elif all("\t" in line for line in lines):
                contents = all(re.search(r"\t\d+$", line) for line in lines)
                yield Part("contents" if contents and ".\t" in lines[0] else "table", 0, lines)
            elif "\t" in run and ".\t" in run:
                yield Part("contents", 0, lines)
            else:
                yield Part("plain", 0, lines)


def _levels(meeting: Meeting) -> dict[int, int]:
    items = {item.start: 1 for item in meeting.items}
    parts = {s.start: 2 for item in meeting.items for s in item.sections if s.heading}
    return parts | items


def _listed(line: str) -> bool:
    return "\t" not in line and _ENTRY.fullmatch(line) is not None


def as_docx(text: str) -> bytes:
    paper = docx.Document()
    paper.sections[0].header.paragraphs[0].text = RUNNING
    paper.sections[0].footer.paragraphs[0].text = "Side 1"
    for part in parts(text):
        if part.kind == "heading":
            paper.add_heading(part.lines[0], part.level)
        elif part.kind == "table":
            rows = [line.split("\t") for line in part.lines]
            grid = paper.add_table(len(rows), max(map(len, rows)))
            for row, cells in zip(grid.rows, rows, strict=True):
                for at, words in enumerate(cells):
                    row.cells[at].text = words
        elif part.kind == "list":
            _word_list(paper, part)
        elif part.kind == "contents":
            for line in part.lines:
                paper.add_paragraph(line)
        else:
            paper.add_paragraph("\n".join(part.lines))
    made = BytesIO()
    paper.save(made)
    return made.getvalue()


def _word_list(paper: "docx.document.Document", part: Part) -> None:
    """Entries numbered by Word, from the number that the list begins with."""
    first = _ENTRY.fullmatch(part.lines[0])
    assert first
    if first["marker"] == "-":
        for line in part.lines:
            paper.add_paragraph(line[2:], style="List Bullet")
        return
    numbering = paper.part.numbering_part.numbering_definitions._numbering
    styled = paper.styles["List Number"].element.pPr.numPr.numId.val
    abstract = numbering.num_having_numId(styled).abstractNumId.val
    number = numbering.add_num(abstract)
    number.add_lvlOverride(0).add_startOverride(int(first["marker"][:-1]))
    for line in part.lines:
        said = paper.add_paragraph(line.split(" ", 1)[1], style="List Number")
        about = said._p.get_or_add_pPr().get_or_add_numPr()
        for name, value in (("w:ilvl", 0), ("w:numId", number.numId)):
            element = OxmlElement(name)
            element.set(qn("w:val"), str(value))
            about.append(element)


def as_html(text: str) -> bytes:
    page = ["<nav><a href='/'>Forside</a> <a href='/moeder'>Møder</a></nav><main>"]
    for part in parts(text):
        lines = [html.escape(line) for line in part.lines]
        if part.kind == "heading":
            page.append(f"<h{part.level + 1}>{lines[0]}</h{part.level + 1}>")
        elif part.kind in ("table", "contents"):
            rows = ["".join(f"<td>{cell}</td>" for cell in line.split("\t")) for line in lines]
            page.append(f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>")
        elif part.kind == "list":
            start = re.match(r"\d+", lines[0])
            tag = f"ol start={start[0]}" if start else "ul"
            entries = "".join(f"<li>{line.split(' ', 1)[1]}</li>" for line in lines)
            page.append(f"<{tag}>{entries}</{tag[:2]}>")
        else:
            page.append(f"<p>{'<br>'.join(lines)}</p>")
    body = "\n".join([*page, "</main><footer>Cookiepolitik</footer>"])
    return f"<!DOCTYPE html><meta charset=utf-8><body>{body}</body>".encode()


def as_rtf(text: str) -> bytes:
    said = [r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}"]
    said.append(r"{\stylesheet{\s0 Normal;}{\s1 heading 1;}{\s2 heading 2;}}")
    said.append(rf"{{\header {RUNNING}\par}}{{\footer Side 1\par}}")
    for part in parts(text):
        lines = [_rtf(line) for line in part.lines]
        if part.kind == "heading":
            said.append(rf"\pard\s{part.level} {lines[0]}\par")
        elif part.kind == "table":
            for line in lines:
                cells = line.split(r"\tab ")
                said.append(
                    r"\trowd" + "".join(rf"\cellx{n * 2000}" for n in range(1, len(cells) + 1))
                )
                said.append(r"\pard\intbl " + "".join(rf"{cell}\cell " for cell in cells) + r"\row")
        elif part.kind == "list":
            for line in lines:
                marker, _, words = line.partition(" ")
                marker = r"\'b7" if marker == "-" else marker
                said.append(rf"\pard{{\pntext {marker}\tab}}{words}\par")
        elif part.kind == "contents":
            said += [rf"\pard {line}\par" for line in lines]
        else:
            said.append(r"\pard " + r"\line ".join(lines) + r"\par")
    return ("\n".join(said) + "}").encode("ascii")


def _rtf(line: str) -> str:
    signs = []
    for sign in line:
        if sign in "\\{}":
            signs.append("\\" + sign)
        elif sign == "\t":
            signs.append(r"\tab ")
        elif ord(sign) < 128:
            signs.append(sign)
        elif len(sign.encode("cp1252", "ignore")) == 1:
            signs.append(rf"\'{sign.encode('cp1252').hex()}")
        else:
            signs.append(rf"\u{ord(sign)}?")
    return "".join(signs)


def as_odt(text: str) -> bytes:
    said = []
    for part in parts(text):
        lines = [html.escape(line) for line in part.lines]
        if part.kind == "heading":
            said.append(f'<text:h text:outline-level="{part.level}">{lines[0]}</text:h>')
        elif part.kind == "table":
            rows = (
                "".join(
                    f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>"
                    for cell in line.split("\t")
                )
                for line in lines
            )
            grid = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
            said.append(f"<table:table>{grid}</table:table>")
        elif part.kind == "list":
            start = re.match(r"\d+", lines[0])
            first = f' text:start-value="{start[0]}"' if start else ""
            entries = [
                f"<text:list-item{'' if n else first}><text:p>{line.split(' ', 1)[1]}</text:p>"
                "</text:list-item>"
                for n, line in enumerate(lines)
            ]
            style = "Numre" if start else "Prikker"
            said.append(f'<text:list text:style-name="{style}">{"".join(entries)}</text:list>')
        elif part.kind == "contents":
            said += [f"<text:p>{line.replace(chr(9), '<text:tab/>')}</text:p>" for line in lines]
        else:
            said.append(f"<text:p>{'<text:line-break/>'.join(lines)}</text:p>")
    return odt("".join(said), f"<text:p>{RUNNING}</text:p>")


NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "table", "style")
)


def odt(body: str, header: str) -> bytes:
    lists = (
        '<text:list-style style:name="Numre"><text:list-level-style-number text:level="1" '
        'style:num-format="1" style:num-suffix="."/></text:list-style>'
        '<text:list-style style:name="Prikker"><text:list-level-style-bullet text:level="1" '
        'text:bullet-char="•"/></text:list-style>'
    )
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr(
            "content.xml",
            f"<office:document-content {NAMES}><office:automatic-styles>{lists}"
            f"</office:automatic-styles><office:body><office:text>{body}</office:text>"
            "</office:body></office:document-content>",
        )
        package.writestr(
            "styles.xml",
            f"<office:document-styles {NAMES}><office:master-styles><style:master-page "
            f'style:name="Standard"><style:header>{header}</style:header></style:master-page>'
            "</office:master-styles></office:document-styles>",
        )
    return made.getvalue()


def structure(meeting: Meeting) -> object:
    """Items, sections and tables by their words: what must not change with the type of file."""
    return (
        meeting.committee,
        meeting.held,
        [person.name for person in meeting.participants],
        [(line.title.rstrip("."), line.page) for line in meeting.contents],
        [
            (
                item.number,
                item.title,
                item.case,
                item.closed,
                [(s.kind, s.heading, s.decided, tables(meeting, s)) for s in item.sections],
                [fold(meeting.text[s.start : s.end]) for s in item.sections],
            )
            for item in meeting.items
        ],
    )


def tables(meeting: Meeting, section: object) -> list[list[list[str]]]:
    return [
        [[meeting.text[cell.start : cell.end] for cell in row] for row in block.rows]
        for block in section.blocks  # type: ignore[attr-defined]
        if block.rows
    ]


WAYS: list[tuple[str, Callable[[str], bytes], Callable[[bytes], Document]]] = [
    ("docx", as_docx, read_docx),
    ("html", as_html, read_html),
    ("rtf", as_rtf, read_rtf),
    ("odt", as_odt, read_odt),
]


@pytest.mark.skipif(not FILES, reason="the real minutes are not on this machine")
@pytest.mark.parametrize(("name", "write", "read"), WAYS, ids=[way[0] for way in WAYS])
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_real_minutes_are_the_same_in_every_type_of_file(
    file: Path, name: str, write: Callable[[str], bytes], read: Callable[[bytes], Document]
) -> None:
    text = read_text(file.read_bytes()).text
    found = read(write(text))
    assert found.text.split() == text.split()
    assert structure(parse(found.text)) == structure(parse(text))
    marked = [fold(found.text[mark.start : mark.end]) for mark in found.marked]
    headings = [fold(part.lines[0]) for part in parts(text) if part.kind == "heading"]
    assert [line for line in marked if line in headings] == headings
    if name != "html":
        assert RUNNING in found.left_out
