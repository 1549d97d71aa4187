"""The fixed sentences of `prompts/sentences.<language>.md`."""

import re
from datetime import date
from functools import cache
from pathlib import Path

from vectorstore.dates import long_date

_FOLDER = Path(__file__).parent.parent / "prompts"
_ENTRY = re.compile(r"^## (\w+)\n(.+?)(?=\n## |\Z)", re.MULTILINE | re.DOTALL)


@cache
def sentences(language: str) -> dict[str, str]:
    """All fixed sentences of a language ("da" or "en") by name."""
    text = (_FOLDER / f"sentences.{language}.md").read_text(encoding="utf-8")
    return {name: " ".join(body.split()) for name, body in _ENTRY.findall(text)}


def say(language: str, name: str, /, **values: object) -> str:
    """A fixed sentence filled in; dates are written out. A missing value raises KeyError."""
    written = {
        key: long_date(value, language, weekday=key == "day") if isinstance(value, date) else value
        for key, value in values.items()
    }
    return sentences(language)[name].format_map(written)


def listed(words: list[str] | tuple[str, ...], language: str = "da") -> str:
    """ "a, b og c"."""
    if len(words) < 2:
        return "".join(words)
    last = "and" if language == "en" else "og"
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def within_quotes(title: str) -> str:
    """A title as it stands inside quotation marks: its own ones made single."""
    return title.translate(str.maketrans('"„“”', "’’’’"))


def quoted(words: str, language: str) -> str:
    """Words in the language's quotation marks."""
    return f"“{words}”" if language == "en" else f"„{words}“"
