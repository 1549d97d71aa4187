"""What a clerk can set going below /admin; each answers with the page that shows how it goes."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile

from web.admin import administrator, overview
from web.archive import Archive
from web.jobs import Busy, Job, Jobs, Task
from web.language import Words
from web.rendering import Render
from web.uploads import MOST, Rejected, Waiting, left_behind, too_much

_WAITING = "modtaget"  # a folder in the index's own, where files wait to be looked at
_WORK = "/admin#arbejde"


def actions(archive: Archive, jobs: Jobs, render: Render) -> APIRouter:
    """The routes that change something; all want a POST from our own pages."""
    router = APIRouter(prefix="/admin", dependencies=[Depends(administrator)])
    left_behind(archive.index.place.folder / _WAITING)

    def start(request: Request, task: Task, *names: str, shown_at: str = _WORK) -> Response:
        try:
            jobs.start(Job(task, names), names)
        except Busy as error:
            return _told(archive, jobs, render.of(request), error)
        return RedirectResponse(shown_at, 303)

    @router.post("/filer")
    async def send(request: Request) -> Response:
        shown = render.of(request)
        try:
            await _take(archive, jobs, request, shown.words)
        except (Rejected, Busy) as error:
            return await run_in_threadpool(_told, archive, jobs, shown, error)
        return RedirectResponse(_WORK, 303)

    @router.post("/laes-igen")
    def sync(request: Request) -> Response:
        return start(request, Task.SYNC)

    @router.post("/byg-op")
    def rebuild(request: Request) -> Response:
        return start(request, Task.REBUILD, shown_at="/admin/tilstand#arbejde")

    @router.post("/fjern/{meeting}")
    def remove(request: Request, meeting: str) -> Response:
        return start(request, Task.ERASE, meeting)

    @router.post("/stop")
    def stop() -> Response:
        jobs.stop()
        return RedirectResponse(_WORK, 303)

    @router.post("/glem-forskelle")
    def forget_differences() -> Response:
        if jobs.job is not None:
            jobs.job.forget()
        return RedirectResponse(_WORK, 303)

    @router.post("/uden-svar/glem")
    def forget_question(key: Annotated[str, Form()]) -> Response:
        archive.kept.forget("unanswered", key)
        return RedirectResponse("/admin/uden-svar", 303)

    @router.post("/tilbagemeldinger/glem")
    def forget_feedback(key: Annotated[str, Form()]) -> Response:
        archive.kept.forget("feedback", key)
        return RedirectResponse("/admin/tilbagemeldinger", 303)

    return router


async def _take(archive: Archive, jobs: Jobs, request: Request, words: Words) -> None:
    too_much(request.headers.get("content-length"), words)
    try:
        async with request.form(max_files=MOST, max_fields=10) as form:
            await run_in_threadpool(_receive, archive, jobs, form, words)
    except HTTPException as error:  # starlette's, for a form that it cannot read
        told = words("Filerne kan ikke modtages. Send højst {most} ad gangen.", most=MOST)
        raise Rejected(told) from error


def _receive(archive: Archive, jobs: Jobs, form: FormData, words: Words) -> None:
    """Keep the files and begin; they are deleted from where they wait when all is done."""
    sent = [f for f in form.getlist("filer") if isinstance(f, UploadFile) and f.filename]
    if not sent:
        raise Rejected(words("Vælg først en eller flere filer."))
    if jobs.job is not None and jobs.job.running:
        raise Busy
    waiting = Waiting(archive.index.place.folder / _WAITING, archive.suffixes, words)
    try:
        waiting.take(sent)
        job = Job(
            Task.REPLACE if form.get("erstat") else Task.RECEIVE,
            [file.name for file in waiting.files],
            compare=bool(form.get("forskelle")),
            refused=tuple(waiting.refused),
        )
        jobs.start(job, [str(file) for file in waiting.files], waiting.remove)
    except BaseException:
        waiting.remove()
        raise


def _told(archive: Archive, jobs: Jobs, shown: Render, error: Rejected | Busy) -> Response:
    if isinstance(error, Rejected):
        return HTMLResponse(overview(archive, jobs, shown, problem=str(error)), 400)
    busy = shown.words("Der arbejdes allerede på indekset. Vent, til det er færdigt.")
    return HTMLResponse(overview(archive, jobs, shown, problem=busy), 409)
