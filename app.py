"""Starts the page: settings in, server up. `python app.py`."""

import errno
import gc
import socket
import sys
from contextlib import suppress
from functools import partial
from threading import Event, Thread

import uvicorn

from ingest.files.kinds import SUFFIXES
from ingest.handover import ROUTE, announce, withdraw
from ingest.read import content
from ingest.served import Worker
from ingest.watch import Watch
from retrieval.assistant import Assistant, open_assistant
from retrieval.watch import Several
from settings import Settings, load_settings
from vectorstore.embedder import BUNDLED
from vectorstore.errors import ReferatError, SettingsError
from vectorstore.index import Progress
from vectorstore.schema import FileResult
from web import intake
from web.access import access
from web.archive import Archive
from web.kept import Kept
from web.logs import Log, opened
from web.metrics import Metrics
from web.metrics import routes as watching
from web.page import build
from web.secret import kept_secret


def main() -> int:
    """Serve until Ctrl-C; 1 when it cannot start."""
    gc.disable()  # until the page is warm: what starting makes stays, and is much to go through
    try:
        settings = load_settings()
        who = access(
            settings.users, settings.admins, settings.host, settings.public_name, guarded=[ROUTE]
        )
        metrics = Metrics()
        log = Log(opened(settings.log, settings.index), questions=settings.log_questions)
        assistant = open_assistant(settings, Several(metrics, log))
        secret = kept_secret(settings.index)
        listener = listen(settings)
        shared = assistant.index.place.shared
        note = None if shared else announce(settings.index, address(listener))
    except ReferatError as error:
        print(error, file=sys.stderr)
        return 1
    model = settings.embedding_model or BUNDLED
    kept = Kept(assistant.index.place.kept_url)

    def told(result: FileResult) -> None:
        metrics.indexed(result)
        log.indexed(result)

    worker = Worker(
        assistant.index, assistant.embedder, model, settings.minutes, told, settings.municipality
    )
    stopped = Event()
    if settings.watch:
        watch = Watch(settings.minutes, partial(worker.results, "watch", progress=Progress()), say)
        Thread(target=watch.until, args=(stopped,), daemon=True).start()
    archive = Archive(settings.minutes, assistant.index, model, SUFFIXES, worker.results, kept)
    also = watching(metrics, assistant.index)
    if note is not None:
        also.include_router(intake.routes(ROUTE, note.secret, worker.lines))
    page = build(
        assistant, settings.title, also,
        read=content, kept=kept, archive=archive, access=who, secret=secret,
    )  # fmt: skip
    config = uvicorn.Config(page, log_level="warning", timeout_graceful_shutdown=1)
    try:
        with suppress(KeyboardInterrupt):  # uvicorn passes it on after shutting down in good order
            Server(config, assistant).run(sockets=[listener])
    finally:
        stopped.set()
        if note is not None:
            withdraw(settings.index, note)
    return 0


def say(line: str) -> None:
    """Print at once, also into a file."""
    print(line, flush=True)


def listen(settings: Settings) -> socket.socket:
    """The bound socket; SettingsError where the port is taken or the host is not this machine's."""
    address = (settings.host, settings.port)
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server(address, family=family)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise SettingsError(
                f"Port {settings.port} er optaget af et andet program. "
                "Stop det, eller vælg en anden port med REFERAT_PORT."
            ) from error
        raise SettingsError(
            f"Siden kan ikke åbnes på {settings.host}:{settings.port}. "
            "Vælg en anden adresse med REFERAT_HOST eller en anden port med REFERAT_PORT."
        ) from error


def address(listener: socket.socket) -> str:
    """Where a browser on this machine finds the page."""
    host, port = listener.getsockname()[:2]
    host = "127.0.0.1" if host in ("0.0.0.0", "::") else host
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def warm(assistant: Assistant) -> None:
    """Load the model while the reader looks at the page."""
    try:
        assistant.warm()
    except ReferatError as error:
        print(error, file=sys.stderr)
    finally:
        # A collection goes through all words of the corpus, a fifth of a second at 100,000
        # passages, in the middle of somebody's answer: what is there now is left out of it.
        gc.collect()
        gc.freeze()
        gc.enable()


class Server(uvicorn.Server):
    """Says where the page is once it can be opened, and stops at once."""

    def __init__(self, config: uvicorn.Config, assistant: Assistant) -> None:
        super().__init__(config)
        self._assistant = assistant

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then say it, and only then warm up: importing is done one thing at a time."""
        await super().startup(sockets=sockets)
        for listener in sockets or ():
            print(f"Åbn {address(listener)} i din browser (Ctrl-C stopper).", flush=True)
        Thread(target=warm, args=(self._assistant,), daemon=True).start()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Hang up first: an open page listens for as long as it is open."""
        for connection in list(self.server_state.connections):
            connection.transport.close()
        await super().shutdown(sockets=sockets)


if __name__ == "__main__":
    sys.exit(main())
