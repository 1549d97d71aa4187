"""The MCP server as programs meet it: its real process over stdio, and the page's /mcp."""

import json
import os
import subprocess
import sys
from base64 import b64encode
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import anyio
import httpx2
import pytest
from council import council
from mcp.client import Client
from mcp.client.stdio import StdioServerParameters
from mcp.client.streamable_http import streamable_http_client
from starlette.testclient import TestClient
from visiting import Served

from ingest.read import content
from web.access import access
from web.page import build
from web.password import hashed
from web.tools import TOOLS

ROOT = Path(__file__).parents[2]
NAMES = ["ask", "search", "meeting", "case"]
PASSWORD = "rugbrød og smør"


def talk(server: Any, say: Callable[[Client], Awaitable[None]]) -> None:
    async def run() -> None:
        async with Client(server, read_timeout_seconds=60) as client:
            await say(client)

    anyio.run(run)


async def only_the_four(client: Client) -> None:
    tools = (await client.list_tools()).tools
    assert [tool.name for tool in tools] == NAMES
    for tool in tools:
        assert tool.description and tool.annotations and tool.annotations.read_only_hint
        assert tool.annotations.destructive_hint is False
        assert tool.input_schema["additionalProperties"] is False
    given = client.server_capabilities
    assert given.tools is not None
    assert given.resources is given.prompts is given.completions is given.logging is None


def test_every_tool_answers_over_stdio(sample_index: Path, cache: Path) -> None:
    kept = {"REFERAT_INDEX": str(sample_index), "REFERAT_CACHE": str(cache), "HF_HUB_OFFLINE": "1"}
    server = StdioServerParameters(
        command=sys.executable, args=["-m", "web.mcp_server"], cwd=ROOT, env=kept
    )

    async def say(client: Client) -> None:
        await only_the_four(client)
        question = "Hvad blev besluttet om Frie Bymidter?"
        asked = await client.call_tool("ask", {"question": question})
        answer = asked.structured_content
        assert not asked.is_error and answer["refused"] is False
        text = asked.content[0].text  # type: ignore[union-attr]
        assert "[1]" in answer["answer"] and text.startswith(answer["answer"])
        first = answer["citations"][0]
        assert f"„{first['quote']}“ ({first['url']})" in text
        found = await client.call_tool("search", {"query": "Frie Bymidter", "limit": 2})
        assert [each["n"] for each in found.structured_content["passages"]] == [1, 2]
        read = await client.call_tool("meeting", {"id": first["meeting"]})
        assert read.structured_content["date"] == first["date"]
        followed = await client.call_tool("case", {"case": first["case"]})
        assert first["meeting"] in {
            step["meeting"] for step in followed.structured_content["steps"]
        }
        unknown = await client.call_tool("meeting", {"id": "findes-ikke"})
        assert unknown.is_error and "ikke indlæst" in unknown.content[0].text  # type: ignore[union-attr]

    talk(server, say)


WRONG = [
    ("case", {"case": "99/1"}, "sagsnummer „99/1“"),
    ("ask", {}, "Ret dette: question."),
    ("ask", {"question": "for langt"}, "Spørgsmålet er for langt."),
    ("ask", {"question": "x", "model": "y"}, "Ret dette: model."),
    ("search", {"query": "x", "limit": 1000}, "Ret dette: limit."),
    ("remove", {"meeting": "tmu-2024-06-12"}, "findes ikke"),
]


def test_what_is_wrong_is_a_sentence_and_closed_items_stay_closed() -> None:
    served = Served(council(), access=access("", "", "127.0.0.1"))

    async def say(client: Client) -> None:
        await only_the_four(client)
        for tool, arguments, told in WRONG:
            answer = await client.call_tool(tool, arguments)
            assert answer.is_error and told in answer.content[0].text  # type: ignore[union-attr]
        read = await client.call_tool("meeting", {"id": "tmu-2024-06-12"})
        text = read.content[0].text  # type: ignore[union-attr]
        assert "lukkede døre" in text and "Hemmelig" not in text + json.dumps(
            read.structured_content
        )

    talk(f"{served.base}/mcp", say)
    served.stop()


def test_with_users_the_address_asks_for_name_and_password() -> None:
    served = Served(council(), access=access(f"anna:{hashed(PASSWORD)}", "", "127.0.0.1"))
    refused = httpx2.post(f"{served.base}/mcp", json={"jsonrpc": "2.0", "id": 1, "method": "ping"})
    assert refused.status_code == 401 and refused.json() == {"error": "Log ind først."}
    sent = b64encode(f"anna:{PASSWORD}".encode()).decode()

    async def run() -> None:
        headers = {"Authorization": f"Basic {sent}"}
        async with httpx2.AsyncClient(headers=headers) as http:
            transport = streamable_http_client(f"{served.base}/mcp", http_client=http)
            async with Client(transport) as client:
                await only_the_four(client)

    anyio.run(run)
    served.stop()


def test_no_other_site_and_no_other_name_reaches_it() -> None:
    page = build(council(), access=access("", "", "127.0.0.1"), read=content)
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    with TestClient(page, "http://127.0.0.1:7860") as client:
        foreign = client.post("/mcp", json=body, headers={"origin": "https://x.example"})
        assert foreign.status_code == 403
        assert client.post("http://x.example/mcp", json=body).status_code == 421
        large = client.post("/mcp", content=b"x" * 200_000)
        assert large.status_code in (406, 413, 415)
        assert client.get("/gradio_api/mcp/sse").status_code == 404


def test_the_tools_can_only_read() -> None:
    source = (ROOT / "web" / "programs.py").read_text("utf-8")
    assert [tool.name for tool in TOOLS] == NAMES
    for word in ("put(", "remove(", "writing(", ".add(", "open(", "write"):
        assert word not in source


def test_a_start_that_fails_is_one_sentence_on_stderr(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "web.mcp_server"],
        env={**os.environ, "REFERAT_INDEX": "/dev/null/x"}, cwd=ROOT, input="",
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1 and done.stdout == ""
    assert len(done.stderr.splitlines()) == 1 and "REFERAT_INDEX" in done.stderr


@pytest.mark.parametrize("word", ["--help", "-h"])
def test_help_says_how_it_is_used(word: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "web.mcp_server", word],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "python -m web.mcp_server" in done.stdout
