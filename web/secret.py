"""The secret that seals what browsers keep; kept beside the index, so that a restart knows it."""

import os
from pathlib import Path
from secrets import token_bytes

from vectorstore.errors import StoreUnavailable

_FILE = "page.key"
_LENGTH = 32  # bytes


def kept_secret(folder: Path) -> bytes:
    """The folder's secret, made at first need and readable by its owner only."""
    path = folder / _FILE
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.stat().st_size != _LENGTH:
            fresh = path.with_suffix(f".{os.getpid()}")
            fresh.touch(mode=0o600)
            fresh.write_bytes(token_bytes(_LENGTH))
            fresh.replace(path)  # whole or not at all
        return path.read_bytes()
    except OSError as error:
        raise StoreUnavailable(
            f"Filen {path} kan ikke læses eller skrives ({error.strerror}). Ret mappens "
            "rettigheder, eller vælg en anden mappe med REFERAT_INDEX."
        ) from error
