"""The language of the page's own words: Danish, or English by choice. The minutes stay as they are.

A sentence is written in Danish where it is shown, as `_("Punkt {number}", number=4)` in a template
or `words("…")` in code; web/words/*.json hold its English. A sentence without one is an error that
a test finds, not a page in two languages.
"""

import json
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response

from web.wayback import way_back

COOKIE = "sprog"
_YEAR = 365 * 24 * 3600  # seconds
_WORDS = Path(__file__).parent / "words"


class Language(StrEnum):
    """By their codes, as in `<html lang>`."""

    DANISH = "da"
    ENGLISH = "en"


def chosen(cookies: Mapping[str, str]) -> Language:
    """What the reader chose; Danish unless that is English."""
    return Language.ENGLISH if cookies.get(COOKIE) == Language.ENGLISH else Language.DANISH


@cache
def english() -> Mapping[str, str]:
    """Danish sentence -> English sentence, from all files."""
    found: dict[str, str] = {}
    for file in sorted(_WORDS.glob("*.json")):
        found |= json.loads(file.read_text("utf-8"))
    return found


class Words:
    """Sentences in one language."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def __call__(self, danish: str, **values: object) -> str:
        """The sentence with its {places} filled; KeyError where it has no English."""
        text = danish if self.language is Language.DANISH else english()[danish]
        return text.format(**values) if values else text


def routes() -> APIRouter:
    """/sprog/en and /sprog/da remember the choice and go back to where the reader was."""
    router = APIRouter()

    @router.get("/sprog/{language}")
    def choose(request: Request, language: Language, til: str = "/") -> Response:
        secure = request.url.scheme == "https"
        answer = RedirectResponse(way_back(til), 303)
        answer.set_cookie(
            COOKIE, language, max_age=_YEAR, samesite="lax", httponly=True, secure=secure
        )
        return answer

    return router
