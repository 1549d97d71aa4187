"""RTF documents, also those of old Word: what is printed, in reading order."""

import re
from dataclasses import replace

from ingest.document import Document
from ingest.files.composing import composed
from ingest.files.letterhead import divided
from ingest.files.pieces import CHANGED, HIDDEN, Face, Kind, Piece
from ingest.files.rtf_flow import Edge, Flow
from ingest.files.rtf_state import BODY_LEVEL, State
from ingest.files.rtf_tokens import charset, code_page, signs, tokens
from ingest.files.style_names import heading_level, is_contents
from vectorstore.errors import UnreadableMinutes

# Groups whose words are not printed, or are printed from another group of the same file.
_SILENT = frozenset((
    "fonttbl", "colortbl", "stylesheet", "info", "pict", "objdata", "fldinst", "themedata",
    "colorschememapping", "latentstyles", "datastore", "listtable", "listoverridetable", "rsidtbl",
    "generator", "annotation", "atnid", "atnauthor", "atnref", "atndate", "atnicn", "bkmkstart",
    "bkmkend", "xe", "tc", "rxe", "txe", "nonesttables", "sp", "shprslt", "pnseclvl", "pn",
    "revtbl", "filetbl", "template", "xmlnstbl", "mmathPr", "formfield", "datafield", "docvar",
    "userprops", "ftnsep", "ftnsepc", "ftncn", "aftnsep", "aftnsepc", "aftncn", "operator",
    "author", "title", "nonshppict", "objclass", "objname", "passwordhash", "background",
    "wgrffmtfilter", "private", "ud", "atrfstart", "atrfend", "pgptbl", "listname", "falt",
    "panose",
))  # fmt: skip
# "\*" says that a program may pass over the group; these have words all the same.
_HEARD = frozenset(("shpinst", "shptxt", "nesttableprops", "footnote", "pntext", "listtext", "do"))
_FLOWS = frozenset((
    "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf",
    "footnote", "shptxt", "dptxbxtext",
))  # fmt: skip
_SIGNS = {
    "tab": "\t", "line": "\n", "lbr": "\n", "emdash": "—", "endash": "–", "emspace": " ",
    "enspace": " ", "qmspace": " ", "bullet": "•", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”",
}  # fmt: skip
_SYMBOLS = {"~": " ", "_": "-", "\\": "\\", "{": "{", "}": "}", "\t": "\t"}
_MOST_FLOWS = 8  # a note in a box in a header is three; more is read where it stands
_STYLE_END = re.compile(r"\s*;.*", re.DOTALL)


def read_rtf(data: bytes) -> Document:
    """An RTF document's text; UnreadableMinutes says why it has none."""
    if not data[:64].lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{\\rtf"):
        raise UnreadableMinutes(
            "Filen er ikke et RTF-dokument; giv den den rigtige endelse, og prøv igen."
        )
    reader = _Reader()
    reader.read(data)
    pieces = reader.flows[0].end(*reader.paragraph, reader.nesting)
    said = "\n".join(piece.text for piece in pieces[:60])
    first = reader.edges.get("headerf", []) if reader.own_first else []
    running = [
        line for name in ("header", "headerr", "headerl") for line in reader.edges.get(name, [])
    ]
    below = [line for name, found in reader.edges.items() if name[0] == "f" for line in found]
    kept, out = divided(first, list(dict.fromkeys(running)), said)
    top = [Piece(Kind.PARAGRAPH, line) for line in kept]
    return composed([*top, *pieces], (*out, *below), sorted(reader.doubts))


class _Reader:
    """Reads tokens into flows; the last flow is the one that is written to."""

    def __init__(self) -> None:
        self.flows = [Flow()]
        self.edges: dict[str, list[str]] = {}
        self.doubts: set[str] = set()
        self.own_first = False
        self._state = State()
        self._stack: list[State] = []
        self._fonts: dict[int, str] = {}
        self._styles: dict[int, tuple[str, int]] = {}
        self._named: list[str] = []  # the name of the style that is being described
        self._code = "cp1252"
        self._bytes = bytearray()
        self._skip = 0
        self._cells: list[Edge] = []
        self._covered = False
        self._starred = False

    @property
    def paragraph(self) -> tuple[int, bool]:
        """The open paragraph's level as a heading, and whether it is a line of contents."""
        name, outline = self._styles.get(self._state.style, ("", BODY_LEVEL))
        level = self._state.outline if self._state.outline < BODY_LEVEL else outline
        contents = is_contents(name)
        if contents:
            return 0, True
        return (level + 1 if level < BODY_LEVEL else heading_level(name)), False

    @property
    def nesting(self) -> int:
        """How many tables the open paragraph stands in."""
        return self._state.nesting

    def read(self, data: bytes) -> None:
        """All of a file; what follows its last brace is no part of it."""
        for kind, word, number in tokens(data):
            if kind == "byte":
                if self._skip:
                    self._skip -= 1
                else:
                    self._bytes.append(int(word, 16))
                continue
            self._decode()
            if kind == "brace":
                self._skip = 0
                if word == "{":
                    self._stack.append(self._state)
                    self._state = replace(self._state, flow=len(self.flows))
                elif not self._close():
                    break
            elif kind == "word":
                self._word(word, number)
            elif kind == "sign":
                self._sign(word)
            else:
                skipped = min(self._skip, len(word))
                self._skip -= skipped
                self._write(word[skipped:])
        self._decode()
        while len(self.flows) > 1:  # the file ends in the middle of a note
            self._deliver(self.flows.pop())

    def _close(self) -> bool:
        if not self._stack:
            return False
        while len(self.flows) > max(self._state.flow, 1):
            self._deliver(self.flows.pop())
        if self._state.destination == "style":
            self._end_style()
        self._state = self._stack.pop()
        self._starred = False
        return bool(self._stack)

    def _deliver(self, flow: Flow) -> None:
        """Put what a flow says where it belongs: in the edges, or below the open paragraph."""
        pieces = flow.end(*self.paragraph, self.nesting)
        lines = [line for piece in pieces for line in piece.text.split("\n") if line.strip()]
        if flow.name == "footnote":
            words = " ".join(" ".join(lines).split()).lstrip("* ")
            if words:
                above = self.flows[-1]
                above.notes += 1
                stars = "*" * above.notes
                above.parts.append((stars, self._face()))
                above.after.append(Piece(Kind.NOTE, f"{stars} {words}"))
        elif flow.name in ("shptxt", "dptxbxtext"):
            self.flows[-1].after += pieces
        else:
            self.edges.setdefault(flow.name, []).extend(lines)

    def _face(self) -> Face:
        return Face(self._state.size, self._state.bold or self._state.lined)

    def _decode(self) -> None:
        if self._bytes:
            held, self._bytes = bytes(self._bytes), bytearray()
            self._write(signs(held, self._fonts.get(self._state.font, self._code)))

    def _write(self, text: str) -> None:
        if not text:
            return
        where = self._state.destination
        if where == "style":
            self._named.append(text)
        if where in ("silent", "style", "font"):
            return
        if self._state.hidden or self._state.deleted:
            if text.strip():
                self.doubts.add(HIDDEN if self._state.hidden else CHANGED)
        elif where == "marker":
            self.flows[-1].marker += text
        else:
            self.flows[-1].parts.append((text, self._face()))

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self._starred = True
        elif sign in "\r\n":
            self._paragraph_end()
        else:
            self._write(_SYMBOLS.get(sign, ""))

    def _word(self, word: str, number: int | None) -> None:
        starred, self._starred = self._starred, False
        if self._state.destination == "silent":
            return
        if word in _SILENT or (starred and word not in _HEARD):
            self._silent(word, number)
        elif word in _FLOWS and len(self.flows) < _MOST_FLOWS:
            self.flows.append(Flow(word))
            self._state = replace(self._state, destination="", nesting=0)
        elif word in ("listtext", "pntext"):
            self._state = replace(self._state, destination="marker")
        elif self._state.destination in ("fonts", "font"):
            self._font(word, number)
        elif self._state.destination in ("styles", "style"):
            self._style(word, number)
        elif word in _SIGNS:
            self._write(_SIGNS[word])
        elif word == "u" and number is not None:
            self._write(chr(number % 0x10000))
            self._skip = self._state.skipped
        elif word == "ansicpg" and number:
            self._code = code_page(number)
        elif not self._layout(word, number):
            if word == "revised" and number != 0:
                self.doubts.add(CHANGED)
            self._state = self._state.changed(word, number)

    def _silent(self, word: str, number: int | None) -> None:
        kind = {"fonttbl": "fonts", "stylesheet": "styles"}.get(word, "silent")
        self._state = replace(self._state, destination=kind)

    def _font(self, word: str, number: int | None) -> None:
        if word == "f" and number is not None:
            self._state = replace(self._state, destination="font", font=number)
        elif word == "fcharset" and number:
            self._fonts[self._state.font] = charset(number)

    def _style(self, word: str, number: int | None) -> None:
        if self._state.destination == "styles":
            self._state = replace(self._state, destination="style", style=0, outline=BODY_LEVEL)
        if word in ("s", "cs", "ds", "ts"):
            self._state = replace(self._state, style=number or 0 if word == "s" else -1)
        elif word == "outlinelevel":
            self._state = replace(self._state, outline=number or 0)

    def _end_style(self) -> None:
        name = _STYLE_END.sub("", "".join(self._named)).strip()
        self._named = []
        if self._state.style >= 0:
            self._styles[self._state.style] = (name, self._state.outline)

    def _layout(self, word: str, number: int | None) -> bool:
        """What ends paragraphs, cells and rows; whether the word was one of these."""
        flow, nesting = self.flows[-1], self._state.nesting
        if word in ("par", "sect", "page"):
            self._paragraph_end()
        elif word in ("cell", "nestcell"):
            depth = 1 if word == "cell" else max(nesting, 2)
            flow.paragraph(*self.paragraph, depth)
            flow.cell(depth)
        elif word in ("row", "nestrow"):
            flow.row(1 if word == "row" else max(nesting, 2), self._cells)
        elif word == "trowd":
            self._cells = []
        elif word in ("clvmrg", "clmrg"):
            self._covered = True
        elif word == "cellx":
            self._cells.append(Edge(number or 0, self._covered))
            self._covered = False
        elif word == "titlepg":
            self.own_first = True
        else:
            return False
        return True

    def _paragraph_end(self) -> None:
        if self._state.destination == "":
            self.flows[-1].paragraph(*self.paragraph, self._state.nesting)
