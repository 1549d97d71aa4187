"""What the buttons under an answer send, bounded in length and number."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Literal, TypeVar

from fastapi import HTTPException, Request
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from web.kept import MOST_SAID

_MOST = 64_000  # bytes of a body
Key = Annotated[str, Field(min_length=1, max_length=64)]
Format = Literal["md", "docx"]


class _Posted(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Linking(_Posted):
    """Keep the answer of this turn."""

    key: Key


class Copying(_Posted):
    """The answer of a turn, or one that was kept."""

    key: Key | None = None
    kept: Key | None = None

    @model_validator(mode="after")
    def _one(self) -> "Copying":
        if (self.key is None) == (self.kept is None):
            raise ValueError("one of key and kept")
        return self


class Exporting(_Posted):
    """The turns of a conversation, in their order."""

    keys: list[Key] = Field(min_length=1, max_length=100)
    format: Format


class Rating(_Posted):
    """What a reader says of an answer."""

    key: Key
    good: bool
    reason: Literal["wrong", "source", "missing", "findable", "other", ""] = ""
    said: str = Field(default="", max_length=MOST_SAID)


class Undoing(_Posted):
    """Take back what was said."""

    rating: Key


_Model = TypeVar("_Model", bound=_Posted)


def posted(model: type[_Model]) -> Callable[[Request], Awaitable[_Model]]:
    """A dependency that reads a body as JSON; 413 or 422 where that cannot be."""

    async def read(request: Request) -> _Model:
        body = b""
        async for piece in request.stream():
            body += piece
            if len(body) > _MOST:
                raise HTTPException(413, "Det er for meget på én gang.")
        try:
            return model.model_validate_json(body)
        except ValidationError as error:
            raise HTTPException(422, "Det kan ikke bruges. Genindlæs siden.") from error

    return read
