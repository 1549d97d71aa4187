"""Minutes as Markdown: marks for headings, lists and tables, each document in its own habit."""

from random import Random

from .forms import House
from .meant import Line, Look, Minutes
from .printed import Printed


def render(rng: Random, house: House, minutes: Minutes) -> Printed:
    """The document as a Markdown file."""
    marks = {Look.TITLE: "# ", Look.ITEM: "## ", Look.SECTION: "### ", Look.SUBHEADING: "#### "}
    if rng.random() < 0.25:
        marks[Look.GROUP] = "## "
        marks |= {Look.ITEM: "### ", Look.SECTION: "#### ", Look.SUBHEADING: "##### "}
    bold = rng.random() < 0.25
    out, before = [], None
    for line in minutes.lines:
        shown = _shown(line, marks)
        if bold and line.look in (Look.SECTION, Look.SUBHEADING):
            shown = f"**{line.text}**"
        if before:
            out.append(_gap(before, line))
        out.append(shown)
        before = line
    return Printed(("".join(out) + "\n").encode(), ".md")


def _shown(line: Line, marks: dict[Look, str]) -> str:
    if line.rows:
        head, *rest = [f"| {' | '.join(row)} |" for row in line.rows]
        return "\n".join([head, f"|{' --- |' * len(line.rows[0])}", *rest])
    if line.marker:
        return f"{line.marker} {line.text}"
    return f"{marks.get(line.look, '')}{line.text}"


def _gap(before: Line, line: Line) -> str:
    runs = (Look.BULLET, Look.NUMBER)
    if line.look is Look.CLOSE or (line.look is before.look is Look.CONTENTS):
        return "  \n"
    return "\n" if line.look is before.look and line.look in runs else "\n\n"
