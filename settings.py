"""Settings: environment variables or .env with the prefix REFERAT_. Read by entry points only."""

import os
import re
from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

from dotenv import dotenv_values
from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

from vectorstore.errors import SettingsError

PREFIX = "REFERAT_"
_NAME = re.compile(
    r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*", re.IGNORECASE
)
_KEYS = {"openai": "OPENAI_API_KEY", "anthropic": "ANTHROPIC_API_KEY", "ollama": ""}
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


def _cache() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "referater"


class Settings(BaseSettings):
    """What a user may set; the descriptions are the README's table."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True
    )

    minutes: Path = Field(default=Path("minutes"), description="Mappen med referater.")
    index: Path = Field(default=Path(".index"), description="Mappen, som indekset ligger i.")
    cache: Path = Field(
        default_factory=_cache, description="Mappen, som sprogmodellen pakkes ud i."
    )
    embedding_model: str = Field(
        default="",
        description="Sprogmodel til søgning: tom er den medfølgende, ellers et Hugging Face-navn.",
    )
    host: str = Field(default="127.0.0.1", description="Adressen, som siden vises på.")
    port: int = Field(default=7860, ge=1, le=65535, description="Porten, som siden vises på.")
    open_to_all: bool = Field(
        default=False, description="Skal være 1, før andre maskiner kan læse uden at logge ind."
    )
    public_name: str = Field(
        default="",
        description="Navnet i adressen, når en webserver står foran, fx referater.lindevang.dk.",
    )
    users: str = Field(
        default="",
        repr=False,
        description="Hvem der kan læse: navn:hash;navn:hash eller en fil med dem. Tom er alle.",
    )
    admins: str = Field(
        default="",
        repr=False,
        description="Hvem der kan administrere, skrevet på samme måde. De må også læse.",
    )
    chroma_url: str = Field(
        default="", description="En Chroma-server i stedet for en mappe i indekset."
    )
    database_url: str = Field(
        default="", description="En database (SQLAlchemy) i stedet for SQLite i indekset."
    )
    llm: str = Field(
        default="",
        description="Chatmodel, fx ollama:gemma3:12b. Tom er ingen: svaret er referaternes ord.",
    )
    llm_url: str = Field(
        default="",
        repr=False,
        description="Adressen på jeres egen modelserver, fx http://127.0.0.1:8000/v1.",
    )
    llm_key: str = Field(
        default="",
        repr=False,
        description="Nøglen til modellen. Ellers OPENAI_API_KEY eller ANTHROPIC_API_KEY hos dem.",
    )
    llm_timeout: float = Field(
        default=60,
        gt=0,
        description="Sekunder, der højst ventes på modellens første ord og mellem ordene.",
    )
    log: str = Field(
        default="",
        description="Filen med loggen; - er skærmen, tom er log/referat.jsonl i indekset.",
    )
    log_questions: bool = Field(
        default=False, description="1 skriver også spørgsmålenes ord i loggen; ellers aldrig."
    )
    title: str = Field(default="", description="Navnet under „Spørg referaterne“, fx kommunens.")
    municipality: str = Field(
        default="",
        description="Jeres egen kommune, fx Lindevang Kommune. Andres møder har kommunen med i id.",
    )

    @field_validator("minutes", "index", "cache", mode="before")
    @classmethod
    def _folder(cls, value: str | Path) -> Path:
        if not str(value).strip():
            raise ValueError("skal være en mappe")  # Path("") is the whole current folder
        return Path(os.path.expanduser(value))  # .env has no shell to read the ~

    @field_validator("llm")
    @classmethod
    def _a_model(cls, value: str) -> str:
        provider, _, model = value.strip().partition(":")
        if value.strip() and (provider not in _KEYS or not model.strip()):
            raise ValueError(
                "skal være udbyder og model, fx ollama:gemma3:12b; udbyderen er openai, ollama "
                "eller anthropic"
            )
        return value.strip()

    @field_validator("llm_url")
    @classmethod
    def _a_server(cls, value: str) -> str:
        if value and (not value.startswith(("http://", "https://")) or "@" in value):
            raise ValueError("skal være en adresse som http://127.0.0.1:8000/v1, uden nøgle")
        return value

    @field_validator("llm_key")
    @classmethod
    def _a_key(cls, value: str) -> str:
        if not (value.isascii() and value.isprintable()) or " " in value.strip():
            raise ValueError("må kun bestå af almindelige bogstaver, tal og tegn")
        return value.strip()

    @property
    def llm_secret(self) -> str:
        """The key to send. A provider's usual variable counts at the provider only."""
        return self.llm_key or ("" if self.llm_url else os.environ.get(self._key_name, ""))

    @property
    def _key_name(self) -> str:
        return _KEYS.get(self.llm.partition(":")[0], "")

    @field_validator("chroma_url")
    @classmethod
    def _web_address(cls, value: str) -> str:
        if value and not value.startswith(("http://", "https://")):
            raise ValueError("skal være en adresse som http://127.0.0.1:8000")
        return value

    @field_validator("public_name")
    @classmethod
    def _a_name(cls, value: str) -> str:
        if value and not _NAME.fullmatch(value):
            raise ValueError("skal være et navn som referater.lindevang.dk, uden http:// og port")
        return value.lower()

    @model_validator(mode="after")
    def _not_open_by_accident(self) -> "Settings":
        if self.public_name:
            told = f"REFERAT_PUBLIC_NAME={self.public_name}"
        elif self.host not in _LOOPBACK:
            told = f"REFERAT_HOST={self.host}"
        else:
            return self
        if not self.users.strip() and not self.open_to_all:
            raise ValueError(
                f"{told} lader andre maskiner læse alt; sæt også REFERAT_USERS, eller "
                "REFERAT_OPEN_TO_ALL=1, hvis det er meningen"
            )
        return self


def load_settings() -> Settings:
    """The settings; SettingsError names each wrong variable, its value and what it may be."""
    _refuse_unknown()
    try:
        return Settings()
    except ValidationError as error:
        problems = "; ".join(_told(each) for each in error.errors())
        raise SettingsError(f"Indstillingerne kan ikke bruges: {problems}.") from error


def _refuse_unknown() -> None:
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    # Names without the prefix, in .env too, belong to other programs.
    for name in (*os.environ, *_in_file()):
        if name.upper().startswith(PREFIX) and name.upper() not in known:
            raise SettingsError(_unknown(name.upper(), known))


def _in_file() -> Iterable[str]:
    try:
        return dotenv_values(".env", encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            "Filen .env kan ikke læses. Den skal være en tekstfil, gemt som UTF-8."
        ) from error


def _unknown(name: str, known: set[str]) -> str:
    near = get_close_matches(name, sorted(known), n=1)
    hint = f"Mente du {near[0]}?" if near else f"De kendte er {', '.join(sorted(known))}."
    return f"Indstillingen {name} kendes ikke. {hint}"


def _told(problem: ErrorDetails) -> str:
    message = problem["msg"].removeprefix("Value error, ")
    if not problem["loc"]:  # of the whole: the message names its variables
        return message
    name = PREFIX + str(problem["loc"][0]).upper()
    hidden = not Settings.model_fields[str(problem["loc"][0])].repr  # a key, or an address with one
    told = name if hidden else f"{name}={problem['input']}"
    return f"{told}: {_DANISH.get(problem['type'], message)}"


_DANISH = {
    "int_parsing": "skal være et helt tal",
    "float_parsing": "skal være et tal",
    "greater_than": "skal være over 0",
    "greater_than_equal": "skal være mindst 1",
    "less_than_equal": "må højst være 65535",
    "bool_parsing": "skal være 0 eller 1",
}


def documented() -> list[tuple[str, str, str]]:
    """(variable, default as shown, meaning) of every setting, in order."""
    rows = []
    for name, field in Settings.model_fields.items():
        default = "~/.cache/referater" if name == "cache" else field.default
        shown = int(default) if isinstance(default, bool) else default
        rows.append((PREFIX + name.upper(), str(shown), str(field.description)))
    return rows
