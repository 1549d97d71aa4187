"""Administration over a real index: what comes in, what goes out, what is told."""

import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient
from lindevang import JUNE, MARCH
from office import JUNE_ID, MARCH_ID, NEW, OLD, Missed, Office, Said

from vectorstore.embedder import Embedder
from vectorstore.errors import ReferatError
from vectorstore.index import Progress
from web import admin
from web.admin_actions import actions
from web.jobs import Job, Jobs, Task
from web.page import unavailable
from web.rendering import templates


class Desk:
    """An office with its pages."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.jobs = Jobs(office.worker.results)
        self.app = FastAPI()
        render = templates("Lindevang Kommune")
        self.routers = (
            admin.routes(office.archive, self.jobs, render),
            actions(office.archive, self.jobs, render),
        )
        for router in self.routers:
            self.app.include_router(router)

        @self.app.exception_handler(ReferatError)
        def sorry(request: Request, error: ReferatError) -> object:
            return unavailable(render.of(request), error)

        self.browser = TestClient(self.app, headers={"sec-fetch-site": "same-origin"})

    def send(self, *files: tuple[str, str], **choices: str) -> str:
        """The page once everything sent is done with."""
        parts = [("filer", (name, text.encode(), "text/plain")) for name, text in files]
        answer = self.browser.post("/admin/filer", files=parts, data=choices)
        self.done()
        return answer.text if answer.status_code >= 400 else self.page()

    def do(self, address: str) -> str:
        assert self.browser.post(f"/admin/{address}").status_code == 200
        self.done()
        return self.page()

    def done(self) -> None:
        until = time.monotonic() + 60
        while self.jobs.job and self.jobs.job.running and time.monotonic() < until:
            time.sleep(0.02)

    def page(self, address: str = "/admin", language: str = "da") -> str:
        return self.browser.get(address, headers={"cookie": f"sprog={language}"}).text


@pytest.fixture
def desk(tmp_path: Path, embedder: Embedder) -> Iterator[Desk]:
    made = Desk(Office(tmp_path, embedder))
    yield made
    made.office.index.close()


def dated(text: str, number: int) -> str:
    """The minutes of another day of the month."""
    return text.replace("12-0", f"{number}-0").replace("d. 12.", f"d. {number}.")


def agree(office: Office) -> bool:
    passages = office.index.ledger.summary().passages
    return passages == office.index.vectors.count() == office.index.words.count() > 0


def test_the_overview_tells_what_is_indexed(desk: Desk) -> None:
    page = desk.page()
    for part in (">juni.txt</a>", "12. juni 2024", "1 lukket", "multilingual-e5-small", "1–2 af 2"):
        assert part in page
    assert "marts.txt" not in desk.page("/admin?soeg=juni")
    assert "Ingen af de 2 referater passer til „xyz“." in desk.page("/admin?soeg=xyz")
    assert "Choose files" in desk.page(language="en")


def test_files_sent_in_are_read_and_each_has_its_result(desk: Desk) -> None:
    autumn = MARCH.replace("12-03-2025", "10-09-2025").replace("12. marts", "10. september")
    changed = JUNE.replace(OLD, NEW)
    page = desk.send(
        ("september.txt", autumn), ("juni.txt", changed), ("marts.txt", MARCH),
        ("kopi.txt", MARCH), ("brev.txt", "Kære Birgit"), ("billede.png", "x"),
    )  # fmt: skip
    for part in (
        "Nyt", "10. september 2025: 1 punkt", "Ændret", "Punkt 4 er ændret.", "Uændret",
        "Samme indhold som marts.txt.", "brev.txt ligner ikke et referat",
        "Filtypen kan ikke læses endnu. Send PDF, DOCX,",
        "Færdig: 1 nyt, 1 ændret, 1 uændret, 1 dublet, 2 ikke læst.",
    ):  # fmt: skip
        assert part in page, part
    assert desk.office.names() == {"juni.txt", "marts.txt", "september.txt"}
    assert len(desk.office.meetings()) == 3 and agree(desk.office)
    assert "360" in (desk.office.minutes / "juni.txt").read_text(encoding="utf-8")
    assert not list((desk.office.index.place.folder / "modtaget").iterdir())


def test_the_old_words_are_shown_only_on_request_and_can_be_forgotten(desk: Desk) -> None:
    assert "<del>" not in desk.send(("juni.txt", JUNE.replace(OLD, NEW)))
    page = desk.send(("juni.txt", JUNE), forskelle="1")
    assert "<del>360</del> <ins>340</ins>" in page and "Sagsfremstilling" in page
    assert "<del>" not in desk.do("glem-forskelle")


def test_a_closed_items_words_are_in_no_difference(desk: Desk) -> None:
    changed = JUNE.replace("Salg af grunden til Hemmelig ApS.", "Salg af grunden til Skjult ApS.")
    page = desk.send(("juni.txt", changed), forskelle="1")
    assert "Punktet er lukket. Ordene vises ikke." in page
    assert "Hemmelig" not in page and "Skjult" not in page


def test_another_meetings_file_is_not_overwritten(desk: Desk) -> None:
    page = desk.send(("marts.txt", dated(JUNE, 13)))
    assert "allerede en fil med navnet marts.txt fra et andet møde" in page
    (desk.office.minutes / "note.txt").write_text("Husk kage", encoding="utf-8")
    page = desk.send(("NOTE.txt", dated(JUNE, 14)))
    assert "en anden fil med navnet note.txt, som ikke er indlæst" in page
    assert (desk.office.minutes / "note.txt").read_text(encoding="utf-8") == "Husk kage"
    assert desk.office.meetings() == {JUNE_ID, MARCH_ID}


def test_a_new_version_under_another_name_takes_the_old_ones_place_only_when_told(
    desk: Desk,
) -> None:
    changed = JUNE.replace(OLD, NEW)
    assert "vælg, at den skal erstatte den gamle" in desk.send(("anden.txt", changed))
    assert desk.office.names() == {"juni.txt", "marts.txt"}
    assert "Punkt 4 er ændret." in desk.send(("anden.txt", changed), erstat="1")
    assert desk.office.names() == {"anden.txt", "marts.txt"}
    assert "Færdig: 2 uændret." in desk.do("laes-igen")


def test_removing_takes_the_file_and_its_copies_so_that_it_does_not_come_back(desk: Desk) -> None:
    (desk.office.minutes / "kopi.txt").write_text(JUNE, encoding="utf-8")
    desk.office.kept.links[JUNE_ID] = 3
    question = desk.page(f"/admin/fjern/{JUNE_ID}")
    for part in ("2 punkter slettes helt", "3 gemte svar henviser til dem.", "autofocus>Behold"):
        assert part in question
    assert "Færdig: 1 fjernet." in desk.do(f"fjern/{JUNE_ID}")
    assert desk.office.names() == {"marts.txt"}
    desk.do("laes-igen")
    assert desk.office.meetings() == {MARCH_ID} and agree(desk.office)


def test_a_file_outside_the_folder_stays_when_its_meeting_is_removed(
    desk: Desk, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "senere.txt"
    elsewhere.write_text(dated(MARCH, 19), encoding="utf-8")
    list(desk.office.worker.results("add", [str(elsewhere)], Progress()))
    meeting = "teknik-og-miljoeudvalget-2025-03-19"
    assert f"bliver, hvor den er: {elsewhere}" in desk.page(f"/admin/fjern/{meeting}")
    desk.do(f"fjern/{meeting}")
    assert elsewhere.exists() and meeting not in desk.office.meetings()


def test_searching_is_mended_by_building_up_again(desk: Desk) -> None:
    index = desk.office.index
    assert "alle kan søges på mening og på ord." in desk.page("/admin/tilstand")
    index.words.put(JUNE_ID, [])
    index.vectors.put("findes-ikke", index.ledger.meeting_passages(MARCH_ID), index._stored(
        index.ledger.meeting_passages(MARCH_ID), index.ledger.facts()["model"]
    ))  # fmt: skip
    page = desk.page("/admin/tilstand")
    assert "Tallene passer ikke" in page and 'class="btn main"' in page
    assert "Søgningen er bygget op igen: 2 referater." in desk.do("byg-op")
    assert agree(desk.office)
    assert "Tallene passer ikke" not in desk.page("/admin/tilstand")


def test_a_second_job_is_told_to_wait_and_an_error_is_remembered(desk: Desk) -> None:
    with desk.office.index.writing():
        desk.do("laes-igen")
    assert "En anden proces er ved at indlæse" in desk.page()
    assert "En anden proces er ved at indlæse" in desk.page("/admin/tilstand")
    desk.jobs._job = Job(Task.SYNC, ())
    answer = desk.browser.post("/admin/filer", files=[("filer", ("a.txt", b"a"))])
    assert answer.status_code == 409
    assert "Der arbejdes allerede på indekset." in answer.text


def test_lists_are_shown_downloaded_and_cleared(desk: Desk) -> None:
    desk.office.kept.said = [Said('Hvad koster "stien"?', "=1+1\nnej", "wrong", key="k/1")]
    desk.office.kept.missed = [Missed("<b>Svømmehal?", times=3), Missed("@evil")]
    page = desk.page("/admin/tilbagemeldinger")
    assert "Svaret er forkert" in page and "21. november 2025" in page
    page = desk.page("/admin/uden-svar")
    assert "&lt;b&gt;Svømmehal?" in page and "3 gange" in page
    sheet = desk.browser.get("/admin/tilbagemeldinger.csv")
    assert sheet.content.startswith(b"\xef\xbb\xbfDato;") and "'=1+1" in sheet.text
    assert ";'@evil;" in desk.browser.get("/admin/uden-svar.csv").text
    assert "juni.txt;" in desk.browser.get("/admin/referater.csv").text
    desk.browser.post("/admin/uden-svar/glem", data={"key": "@evil"})
    desk.browser.post("/admin/tilbagemeldinger/glem", data={"key": "k/1"})
    assert "@evil" not in desk.page("/admin/uden-svar")
    assert "ingen tilbagemeldinger" in desk.page("/admin/tilbagemeldinger")


@pytest.mark.parametrize(
    ("user", "status", "told"), [("hanne", 403, "har fået adgang"), ("", 303, "/log-ind?til=")]
)
def test_administration_is_for_administrators(
    desk: Desk, user: str, status: int, told: str
) -> None:
    routes = [route for router in desk.routers for route in router.routes]
    assert len(routes) > 15

    @desk.app.middleware("http")
    async def reader(request: Request, following: object) -> object:
        request.state.administers, request.state.user = False, user
        return await following(request)  # type: ignore[operator]

    for route in routes:
        path = route.path.replace("{meeting}", JUNE_ID)  # type: ignore[attr-defined]
        for method in route.methods:  # type: ignore[attr-defined]
            answer = desk.browser.request(method, path, data={"key": "x"}, follow_redirects=False)
            assert answer.status_code == status, path
            assert told in answer.text + answer.headers.get("location", "")
    assert desk.office.meetings() == {JUNE_ID, MARCH_ID}


def test_nothing_is_begun_without_files_or_with_too_much(desk: Desk) -> None:
    answer = desk.browser.post("/admin/filer", files=[("filer", ("", b""))])
    assert answer.status_code == 400 and "Vælg først en eller flere filer." in answer.text
    huge = {"content-length": str(10**10), "content-type": "multipart/form-data; boundary=x"}
    answer = desk.browser.post("/admin/filer", content=b"", headers=huge)
    assert answer.status_code == 400 and "mere end 500 MB" in answer.text
    assert desk.jobs.job is None


def test_a_job_ends_after_the_file_at_hand_when_it_is_stopped(desk: Desk) -> None:
    def work(command: str, names: object, progress: Progress) -> Iterator[object]:
        progress.files(3)
        for name in ("a.txt", "b.txt", "c.txt"):
            desk.jobs.stop()
            yield SimpleNamespace(path=name, outcome="failed", meeting="", detail="")

    desk.jobs._work = work  # type: ignore[assignment]
    desk.do("laes-igen")
    assert len(desk.jobs.job.done) == 1 if desk.jobs.job else False
    assert "Stoppet: 1 ikke læst. Resten er ikke læst." in desk.page()
