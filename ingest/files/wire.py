"""What goes between us and a process that reads files: a length, then a pickle of known records."""

import pickle
import struct
from io import BytesIO
from typing import IO, Any

SCRATCH = "INGEST_SCRATCH"  # the variable that names a process's temporary folder to it
_LENGTH = struct.Struct(">Q")
# A process that reads what strangers wrote is not to be trusted: what it answers can name these
# records and nothing else. "datetime" has date and time.
_KNOWN = ("ingest.document", "ingest.files.archive", "vectorstore.schema", "datetime")


class Broken(Exception):
    """The other end is gone, or says what it may not."""


class TooMuch(Broken):
    """An answer is longer than it may be."""


class _Records(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        """Our records by their own names."""
        if module not in _KNOWN or "." in name:
            raise pickle.UnpicklingError(f"{module}.{name}")
        return super().find_class(module, name)


def send(stream: IO[bytes], said: Any) -> None:
    """Write one message; Broken when nobody reads it."""
    packed = pickle.dumps(said, protocol=5)
    try:
        stream.write(_LENGTH.pack(len(packed)))
        stream.write(packed)
        stream.flush()
    except (OSError, ValueError) as error:
        raise Broken from error


def receive(stream: IO[bytes], most: int) -> Any:
    """Read one message of at most so many bytes; Broken at the end of the stream."""
    try:
        head = stream.read(_LENGTH.size)
        if len(head) < _LENGTH.size:
            raise Broken
        (length,) = _LENGTH.unpack(head)
        if length > most:
            raise TooMuch
        packed = stream.read(length)
    except (OSError, ValueError) as error:
        raise Broken from error
    if len(packed) < length:
        raise Broken
    try:
        return _Records(BytesIO(packed)).load()
    except (pickle.UnpicklingError, EOFError, AttributeError, IndexError, TypeError) as error:
        raise Broken from error
