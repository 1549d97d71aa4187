"""A clerk at work in a real browser: files in, progress, results, removing, on desk and phone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from council import council
from lindevang import JUNE
from office import JUNE_ID, NEW, OLD, Kept, Missed, Office, Said
from visiting import Served, Visit, sync_api

from vectorstore.embedder import Embedder

DESK, PHONE = (1440, 900), (360, 740)
HOSTILE = '<img src=x onerror="window.hacked=1">'


class Slow:
    """An embedder that the test can hold still, to see work under way."""

    def __init__(self, embedder: Embedder) -> None:
        self.embedder = embedder
        self.seconds = 0.0

    def __getattr__(self, name: str) -> object:
        return getattr(self.embedder, name)

    def passages(self, texts: list[str], progress: object) -> object:
        import time

        time.sleep(self.seconds)
        return self.embedder.passages(texts, progress)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def embedder(embedder: Embedder) -> Slow:
    return Slow(embedder)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, embedder: Slow) -> Office:
    made = Office(tmp_path_factory.mktemp("office"), embedder)  # type: ignore[arg-type]
    kept: Kept = made.kept
    kept.links[JUNE_ID] = 3
    kept.said = [Said(f"Hvad med {HOSTILE}?", "ordet" * 60, "wrong")]
    kept.missed = [Missed(HOSTILE, times=2)]
    return made


@pytest.fixture(scope="module")
def served(office: Office) -> Iterator[Served]:
    server = Served(council(), archive=office.archive)
    yield server
    server.stop()


@pytest.fixture(params=[DESK], ids=["desk"])
def visit(
    request: pytest.FixtureRequest, browser: sync_api.Browser, served: Served
) -> Iterator[Visit]:
    visit = Visit(browser, served.base + "/admin", request.param)
    visit.base = served.base
    yield visit
    assert visit.page.evaluate("window.hacked") is None
    visit.context.close()
    ours = f"request to {served.base}"
    assert [each for each in visit.trouble if not each.startswith(ours)] == []


on_phone = pytest.mark.parametrize("visit", [PHONE], ids=["phone"], indirect=True)


def test_files_are_sent_in_and_the_work_survives_a_reload(
    visit: Visit, office: Office, embedder: Slow, tmp_path: Path
) -> None:
    changed, letter = tmp_path / "juni.txt", tmp_path / "brev.txt"
    changed.write_text(JUNE.replace(OLD, NEW), encoding="utf-8")
    letter.write_text("Kære Birgit", encoding="utf-8")
    page = visit.page
    embedder.seconds = 3.0
    page.get_by_label("Vælg filer").set_input_files([changed, letter])
    assert page.locator("[data-chosen]").inner_text() == "juni.txt, brev.txt"
    page.get_by_label("Vis, hvad der er ændret").check()
    page.get_by_role("button", name="Læs ind", exact=True).press("Enter")
    page.get_by_role("progressbar").wait_for()
    page.get_by_text("0 af 2 filer er læst.").first.wait_for()
    page.reload()
    assert page.get_by_role("progressbar").count() == 1
    page.locator("#arbejde").get_by_text("Færdig: 1 ændret, 1 ikke læst.").wait_for()
    embedder.seconds = 0.0
    assert page.locator("[data-told]").inner_text() == "Færdig: 1 ændret, 1 ikke læst."
    assert page.locator("del").all_inner_texts() == ["340"]
    assert page.locator("ins").all_inner_texts() == ["360", ", mindst"]
    page.get_by_role("button", name="Glem den gamle udgave").click()
    assert page.locator("del").count() == 0


def test_files_are_dropped(visit: Visit) -> None:
    page = visit.page
    drop = """zone => {
      const data = new DataTransfer();
      data.items.add(new File(["x"], "a.txt")); data.items.add(new File(["y"], "b.txt"));
      zone.dispatchEvent(new DragEvent("drop", {dataTransfer: data, bubbles: true}));
    }"""
    page.locator(".dropzone").evaluate(drop)
    assert page.locator("[data-chosen]").inner_text() == "a.txt, b.txt"
    assert page.get_by_label("Vælg filer").evaluate("field => field.files.length") == 2


def test_removing_asks_first_and_begins_at_keep(visit: Visit, office: Office) -> None:
    page = visit.page
    bin_ = page.get_by_role("link", name="Fjern juni.txt")
    bin_.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Fjern Teknik- og Miljøudvalget, 12. juni 2024?")
    dialog.wait_for()
    assert "3 gemte svar henviser til dem." in dialog.inner_text()
    assert page.evaluate("document.activeElement.textContent") == "Behold"
    page.keyboard.press("Enter")
    dialog.wait_for(state="hidden")
    assert bin_.evaluate("link => link === document.activeElement")
    assert JUNE_ID in office.meetings()


@on_phone
@pytest.mark.parametrize("address", ["", "/uden-svar", "/tilbagemeldinger", "/tilstand"])
def test_a_phone_shows_it_without_side_scroll(visit: Visit, address: str) -> None:
    page = visit.page
    for look in ("light", "dark"):
        page.emulate_media(color_scheme=look)
        page.goto(f"{visit.base}/admin{address}")
        assert page.locator("h1").inner_text() == "Administration"
        assert not visit.sideways()


def test_readers_words_are_only_words(visit: Visit) -> None:
    page = visit.page
    page.goto(f"{visit.base}/admin/uden-svar")
    assert page.locator(".asked").inner_text() == HOSTILE
    page.goto(f"{visit.base}/admin/tilbagemeldinger")
    assert HOSTILE in page.locator(".asked").inner_text()
    assert page.locator("main img").count() == 0


def test_removing_removes(visit: Visit, office: Office) -> None:
    page = visit.page
    page.get_by_role("link", name="Fjern juni.txt").click()
    page.get_by_role("button", name="Fjern referatet").click()
    page.locator("#arbejde").get_by_text("Færdig: 1 fjernet.").wait_for()
    page.get_by_role("link", name="Fjern juni.txt").wait_for(state="detached")
    assert JUNE_ID not in office.meetings() and office.names() == {"marts.txt"}
