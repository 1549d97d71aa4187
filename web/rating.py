"""Thumbs up and down, with what a reader had expected."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse, Response

from web.answers import Answers
from web.posted import Rating, Undoing, posted
from web.rendering import Render


def routes(answers: Answers, render: Render) -> APIRouter:
    """POST /vurdering stores, POST /vurdering/fortryd takes it back."""
    router = APIRouter()

    @router.post("/vurdering")
    def rate(request: Request, said: Annotated[Rating, Depends(posted(Rating))]) -> Response:
        words = render.of(request).words
        shown = answers.turn(said.key, words)
        key = answers.store.rate(
            shown.question, shown.history, shown.answer, said.good, said.reason, said.said
        )
        thanks = words("Tak. Spørgsmål og svar er gemt her hos kommunen.")
        return JSONResponse({"rating": key, "told": thanks}, 201)

    @router.post("/vurdering/fortryd")
    def undo(request: Request, asked: Annotated[Undoing, Depends(posted(Undoing))]) -> Response:
        answers.store.forget("feedback", asked.rating)
        return JSONResponse({"told": render.of(request).words("Din vurdering er slettet.")})

    return router
