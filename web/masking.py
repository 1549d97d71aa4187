"""Takes personal numbers out of what a reader writes, before it is stored."""

import re
from dataclasses import replace

from vectorstore.schema import Answer, Role

# "010190-1234", "010190 1234", "0101901234"; not a longer number such as an EAN's 13 digits.
_NUMBER = re.compile(r"(?<!\d)(\d{6})[-‐–\s]?(\d{4})(?!\d)")
_MASK = "xxxxxx-xxxx"
_OURS = (Role.LEAD, Role.NOTE, Role.NONE, Role.SENTENCE)


def masked(text: str) -> str:
    """The text without personal numbers."""
    return _NUMBER.sub(_MASK, text)


def masked_answer(answer: Answer) -> Answer:
    """The same where the answer repeats the question; the minutes' own words are left as they are.

    What was only meant for going on (suggestions, chips) is left out.
    """
    parts = {part for found in _NUMBER.finditer(answer.question) for part in found.groups()}

    def kept(words: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(masked(word) for word in words if not any(part in word for part in parts))

    searched = answer.searched
    if searched:
        searched = replace(searched, found=kept(searched.found), missing=kept(searched.missing))
    return replace(
        answer,
        question=masked(answer.question),
        statements=tuple(
            replace(statement, text=masked(statement.text))
            if statement.role in _OURS
            else statement
            for statement in answer.statements
        ),
        searched=searched,
        limits=(),
        follow_ups=(),
    )
