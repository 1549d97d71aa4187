"""Answers by what names them, each held against the minutes of this moment."""

from fastapi import HTTPException

from retrieval.assistant import Assistant
from web.given import Given
from web.kept import Kept
from web.language import Words
from web.standing import Shown, as_shown


class Answers:
    """Turns that were given lately, and answers that were kept."""

    def __init__(self, assistant: Assistant, given: Given, kept: Kept) -> None:
        self.load = assistant.meeting
        self.store = kept
        self._given = given

    def turn(self, key: str, words: Words) -> Shown:
        """The answer of a turn; 404 where it is too old or was never given."""
        turn = self._given.get(key)
        if turn is None:
            raise HTTPException(404, words("Svaret er for gammelt til det. Stil spørgsmålet igen."))
        return as_shown(turn.question, turn.history, turn.at, turn.answer, self.load)

    def kept(self, key: str) -> Shown | None:
        """The answer under a permanent link; None for a wrong one."""
        found = self.store.answer(key)
        if found is None:
            return None
        return as_shown(found.question, found.history, found.kept_at, found.answer, self.load)
