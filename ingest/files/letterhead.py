"""Headers of pages: which are furniture, and which alone say whose meeting it was and when."""

import re
from collections.abc import Sequence

from ingest.files.pieces import flat
from vectorstore.dates import MONTHS_DA

_DATE = re.compile(
    r"(?<!\d)(?P<day>\d{1,2})(?:[-./](?P<month>\d{1,2})[-./ ]|\. ?(?P<name>"
    + "|".join(MONTHS_DA)
    + r") )(?P<year>\d{4})(?!\d)",
    re.IGNORECASE,
)
# "Teknikudvalget", "Byrådet", "Lindevang Kommune", "Beslutningsprotokol"
_NAMED = re.compile(
    r"\b(?:[\wæøå]*(?:udvalg|råd|bestyrelse|nævn|direktion|forum)(?:et|en|s|ets|ens)?"
    r"|[A-ZÆØÅ][\wæøå-]+ (?:Kommune|kommune)|Region [A-ZÆØÅ][\wæøå]+"
    r"|referat|dagsorden|[\wæøå]*protokol)\b",
)
# ", side 3", "| Side 1 af 56"
_PAGE_NUMBER = re.compile(r"[\s,|·•–-]*\bside:? \d{1,4}(?: (?:af|/) \d{1,4})?\s*$", re.IGNORECASE)
_TOP = 2000  # characters of the text in which a meeting is named


def only_here(line: str, text: str) -> bool:
    """Whether a header's line names the meeting and the top of the text does not."""
    top = text[:_TOP]
    days = _days(line)
    if days - _days(top):
        return True
    named = {found[0].casefold() for found in _NAMED.finditer(line)}
    return any(name not in top.casefold() for name in named)


def divided(first: Sequence[str], running: Sequence[str], text: str) -> tuple[list[str], list[str]]:
    """The lines of headers that belong at the top of the text, and those left out.

    `first` is printed on the first page only and is kept whole if any of it is needed; of
    `running` the lines that are needed are kept, without the page's number.
    """
    kept: list[str] = []
    out: list[str] = []
    if any(only_here(line, text) for line in first):
        kept += [line for line in first if line not in text[:_TOP]]
        text = "\n".join((*kept, text[:_TOP]))
    else:
        out += first
    for line in map(flat, running):
        if only_here(line, text):
            kept.append(_PAGE_NUMBER.sub("", line))
            text = "\n".join((kept[-1], text[:_TOP]))
        elif line not in kept:
            out.append(line)
    return kept, out


def _days(text: str) -> set[tuple[int, int, int]]:
    found = set()
    for match in _DATE.finditer(text):
        name = match["name"]
        month = MONTHS_DA.index(name.lower()) + 1 if name else int(match["month"])
        found.add((int(match["day"]), month, int(match["year"])))
    return found
