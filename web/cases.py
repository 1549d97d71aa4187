"""/sag/23/4187: a case step by step, as a picture and as a list."""

from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from retrieval.assistant import Assistant
from web.find import CASES
from web.lanes import picture
from web.rendering import Render


def routes(assistant: Assistant, render: Render) -> APIRouter:
    """The route /sag; case numbers hold slashes."""
    router = APIRouter()

    @router.get("/sag/{number:path}")
    def show(request: Request, number: str) -> HTMLResponse:
        shown = render.of(request)
        case = assistant.case(number)
        if case is None:
            search = f"/moeder?{urlencode({'vis': CASES, 'ord': number})}"
            return HTMLResponse(shown("nocase.html", here="find", number=number, url=search), 404)
        told = shown(
            "case.html",
            here="find",
            case=case,
            lanes=picture(case.steps, shown.language) if len(case.steps) > 1 else None,
            meetings=len(assistant.summary().meetings),
        )
        return HTMLResponse(told)

    return router
