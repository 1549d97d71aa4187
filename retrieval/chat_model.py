"""The chat model that a user has set: the one place that speaks with it, through langchain."""

import re
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from queue import Empty, SimpleQueue
from threading import Event, Lock, Thread
from typing import Any
from urllib.parse import urlsplit

from vectorstore.errors import ReferatError

Messages = Sequence[tuple[str, str]]  # ("system" | "human" | "ai", text)

_HOMES = {
    "openai": "https://api.openai.com/v1",
    "anthropic": "https://api.anthropic.com",
    "ollama": "http://127.0.0.1:11434",
}
_NO_KEY = "none"  # a server of one's own may ask for none; the client insists on a word
_KEYLESS = {"ollama"}
_ROOM = 8192  # tokens that Ollama reads; it cuts longer prompts without a word, at 4,096 or less
_LONGEST = 700  # tokens of an answer
# Models of OpenAI's that reason refuse a temperature.
_CHOOSES_ITSELF = re.compile(r"o\d|gpt-5")
_WHOLE = 5  # times the wait for one piece, for all of an answer


class Trouble(StrEnum):
    """Why there is no answer from the model; each has a sentence `llm_…` in prompts/."""

    MISSING = "missing"  # the package is not installed
    NO_KEY = "no_key"  # none is set, and the provider asks for one: nothing is sent
    KEY = "key"
    DOWN = "down"
    SLOW = "slow"
    CUT_OFF = "cut_off"
    BUSY = "busy"  # it reads its weights, or has too many to answer at once
    UNKNOWN = "unknown"  # no such model, or nothing of the kind at that address
    REFUSED = "refused"  # too long, or nothing left to pay with
    UNSUPPORTED = "unsupported"  # it answered, and the minutes bear none of it out
    DECLINED = "no_answer"  # it found no answer in the sources


class ModelTrouble(ReferatError):
    """The model did not answer. Holds the kind alone: what a server says may repeat the key."""

    def __init__(self, kind: Trouble) -> None:
        super().__init__(kind.value)
        self.kind = kind


@dataclass(frozen=True)
class ChatModel:
    """A model by its langchain name; nothing is loaded or reached before the first question."""

    provider: str  # "openai", "ollama" or "anthropic"
    name: str  # "gemma3:12b"
    url: str = ""  # of a server of one's own
    key: str = field(default="", repr=False)
    wait: float = 60.0  # seconds for the first piece, and between pieces
    _lock: Lock = field(default_factory=Lock, repr=False, compare=False)
    _made: list[Any] = field(default_factory=list, repr=False, compare=False)

    @property
    def place(self) -> str:
        """The host it runs on."""
        return urlsplit(self.url or _HOMES[self.provider]).hostname or self.url

    def tell(self, messages: Messages) -> Iterator[str]:
        """The model's words as they come; ModelTrouble where they do not. Closing it hangs up."""
        model = self._model()
        pieces: SimpleQueue[str | ModelTrouble | None] = SimpleQueue()
        over = Event()
        work = (model, messages, pieces, over)
        Thread(target=_listen, args=work, daemon=True).start()
        end = time.monotonic() + _WHOLE * self.wait
        try:
            while True:
                try:
                    piece = pieces.get(timeout=max(0.0, min(self.wait, end - time.monotonic())))
                except Empty:
                    raise ModelTrouble(Trouble.SLOW) from None
                if piece is None:
                    return
                if isinstance(piece, ModelTrouble):
                    raise piece
                yield piece
        finally:
            over.set()

    def _model(self) -> Any:
        """The langchain model, made at the first question, on the thread that asks."""
        if not (self.key or self.url or self.provider in _KEYLESS):
            raise ModelTrouble(Trouble.NO_KEY)
        with self._lock:
            if not self._made:
                try:
                    self._made.append(self._make())
                except ImportError:
                    raise ModelTrouble(Trouble.MISSING) from None
        return self._made[0]

    def _make(self) -> Any:
        from langchain.chat_models import init_chat_model

        options: dict[str, Any] = {"base_url": self.url or _HOMES[self.provider]}
        if not _CHOOSES_ITSELF.match(self.name):
            options["temperature"] = 0
        if self.provider == "ollama":
            headers = {"Authorization": f"Bearer {self.key}"} if self.key else {}
            options |= {
                "num_ctx": _ROOM,
                "num_predict": _LONGEST,
                "client_kwargs": {"timeout": self.wait, "headers": headers},
            }
        else:
            options |= {"api_key": self.key or _NO_KEY, "timeout": self.wait, "max_retries": 0}
            options["max_tokens"] = _LONGEST
        return init_chat_model(self.name, model_provider=self.provider, **options)


def _listen(
    model: Any,
    messages: Messages,
    pieces: "SimpleQueue[str | ModelTrouble | None]",
    over: Event,
) -> None:
    """Put what the model says into the queue; None at the end of a whole answer."""
    begun = ended = False
    try:
        with _untraced():
            for chunk in model.stream(list(messages)):
                if over.is_set():
                    return
                ended = ended or _ended(chunk.response_metadata)
                text = str(chunk.text)
                if text:
                    begun = True
                    pieces.put(text)
    except Exception as error:  # each provider's client raises errors of its own
        pieces.put(ModelTrouble(_kind(error, begun=begun)))
    else:
        pieces.put(None if ended else ModelTrouble(Trouble.CUT_OFF))


def _untraced() -> Any:
    """Keeps questions from LangSmith, where another program's settings would send them."""
    from langsmith import tracing_context

    return tracing_context(enabled=False)


def _ended(told: dict[str, Any]) -> bool:
    """Whether a piece says that the answer is whole; a broken connection says nothing."""
    return any(told.get(name) for name in ("finish_reason", "done_reason", "stop_reason"))


def _kind(error: Exception, *, begun: bool) -> Trouble:
    """What a client's error means, by what all of them have in common."""
    names = {each.__name__ for each in type(error).__mro__}
    told = _OF_STATUS.get(getattr(error, "status_code", 0) or 0) or _OF_STATUS.get(_code(error))
    if told is Trouble.KEY or names & _OF_KEYS:
        return Trouble.KEY
    if any("Timeout" in name for name in names):
        return Trouble.SLOW
    if begun:
        return Trouble.CUT_OFF
    if names & _OF_CONNECTIONS:
        return Trouble.DOWN
    if told and getattr(error, "code", None) != _UNPAID:
        return told
    return Trouble.REFUSED


_OF_STATUS = {
    401: Trouble.KEY,
    403: Trouble.KEY,
    404: Trouble.UNKNOWN,
    429: Trouble.BUSY,
    502: Trouble.DOWN,  # of a proxy with no server behind it
    503: Trouble.BUSY,  # llama.cpp's "Loading model"
    504: Trouble.SLOW,
    529: Trouble.BUSY,  # Anthropic's "Overloaded"
}
_UNPAID = "insufficient_quota"  # OpenAI's 429 that no waiting helps
_OF_KEYS = {"ModelAuthenticationError", "ModelPermissionDeniedError"}
_OF_CONNECTIONS = {"ModelConnectionError", "ConnectionError", "TransportError", "OSError"}


def _code(error: Exception) -> int:
    """The status that Ollama's client leaves in the server's own words."""
    told = getattr(error, "error", None)
    code = told.get("code") if isinstance(told, dict) else None
    with suppress(TypeError, ValueError):
        return int(str(code))
    return 0


def open_chat_model(name: str, url: str, key: str, wait: float) -> ChatModel | None:
    """The model that settings name ("" is none): "ollama:gemma3:12b", "openai:gpt-4o-mini"."""
    provider, _, model = name.partition(":")
    return ChatModel(provider, model, url, key, wait) if name else None
