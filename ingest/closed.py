"""What is said of closed items, and the headings that stand above several items."""

import re
from enum import Enum

# "Lukket" · "Lukket: titel" · "Lukket sag: titel" · "titel (Lukket)" · "titel - LUKKET SAG"
_CLOSED = re.compile(
    r"\W*(?:lukke(?:t|de)|fortrolig[te]?)\)?(?:\s+(?:punkt|sag|sager|møde|dagsorden|pkt)\b.*"
    r"|\s*[:–-].*|\W*)"
    r"|\W*(?:lukket|fortroligt)\)\W.*"
    r"|.*(?:[([]|[–-]\s*)(?:lukket|fortroligt?|lukkede døre|l)(?:\s+(?:punkt|sag|møde))?\W*"
    r"|.*\bfor lukkede døre\W*",
    re.IGNORECASE,
)
# "Godkendelse af dagsorden (B)": an item for decision; "(L)" is a closed one.
_KIND = re.compile(r"\s*\((?!l\))[A-ZÆØÅ]\)$", re.IGNORECASE)
_DASH_L = re.compile(r".*[–-]\s*l\W*", re.IGNORECASE)
# "2. Lukket" · "Punkt 2. Lukket" · "Lukket punkt 2: Salg" · "Lukket dagsorden"
_CLOSED_LINE = re.compile(
    r"(?:punkt\s*|pkt\.?\s*|sag\s*(?:nr\.?\s*)?)?\d{1,4}\s*[.:(]?\s*\(?lukket\b[^.]{0,80}"
    r"|lukket\s+(?:punkt|sag|pkt\.?)\b[^.]{0,80}",
    re.IGNORECASE,
)
# A line of an item's own: "Lukket", "Åbent/lukket: Lukket", "Lukket - 01.05.12-P17-1-16".
_CLOSED_MARK = re.compile(
    r"\W*(?:lukket|fortrolig[t]?|ikke offentlig[t]?)(?:\s+(?:punkt|sag|møde))?\W*"
    r"|(?:åbent?/lukket|lukket/åbent?|status|offentlighed|type|punkttype|sagstype)\s*:\s*"
    r"(?:lukket|fortrolig|ikke offentlig).{0,60}"
    r"|lukket\s*[-–:]\s*[\d.]{5}.{0,60}|\D.{5,120}\s{2,}lukket"
    r"|\W*(?:punktet|sagen|dette punkt|denne sag)\s+(?:blev |er |bliver )?behandle(?:s|t|des)\s+"
    r"for lukkede døre\W*",
    re.IGNORECASE,
)


class Group(Enum):
    """What a heading above several items says of them."""

    OPEN = "open"
    CLOSED = "closed"
    PLAIN = "plain"


_THINGS = r"(?:sager|punkter|dagsordens?punkter|møde|dagsorden|del|delen|dagsordensdel)"
_TREATED = (
    r"(?:(?:disse )?(?:sager|punkter)[^.]{0,40}|til [^.]{2,30}|[^.]{0,30}behandle[^.]{0,10})?[ –-]*"
)
_GROUP_CLOSED = re.compile(
    rf"\W*(?:[A-ZÆØÅ1-9][.)]\s+)?(?:(?:den )?lukke(?:t|de)\s+{_THINGS}(?:\s+(?:af|på).{{0,40}})?"
    rf"|fortrolige\s+{_THINGS}|ikke[- ]offentlige\s+{_THINGS}"
    rf"|{_TREATED}for lukkede døre)\W*",
    re.IGNORECASE,
)
_GROUP_OPEN = re.compile(
    rf"\W*(?:[A-ZÆØÅ1-9][.)]\s+)?(?:(?:den )?åb(?:ent?|ne)\s+{_THINGS}|offentlige\s+{_THINGS}"
    rf"|{_TREATED}for åbne døre)\W*",
    re.IGNORECASE,
)
# "A. Sager til afgørelse i byrådet", "Orienteringspunkter:", "Tillægsdagsorden"
_GROUP = re.compile(
    r"(?:(?-i:[A-ZÆØÅ]{1,3})[.):]\s+)?"
    r"(?:(?:sager|punkter|emner)\s+(?:til|fra|der|som|på|om|vedr)\b.{2,60}"
    r"|(?:beslutnings|orienterings|drøftelses|efterretnings|meddelelses|indstillings|temasags?)-?"
    r"(?:punkter|sager)(?: \([^)]*\))?"
    r"|tillægsdagsorden|tillægspunkter|tillægssager|dagsordens?punkter"
    r"|(?:politiske|administrative|øvrige|faste|[\wæøå-]+relaterede) (?:sager|punkter)"
    r"|protokoller|til (?:beslutning|orientering|drøftelse"
    r"|efterretning|afgørelse|behandling)(?: i .{2,40})?)\W*",
    re.IGNORECASE,
)
_CONTAINER = re.compile(
    r"(?:[A-ZÆØÅ]:\s+)?(?:øvrige|diverse|aktuelle|andre) sager\W*", re.IGNORECASE
)


def is_closed(title: str) -> bool:
    """Whether an item was treated behind closed doors, by its title."""
    words = _KIND.sub("", title[-400:])
    return _CLOSED.fullmatch(words) is not None and not _DASH_L.fullmatch(words)


def closed_line(line: str) -> bool:
    """Whether a line speaks of a closed item, in whatever form a heading has."""
    return len(line) <= 200 and _CLOSED_LINE.fullmatch(line) is not None


def closed_mark(line: str) -> bool:
    """Whether a line of an item's own data says that the item is closed."""
    return len(line) <= 300 and _CLOSED_MARK.fullmatch(line) is not None


def group(line: str) -> Group | None:
    """What a line says that stands above several items: "LUKKET MØDE", "ÅBNE SAGER"."""
    if not line or len(line) > 100:
        return None
    if _GROUP_CLOSED.fullmatch(line):
        return Group.CLOSED
    if _GROUP_OPEN.fullmatch(line):
        return Group.OPEN
    return Group.PLAIN if _GROUP.fullmatch(line) and not _CONTAINER.fullmatch(line) else None
