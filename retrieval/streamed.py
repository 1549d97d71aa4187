"""A model's words as they come, cut into sentences and freed of what is no plain text."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_MARKS = r"(?:\s*\[\s*\d[\d,;\s]*\])"
# A full stop, its marks before or after it, then the next sentence or line.
_END = re.compile(
    rf"[.!?…][)”“\"»]?(?:{_MARKS}+(?=\s+\S)|(?=\s+[A-ZÆØÅ„“\"»(*-]))|{_MARKS}[.!?](?=\s+\S)|\n"
)
# "bl.a. Anja Mostrup", "hr. Holm": no sentence ends there.
_SHORT = re.compile(
    r"(?:\b(?:bl\.a|f\.eks|fx|[Cc]a|nr|kl|jf|hr|fr|dr|pkt|inkl|ekskl|mv|e\.g|i\.e|no|Mr|Mrs|a\.m\.b|skt"
    r"|St|Sct|[A-ZÆØÅ])|^\s*\d{1,2})\.$"
)
# "den 12. juni": a day before its month; "2. 3. klasse".
_DAY = re.compile(r"\b\d{1,2}\.$")
_THOUGHT = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL)
_IMAGE = re.compile(r"!\[[^\]]*\]\([^)]*\)?")
_LINK = re.compile(r"\[([^\]]*)\]\s*\([^)]*\)?")
_ADDRESS = re.compile(r"\b(?:\w+://|www\.|mailto:|data:|javascript:)\S*", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z!][^>]*>?")
_DRAWN = re.compile(
    r"^\s*(?:[-*+•>]+|#+|\d{1,2}[.)](?=\s))\s+|[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}|`+|={3,}"
)
# What a sentence ends with: its stop, or the mark behind it.
_WHOLE = re.compile(r"[.!?…\]]\W*$")
_ASKS = re.compile(rf"\?{_MARKS}*\W*$")  # not "Udvalget spurgte: „Hvad koster det?“ [1]"
_WORD = re.compile(r"[^\W\d_]{2}")
# Characters that are not seen, or turn the direction of writing.
_UNSEEN = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f"
    "\x00-\x08\x0b-\x1f\x7f]"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """What was written last: a finished sentence, or the running one that is not."""

    text: str
    finished: bool


def sentences(words: Iterable[str]) -> Iterator[Piece]:
    """The sentences of a stream, each running one as it grows and then finished.

    What stands when the stream ends is a sentence too.
    """
    whole, begin = "", 0
    for word in words:
        whole += word
        text = _THOUGHT.sub("", whole)
        for end in _ends(text, begin):
            sentence = plain(text[begin:end])
            begin = end
            if sentence:
                yield Piece(sentence, True)
        running = plain(text[begin:])
        if running:
            yield Piece(running, False)
    rest = plain(_THOUGHT.sub("", whole)[begin:])
    if rest:
        yield Piece(rest, True)


def _ends(text: str, begin: int) -> Iterator[int]:
    for match in _END.finditer(text, begin):
        before = text[begin : match.start() + 1]
        after = text[match.end() :].lstrip()
        if match.group() != "\n" and (_SHORT.search(before) or _is_day(before, after)):
            continue
        begin = match.end()
        yield begin


def _is_day(before: str, after: str) -> bool:
    return _DAY.search(before) is not None and not after[:1].isupper()


def plain(text: str) -> str:
    """A sentence as text: no links, images, tags, list signs or characters that are not seen.

    A mark that was dressed as a link stays a mark: "[1](https://…)" is "[1]".
    """
    text, before = visible(text), ""
    while text != before:  # what stood inside another link may be one now
        text, before = _undressed(text), text
    text = " ".join(_DRAWN.sub("", text).split())
    return text if re.search(r"\w", text) else ""


def _undressed(text: str) -> str:
    text = _IMAGE.sub(" ", text)
    text = _LINK.sub(lambda m: f"[{m[1]}]" if m[1].strip().isdigit() else m[1], text)
    return _ADDRESS.sub(" ", _TAG.sub(" ", text))


def whole(sentence: str) -> bool:
    """Whether it tells something: "Beboerne på Bøgevej" and "Hvad koster det? [1]" do not.

    A model that may write no more stops in mid-sentence; one that knows nothing asks back.
    """
    ends = _WHOLE.search(sentence) is not None and _ASKS.search(sentence) is None
    return ends and _WORD.search(sentence) is not None


def visible(text: str) -> str:
    """A text without characters that nobody sees, or that turn the direction of writing."""
    return _UNSEEN.sub("", text)
