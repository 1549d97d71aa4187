"""A document as bytes, with what the renderer added to what is meant."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Printed:
    """One file."""

    data: bytes
    suffix: str  # ".txt", ".pdf"
    furniture: frozenset[str] = frozenset()  # lines that say nothing of the meeting, folded
