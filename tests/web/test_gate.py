"""Every route of the built application, Gradio's too, is behind the gate."""

import re
from base64 import b64encode
from collections.abc import Iterator

import pytest
from council import council
from fastapi import APIRouter, FastAPI
from starlette.routing import BaseRoute, Mount
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from ingest.read import content
from web import intake
from web.access import Access, access
from web.page import build
from web.password import hashed

PASSWORD = "rugbrød og smør"
HASH = str(hashed(PASSWORD))
INTAKE = "/intern/indlaes"
READERS, ADMINS = f"anna:{HASH}", f"bo:{HASH}"
ONLY_READERS = access(READERS, "", "127.0.0.1", guarded=[INTAKE])
BOTH = access(READERS, ADMINS, "0.0.0.0", guarded=[INTAKE])
ONLY_ADMINS = access("", ADMINS, "127.0.0.1")
PAGE = {"accept": "text/html"}
# What a visitor needs in order to log in, and the route that asks for a secret of its own.
OPEN = {"/log-ind", "/log-ud", "/sprog/{language}", "/ref/{path}", INTAKE}


def built(who: Access) -> FastAPI:
    """The page with the route of the command line and a stand-in for the administration."""
    also = intake.routes(INTAKE, "hemmelig", lambda command, names: iter([]))
    admin = APIRouter()
    admin.get("/admin")(lambda: "administration")
    admin.post("/admin/fjern")(lambda: "fjernet")
    also.include_router(admin)
    return build(council(), "Lindevang Kommune", also, access=who, read=content)


def visitor(who: Access, base: str = "http://127.0.0.1:7860") -> TestClient:
    return TestClient(built(who), base, follow_redirects=False, client=("10.0.0.1", 5000))


def routes(some: list[BaseRoute], prefix: str = "") -> Iterator[tuple[str, str]]:
    """(method, path) of every route, however deep: routers included in routers, and mounts."""
    for route in some:
        router = getattr(route, "original_router", None)
        if router is not None:  # how FastAPI keeps an included router
            yield from routes(router.routes, prefix + route.include_context.prefix)
        elif isinstance(route, Mount) and route.routes:
            yield from routes(route.routes, prefix + route.path)
        elif isinstance(route, Mount):
            yield "GET", f"{prefix}{route.path}/{{path}}"
        else:
            for method in getattr(route, "methods", None) or {"GET"}:
                yield method, prefix + getattr(route, "path", "")


ALL = sorted(set(routes(built(ONLY_READERS).routes)))
FILLED = {"/sprog/{language}": "/sprog/en", "/ref/{path}": "/ref/app.css"}


def filled(path: str) -> str:
    return FILLED.get(path) or re.sub(r"\{[^}]*\}", "x", path)


def test_the_list_of_routes_is_whole() -> None:
    paths = {path for _, path in ALL}
    ours = {"/kilde/{meeting_id}", "/panel/{meeting_id}/{number}", "/hjaelp", "/admin", *OPEN}
    gradios = {
        "/", "/config", "/login", "/monitoring", "/gradio_api/upload", "/gradio_api/queue/join",
        "/gradio_api/file={path_or_url:path}", "/gradio_api/info", "/gradio_api/vibe-edit",
    }  # fmt: skip
    assert ours | gradios <= paths and len(paths) > 70


@pytest.fixture(scope="module")
def stranger() -> TestClient:
    return visitor(ONLY_READERS)


@pytest.mark.parametrize(("method", "path"), ALL)
def test_no_route_answers_who_has_not_logged_in(
    method: str, path: str, stranger: TestClient
) -> None:
    program = stranger.request(method, filled(path))
    person = stranger.request(method, filled(path), headers=PAGE)
    if path in OPEN:
        assert program.is_success or "Log ind først." not in program.text
        return
    assert program.status_code == 401
    assert method == "HEAD" or program.json() == {"error": "Log ind først."}
    if method == "GET":
        assert person.status_code == 303
        assert person.headers["location"].split("?")[0] == "/log-ind"
    else:
        assert person.status_code == 401


@pytest.mark.parametrize(
    "path",
    ["/findes-ikke", "//", "/ref/../kilde/tmu-2024-06-12", "/log-ind/", "/log-ind/x",
     "/ref/a/b.css", "/static/fonts/x", "/sprog/fr", "/KILDE/x", "/%6Bilde/tmu-2024-06-12",
     "/intern/indlaes/", "/ref/%2e%2e/kilde/x", "/admin", "/api", "/mcp"],
)  # fmt: skip
def test_no_other_spelling_is_a_way_around(path: str, stranger: TestClient) -> None:
    assert stranger.get(path).status_code == 401


def test_websockets_are_refused(stranger: TestClient) -> None:
    with pytest.raises(WebSocketDisconnect), stranger.websocket_connect("/gradio_api/queue/join"):
        pass


def logged_in(who: Access, name: str, base: str = "http://127.0.0.1:7860") -> TestClient:
    client = visitor(who, base)
    sent = {"name": name, "password": PASSWORD, "til": "/kilde/tmu-2024-06-12?fra=1"}
    answer = client.post("/log-ind", data=sent)
    assert (answer.status_code, answer.headers["location"]) == (303, sent["til"])
    return client


def test_a_reader_logs_in_reads_and_logs_out() -> None:
    client = visitor(ONLY_READERS)
    asked = client.get("/kilde/tmu-2024-06-12?fra=1&til=2", headers=PAGE)
    assert asked.headers["location"] == "/log-ind?til=/kilde/tmu-2024-06-12%3Ffra%3D1%26til%3D2"
    form = client.get(asked.headers["location"], headers=PAGE)
    assert 'value="/kilde/tmu-2024-06-12?fra=1&amp;til=2"' in form.text and "<nav" not in form.text
    client = logged_in(ONLY_READERS, "Anna")
    read = client.get("/kilde/tmu-2024-06-12", headers=PAGE)
    assert read.status_code == 200 and "Log ud" in read.text
    assert read.headers["cache-control"] == "private, no-store"
    assert client.get("/", headers=PAGE).status_code == 200
    assert client.get("/log-ind").headers["location"] == "/"
    kept = dict(client.cookies)
    left = client.post("/log-ud")
    assert left.headers["location"] == "/log-ind" and not client.cookies
    client.cookies.update(kept)  # the cookie alone is worth nothing any longer
    assert client.get("/kilde/tmu-2024-06-12").status_code == 401


def test_the_cookie_is_for_this_server_alone() -> None:
    client = visitor(ONLY_READERS)
    sent = {"name": "anna", "password": PASSWORD}
    client.cookies.set("referat", "plantet")
    plain = client.post("/log-ind", data=sent).headers["set-cookie"]
    assert plain.startswith("referat=") and "plantet" not in plain  # never an id that was brought
    assert "HttpOnly" in plain and "SameSite=lax" in plain and "Max-Age=43200" in plain
    assert "Secure" not in plain and "Domain" not in plain
    client = visitor(BOTH, "https://referater.lindevang.dk")
    secure = client.post("/log-ind", data=sent).headers["set-cookie"]
    assert secure.startswith("__Host-referat=") and "Secure" in secure and "Path=/;" in secure


def test_a_wrong_password_says_so_and_then_waits() -> None:
    client = visitor(ONLY_READERS)
    sent = {"name": "<b>anna", "password": "forkert kode", "til": "//x.example"}
    for _ in range(5):
        wrong = client.post("/log-ind", data=sent)
        assert wrong.status_code == 401 and "Navn eller adgangskode er forkert." in wrong.text
    assert "<b>anna" not in wrong.text and "forkert kode" not in wrong.text
    assert "x.example" not in wrong.text
    late = client.post("/log-ind", data=sent)
    assert late.status_code == 429 and late.headers["retry-after"] == "1"
    assert "Prøv igen om 1 sekund." in late.text


def test_only_administrators_administer() -> None:
    anna, bo = logged_in(BOTH, "anna"), logged_in(BOTH, "bo")
    assert bo.get("/admin").text == '"administration"'
    assert bo.post("/admin/fjern").status_code == 200
    refused = anna.get("/admin", headers=PAGE)
    assert refused.status_code == 403 and "du er ikke administrator" in refused.text
    assert anna.post("/admin/fjern").status_code == 403
    assert "Administration" in bo.get("/hjaelp").text
    assert "Administration" not in anna.get("/hjaelp").text


def test_with_administrators_alone_reading_is_open() -> None:
    client = visitor(ONLY_ADMINS)
    shown = client.get("/hjaelp", headers=PAGE)
    assert shown.status_code == 200 and 'href="/log-ind?til=/hjaelp"' in shown.text
    assert "Administration" not in shown.text
    asked = client.get("/admin", headers=PAGE)
    assert asked.headers["location"] == "/log-ind?til=/admin"
    assert client.post("/admin/fjern").status_code == 401
    assert logged_in(ONLY_ADMINS, "bo").get("/admin").status_code == 200


@pytest.mark.parametrize(("host", "status"), [("127.0.0.1", 200), ("0.0.0.0", 403)])
def test_without_accounts_only_this_machine_administers(host: str, status: int) -> None:
    client = visitor(access("", "", host))
    answer = client.get("/admin", headers=PAGE)
    assert answer.status_code == status
    assert client.get("/hjaelp").status_code == 200
    assert "Log ind" not in client.get("/hjaelp").text
    assert client.get("/log-ind").headers["location"] == "/"
    if status == 403:
        assert "Sæt REFERAT_ADMINS til navn:hash" in answer.text
        assert "REFERAT_ADMINS" in client.post("/admin/fjern").json()["error"]


def test_another_name_for_this_machine_is_not_answered() -> None:
    client = visitor(access("", "", "127.0.0.1"), "http://x.example:7860")
    answer = client.get("/", headers=PAGE)
    assert answer.status_code == 421 and "REFERAT_HOST" in answer.text
    assert visitor(access("", "", "127.0.0.1"), "http://[::1]:7860").get("/hjaelp").is_success


@pytest.mark.parametrize("path", ["/log-ind", "/log-ud", INTAKE, "/gradio_api/queue/join", "/x"])
def test_nothing_is_changed_from_another_site(path: str) -> None:
    client = visitor(Access())
    for headers in (
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://x.example"},
        {"origin": "null"},
    ):
        for method in ("POST", "PUT", "PATCH", "DELETE"):
            answer = client.request(method, path, headers=headers)
            assert answer.status_code == 403 and "anden side" in answer.json()["error"]


def test_the_command_line_comes_in_with_its_secret() -> None:
    client = visitor(ONLY_READERS)
    assert client.get(INTAKE, headers={"X-Referat-Secret": "hemmelig"}).text == "her"
    assert client.get(INTAKE, headers={"X-Referat-Secret": "gættet".encode()}).status_code == 404


def basic(name: str, password: str) -> dict[str, str]:
    return {"authorization": "Basic " + b64encode(f"{name}:{password}".encode()).decode()}


def test_programs_send_name_and_password_to_their_own_addresses_only() -> None:
    client = visitor(ONLY_READERS)
    asked = client.get("/api/meetings")
    assert asked.status_code == 401 and asked.headers["www-authenticate"].startswith("Basic ")
    assert client.get("/api/findes-ikke", headers=basic("anna", PASSWORD)).status_code == 404
    assert client.get("/hjaelp", headers=basic("anna", PASSWORD)).status_code == 401
    for sent in ("Basic", "Basic !", "Basic YQ==", "Bearer x", "Basic /w=="):
        assert client.get("/api/x", headers={"authorization": sent}).status_code == 401
    for _ in range(5):
        assert client.get("/api/x", headers=basic("anna", "forkert kode")).status_code == 401
    slow = client.get("/api/x", headers=basic("anna", "forkert kode"))
    assert slow.status_code == 429 and slow.headers["retry-after"] == "1"
    assert "om 1 sekund." in slow.json()["error"]
    # The right password, known since the first call, works all the while.
    assert client.get("/api/findes-ikke", headers=basic("anna", PASSWORD)).status_code == 404


def test_every_answer_of_the_gate_has_the_security_headers() -> None:
    client = visitor(ONLY_READERS)
    for answer in (client.get("/hjaelp"), client.get("/", headers=PAGE), client.get("/log-ind")):
        assert "script-src 'self'" in answer.headers["content-security-policy"]
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
