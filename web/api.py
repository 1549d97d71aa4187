"""The JSON API below /api, with its OpenAPI, and the page that explains it."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from retrieval.assistant import Assistant
from retrieval.question import LONGEST
from vectorstore.errors import BadQuestion, ReferatError, UnknownMeeting
from web import programs, told
from web.rendering import Render

_LARGEST = 100_000  # bytes of a request
_VERSION = "1"
_ABOUT = (
    "Læser referaterne; skriver intet. Er der sat brugere på siden, sendes navn og adgangskode med "
    "HTTP Basic. Fejl er JSON med én sætning i feltet error."
)
_SENTENCES = {
    400: "Forespørgslen kan ikke læses.",
    404: "Adressen findes ikke. Se /api.",
    405: "Adressen findes, men ikke med den metode. Se /api.",
    413: f"Forespørgslen er for stor. Den må højst fylde {_LARGEST // 1000} kB.",
}
_WRONG = {
    "missing": "mangler",
    "extra_forbidden": "kendes ikke",
    "string_too_short": "er tom",
    "string_too_long": "er for lang",
    "too_long": "har for mange",
    "json_invalid": "er ikke JSON",
}
Text = Annotated[str, Query(max_length=200)]
Texts = Annotated[list[str], Query(max_length=20, default_factory=list)]


def application(assistant: Assistant) -> FastAPI:
    """What is mounted at /api."""
    api = FastAPI(
        title="Spørg referaterne", version=_VERSION, description=_ABOUT,
        docs_url=None, redoc_url=None,
        responses={code: {"model": told.Problem} for code in (401, 404, 413, 422, 503)},
    )  # fmt: skip

    @api.post("/ask", summary="Stil et spørgsmål", response_model_exclude_unset=True)
    def ask(question: told.Question) -> told.Answered:
        """Svaret med sine kilder, færdigt på én gang."""
        return programs.ask(assistant, question)

    @api.get("/search", summary="Find steder i referaterne")
    def search(
        q: Annotated[str, Query(min_length=1, max_length=LONGEST)],
        committee: Texts,
        case: Texts,
        first: date | None = None,
        last: date | None = None,
        limit: Annotated[int, Query(ge=1, le=50)] = 10,
    ) -> told.Found:
        """Uddrag, der ligner søgningen mest; ikke et svar."""
        limits = told.Limits(committees=committee, first=first, last=last, cases=case)
        return programs.search(assistant, q, limits, limit)

    @api.get("/meetings", summary="Møderne, nyeste først")
    def meetings(
        committee: Text = "",
        year: Annotated[int | None, Query(ge=1900, le=2200)] = None,
        case: Text = "",
        page: Annotated[int, Query(ge=1, le=100_000)] = 1,
        size: Annotated[int, Query(ge=1, le=200)] = 50,
    ) -> told.Meetings:
        """Alle møder, eller et udvalgs, et års eller en sags."""
        return programs.meetings(assistant, committee, year, case, page, size)

    @api.get("/meetings/{meeting}", summary="Et helt referat")
    def minutes(meeting: str) -> told.Minutes:
        """Den offentlige tekst, punkt for punkt. Lukkede punkter har ingen afsnit."""
        return programs.minutes(assistant, meeting)

    @api.get("/cases/{case:path}", summary="En sag over sine møder")
    def case(case: str) -> told.Case:
        """Sagens punkter efter dato. Nummeret skrives med skråstreg: /api/cases/23/4187."""
        return programs.case(assistant, case)

    @api.get("/", include_in_schema=False)
    def explain() -> Response:
        return RedirectResponse("/api")

    api.add_middleware(Measured)
    _explain_errors(api)
    return api


class Measured:
    """Refuses what is too large. FastAPI's own limit would answer in plain text."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """By what a request says of its length, and by what then comes."""
        came = 0

        async def counted() -> Message:
            nonlocal came
            message = await receive()
            came += len(message.get("body", b""))
            if came > _LARGEST:
                raise HTTPException(413)
            return message

        said = Headers(scope=scope).get("content-length", "") if scope["type"] == "http" else ""
        large = said.isdecimal() and int(said) > _LARGEST
        app = _problem(413, _SENTENCES[413]) if large else self._app
        await app(scope, receive if large else counted, send)


def _explain_errors(api: FastAPI) -> None:
    @api.exception_handler(ReferatError)
    def sorry(_: Request, error: ReferatError) -> JSONResponse:
        unknown = isinstance(error, UnknownMeeting | programs.UnknownCase)
        status = 404 if unknown else 422 if isinstance(error, BadQuestion) else 503
        return _problem(status, str(error))

    @api.exception_handler(RequestValidationError)
    def wrong(_: Request, error: RequestValidationError) -> JSONResponse:
        return _problem(422, _sentence(error.errors()))

    @api.exception_handler(HTTPException)
    def http(_: Request, error: HTTPException) -> JSONResponse:
        return _problem(error.status_code, _SENTENCES.get(error.status_code, _SENTENCES[400]))

    @api.exception_handler(Exception)
    def bug(_: Request, error: Exception) -> JSONResponse:
        return _problem(500, "Der skete en fejl i programmet. Den står i serverens log.")


def _problem(status: int, sentence: str) -> JSONResponse:
    return JSONResponse({"error": sentence}, status)


def _sentence(problems: Sequence[Any]) -> str:
    """ "Ret dette: question mangler; svar kendes ikke."; what was sent is not repeated."""
    said = []
    for problem in problems[:5]:
        where = ".".join(str(part) for part in problem["loc"][1:] if problem["type"][:4] != "json")
        said.append(f"{where[:100] or 'kroppen'} {_WRONG.get(problem['type'], 'kan ikke bruges')}")
    return f"Ret dette: {'; '.join(said)}. Se /api."


def routes(render: Render) -> APIRouter:
    """The page /api."""
    router = APIRouter()

    @router.get("/api")
    def page(request: Request) -> Response:
        shown = {
            name: json.dumps(example, ensure_ascii=False, indent=2)
            for name, example in told.examples().items()
        }
        base = str(request.base_url).rstrip("/")
        secured = request.state.can_log_in and bool(request.state.user)
        return HTMLResponse(
            render.of(request)("api.html", here="api", shown=shown, base=base, secured=secured)
        )

    return router
