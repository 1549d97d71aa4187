"""What a document's items may be, weighed against each other over the whole document."""

import re
from collections import Counter
from collections.abc import Sequence

from ingest.closed import closed_mark, is_closed
from ingest.contents import key
from ingest.days import DATE
from ingest.evidence import ItemHeading, Surroundings
from ingest.fields import field_label
from ingest.forms import NAMED, Candidate, candidates, plain_line
from ingest.reading import Reader, mostly_above
from ingest.rows import LEAST, Row, constant, rising, running, unnumbered
from ingest.sayings import is_outcome
from ingest.weighing import weight
from vectorstore.schema import SectionKind

# A form without numbers has to have more for it; the last two know nothing of titles.
_TRUST = {
    "row": 0.7, "letter": 0.8, "time": 0.8, "code": 0.9, "title": 0.8, "case": 0.8, "plain": 0.4,
    "cycle": 0.5,
}  # fmt: skip
_AGAIN = 1.0  # for each section that one item would have twice
_LEFT = 1.0  # for each section that would stand above the first item
_LOWEST = 9  # of levels: headings have up to 6, bold lines 7, glued ones 8
_UNLISTED = 0.5  # for marked lines none of which the contents have: "#### Tidsplan"
_MOST_WORDS = 25
_BRIEF = 8
_KIND = r"(?:beslutnings|møde|tillægs)?(?:referat|dagsorden|protokol|indkaldelse)\b"
_TITLE = re.compile(rf"(?:åbent?\s+|lukket\s+)?{_KIND}.*|.{{2,80}}[–,-]\s*{_KIND}.*", re.IGNORECASE)


def hypotheses(around: Surroundings) -> list[Row]:
    """The rows that may be the items, the likeliest first."""
    found = candidates(around.lines)
    tabled = found.pop("row", [])
    rows = [row for form, each in found.items() for row in _numbered(around, form, each)]
    rows += _marked(around)
    rows.append(_titled(around))
    rows.append(_cases(around))
    judged = [_judged(around, row) for row in rows if row.headings]
    if not any(row.score >= LEAST for row in judged):
        rest = (*_numbered(around, "row", tabled), _cycle(around), _plain(around))
        judged += [_judged(around, row) for row in rest if row.headings]
    return sorted(running(judged), key=lambda row: -row.score)


def _numbered(around: Surroundings, form: str, found: list[Candidate]) -> list[Row]:
    found = [each for each in found if _free(around, each.at)]
    reader = Reader(around, over=mostly_above(around, found))
    read = [reader.read(each) for each in found]
    weighed = [(h, weight(around, h, c)) for h, c in zip(read, found, strict=True)]
    if form in ("letter", "time", "code"):
        return [unnumbered(form, weighed, around)]
    return [rising(form, weighed, around), constant(form, weighed)]


def _free(around: Surroundings, at: int) -> bool:
    """Whether a line is no group's heading and no case number ("85.02.02-G01-5-17")."""
    case = around.cases[at]
    return around.groups[at] is None and (case is None or case.case is None)


def reread(around: Surroundings, row: Row) -> tuple[Row, bool]:
    """The row, and whether case numbers stand above its headings; then they are read anew."""
    own = [h.candidate for h in row.headings if h.candidate is not None]
    ups = downs = 0
    for heading in row.headings:
        above = around.before(heading.first)
        said = around.cases[above] if above >= 0 else None
        ups += said is not None and said.case is not None
        downs += heading.case is not None
    if not own or ups == 0 or ups < downs:
        return row, False
    reader = Reader(around, over=mostly_above(around, own), case_above=True)
    return Row(row.form, tuple(reader.read(each) for each in own), row.score), True


def _judged(around: Surroundings, row: Row) -> Row:
    """The row with what the sections between its headings say of it."""
    places = [(at, h) for at, h in enumerate(around.headings) if h is not None]
    first = row.headings[0].first
    left = sum(
        at < first and not around.contents.holds(at) and h.kind is not SectionKind.ATTACHMENTS
        and h.name not in ("referat", "sagen", "formål") for at, h in places
    )  # fmt: skip
    twice = 0
    ends = [heading.first for heading in row.headings[1:]] + [len(around.lines)]
    at = 0
    for heading, end in zip(row.headings, ends, strict=True):
        names: Counter[str] = Counter()
        last = -1
        while at < len(places) and places[at][0] < end:
            line, found = places[at]
            if line >= heading.below and around.before(line) != last:
                names[found.name] += 1
            last = line
            at += 1
        twice += min(3, sum(count - 1 for name, count in names.items() if count > 1))
    trust = _TRUST.get(
        row.form, 0.8 if row.form.endswith("=") else 0.9 if row.form[:6] == "marked" else 1
    )
    if row.form[:6] == "marked" and len(around.titles) > 1:
        listed = any(around.listed(heading.title) for heading in row.headings)
        trust *= 1.0 if listed else _UNLISTED
    return Row(row.form, row.headings, trust * row.score - _AGAIN * twice - _LEFT * min(left, 10))


def _marked(around: Surroundings) -> list[Row]:
    """A row for each level of marked headings that are no sections, and not below these."""
    levels: dict[int, list[Candidate]] = {}
    lowest = _of_sections(around)
    for at, line in enumerate(around.lines):
        if 0 < line.level <= lowest and not line.blank and _may_head(around, at):
            levels.setdefault(line.level, []).append(plain_line(line, at, f"marked {line.level}"))
    return [_plainly(around, found[0].form, _told(around, found)) for found in levels.values()]


def _of_sections(around: Surroundings) -> int:
    """The level that most marked headings of sections have; where none is, the lowest."""
    levels = Counter(
        line.level
        for line, found in zip(around.lines, around.headings, strict=True)
        if line.level and found is not None
    )
    return levels.most_common(1)[0][0] if levels else _LOWEST


def _told(around: Surroundings, found: Sequence[Candidate]) -> Sequence[Candidate]:
    """The marked lines without bold ones inside the items, where the contents tell the items."""
    listed = [around.listed(each.title) for each in found]
    if sum(listed) < 2 or 2 * sum(listed) < len(found):
        return found
    return [
        each
        for each, known in zip(found, listed, strict=True)
        if known or is_closed(each.title) or _opener(around, around.next(each.at + 1)) == "case"
    ]


def _plainly(around: Surroundings, form: str, found: Sequence[Candidate]) -> Row:
    reader = Reader(around, over=False)
    read = [reader.read(each) for each in found]
    weighed = [(h, weight(around, h, c)) for h, c in zip(read, found, strict=True)]
    return unnumbered(form, weighed, around)


def _may_head(around: Surroundings, at: int) -> bool:
    """Whether a line may be the title of an item that has no number."""
    line = around.lines[at]
    words = line.bare.lstrip("•·▪◦ ")
    if line.blank or line.row or around.contents.holds(at) or len(words.split()) > _MOST_WORDS:
        return False
    if closed_mark(words):
        return True
    if around.own_data(at) or around.opens_section(at) or around.groups[at] is not None:
        return False
    if field_label(words) or (
        not words[:1].isupper() and not words[:1].isdigit() and words[:1] not in '„”"»§('
    ):
        return False
    below = around.next(at + 1)
    known = key(words) in around.titles or (
        below < len(around.lines) and around.cases[below] is not None
    )  # "Øvrige sager 12-06-2024" may be the first item, not the meeting's title
    if at < around.top and not known and (_TITLE.fullmatch(words) or DATE.search(words)):
        return False
    return not is_outcome(words)


def _titled(around: Surroundings) -> Row:
    """Lines that stand above a case number or above the section that items begin with."""
    found: list[tuple[Candidate, str]] = []
    numbered = {
        each.at for form, many in candidates(around.lines).items()
        if form in NAMED or form in ("dot", "colon", "paren", "status") for each in many
    }  # fmt: skip
    for at, line in enumerate(around.lines):
        if not _may_head(around, at) or at in numbered or not _apart(around, at):
            continue
        below = around.next(at + 1)
        opener = _opener(around, below)
        if key(line.bare) in around.titles or closed_mark(line.bare):
            opener = "case"  # as sure as a case number
        ended = line.text.endswith((".", ":", ";", ",")) and not around.listed(line.bare)
        if opener and not ended:
            found.append((plain_line(line, at, "title"), opener))
    openers = Counter(opener for _, opener in found)
    usual = {name for name, count in openers.items() if 2 * count >= len(found)} | {"case"}
    kept = [each for each, opener in found if opener in usual]
    listed = any(around.listed(each.title) for each in kept)
    return _plainly(around, "title", kept if len(kept) > 1 or listed else [])


def _apart(around: Surroundings, at: int) -> bool:
    return at == 0 or around.lines[at - 1].blank


def _opener(around: Surroundings, below: int) -> str:
    """What a line says that may be the first below an item's title: "case", or a section."""
    case = around.cases[below] if below < len(around.lines) else None
    if case is not None:
        return "case" if case.case else ""
    found = around.headings[below] if below < len(around.lines) else None
    return found.name if found else ""


def _cases(around: Surroundings) -> Row:
    """Labelled case numbers as the only thing that begins an item."""
    headings = []
    for at, case in enumerate(around.cases):
        line = around.lines[at]
        labelled = case is not None and case.case is not None and ":" in line.text
        below = around.next(at + 1)
        if labelled and case and below < len(around.lines) and around.opens_section(below):
            each = Candidate(at, "case", None, "", "", "")
            title = line.bare.lstrip("•·▪◦ ").split(",")[0]
            headings.append(
                ItemHeading(0, title, case.case, False, at, at + 1, False, candidate=each)
            )
    return Row("case", tuple(headings), 2.5 * len(headings) if len(headings) > 1 else 0.0)


def _cycle(around: Surroundings) -> Row:
    """The section that comes again and again as what begins an item without a title."""
    names = [(at, h.name) for at, h in enumerate(around.headings) if h is not None]
    counts = Counter(name for _, name in names)
    opener = next((name for _, name in names if counts[name] > 1), "")
    if not opener or len(counts) < 2:
        return Row("cycle", (), 0.0)
    headings = [
        ItemHeading(
            0, "", None, False, at, at, False, candidate=Candidate(at, "cycle", None, "", "", "")
        )
        for at, name in names
        if name == opener
    ]
    return Row("cycle", tuple(headings), 4.0 * len(headings))


def _plain(around: Surroundings) -> Row:
    """Short lines that stand alone above running text, where nothing else is a heading."""
    found = []
    for at, line in enumerate(around.lines):
        if not _may_head(around, at) or not _apart(around, at) or at + 1 >= len(around.lines):
            continue
        short = len(line.bare.split()) <= _BRIEF and not line.bare.endswith((".", ",", ";", "!"))
        below = around.next(at + 1)
        text = around.lines[below].text if below < len(around.lines) else ""
        if short and around.lines[at + 1].blank and text and len(text.split()) > _BRIEF:
            found.append(plain_line(line, at, "plain"))
    return _plainly(around, "plain", found if len(found) > 2 else [])
