"""Minutes as RTF: bold headings, now and then with Word's outline levels, tables as rows."""

from random import Random

from .forms import House
from .meant import Line, Look, Minutes
from .printed import Printed

SIZES = {Look.TITLE: 40, Look.GROUP: 32, Look.ITEM: 28, Look.SECTION: 24, Look.SUBHEADING: 20}
LEVELS = {Look.TITLE: 0, Look.GROUP: 1, Look.ITEM: 2, Look.SECTION: 3, Look.SUBHEADING: 4}


def render(rng: Random, house: House, minutes: Minutes) -> Printed:
    """The document as an RTF file."""
    outlined = rng.random() < 0.5
    footer = r"{\footer\pard\qc Side \par}" if rng.random() < 0.5 else ""
    head = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Arial;}}" + footer
    body = "\n".join(_shown(line, outlined) for line in minutes.lines)
    return Printed(f"{head}\n{body}\n}}".encode("ascii"), ".rtf")


def _shown(line: Line, outlined: bool) -> str:
    if line.rows:
        return "\n".join(_row(row) for row in line.rows) + r"\pard\par"
    text = _escaped(f"{line.marker} {line.text}" if line.marker else line.text)
    if line.look in SIZES:
        level = rf"\outlinelevel{LEVELS[line.look]}" if outlined else ""
        return rf"\pard{level}\sb240{{\b\fs{SIZES[line.look]} {text}}}\par"
    space = "" if line.look is Look.CLOSE else r"\sb120"
    return rf"\pard{space} {text}\par"


def _row(row: tuple[str, ...]) -> str:
    edges = "".join(rf"\cellx{2500 * n}" for n in range(1, len(row) + 1))
    cells = "".join(rf"\pard\intbl {_escaped(cell)}\cell " for cell in row)
    return rf"\trowd{edges} {cells}\row"


def _escaped(text: str) -> str:
    told = []
    for sign in text:
        if sign in "\\{}":
            told.append(f"\\{sign}")
        elif sign == "\t":
            told.append(r"\tab ")
        elif ord(sign) < 128:
            told.append(sign)
        else:
            told.append(rf"\u{ord(sign)}?")
    return "".join(told)
