"""Sentences as a chat model writes them, right ones and corrupted ones, as their file gives them.

`evaluation/sentences/` holds sentences over the sample minutes, written by hand before the checker
of such sentences was looked at. The checker was developed on `checking.jsonl` and then on
`checking-set-aside.jsonl`, whose sentences are of other items; `checking-set-aside-2.jsonl`, by
another writer, was measured once and not read.
"""

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from evaluation.lines import UnusableFile, read_records
from evaluation.questions import Words

# "teknik-og-miljoeudvalget-2022-04-06/2/beslutning/0": the meeting's id, the item, the section's
# kind, and which of the item's passages in sections of that kind, from 0.
Place = Annotated[str, Field(pattern=r"^[^/]+/\d+/[^/]+/\d+$")]


class Sentence(BaseModel):
    """A sentence with its marks, and the passages that [1], [2] … stand for."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Words
    sentence: Words
    correct: bool  # whether the passages cited say it
    kind: Words  # what it tells ("vote"), or how it was corrupted ("number")
    sources: Annotated[tuple[Place, ...], Field(min_length=1)]
    note: str = ""  # of a corrupted one: what the minutes say


def read_sentences(path: Path) -> list[Sentence]:
    """The sentences of a file. Raises UnusableFile, also for an empty set."""
    sentences = read_records(path, Sentence)
    if not sentences:
        raise UnusableFile(f"{path} indeholder ingen sætninger: skriv én på hver linje.")
    return sentences
