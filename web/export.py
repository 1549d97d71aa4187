"""Papers as Markdown with footnotes, and as text for the clipboard."""

import re
import unicodedata

from markupsafe import Markup, escape

from vectorstore.schema import Role
from web.language import Words
from web.papers import Line, Note, Paper, Part

# What Markdown, its common extensions and templates over it would read as more than a character.
_SPECIAL = re.compile(r"[\\`*_\[\]<>&~|$^{}]")
# At the start of a line: headings, lists, rules, definitions, numbered lists ("12. juni").
_OPENING = re.compile(r"^(\s*)([#+\-=:]|\d+(?=[.)]))")
_LETTERS = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ß": "ss"})
_LONGEST = 60  # characters of a file's name


def plain(text: str) -> str:
    """Text for Markdown, so that nothing in it is markup."""
    escaped = _SPECIAL.sub(r"\\\g<0>", text)
    opening = _OPENING.match(escaped)
    if not opening:
        return escaped
    space, sign = opening.groups()
    rest = escaped[opening.end() :]
    return f"{space}{sign}\\{rest}" if sign.isdigit() else f"{space}\\{sign}{rest}"


def file_name(title: str, ending: str) -> str:
    """A name for any file system, from the first question: "hvad-blev-besluttet-i-2024.md"."""
    letters = unicodedata.normalize("NFKD", title.lower().translate(_LETTERS))
    words = re.findall(r"[a-z0-9]+", letters.encode("ascii", "ignore").decode())
    name = "-".join(words)[:_LONGEST].strip("-")
    return f"{name or 'svar'}.{ending}"


def markdown(paper: Paper, words: Words) -> str:
    """The paper as CommonMark with footnotes ([^1]), in UTF-8 when written."""
    blocks = [block for part in paper.parts for block in _blocks(part, words)]
    blocks += ["---", plain(paper.foot)]
    blocks += [_footnote(note) for part in paper.parts for note in part.notes]
    return "\n\n".join(blocks) + "\n"


def _blocks(part: Part, words: Words) -> list[str]:
    blocks = [f"# {plain(part.question)}"]
    if part.before:
        before = " · ".join(plain(question) for question in part.before)
        blocks.append(words("Spurgt forinden: {questions}", questions=before))
    blocks += [_paragraph(line) for line in part.lines]
    blocks.append(words("Svaret er fra {moment}.", moment=part.at))
    if part.link:
        blocks.append(words("Link til svaret: {link}", link=f"<{part.link}>"))
    return blocks


def _paragraph(line: Line) -> str:
    marks = "".join(f"[^{number}]" for number in line.notes)
    rows = [plain(row) for row in line.text.split("\n")]
    if line.role is Role.QUOTE:
        head = f"> **{plain(line.head)}**\n>\n" if line.head else ""
        return head + "\n".join(f"> {row}" for row in _broken(rows)) + marks
    head = f"**{plain(line.head)}**" if line.head else ""
    body = "\n".join(_broken(rows)) + marks
    return f"{head}: {body}" if head and line.text else head + body


def _broken(rows: list[str]) -> list[str]:
    return [f"{row}\\" for row in rows[:-1]] + rows[-1:]


def _footnote(note: Note) -> str:
    link = f" <{note.address}>" if note.address else ""
    return f"[^{note.number}]: {plain(note.text)}{link}"


def copied(paper: Paper, words: Words) -> tuple[str, str]:
    """The paper for the clipboard, as plain text and as HTML, with [1] for the first source."""
    text: list[str] = []
    html: list[Markup] = []
    for part in paper.parts:
        text += [part.question, *(_plain_line(line) for line in part.lines)]
        html.append(Markup("<p><b>{}</b></p>").format(part.question))
        html += [_html_line(line) for line in part.lines]
        if part.notes:
            notes = [f"[{note.number}] {note.text} {note.address}".strip() for note in part.notes]
            text.append("\n".join((words("Kilder"), *notes)))
            html.append(Markup("<p><b>{}</b></p>").format(words("Kilder")))
            html += [_html_note(note) for note in part.notes]
    text.append(paper.foot)
    html.append(Markup("<p>{}</p>").format(paper.foot))
    return "\n\n".join(text), "".join(html)


def _plain_line(line: Line) -> str:
    marks = "".join(f" [{number}]" for number in line.notes)
    if line.role is Role.QUOTE:
        head = f"{line.head}\n" if line.head else ""
        return f"{head}„{line.text}“{marks}"
    return (
        f"{line.head}: {line.text}" if line.head and line.text else line.head or line.text
    ) + marks


def _html_line(line: Line) -> Markup:
    marks = "".join(f" [{number}]" for number in line.notes)
    rows = Markup("<br>").join(escape(row) for row in line.text.split("\n"))
    head = Markup("<b>{}</b>").format(line.head) if line.head else Markup()
    if line.role is Role.QUOTE:
        above = head + Markup("<br>") if head else Markup()
        return Markup("<blockquote>{}„{}“{}</blockquote>").format(above, rows, marks)
    join = ": " if head and line.text else ""
    return Markup("<p>{}{}{}{}</p>").format(head, join, rows, marks)


def _html_note(note: Note) -> Markup:
    if not note.address:
        return Markup("<p>[{}] {}</p>").format(note.number, note.text)
    line = '<p>[{}] {} <a href="{}">{}</a></p>'
    return Markup(line).format(note.number, note.text, note.address, note.address)
