"""Minutes as an agenda site's saved page: headings by tag or by class, with links and cookies."""

import re
from html import escape
from random import Random

from .forms import House
from .meant import Line, Look, Minutes
from .printed import Printed
from .render_text import COOKIES

LINKS = ["Hent som PDF", "Udskriv", "Til toppen"]
PAGE = re.compile(r"[.]*\t.*$")  # of a contents line
TAGS = {
    Look.TITLE: "h1",
    Look.GROUP: "h2",
    Look.ITEM: "h2",
    Look.SECTION: "h3",
    Look.SUBHEADING: "h4",
}


class Page:
    """One page in one site's habit."""

    def __init__(self, rng: Random, house: House, minutes: Minutes) -> None:
        self.rng, self.minutes = rng, minutes
        self.links = house.furniture == "links"
        self.tagged = rng.random() < 0.6
        self.breaks = rng.random() < 0.4
        self.boxes = rng.random() < 0.5  # each item in a box of its own
        self.starts = {id(point.heading[0]) for point in minutes.points[1:]}
        self.open = ""  # the list that is open
        self.out: list[str] = []

    def write(self) -> str:
        """The page's source."""
        for line in self.minutes.lines:
            self._line(line)
        self._close()
        body = "\n".join(self.out)
        boxed = f'<div class="item">{body}</div>' if self.boxes else body
        top = self._top() if self.links else ""
        foot = "<footer><p>Kontakt kommunen</p></footer>" if self.links else ""
        return (
            f'<!DOCTYPE html>\n<html lang="da"><head><meta charset="utf-8"><title>Møde</title>'
            f"<style>p {{ margin: 0 }}</style><script>var x = 1;</script></head>\n"
            f"<body>{top}<main>{boxed}</main>{foot}</body></html>"
        )

    def _top(self) -> str:
        cookies = "".join(f"<p>{text}</p>" for text in COOKIES)
        nav = "".join(f'<li><a href="#">{text}</a></li>' for text in ["Forside", "Søg", "Politik"])
        return (
            f'<div id="cookie-banner" class="cookie">{cookies}</div>'
            f"<nav><ul>{nav}</ul></nav>"
            f'<p><a href="#">{LINKS[0]}</a> </p><p><a href="#">{LINKS[1]}</a></p>'
        )

    def _line(self, line: Line) -> None:
        if id(line) in self.starts:
            self._close()
            if self.links:
                self.out.append('<p class="top"><a href="#">Til toppen</a></p>')
            if self.boxes:
                self.out.append('</div><div class="item">')
        kind = {Look.BULLET: "ul", Look.NUMBER: "ol", Look.CONTENTS: "ul"}.get(line.look, "")
        if kind != self.open:
            self._close()
            self.out += [f"<{kind}>"] if kind else []
            self.open = kind
        self._print(line, kind)

    def _print(self, line: Line, kind: str) -> None:
        text = escape(line.text)
        if line.rows:
            self.out.append(_table(line))
        elif line.look is Look.CONTENTS:
            self.out.append(f'<li><a href="#">{PAGE.sub("", text)}</a></li>')
        elif kind:
            self.out.append(f"<li>{text}</li>")
        elif line.look is Look.CLOSE and self.breaks and self.out[-1].endswith("</p>"):
            self.out[-1] = f"{self.out[-1][:-4]}<br>{text}</p>"
        elif line.look in TAGS and self.tagged:
            tag = TAGS[line.look]
            self.out.append(f"<{tag}>{text}</{tag}>")
        elif line.look in TAGS:
            tag = "div" if line.look is Look.ITEM else "p"
            self.out.append(f'<{tag} class="{line.look}"><strong>{text}</strong></{tag}>')
        else:
            self.out.append(f"<p>{text}</p>")

    def _close(self) -> None:
        if self.open:
            self.out.append(f"</{self.open}>")
        self.open = ""


def _table(line: Line) -> str:
    head, *rest = line.rows
    rows = ["".join(f"<th>{escape(cell)}</th>" for cell in head)]
    rows += ["".join(f"<td>{escape(cell)}</td>" for cell in row) for row in rest]
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def render(rng: Random, house: House, minutes: Minutes) -> Printed:
    """The document as a saved page."""
    page = Page(rng, house, minutes)
    furniture = frozenset([*COOKIES, *LINKS, "Kontakt kommunen"]) if page.links else frozenset()
    return Printed(page.write().encode(), ".html", furniture)
