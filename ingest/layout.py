"""From a document to the lines of its minutes: glued lines apart, the page's furniture aside."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.document import Document
from ingest.headings import section_heading
from ingest.lines import Line, lines
from ingest.running import running

# "Indholdsfortegnelse1. Fraværende", "Referat9. Frigivelse": a heading's end was lost.
_GLUED_FRONT = re.compile(
    r"(?:indholdsfortegnelse|indhold|dagsorden|referat|beslutning|bilag|punkter)(?=\d{1,4}\. ?\D)",
    re.IGNORECASE,
)
# "… kl. 16.30.Sagsfremstilling": so was the end of the sentence above a heading.
_GLUED_BACK = re.compile(r"(?<=[^.\s][.!?)])(?=[A-ZÆØÅ][\wæøå]{3,24}(?: [\wæøå]+){0,3}$)")
_NUMBER = re.compile(r"\d{1,4}\. ?(?=\D)")
GLUED = 8  # the level of a heading that was glued to the line before
_SHORTEST_TITLE = 12  # characters of a numbered title that is known again behind another one
_WEB = frozenset(
    "til toppen|tilbage til toppen|udskriv|udskriv hele dagsordnen|udskriv hele dagsordenen"
    "|udskriv punkt|udskriv siden|print|hent|hent som pdf|hent som fil:|hent pdf|hent dagsorden"
    "|hent referat|hent hele referatet|download|download pdf|del siden|luk alle"
    "|åben alle|fold alle ud|fold alle ind|fold ud|fold ind|vis alle|vis mere|vis mindre"
    "|se alle bilag|tilbage|tilbage til oversigt|tilbage til dagsorden|tilbage til oversigten"
    "|forrige punkt|næste punkt|forrige|næste|spring til indhold|gå til hovedindholdet"
    "|gå til indhold|læs op|læs højt|abonnér|log ind|acceptér|sbsys dagsorden preview"
    "|starte visningen fra side:".split("|")
)
# "Vi bruger cookies til statistik", "Se vores "cookiepolitik"."
_COOKIES = re.compile(
    r"(?:vi|denne (?:hjemmeside|side|webside)|hjemmesiden|siden) (?:bruger|anvender) cookies\b"
    r"|(?:se|læs) (?:vores|mere om) .{0,12}cookie"
    r"|(?:accept[eé]r|afvis|tillad|vælg) .{0,20}cookies?\b"
    r"|hvis du ikke siger .{0,30}cookies|kun nødvendige(?: cookies)?$",
    re.IGNORECASE,
)
_RULE = re.compile(r"_{3,}(?:\s+_{3,})*|[-–] ?\d{1,3} ?[-–]")
_SIGNED = re.compile(
    r"underskrift(?:er|sside|sblad|ssiden)?(?: af (?:referat|protokol)(?:len|et)?)?:?",
    re.IGNORECASE,
)
_A_NAME = 60  # characters of a line on a page of signatures


def laid_out(document: Document) -> list[Line]:
    """The document's lines, with the level of marked headings, and furniture as such."""
    found = lines(document.text)
    found = _marked(found, document)
    found = list(_apart(document.text, found))
    return _without_furniture(found, document.left_out)


def _marked(found: Sequence[Line], document: Document) -> list[Line]:
    levels = {mark.start: mark.level for mark in document.marked}
    if not levels:
        return list(found)
    kept = []
    for line in found:
        level = levels.get(line.start) or levels.get(line.begin) or line.level
        kept.append(replace(line, level=level if line.text else 0))
    return kept


def _apart(text: str, found: Sequence[Line]) -> Iterator[Line]:
    """The lines with those cut in two that extraction glued together."""
    known = {line.bare for line in found if _NUMBER.match(line.bare)}
    for line in found:
        at = None if line.row or not line.text else _seam(line, known)
        if at is None:
            yield line
        else:
            first, second = line.cut(text, line.start + at)
            yield first
            yield replace(second, level=GLUED)


def _seam(line: Line, known: set[str]) -> int | None:
    """Where two glued lines meet, counted in the line's text."""
    front = _GLUED_FRONT.match(line.text)
    if front:
        return front.end()
    back = _GLUED_BACK.search(line.text, max(0, len(line.text) - 110))
    if back and section_heading(line.text[back.start() :], ""):
        return back.start()
    for number in _NUMBER.finditer(line.text, 1, 600):  # "14. Eventuelt den 29.01.20138. Sti"
        for at in range(number.start(), number.end()):
            rest = line.text[at:]
            if line.text[:at].isdigit():
                continue  # "01. Sti" is no "1. Sti" behind a "0"
            if len(rest) >= _SHORTEST_TITLE and rest in known and at > 0:
                return at if not line.text[at - 1].isspace() else None
    return None


def _without_furniture(found: Sequence[Line], left_out: Sequence[str]) -> list[Line]:
    pages = running([line.text if line.row else line.bare for line in found], left_out)
    signed = _signatures(found)
    kept = []
    for at, line in enumerate(found):
        words = line.bare.lstrip("•·▪◦ ")
        aside = line.furniture or (
            words != ""
            and (
                words.casefold() in _WEB
                or _RULE.fullmatch(words) is not None
                or _COOKIES.match(words) is not None
                or at in pages
                or at >= signed
            )
        )
        kept.append(replace(line, furniture=True) if aside else line)
    return kept


def _signatures(found: Sequence[Line]) -> int:
    """Where a page of signatures begins that ends the minutes; else behind the last line."""
    last = len(found)
    for at in range(len(found) - 1, -1, -1):
        line = found[at]
        if _SIGNED.fullmatch(line.bare):
            return at
        if len(line.text) > _A_NAME or line.row or line.text.endswith((".", ":", ";")):
            return last
        if section_heading(line.bare, ""):
            return last
    return last
