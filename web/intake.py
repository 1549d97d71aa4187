"""The route by which a command line on this machine has the page's process index minutes."""

from collections.abc import Callable, Iterator
from hmac import compare_digest

from fastapi import APIRouter, Header, HTTPException, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict

Work = Callable[[str, list[str]], Iterator[str]]


class Command(BaseModel):
    """What is to be done: "sync", "add", "remove" …, and to which paths or meetings."""

    model_config = ConfigDict(extra="forbid")

    command: str
    names: list[str]


def routes(path: str, secret: str, work: Work) -> APIRouter:
    """GET says that the page is here, POST does the work and tells of it line by line.

    Both want the secret that only the owner of the index folder can read; others get 404.
    """
    router = APIRouter()

    def check(given: str | None) -> None:
        if given is None or not compare_digest(given.encode(), secret.encode()):
            raise HTTPException(404)

    @router.get(path)
    def here(x_referat_secret: str | None = Header(default=None)) -> Response:
        check(x_referat_secret)
        return Response("her", media_type="text/plain")

    @router.post(path)
    def index(
        body: Command, x_referat_secret: str | None = Header(default=None)
    ) -> StreamingResponse:
        check(x_referat_secret)
        return StreamingResponse(work(body.command, body.names), media_type="application/jsonl")

    return router
