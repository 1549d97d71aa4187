"""`python -m web.mcp_server`: the tools over stdio; the page has them at /mcp."""

import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import anyio
from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Receive, Scope, Send

from retrieval.assistant import Assistant
from vectorstore.errors import ReferatError
from web.tools import INSTRUCTIONS, TOOLS, Tool

if TYPE_CHECKING:
    from mcp.server.lowlevel import Server
    from mcp.types import CallToolResult

_LARGEST = 100_000  # bytes of a request


def server(assistant: Callable[[], Assistant]) -> "Server[Any]":
    """The server with its tools and nothing else; `assistant` is called when one is used."""
    from mcp import types
    from mcp.server.lowlevel import Server

    tools = {tool.name: tool for tool in TOOLS}

    async def listed(context: Any, params: Any) -> types.ListToolsResult:
        return types.ListToolsResult(tools=[_described(tool) for tool in TOOLS])

    async def called(context: Any, params: types.CallToolRequestParams) -> types.CallToolResult:
        if params.name not in tools:
            return _failed(f"Værktøjet {params.name[:40]} findes ikke.")
        tool, arguments = tools[params.name], params.arguments or {}
        return await run_in_threadpool(_run, tool, arguments, assistant)

    return Server(
        "referater", version="1", title="Spørg referaterne", instructions=INSTRUCTIONS,
        on_list_tools=listed, on_call_tool=called,
    )  # fmt: skip


def _described(tool: Tool) -> Any:
    from mcp import types

    return types.Tool(
        name=tool.name,
        description=tool.description,
        input_schema=tool.takes.model_json_schema(),
        output_schema=tool.gives.model_json_schema(mode="serialization"),
        annotations=types.ToolAnnotations(
            read_only_hint=True, destructive_hint=False, open_world_hint=False
        ),
    )


def _run(
    tool: Tool, arguments: dict[str, Any], assistant: Callable[[], Assistant]
) -> "CallToolResult":
    from mcp import types

    try:
        given = tool.read(assistant(), tool.takes.model_validate(arguments))
    except ReferatError as error:
        return _failed(str(error))
    except ValidationError as error:
        fields = {".".join(map(str, each["loc"])) or "argumenterne" for each in error.errors()}
        return _failed(f"Ret dette: {', '.join(sorted(fields))[:200]}. Se værktøjets skema.")
    text = types.TextContent(type="text", text=tool.text(given))
    return types.CallToolResult(content=[text], structured_content=given.model_dump(mode="json"))


def _failed(sentence: str) -> "CallToolResult":
    from mcp import types

    text = types.TextContent(type="text", text=sentence)
    return types.CallToolResult(content=[text], is_error=True)


class AtAddress:
    """The same server as an ASGI application: every request stands alone, answered in JSON."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._wanted: anyio.Event
        self._ready: anyio.Event
        self._answer: ASGIApp

    @asynccontextmanager
    async def lifespan(self, _: Any) -> AsyncIterator[None]:
        """While the page is served. `mcp` takes a second to import: at the first request."""
        self._wanted, self._ready = anyio.Event(), anyio.Event()
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(self._open)
            yield
            tasks.cancel_scope.cancel()

    async def _open(self) -> None:
        await self._wanted.wait()
        manager = await run_in_threadpool(_manager, self._assistant)
        async with manager.run():
            self._answer = manager.asgi_app
            self._ready.set()
            await anyio.sleep_forever()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The gate has looked at who asks, from which site and under which name."""
        self._wanted.set()
        await self._ready.wait()
        await self._answer(scope, receive, send)


def _manager(assistant: Assistant) -> Any:
    from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

    return StreamableHTTPSessionManager(
        server(lambda: assistant), json_response=True, stateless=True,
        max_request_body_size=_LARGEST,
    )  # fmt: skip


def main() -> int:
    """Serve over stdin and stdout until stdin ends; 1 with a sentence when it cannot start."""
    if len(sys.argv) > 1:
        print("Brug: python -m web.mcp_server. Et program taler med den over stdin og stdout.")
        return 0 if sys.argv[1] in ("-h", "--help") else 1
    from retrieval.assistant import open_assistant
    from settings import load_settings

    try:
        assistant = open_assistant(load_settings())
    except ReferatError as error:
        print(error, file=sys.stderr)
        return 1
    anyio.run(_serve, assistant)
    return 0


async def _serve(assistant: Assistant) -> None:
    from mcp.server.stdio import stdio_server

    made = server(lambda: assistant)
    async with stdio_server() as (read, write):
        await made.run(read, write, made.create_initialization_options())


if __name__ == "__main__":
    sys.exit(main())
