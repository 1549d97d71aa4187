"""Answers to take along: copied with their sources, or as a Markdown or Word file."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import JSONResponse, Response

from web.answers import Answers
from web.export import copied, file_name, markdown
from web.language import Words
from web.links import PRIVATE, link_to
from web.papers import Paper, paper
from web.posted import Copying, Exporting, Format, posted
from web.rendering import Render
from web.standing import Shown
from web.word import word
from web.wording import counted

_MEDIA: dict[Format, str] = {
    "md": "text/markdown; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def routes(answers: Answers, render: Render, name: str) -> APIRouter:
    """POST /kopi, POST /eksport and GET /svar/{key}/eksport; `name` is whose minutes these are."""
    router = APIRouter()

    def laid_out(request: Request, chosen: Sequence[tuple[Shown, str]], words: Words) -> Paper:
        now = datetime.now().astimezone()
        return paper(chosen, str(request.base_url), name, now, words)

    def kept(request: Request, key: str, words: Words) -> tuple[Shown, str]:
        shown = answers.kept(key)
        if shown is None:
            raise HTTPException(404, words("Svaret findes ikke"))
        return shown, link_to(request, key)

    @router.post("/kopi")
    def copy(request: Request, asked: Annotated[Copying, Depends(posted(Copying))]) -> Response:
        words = render.of(request).words
        if asked.kept:
            chosen = kept(request, asked.kept, words)
        else:
            chosen = answers.turn(str(asked.key), words), ""
        made = laid_out(request, [chosen], words)
        text, html = copied(made, words)
        sources = len(made.parts[0].notes)
        told = counted(sources, words("kilde"), words("kilder"), words.language)
        said = words("Kopieret med {sources}", sources=told) if sources else words("Kopieret")
        return JSONResponse({"text": text, "html": html, "told": said}, headers=PRIVATE)

    @router.post("/eksport")
    def take(request: Request, asked: Annotated[Exporting, Depends(posted(Exporting))]) -> Response:
        words = render.of(request).words
        chosen = [(answers.turn(key, words), "") for key in asked.keys]
        return _file(laid_out(request, chosen, words), asked.format, words)

    @router.get("/svar/{key}/eksport")
    def take_kept(request: Request, key: str, format: Format) -> Response:
        words = render.of(request).words
        made = laid_out(request, [kept(request, key, words)], words)
        return _file(made, format, words)

    return router


def _file(made: Paper, format: Format, words: Words) -> Response:
    content = word(made, words) if format == "docx" else markdown(made, words).encode()
    name = file_name(made.title, format)
    disposition = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=_MEDIA[format], headers=PRIVATE | disposition)
