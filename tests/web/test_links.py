"""Permanent links, feedback and files over HTTP, without a browser."""

from dataclasses import replace
from pathlib import Path

import pytest
from council import Council, answered, council, refused
from fastapi.testclient import TestClient
from lindevang import DECISION, HOSTILE, PROPOSAL, TITLE

from ingest.read import content
from web.given import Given
from web.kept import Kept
from web.page import build

ORIGIN = {"sec-fetch-site": "same-origin"}


class Desk:
    """A page over minutes that may change, with the answers that were given on it."""

    def __init__(self, folder: Path) -> None:
        self.minutes: Council = council()
        self.kept = Kept(f"sqlite:///{folder / 'kept.db'}")
        self.given = Given()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("web.page.Given", lambda: self.given)
            self.client = TestClient(
                build(self.minutes, "Lindevang Kommune", kept=self.kept, read=content)
            )

    def turn(self, question: str = "Hvad blev besluttet?") -> str:
        answer = refused(question) if "svømmehal" in question else answered(question)
        return self.given.add(question, ["Hvem?"], answer)

    def link(self, question: str = "Hvad blev besluttet?") -> str:
        made = self.client.post("/svar", json={"key": self.turn(question)}, headers=ORIGIN)
        assert made.status_code == 201
        return str(made.json()["link"]).removeprefix("http://testserver")

    def close(self) -> None:
        june = self.minutes.meetings["tmu-2024-06-12"]
        item = replace(june.items[0], closed=True, sections=())
        self.minutes.meetings[june.id] = replace(june, items=(item, june.items[1]))

    def change(self, old: str, new: str) -> None:
        june = self.minutes.meetings["tmu-2024-06-12"]
        self.minutes.meetings[june.id] = replace(june, text=june.text.replace(old, new))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_permanent_link_shows_question_answer_quotes_and_sources(desk: Desk) -> None:
    shown = desk.client.get(desk.link())
    assert shown.status_code == 200
    for part in ("Hvad blev besluttet?", DECISION, PROPOSAL, "Gemt svar fra ",
                 "Spurgt forinden: Hvem?", "Kontrolleret ord for ord",
                 'href="/?q=Hvad%20blev%20besluttet%3F"',
                 'href="/kilde/tmu-2024-06-12?fra='):  # fmt: skip
        assert part in shown.text
    assert "Referatet er" not in shown.text and "findes ikke" not in shown.text
    assert shown.headers["x-robots-tag"] == "noindex, nofollow"
    assert shown.headers["cache-control"] == "no-store"


def test_a_refusal_can_be_linked_too(desk: Desk) -> None:
    shown = desk.client.get(desk.link("Hvornår åbner svømmehallen?")).text
    assert "Det kan jeg ikke finde i referaterne." in shown
    assert "Det nærmeste" in shown and "14 indkørsler" in shown


def test_an_administrator_can_delete_a_kept_answer(desk: Desk) -> None:
    link, other = desk.link(), desk.link()
    assert f'action="/admin{link}/slet"' in desk.client.get(link).text
    gone = desk.client.post(f"/admin{link}/slet", headers=ORIGIN)
    assert gone.status_code == 404 and "svaret kan være slettet" in gone.text
    assert desk.client.get(other).status_code == 200
    assert desk.client.post(
        f"/admin{other}/slet", headers={"sec-fetch-site": "cross-site"}
    ).is_error
    assert desk.client.get(other).status_code == 200


def test_a_changed_place_is_told_and_the_answer_shown_as_it_was(desk: Desk) -> None:
    link = desk.link()
    desk.change("i østsiden", "i vestsiden")
    shown = desk.client.get(link).text
    assert "Det citerede sted findes ikke længere. Svaret vises, som det var." in shown
    assert DECISION in shown and "Findes ikke længere" in shown
    assert shown.count('<div class="src">') == 1


def test_a_moved_place_is_linked_where_it_stands_now(desk: Desk) -> None:
    link = desk.link()
    before = desk.client.get(link).text
    desk.change("Mødedato", "Ny mødedato")
    shown = desk.client.get(link).text
    assert (
        "Referatet er ændret, siden svaret blev skrevet. Det citerede sted er det samme." in shown
    )
    start = desk.minutes.meetings["tmu-2024-06-12"].text.index(PROPOSAL)
    assert f"fra={start}&amp;" in shown and f"fra={start}&amp;" not in before


@pytest.mark.parametrize("how", ["closed", "removed"])
def test_what_was_closed_or_removed_is_shown_nowhere(desk: Desk, how: str) -> None:
    link, key = desk.link(), desk.turn()
    if how == "closed":
        desk.close()
        sentence = "Det citerede sted er ikke offentligt længere. Citatet vises ikke."
    else:
        del desk.minutes.meetings["tmu-2024-06-12"]
        sentence = "Referatet er fjernet. Citatet vises ikke."
    shown = desk.client.get(link).text
    assert sentence in shown
    texts = [shown, desk.client.get(f"{link}/eksport?format=md").text]
    texts.append(desk.client.post("/kopi", json={"key": key}, headers=ORIGIN).text)
    wanted = {"keys": [key], "format": "md"}
    texts.append(desk.client.post("/eksport", json=wanted, headers=ORIGIN).text)
    texts.append(desk.client.get(desk.link()).text)  # linked only now
    for text in texts:
        assert DECISION not in text and PROPOSAL not in text and TITLE not in text


@pytest.mark.parametrize("key", ["findes-ikke", "%00", "..%2f..", "x" * 500, "'--", "<script>"])
def test_a_wrong_link_is_a_plain_page(desk: Desk, key: str) -> None:
    shown = desk.client.get(f"/svar/{key}")
    assert shown.status_code == 404
    assert "<script>" not in shown.text.partition("<main")[2]


def test_feedback_is_stored_and_can_be_taken_back(desk: Desk) -> None:
    said = {"key": desk.turn(), "good": False, "reason": "missing", "said": "Prisen, 010190-1234"}
    made = desk.client.post("/vurdering", json=said, headers=ORIGIN)
    assert made.status_code == 201
    (told,) = desk.kept.feedback()
    assert (told.question, told.good, told.reason) == ("Hvad blev besluttet?", False, "missing")
    assert told.said == "Prisen, xxxxxx-xxxx"
    undone = {"rating": made.json()["rating"]}
    assert desk.client.post("/vurdering/fortryd", json=undone, headers=ORIGIN).status_code == 200
    assert desk.kept.feedback() == []


@pytest.mark.parametrize(
    ("format", "kind", "beginning"),
    [("md", "text/markdown; charset=utf-8", b"# Hvad"),
     ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", b"PK")],
)  # fmt: skip
def test_files_come_from_conversations_and_from_links(
    desk: Desk, format: str, kind: str, beginning: bytes
) -> None:
    wanted = {"keys": [desk.turn(), desk.turn("Hvor er svømmehallen?")], "format": format}
    several = desk.client.post("/eksport", json=wanted, headers=ORIGIN)
    kept = desk.client.get(f"{desk.link()}/eksport", params={"format": format})
    for file in (several, kept):
        assert file.status_code == 200
        assert file.headers["content-type"] == kind
        name = f'attachment; filename="hvad-blev-besluttet.{format}"'
        assert file.headers["content-disposition"] == name
        assert file.content.startswith(beginning)
    if format == "md":
        assert "svømmehallen" in several.text
        assert "http://testserver/svar/" in kept.text and "/svar/" not in several.text


KEYED = {"/svar": {}, "/kopi": {}, "/vurdering": {"good": True}}


@pytest.mark.parametrize("route", [*KEYED, "/eksport"])
def test_a_turn_that_is_too_old_is_told_of(desk: Desk, route: str) -> None:
    body = KEYED.get(route, {}) | {"key": "for-gammel"}
    if route == "/eksport":
        body = {"keys": ["for-gammel"], "format": "md"}
    answer = desk.client.post(route, json=body, headers=ORIGIN)
    assert answer.status_code == 404
    assert answer.json() == {"detail": "Svaret er for gammelt til det. Stil spørgsmålet igen."}


@pytest.mark.parametrize("route", [*KEYED, "/eksport", "/vurdering/fortryd"])
@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"origin": "https://ondt.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://testserver"}, 422),
        ({"sec-fetch-site": "same-origin", "origin": "null"}, 422),
        ({}, 422),
    ],
)
def test_another_site_cannot_have_a_browser_post(
    desk: Desk, route: str, headers: dict[str, str], status: int
) -> None:
    assert desk.client.post(route, content=b"{}", headers=headers).status_code == status


@pytest.mark.parametrize(
    ("route", "body"),
    [
        ("/svar", {"key": "x" * 65}),
        ("/svar", {"key": ""}),
        ("/svar", {"key": "x", "more": 1}),
        ("/kopi", {"key": "x", "kept": "y"}),
        ("/vurdering", {"key": "x", "good": True, "said": "x" * 2001}),
        ("/vurdering", {"key": "x", "good": False, "reason": "<b>"}),
        ("/eksport", {"keys": [], "format": "md"}),
        ("/eksport", {"keys": ["x"] * 101, "format": "md"}),
        ("/eksport", {"keys": ["x"], "format": "exe"}),
        ("/eksport", ["x"]),
    ],
)
def test_what_is_posted_is_bounded(desk: Desk, route: str, body: object) -> None:
    assert desk.client.post(route, json=body, headers=ORIGIN).status_code == 422


def test_a_body_too_large_is_not_read_to_its_end(desk: Desk) -> None:
    answer = desk.client.post("/svar", content=b"x" * 70_000, headers=ORIGIN)
    assert answer.status_code == 413


def test_the_page_speaks_english_by_choice(desk: Desk) -> None:
    link = desk.link()
    desk.client.cookies.set("sprog", "en")
    shown = desk.client.get(link).text
    assert "Answer kept on " in shown and "Ask again" in shown and "Checked word for word" in shown


def test_hostile_words_are_only_text_on_the_page(desk: Desk) -> None:
    shown = desk.client.get(desk.link(f"Hvad er {HOSTILE}?")).text
    main = shown.partition("<main")[2]
    assert "<img" not in main and "&lt;img src=x onerror=" in main
