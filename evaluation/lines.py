"""JSON-lines files that come in from outside: one record a line, each line checked."""

from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from vectorstore.errors import ReferatError

R = TypeVar("R", bound=BaseModel)


class UnusableFile(ReferatError):
    """A file named on the command line that cannot be read, understood or written."""


def read_records(path: Path, record: type[R]) -> list[R]:
    """The records of a file, blank lines left out.

    Raises UnusableFile with the number of the first line that is no such record.
    """
    # Not splitlines(): a JSON string may hold U+2028, which splitlines() takes for a line end.
    numbered = enumerate(_text(path).split("\n"), start=1)
    return [_record(line, record, f"{path}, linje {n}") for n, line in numbered if line.strip()]


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise UnusableFile(f"{path} findes ikke: ret stien og prøv igen.") from None
    except UnicodeDecodeError:
        raise UnusableFile(f"{path} er ikke skrevet i UTF-8: gem filen i UTF-8.") from None
    except OSError as error:
        raise UnusableFile(f"{path} kan ikke læses: angiv en fil, du har adgang til.") from error


def _record(line: str, record: type[R], place: str) -> R:
    try:
        return record.model_validate_json(line)
    except ValidationError as error:
        raise UnusableFile(_complaint(error, place)) from None


def _complaint(error: ValidationError, place: str) -> str:
    """The first kind of fault in words; every missing field is named."""
    faults = error.errors(include_url=False, include_context=False, include_input=False)
    if faults[0]["type"] == "json_invalid":
        return f"{place}, er ikke JSON: ret eller slet linjen."
    if not faults[0]["loc"]:
        return f"{place}, er ikke et JSON-objekt: skriv felterne i {{ }}."
    missing = [_field(fault["loc"]) for fault in faults if fault["type"] == "missing"]
    if missing:
        return f"{place}, mangler {_listed(missing)}."
    return f"{place}: feltet „{_field(faults[0]['loc'])}“ har en værdi, der ikke kan bruges."


def _field(loc: tuple[int | str, ...]) -> str:
    """A place in a record as people write it: ("item", 0, "punkt") is "item[0].punkt"."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in loc)[1:]


def _listed(names: list[str]) -> str:
    quoted = [f"„{name}“" for name in names]
    if len(quoted) == 1:
        return f"feltet {quoted[0]}"
    return f"felterne {', '.join(quoted[:-1])} og {quoted[-1]}"
