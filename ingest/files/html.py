"""Web pages (.html, .htm, .xhtml, .mht): the minutes on them, without the site around."""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.errors import MessageError

from ingest.document import Document
from ingest.files.composing import composed
from ingest.files.html_content import Furniture, content, lines
from ingest.files.html_tree import Node, parsed
from ingest.files.html_words import Words
from ingest.files.letterhead import only_here
from ingest.files.pieces import Kind, Piece
from vectorstore.errors import UnreadableMinutes

_TOO_DEEP = "Siden er bygget op i flere lag, end der læses; de inderste er læst uden opstilling."
_ARCHIVE = re.compile(
    rb"(?:[\w-]+:[^\n]*\n(?:[ \t]+[^\n]*\n)*)*?(?:MIME-Version|Content-Type):", re.I
)


def read_html(data: bytes) -> Document:
    """A saved page's text; UnreadableMinutes says why it has none."""
    found, left_out, doubts = pieces_of(data)
    return composed(found, left_out, doubts)


def pieces_of(data: bytes) -> tuple[list[Piece], list[str], list[str]]:
    """What stands on a page or in a page saved as one file, what was left out, and doubts."""
    pages = list(_archived(data)) if _ARCHIVE.match(data[:4096].lstrip()) else [(data, "")]
    if not pages:
        raise UnreadableMinutes(
            "Filen er en gemt webside uden tekst; gem siden igen, og prøv igen."
        )
    read = [_page(page, charset) for page, charset in pages]
    return max(read, key=lambda each: sum(len(piece.text) for piece in each[0]))


def _archived(data: bytes) -> Iterator[tuple[bytes, str]]:
    """The pages in a file of a page with its pictures, and the character set of each."""
    try:
        for part in message_from_bytes(data.lstrip(), policy=policy.compat32).walk():
            page = part.get_payload(decode=True)
            if part.get_content_type() in ("text/html", "application/xhtml+xml") and page:
                yield bytes(page), part.get_content_charset("")
    except (MessageError, RecursionError, ValueError, LookupError) as error:
        raise UnreadableMinutes(
            "Filen er en gemt webside, som ikke kan læses; gem siden som .html, og prøv igen."
        ) from error


def _page(data: bytes, charset: str) -> tuple[list[Piece], list[str], list[str]]:
    root, too_deep = parsed(data, charset)
    inside = content(root)
    furniture = Furniture(root, inside)
    words = Words(furniture)
    found = words.pieces(inside)
    left_out = [line for line in _around(root, inside) if line]
    titles = _titles(root, inside, "\n".join(piece.text for piece in found[:60]))
    doubts = [*words.doubts, *sorted(furniture.doubts), *[_TOO_DEEP] * too_deep]
    out = [line for line in (*left_out, *words.left_out) if line not in titles]
    return [*(Piece(Kind.PARAGRAPH, line, 1) for line in titles), *found], out, doubts


def _around(root: Node, inside: Node) -> Iterator[str]:
    """The lines of the page outside its content."""
    body = next((node for node in root.within() if node.tag == "body"), root)
    path = {id(node) for node in inside.above}
    waiting: list[Node | str] = list(reversed(body.inside)) if body is not inside else []
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            yield " ".join(each.split())
        elif each is inside:
            continue
        elif id(each) in path:
            waiting += reversed(each.inside)
        else:
            yield from lines(each)


def _titles(root: Node, inside: Node, text: str) -> list[str]:
    """Headings above the content, else the page's title, that alone say whose meeting it was."""
    within = {id(node) for node in inside.within()}
    outside = [n for n in root.within() if n.tag in ("h1", "h2") and id(n) not in within]
    named = [line for node in outside for line in lines(node) if only_here(line, text)]
    if named:
        return list(dict.fromkeys(named))
    title = next((node.words for node in root.within() if node.tag == "title"), "")
    return [title] if only_here(title, text) and re.search(r"\d{4}", title) else []
