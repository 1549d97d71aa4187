"""Minutes as a text export: wrapped or not, with page furniture between and inside paragraphs."""

from random import Random
from textwrap import wrap

from .forms import House
from .meant import Line, Look, Minutes
from .printed import Printed

PAGE = 38  # lines
COOKIES = [
    "Vi bruger cookies for at forbedre din oplevelse af hjemmesiden.",
    "Acceptér alle",
    "Kun nødvendige",
]
WRAPPED = {Look.ITEM, Look.PARAGRAPH, Look.PLAIN, Look.BULLET, Look.NUMBER, Look.CLOSE}


class Pages:
    """The furniture of one document, and where pages end."""

    def __init__(self, rng: Random, house: House, minutes: Minutes) -> None:
        self.form = house.furniture
        self.number, self.total = 2, rng.randint(9, 56)
        who = minutes.committee if rng.random() < 0.6 else f"Referat - {minutes.committee}"
        self.running = f"{who} {minutes.held:%d-%m-%Y}"
        self.lines = 0
        self.used: set[str] = set()

    def full(self, more: int) -> bool:
        """Whether the page is full once `more` lines are printed."""
        self.lines += more
        return self.form not in ("none", "links") and self.lines > PAGE

    def turn(self) -> str:
        """The furniture between two pages, as lines with blank lines around."""
        foot = {
            "Side 3": f"Side {self.number}",
            "Side 1 af 56": f"Side {self.number} af {self.total}",
            "2/2": f"{self.number}/{self.total}",
            "running header": self.running,
            "running header and page": f"{self.running}\n\nSide {self.number}",
        }.get(self.form, "\f")
        self.lines, self.number = 0, self.number + 1
        self.used.update(foot.split("\n\n"))
        return f"\n\n{foot}\n\n" if foot != "\f" else "\n\n\f"


def render(rng: Random, house: House, minutes: Minutes) -> Printed:
    """The document as a text file."""
    text, used = typed(rng, house, minutes)
    if rng.random() < 0.3:
        text = text.replace("\n", "\r\n")
    if house.encoding == "mistaken":
        data = text.encode().decode("cp850").encode()
    else:
        data = text.encode(house.encoding)
    return Printed(data, ".txt", frozenset(used))


def typed(rng: Random, house: House, minutes: Minutes) -> tuple[str, set[str]]:
    """The text, and the furniture in it."""
    width = rng.randint(70, 96) if house.layout.startswith("wrapped") else 0
    titles = width or (62 if rng.random() < 0.25 and house.items != "titel" else 0)
    pages = Pages(rng, house, minutes)
    lines = list(minutes.lines)
    body = len(minutes.header)
    starts = {id(point.heading[0]) for point in minutes.points[1:]}
    out, before = [], None
    for place, line in enumerate(lines):
        shown = _shown(line, titles if line.look is Look.ITEM else width, house.bullet)
        gap = _gap(house, before, line)
        if id(line) in starts and pages.form == "links":
            gap = "\n\nTil toppen\n\n"
        elif place > body and pages.full(shown.count("\n") + len(shown) // 100 + 2):
            gap, shown = _broken(rng, pages, gap, shown, line, before)
        out += [gap, shown] if before else [shown]
        before = line
    text = "".join(out)
    if pages.form == "links":
        text, pages.used = _site(rng, text)
    return text + "\n", pages.used


def _shown(line: Line, width: int, bullet: str) -> str:
    if line.rows:
        return "\n".join("\t".join(row) for row in line.rows)
    marker = bullet if line.look is Look.BULLET else line.marker
    text = f"{marker} {line.text}".strip()
    if not width or line.look not in WRAPPED:
        return text
    return "\n".join(
        "\n".join(wrap(part, width, break_long_words=False, break_on_hyphens=False))
        for part in text.split("\n")
    )


def _gap(house: House, before: Line | None, line: Line) -> str:
    if before is None:
        return ""
    look, above = line.look, before.look
    runs = (Look.BULLET, Look.NUMBER, Look.CONTENTS)
    if look is Look.CLOSE or (look is above and look in runs):
        return "\n"
    if house.layout.endswith("tight"):
        headed = above is Look.SECTION and look in (Look.PARAGRAPH, Look.BULLET, Look.NUMBER)
        cased = above is Look.ITEM and look in (Look.PLAIN, Look.ITEM)
        if headed or cased or (above is look is Look.PLAIN):
            return "\n"
    return "\n\n"


def _broken(
    rng: Random, pages: Pages, gap: str, shown: str, line: Line, before: Line | None
) -> tuple[str, str]:
    """A page's end in the gap above this line, or inside its paragraph; never below a heading."""
    if line.look is Look.PARAGRAPH and len(shown) > 200 and rng.random() < 0.5:
        places = [n for n, c in enumerate(shown) if c in " \n" and 60 < n < len(shown) - 60]
        if "\n" in shown:
            places = [n for n in places if shown[n] == "\n"] or places
        inside = [n for n in places if shown[n - 1] not in ".?:"]
        if inside:
            at = rng.choice(inside)
            return gap, shown[:at] + pages.turn() + shown[at + 1 :]
    free = (Look.PARAGRAPH, Look.TABLE)
    if before and before.look in free and line.look in (*free, Look.ITEM, Look.SECTION):
        return pages.turn(), shown
    return gap, shown


def _site(rng: Random, text: str) -> tuple[str, set[str]]:
    links = rng.sample(["Hent som PDF", "Udskriv", "Til toppen", "Del siden"], 2)
    cookies = COOKIES if rng.random() < 0.5 else []
    top = "\n\n".join([*cookies, *links])
    return f"{top}\n\n{text}\n\nTil toppen", {*COOKIES, *links, "Til toppen"}
