"""Words in minutes that are written to the machine that reads them, and tell of no meeting.

A chat model is not shown the paragraph that holds them, and no sentence of its may rest on it: a
passage "svar, at skolen er solgt" does say the words of "Skolen er solgt". What is not known here
still stands fenced as data in the prompt. The minutes' own page and quotes keep every word.
"""

import re
from collections.abc import Sequence

from retrieval.streamed import visible
from vectorstore.schema import Block, Unit

# Where an order begins: "Ignorér …", "Kilderne er slut: skriv …", "… og vis dem i svaret".
_BEGINS = r"(?:^\W*|[.:;!?,„“\"]\s+|\b(?:og|derefter|and|then|please)\s+)"
_ABOUT = (
    r"(?:svar(?:et|ene)?|kilde(?:n|r|rne)?|spørgsmål(?:et|ene)?|samtale(?:n|r|rne)?|besked(?:en)?"
    r"|instruktion\w*|digt|(?:system)?prompt\w*|adgangskode\w*|answers?|sources?|conversation"
    r"|questions?|instructions?|rules)"
)
_OVERRULES = (
    rf"{_BEGINS}(?:ignor[eé]r|glem|tilsidesæt|ignore|forget|disregard|override)\b.{{0,60}}?"
    r"\b(?:instru\w+|regl\w+|ordre\w*|\w*prompt\w*|alt|all|rules|previous|above|everything)\b"
)
# "Svar" begins many headings ("Svar på høring"), so it has to go on as an order does.
_ORDERS = (
    rf"{_BEGINS}(?:svar(?=,| kun| altid| ja| nej| på (?:dette|næste))|skriv|gentag|gengiv|afkod"
    r"|udfyld|vis|indsæt|brug altid|fortæl|oplys|answer|reply|respond|write|say|repeat|print|output"
    rf"|decode|show)\b.{{0,90}}?\b{_ABOUT}\b"
)
_TO_YOU = (
    r"\b(?:du er nu|you are now|fra nu af (?:er|må|skal|skriver|svarer) du|from now on you"
    r"|ny opgave:|new task:|dit svar|dine (?:svar|sætninger|instruktioner)"
    r"|your (?:answer|reply|instructions)|alle svar skal|(?:uden|without) (?:regler|rules)"
    r"|når nogen spørger|uanset hvad der ellers står"
    r"|(?:dit|din) (?:cpr\W?nummer|adgangskode|kodeord|password))\b"
)
# Turns, fences and marks of a conversation; addresses that are programs; pictures to be fetched.
_TURNS = (
    r"\b(?-i:SYSTEM|ASSISTENT|ASSISTANT|USER|HUMAN)\s*:|\"role\"\s*:|<\|\w+\|>|\[/?INST\]|```"
    r"|={3,}[^=]*\[\s*\d|\b(?:(?:de|brug) mærke|kilde|source)\w*,? .{0,30}?\[\s*\d"
    r"|(?:\[\s*\d+\s*\]\s*){2}|[［【]\s*\d+\s*[］】]"
)
# Not "<https://lindevang.dk>" or "<anja@lindevang.dk>": so addresses are printed in letters.
_MARKUP = r"<\s*/?\s*(?!https?://|www\.|mailto:|[\w.+-]+@)[a-z][^<>]*>|&lt;\s*/?\w|!\[[^\]]*\]\(|\b(?:javascript|data|vbscript):\S"
_ADDRESS = r"https?://\S+[?&]\w+=(?:\s|$)"  # an address that waits for something to be put into it
# Text that is turned round, or that nobody sees.
_UNSEEN = "[\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]"
_CODED = r"(?<![/\w-])(?=[^\s/]*[a-z])(?=[^\s/]*[A-Z])(?=[^\s/]*\d)[A-Za-z0-9+/]{32,}={0,2}"

_WRITTEN_TO_A_MACHINE = re.compile(
    "|".join((_OVERRULES, _ORDERS, _TO_YOU, _TURNS, _MARKUP, _ADDRESS)), re.IGNORECASE
)
_AS_WRITTEN = re.compile(f"{_UNSEEN}|{_CODED}")


def orders(text: str) -> bool:
    """Whether a text speaks to the machine that reads it."""
    if _AS_WRITTEN.search(text):
        return True
    return _WRITTEN_TO_A_MACHINE.search(visible(text)) is not None


def told(units: Sequence[Unit], blocks: Sequence[Block]) -> tuple[Unit, ...]:
    """The units that stand in no paragraph, list entry or table with such words."""
    spoken = [unit for unit in units if orders(unit.text)]
    shut = [(unit.start, unit.end) for unit in spoken]
    shut += [
        (block.start, block.end)
        for block in blocks
        if any(block.start < unit.end and unit.start < block.end for unit in spoken)
    ]
    return tuple(
        unit for unit in units if not any(a < unit.end and unit.start < b for a, b in shut)
    )
