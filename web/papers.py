"""An answer laid out for taking along: what Markdown, Word and the clipboard have in common.

In the order of the printed page: question, answer, quotes, sources in full, date, permanent link.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from retrieval.render import formulated
from vectorstore.schema import Citation, Role, SectionKind, Statement, fold
from web.language import Words
from web.markings import bare
from web.standing import Shown, Source, Standing
from web.turns import label
from web.wording import LABELS, clock, day


@dataclass(frozen=True, slots=True)
class Line:
    """A block of an answer, as plain text of one or more lines."""

    role: Role
    text: str
    notes: tuple[int, ...] = ()
    head: str = (
        ""  # above a quote, or before a row: "Beslutning · Punkt 4, Cykelsti langs Møllevej"
    )


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: a source in full."""

    number: int  # through all answers of a paper
    place: str  # "Teknik- og Miljøudvalget, 12. juni 2024. Punkt 4, Cykelsti · Beslutning"
    quote: str
    address: str  # absolute; "" where there is nothing to open
    warning: str  # how the source has changed, or ""

    @property
    def text(self) -> str:
        """The note without its address."""
        named = f"{self.place}: „{self.quote}“" if self.quote else self.place
        return f"{named} {self.warning}".strip()


@dataclass(frozen=True, slots=True)
class Part:
    """One question with its answer."""

    question: str
    before: tuple[str, ...]  # questions that a follow-up leans on and the paper does not hold
    lines: tuple[Line, ...]
    notes: tuple[Note, ...]
    at: str  # "12. juni 2024 kl. 14.02"
    link: str  # its permanent link, or ""


@dataclass(frozen=True, slots=True)
class Paper:
    """Questions and answers of one conversation, with what stands below them."""

    parts: tuple[Part, ...]
    foot: str

    @property
    def title(self) -> str:
        """The first question."""
        return self.parts[0].question


def paper(
    answers: Sequence[tuple[Shown, str]], base: str, name: str, now: datetime, words: Words
) -> Paper:
    """Answers with their permanent links; `base` is the server's address, `name` whose minutes."""
    parts: list[Part] = []
    asked: set[str] = set()
    for shown, link in answers:
        first = sum(len(part.notes) for part in parts)
        parts.append(_part(shown, link, base, first, asked, words))
        asked.add(shown.question)
    stands = all(standing.stands for shown, _ in answers for standing in shown.standings)
    return Paper(tuple(parts), foot(stands, name, now, words))


def foot(stands: bool, name: str, now: datetime, words: Words) -> str:
    """Where a paper comes from, and what was checked."""
    origin = ", ".join(part for part in (words("Spørg referaterne"), name) if part)
    when = day(now, words.language)
    if stands:
        checked = words("Citaterne er kontrolleret ord for ord mod referaterne.")
    else:
        checked = words("Citaterne blev kontrolleret ord for ord, da svaret blev skrevet.")
    return f"{origin}, {when}. {checked}"


def warning(standing: Standing, words: Words) -> str:
    """What a reader of an old answer should know of a source; "" where nothing has changed."""
    return {
        Standing.SAME: "",
        Standing.MOVED: words(
            "Referatet er ændret, siden svaret blev skrevet. Det citerede sted er det samme."
        ),
        Standing.GONE: words("Det citerede sted findes ikke længere. Svaret vises, som det var."),
        Standing.CLOSED: words("Det citerede sted er ikke offentligt længere. Citatet vises ikke."),
        Standing.REMOVED: words("Referatet er fjernet. Citatet vises ikke."),
    }[standing]


def address(base: str, citation: Citation) -> str:
    """The reader at the cited place, with the server's own address in front."""
    return base.rstrip("/") + quote(citation.url, safe="/?=&#")


def meeting_name(citation: Citation, words: Words) -> str:
    """ "Direktionen, 4. april 2022"."""
    return f"{citation.committee}, {day(citation.held, words.language)}"


def place_name(citation: Citation, words: Words) -> str:
    """ "Punkt 8, Budget 2026 · Beslutning · side 9"; nothing where the words are withheld."""
    if not citation.quote:
        return ""
    item = words("Punkt {number}", number=citation.item) + f", {citation.title}"
    section = LABELS.get(citation.kind) or citation.section
    parts = [item if citation.item else words("Mødehoved")]
    if citation.kind not in (SectionKind.HEADER, SectionKind.TITLE):
        parts.append(section)
    if citation.page:
        parts.append(words("side {page}", page=citation.page))
    return " · ".join(parts)


def moment(at: datetime, words: Words) -> str:
    """ "12. juni 2024 kl. 14.02", in the server's time zone."""
    there = at.astimezone()
    return f"{day(there, words.language)} {clock(there, words.language)}"


def _part(shown: Shown, link: str, base: str, first: int, asked: set[str], words: Words) -> Part:
    ordered = _by_first_use(shown)
    sources = (*ordered, *shown.nearest)
    numbers = {source.citation.n: first + at for at, source in enumerate(ordered, 1)}
    notes = tuple(_note(source, first + at, base, words) for at, source in enumerate(sources, 1))
    return Part(
        shown.question,
        tuple(earlier for earlier in shown.history if earlier not in asked),
        tuple(_lines(shown, numbers, first + len(shown.sources), words)),
        notes,
        moment(shown.at, words),
        link,
    )


def _by_first_use(shown: Shown) -> list[Source]:
    """Word numbers its notes itself, in this order."""
    used = list(dict.fromkeys(n for statement in shown.statements for n in statement.cites))
    places = {n: place for place, n in enumerate(used)}
    return sorted(shown.sources, key=lambda source: places.get(source.citation.n, len(used)))


def _lines(shown: Shown, numbers: dict[int, int], near: int, words: Words) -> Iterator[Line]:
    used: set[int] = set()
    for statement in shown.statements:
        notes = tuple(numbers[n] for n in statement.cites if n in numbers)
        used.update(notes)
        told = text(statement)
        if told:
            yield Line(statement.role, told, notes, _head(statement))
        else:
            yield Line(Role.NOTE, warning(shown.standing(statement), words), notes)
    if shown.answer.wording:
        yield Line(Role.NOTE, formulated(shown.answer.wording, shown.answer.language), ())
    rest = tuple(number for number in numbers.values() if number not in used)
    if rest:
        yield Line(Role.NOTE, words("Flere kilder"), rest)
    for at, source in enumerate(shown.nearest, near + 1):
        yield Line(Role.NOTE, _named(source, words), (at,), words("Det nærmeste, men ikke et svar"))


def text(statement: Statement) -> str:
    """A statement as plain text; a line end in it is a paragraph's or a cell's."""
    lines = [fold(bare(line)) for line in statement.text.split("\n")]
    told = "\n".join(line for line in lines if line)
    return f"„{told}“" if statement.role is Role.ALSO and told and not statement.table else told


def _head(statement: Statement) -> str:
    if statement.role not in (Role.QUOTE, Role.ALSO):
        return ""
    return " · ".join(part for part in (label(statement), fold(statement.where)) if part)


def _named(source: Source, words: Words) -> str:
    citation = source.citation
    return fold(f"{meeting_name(citation, words)}. {place_name(citation, words)}")


def _note(source: Source, number: int, base: str, words: Words) -> Note:
    citation = source.citation
    return Note(
        number,
        _named(source, words),
        fold(bare(citation.quote)),
        address(base, citation) if source.standing.stands else "",
        warning(source.standing, words),
    )
