"""Stands in for web/kept.py until that is merged; deleted then."""

from typing import Any


class Kept:
    """Keeps nothing."""

    def feedback(self) -> list[Any]:
        """None."""
        return []

    def unanswered(self) -> list[Any]:
        """None."""
        return []

    def links_to(self, meeting: str) -> int:
        """None."""
        return 0

    def erase(self, meeting: str) -> None:
        """Nothing to do."""

    def forget(self, kind: str, key: str) -> None:
        """Nothing to do."""
