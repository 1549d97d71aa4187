"""Administration below /admin: what is indexed, what was asked in vain, how the index is."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from urllib.parse import quote

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import HTMLResponse, Response

from vectorstore.errors import ReferatError
from vectorstore.schema import FileOutcome
from web.archive import Archive
from web.condition import findings
from web.differences import Kind
from web.jobs import Jobs, Task
from web.jobview import numbers, view
from web.language import Words
from web.overview import FilePage, page_of
from web.rendering import Render
from web.sheets import sheet
from web.uploads import LARGEST, told_suffixes


class NotAdministrator(ReferatError):
    """Who is logged in may read but not administer: answered with 403."""


def administrator(request: Request) -> None:
    """Lets administrators pass; sends who is not logged in to the login."""
    if getattr(request.state, "administers", True):
        return
    if getattr(request.state, "user", ""):
        raise NotAdministrator("Administrationen er kun for dem, der har fået adgang til den.")
    raise HTTPException(303, headers={"location": f"/log-ind?til={quote(request.url.path)}"})


def routes(archive: Archive, jobs: Jobs, render: Render) -> APIRouter:
    """The pages and lists, all to be read only."""
    router = APIRouter(prefix="/admin", dependencies=[Depends(administrator)])

    @router.get("")
    def minutes(request: Request, soeg: str = "", orden: str = "-dato", side: int = 1) -> Response:
        return HTMLResponse(overview(archive, jobs, render.of(request), soeg, orden, side))

    @router.get("/arbejde")
    def work(request: Request) -> Response:
        shown = render.of(request)
        return HTMLResponse(shown("admin_job.html", **job_values(archive, jobs, shown)))

    @router.get("/uden-svar")
    def unanswered(request: Request) -> Response:
        entries = archive.kept.unanswered()
        shown = render.of(request)
        return HTMLResponse(
            shown(
                "admin_unanswered.html",
                **tabs(archive),
                entries=entries,
                reason=reasons(shown.words),
            )
        )

    @router.get("/tilbagemeldinger")
    def feedback(request: Request) -> Response:
        entries = archive.kept.feedback()
        shown = render.of(request)
        return HTMLResponse(
            shown(
                "admin_feedback.html", **tabs(archive), entries=entries, reason=reasons(shown.words)
            )
        )

    @router.get("/tilstand")
    def condition(request: Request) -> Response:
        shown = render.of(request)
        found = findings(archive, jobs, shown.words)
        values = {**tabs(archive), **job_values(archive, jobs, shown), "findings": found}
        return HTMLResponse(shown("admin_condition.html", **values))

    @router.get("/fjern/{meeting}")
    def removal(request: Request, meeting: str) -> Response:
        file = archive.index.ledger.file(meeting)
        values = {
            **tabs(archive),
            "file": file,
            "links": archive.kept.links_to(meeting),
            "inside": inside(archive, file.path),
        }
        return HTMLResponse(render.of(request)("admin_remove.html", **values))

    _lists(router, archive, render)
    return router


def _lists(router: APIRouter, archive: Archive, render: Render) -> None:
    @router.get("/referater.csv")
    def minutes_sheet(request: Request) -> Response:
        words = render.of(request).words
        head = (
            words("Fil"), words("Udvalg"), words("Møde"), words("Punkter"), words("Lukkede"),
            words("Tekststykker"), words("Læst ind"), words("Sti"),
        )  # fmt: skip
        rows = (
            (file.source, file.committee, file.held, file.items, file.closed, file.passages,
             moment(file.indexed_at), file.path)
            for file in archive.index.ledger.files()
        )  # fmt: skip
        return sheet("referater.csv", head, rows)

    @router.get("/uden-svar.csv")
    def unanswered_sheet(request: Request) -> Response:
        words = render.of(request).words
        head = (words("Sidst"), words("Spørgsmål"), words("Grund"), words("Gange"))
        told = reasons(words)
        rows = (
            (moment(e.last), e.question, told(e.reason), e.times) for e in archive.kept.unanswered()
        )
        return sheet("spoergsmaal-uden-svar.csv", head, rows)

    @router.get("/tilbagemeldinger.csv")
    def feedback_sheet(request: Request) -> Response:
        words = render.of(request).words
        base = str(request.base_url).rstrip("/")
        head = (
            words("Dato"), words("Spørgsmål"), words("Vurdering"), words("Grund"),
            words("Bemærkning"), words("Link"),
        )  # fmt: skip
        told = reasons(words)
        rows = (
            (moment(e.at), e.question, words("god") if e.good else words("dårlig"), told(e.reason),
             e.said, f"{base}/svar/{e.key}")
            for e in archive.kept.feedback()
        )  # fmt: skip
        return sheet("tilbagemeldinger.csv", head, rows)


def moment(at: datetime) -> str:
    """ "2025-11-21 09:31", local time, as a spreadsheet reads it."""
    return f"{local(at):%Y-%m-%d %H:%M}"


def local(at: datetime) -> datetime:
    """In this machine's time; a database may have forgotten that it was UTC."""
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone()


def reasons(words: Words) -> Callable[[str], str]:
    """What a refusal's or a reader's reason says; one that is not known here as it is."""
    told = {
        "not_found": words("Ikke fundet i referaterne"),
        "nearest": words("Kun noget nærliggende blev fundet"),
        "not_recorded": words("Referatet siger det ikke"),
        "no_such_case": words("Sagsnummeret findes ikke"),
        "no_such_date": words("Datoen findes ikke"),
        "no_such_item": words("Punktet findes ikke"),
        "no_such_meeting": words("Mødet findes ikke"),
        "other_body": words("Udvalget er ikke indlæst"),
        "which_meeting": words("Det var uklart, hvilket møde der mentes"),
        "wrong": words("Svaret er forkert"),
        "source": words("Kilden passer ikke"),
        "missing": words("Der mangler noget"),
        "findable": words("Det står i referaterne"),
        "other": words("Andet"),
    }
    return lambda reason: told.get(reason, reason)


def inside(archive: Archive, path: str) -> bool:
    """Whether a file lies in the folder of minutes, where it is ours to delete."""
    return Path(path).is_relative_to(archive.folder.resolve())


def overview(
    archive: Archive,
    jobs: Jobs,
    shown: Render,
    search: str = "",
    order: str = "-dato",
    page: int = 1,
    problem: str = "",
) -> str:
    """The first page: figures, sending in, work under way, and the files."""
    files = archive.index.ledger.files()
    cut: FilePage = page_of(files, search, order, page)
    return shown(
        "admin.html",
        **tabs(archive, len(files)),
        **job_values(archive, jobs, shown),
        files=files,
        committees=len({file.committee for file in files}),
        newest=max((local(file.indexed_at) for file in files), default=None),
        today=datetime.now(UTC).astimezone().date(),
        cut=cut,
        model=archive.index.ledger.facts().get("model", archive.model),
        kinds=told_suffixes(archive.suffixes, shown.words),
        accept=",".join(archive.suffixes),
        largest=LARGEST,
        problem=problem,
    )


def tabs(archive: Archive, meetings: int | None = None) -> dict[str, object]:
    """What the row of tabs tells; all of administration's templates want it."""
    return {
        "here": "admin",
        "local": local,
        "counts": (
            meetings if meetings is not None else len(archive.index.ledger.documents()),
            len(archive.kept.unanswered()),
            len(archive.kept.feedback()),
        ),
    }


def job_values(archive: Archive, jobs: Jobs, shown: Render) -> dict[str, object]:
    """What the template of the work under way wants."""
    words = shown.words
    return {
        "view": view(jobs.job, archive, words),
        "numbers": partial(numbers, words=words),
        "FileOutcome": FileOutcome,
        "Task": Task,
        "Kind": Kind,
    }
