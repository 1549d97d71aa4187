"""A whole document in one house's form: what is meant and what is printed at once."""

from random import Random

from vectorstore.schema import SectionKind

from . import headings, rows, sections, traps
from .forms import House
from .header import Facts, contents, facts, header
from .headings import Turn
from .meant import Line, Look, Minutes, Part, Point
from .prose import STANDING, Matter, matter, title
from .words import COMMITTEES, before, day, municipality, names

SHORT = ["Der var intet at bemærke.", "Formanden orienterede kort om sommerens møder."]


class Writer:
    """Writes one document; `rng` decides everything that the house does not."""

    def __init__(self, rng: Random, house: House) -> None:
        self.rng, self.house = rng, house
        self.held = day(rng)
        self.committee = self._committee()
        town = municipality(rng, self.committee) if rng.random() < 0.6 else ""
        self.facts = facts(rng, self.committee, town, self.held, house)

    def write(self) -> Minutes:
        """The document."""
        rng, house = self.rng, self.house
        count = rng.randint(2, 5) if house.type == "pdf" else rng.randint(2, 8)
        turns = headings.row(rng, house, count, self.held)
        points = [self.point(turn, shut) for turn, shut in rows.closed(rng, house, turns)]
        points = rows.grouped(rng, house, points)
        listed = [(rows.label(house, t), p.titles[0]) for t, p in zip(turns, points, strict=True)]
        listing = contents(
            rng, house, rows.listed(rng, house, listed), rows.contents_heading(rng, house)
        )
        points, glued = rows.glued(house, points)
        told: Facts = self.facts
        return Minutes(
            told.committee,
            told.municipality,
            told.held,
            told.begins,
            told.place,
            told.agenda,
            told.people,
            header(rng, house, told, listing),
            tuple(points),
            self._signatures() if house.signatures == "yes" else (),
            glued,
        )

    def point(self, turn: Turn, shut: bool) -> Point:
        """One item."""
        rng, house = self.rng, self.house
        about = matter(rng, self.held)
        plain = self._title(about)
        bare = house.items == "Punkt 43 titel" and house.number != "ingen" and not shut
        if bare and rng.random() < 0.12:
            plain = ""  # "Punkt 3" alone, above a case number
        closed_as = house.closed if shut else ""
        if shut and house.items == "åbent 1 titel":
            closed_as = "titel"
        printed = headings.shut(closed_as, plain) if shut else plain
        number, labels = headings.numbering(house.items, turn)
        case, cases = headings.case(rng, house.number, self.held, shut)
        may_lack = house.place == "below" and house.items != "titel" and plain
        if may_lack and rng.random() < 0.08:
            case, cases = (), frozenset({None})
        parts = [] if shut else self._parts(about, turn.number, bool(plain))
        if not shut and "9 an item with only a dash" in house.traps and rng.random() < 0.3:
            parts = [self._dash()]
        lines = self._heading(turn, printed, shut, case)
        lines, parts = self._repeated(lines, parts, printed, shut)
        told = headings.titles(house.items, turn, plain, closed_as)
        hidden = self._hidden(about, turn.number) if shut else ()
        return Point(number, labels, told, cases, shut, lines, tuple(parts), hidden)

    def _title(self, about: Matter) -> str:
        rng, house = self.rng, self.house
        ordinal = house.items in ("8. titel", "01. titel") and rng.random() < 0.06
        standing = rng.random() < 0.12 and house.items != "titel"
        told = rng.choice(STANDING) if standing else title(rng, about, ordinal)
        if house.repeat == "yes" and not standing and rng.random() < 0.1:
            told += f" {self.held:%d-%m-%Y}"
        return told

    def _heading(
        self, turn: Turn, printed: str, shut: bool, case: tuple[str, ...]
    ) -> tuple[Line, ...]:
        texts = headings.items(headings.heading(self.house.items, turn, printed, shut))
        below = tuple(Line(Look.PLAIN, text) for text in case[:1])
        below += tuple(Line(Look.CLOSE, text) for text in case[1:])
        match self.house.place:
            case "above":
                return (*below, *texts)
            case "between":
                return (texts[0], *below, *texts[1:])
        return (*texts, *below)

    def _parts(self, about: Matter, number: int, titled: bool) -> list[Part]:
        rng, house = self.rng, self.house
        drawn = rng.random()
        loose = titled and not house.apart
        if drawn < 0.1 and loose:
            line = Line(Look.PARAGRAPH, rng.choice([rng.choice(SHORT), about.paragraph(1, 2)]))
            return [Part(sections.one(SectionKind.OTHER), "", (line,))]
        parts = self._told(about)
        first = house.bilag_first == "no" and house.order != "first"
        if drawn > 0.93 and loose and first:
            line = Line(Look.PARAGRAPH, about.paragraph(2, 3))
            parts.insert(0, Part(sections.one(SectionKind.OTHER), "", (line,)))
        parts = traps.lay(rng, house, about, parts, number)
        if house.agenda == "yes" or rng.random() < 0.12:
            return traps.named(rng, house, parts)
        return traps.named(rng, house, self._decided(about, parts, number))

    def _told(self, about: Matter) -> list[Part]:
        rng, house = self.rng, self.house
        parts = []
        if house.resume:
            parts.append(sections.resume(rng, house, about))
        if rng.random() < 0.5:
            parts.append(sections.background(rng, house, about))
        if house.decision != "Indstilling og beslutning" and rng.random() < 0.85:
            parts.append(sections.recommendation(rng, house, about))
        if rng.random() < 0.8 or not parts:
            parts.append(sections.case(rng, house, about))
            if rng.random() < 0.1:
                parts.append(sections.supplement(rng, house, about))
        if "6 BESLUTNINGSFORSLAG" in house.traps and rng.random() < 0.6:
            parts.append(sections.proposal(rng, about))
        if rng.random() < 0.4:
            parts.append(sections.economy(rng, house, about))
        parts += sections.others(rng, house, about) if rng.random() < 0.5 else []
        if rng.random() < 0.5:
            first = house.bilag_first == "yes"
            parts.insert(0 if first else len(parts), sections.attachments(rng, house, about))
        return parts

    def _decided(self, about: Matter, parts: list[Part], number: int) -> list[Part]:
        rng, house = self.rng, self.house
        own = sections.decision(
            rng, house, about, self.committee, self.held, number, self.facts.people
        )
        found = [own]
        if "7 several decisions" in house.traps and rng.random() < 0.7:
            earlier = rng.choice([c for c in COMMITTEES if c != self.committee])
            when = before(rng, self.held)
            other = sections.decision(rng, house, about, earlier, when, number % 7 + 2, ())
            found = [other, own] if rng.random() < 0.5 else [own, other]
        named = any(part.kinds == {SectionKind.ATTACHMENTS} for part in parts[-1:])
        if house.order == "first":
            return found + parts
        if house.order == "last" and not (named and "2 attach" in " ".join(house.traps)):
            return parts + found
        wanted = {SectionKind.RECOMMENDATION}
        at = next((n for n, part in enumerate(parts) if part.kinds == wanted), len(parts) - 1)
        return (
            parts[: at + 1] + found + parts[at + 1 :]
            if not named or at < len(parts) - 1
            else (parts[:-1] + found + parts[-1:])
        )

    def _dash(self) -> Part:
        line = Line(Look.PARAGRAPH, self.rng.choice([".", "-"]))
        return Part(sections.one(SectionKind.OTHER), "", (line,), optional=True)

    def _repeated(
        self, lines: tuple[Line, ...], parts: list[Part], printed: str, shut: bool
    ) -> tuple[tuple[Line, ...], list[Part]]:
        """The title once more, below the case number or below the attachments that stand first."""
        if self.house.repeat == "no" or shut or not printed:
            return lines, parts
        again = Line(Look.PARAGRAPH, printed)
        if parts and parts[0].kinds == {SectionKind.ATTACHMENTS} and len(parts) > 1:
            title = Part(sections.one(SectionKind.OTHER), "", (again,), optional=True)
            return lines, [parts[0], title, *parts[1:]]
        return (*lines, again), parts

    def _hidden(self, about: Matter, number: int) -> tuple[Line, ...]:
        rng, drawn = self.rng, self.rng.random()
        if drawn < 0.5:
            return ()
        agenda = self.house.agenda == "yes"
        if drawn < 0.75 and not agenda:
            return (Line(Look.PARAGRAPH, about.decision()),)
        parts = [sections.background(rng, self.house, about)]
        if not agenda:
            parts.append(
                sections.decision(rng, self.house, about, self.committee, self.held, number, ())
            )
        return tuple(line for part in parts for line in part.lines)

    def _signatures(self) -> tuple[Line, ...]:
        signed = [person.name for person in self.facts.people if not person.absent]
        told = [f"{who}  {'_' * 24}" for who in signed or names(self.rng, 4)]
        return (Line(Look.GROUP, "Underskriftsside"), *(Line(Look.PLAIN, text) for text in told))

    def _committee(self) -> str:
        if self.house.items.startswith("ØU"):
            return "Økonomiudvalget"
        if self.house.items.startswith("Nr. 36 BR"):
            return "Byrådet"
        return self.rng.choice(COMMITTEES)


def compose(rng: Random, house: House) -> Minutes:
    """A document in this house's form."""
    return Writer(rng, house).write()
