"""What the page writes down while it runs: one JSON object a line, without personal data.

By default it says that a question was asked, what came of it and how long it took: not its words,
not who asked, no address. Questions are written only where a setting says so, personal numbers
taken out.
"""

import logging
import sys
from collections.abc import Mapping
from logging.handlers import RotatingFileHandler
from pathlib import Path

from pythonjsonlogger.json import JsonFormatter

from vectorstore.errors import BadQuestion, SettingsError
from vectorstore.schema import Answer, FileResult
from web.masking import masked

_BYTES, _FILES = 5_000_000, 4  # of one file, and how many older ones are kept
STDERR = "-"


def opened(place: str, folder: Path) -> logging.Logger:
    """The log at `place`: a file, "-" for stderr, or "" for log/referat.jsonl in `folder`.

    SettingsError where it cannot be written.
    """
    log = logging.Logger("referat")  # not in logging's tree: a page of its own in each test
    log.addHandler(_handler(place, folder))
    log.handlers[0].setFormatter(
        JsonFormatter("{levelname}{message}", style="{", timestamp=True,
                      rename_fields={"levelname": "level", "message": "event"},
                      json_ensure_ascii=False)
    )  # fmt: skip
    return log


def _handler(place: str, folder: Path) -> logging.Handler:
    if place == STDERR:
        return logging.StreamHandler(sys.stderr)
    file = Path(place) if place else folder / "log" / "referat.jsonl"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        return RotatingFileHandler(file, maxBytes=_BYTES, backupCount=_FILES, encoding="utf-8")
    except OSError as error:
        raise SettingsError(
            f"Loggen kan ikke skrives i {file} ({error.strerror}). Vælg et andet sted med "
            f"{'REFERAT_LOG' if place else 'REFERAT_INDEX eller REFERAT_LOG'}; „-“ er skærmen."
        ) from error


class Log:
    """Writes what happens to a log; a Watch of the assistant."""

    def __init__(self, log: logging.Logger, *, questions: bool) -> None:
        """With `questions` their words are written too."""
        self._log = log
        self._questions = questions

    def answered(self, answer: Answer, steps: Mapping[str, float]) -> None:
        """One line for an answer or a refusal."""
        told = {
            "outcome": "refused" if answer.refused else "answered",
            "reason": answer.reason,
            "language": answer.language,
            "citations": len(answer.citations),
            "seconds": round(answer.seconds, 4),
            "steps": {name: round(seconds, 4) for name, seconds in steps.items()},
        }
        if answer.wording:
            told["wording"] = answer.wording.trouble or "worded"
        if self._questions:
            told["question"] = masked(answer.question)
        self._log.info("question", extra=told)

    def failed(self, error: Exception) -> None:
        """One line with the kind of the failure: its words may hold the question."""
        level = logging.INFO if isinstance(error, BadQuestion) else logging.ERROR
        told = {"outcome": "failed", "failure": type(error).__name__}
        self._log.log(level, "question", extra=told)

    def indexed(self, result: FileResult) -> None:
        """One line for a file, named by its meeting."""
        told = {
            "outcome": result.outcome.value,
            "meeting": result.meeting,
            "items": result.items,
            "changed": list(result.changed),
        }
        self._log.info("file", extra=told)
