"""The index's health in sentences, each with whether all is well."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from vectorstore.health import Health, health
from web.archive import Archive
from web.jobs import Jobs
from web.language import Language, Words
from web.wording import clock, counted, day

_GB = 1_000_000_000  # bytes
_ROOM = 1.0  # GB that should be free


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    well: bool
    told: str
    rebuild: bool = False  # whether building up again is the way out
    danish: bool = False  # the sentence is told in Danish in either language


def findings(archive: Archive, jobs: Jobs, words: Words) -> list[Finding]:
    """All that was looked at; StoreUnavailable when the ledger does not answer."""
    seen = health(archive.index)
    working = jobs.job is not None and jobs.job.running
    return [
        *_copies(seen, working, words),
        _model(seen, archive.model, words),
        *_folders(seen, archive.folder, words),
        _last_error(jobs, words),
    ]


def _copies(seen: Health, working: bool, words: Words) -> Iterator[Finding]:
    told = counted(seen.passages, words("tekststykke"), words("tekststykker"), words.language)
    if working:
        yield Finding(True, words("Der arbejdes på indekset lige nu; tallene er på vej."))
    elif seen.agrees:
        yield Finding(True, words("{passages}: alle kan søges på mening og på ord.", passages=told))
    for count, sentence in (
        (seen.vectors, words("Søgningen på mening svarer ikke.")),
        (seen.words, words("Søgningen på ord svarer ikke.")),
    ):
        if count < 0:
            yield Finding(False, sentence, rebuild=True)
    if working:
        return
    if min(seen.vectors, seen.words) >= 0 and not seen.vectors == seen.words == seen.passages:
        yield Finding(
            False,
            words(
                "Tallene passer ikke: {passages} er læst, {vectors} kan søges på mening, "
                "{words} på ord.", passages=told, vectors=seen.vectors, words=seen.words,
            ),
            rebuild=True,
        )  # fmt: skip
    if seen.pending:
        waiting = counted(seen.pending, words("referat"), words("referater"), words.language)
        yield Finding(
            False, words("{count} venter på at blive søgbare.", count=waiting), rebuild=True
        )


def _model(seen: Health, wanted: str, words: Words) -> Finding:
    if seen.model in ("", wanted):
        return Finding(
            True, words("Sprogmodellen er den, indstillingerne siger: {name}.", name=wanted)
        )
    return Finding(
        False,
        words(
            "Indekset er lavet med {known}, men indstillingerne siger {wanted}.",
            known=seen.model,
            wanted=wanted,
        ),
    )


def _folders(seen: Health, folder: Path, words: Words) -> Iterator[Finding]:
    if os.access(nearest(folder), os.W_OK):
        yield Finding(True, words("Der kan lægges filer i mappen {folder}.", folder=folder))
    else:
        told = words(
            "Der kan ikke lægges filer i mappen {folder}. Ret mappens rettigheder.", folder=folder
        )
        yield Finding(False, told)
    if seen.writable:
        yield Finding(True, words("Der kan skrives i indekset."))
    else:
        told = words("Der kan ikke skrives i indeksets mappe. Ret mappens rettigheder.")
        yield Finding(False, told)
    yield _room(seen.free / _GB, words)


def _room(free: float, words: Words) -> Finding:
    room = f"{free:.1f}" if words.language is Language.ENGLISH else f"{free:.1f}".replace(".", ",")
    if free >= _ROOM:
        return Finding(True, words("Disken har {room} GB ledig.", room=room))
    return Finding(
        False,
        words("Disken har kun {room} GB ledig. Gør plads, før du læser mere ind.", room=room),
    )


def nearest(folder: Path) -> Path:
    """The folder, or where it would be made."""
    return next(path for path in (folder, *folder.resolve().parents) if path.exists())


def _last_error(jobs: Jobs, words: Words) -> Finding:
    if jobs.last_error is None:
        return Finding(True, words("Der er ikke sket fejl, siden siden blev startet."))
    at, told = jobs.last_error
    here = at.astimezone()
    when = f"{day(here.date(), words.language)} {clock(here, words.language)}"
    return Finding(False, f"{when}: {told}", danish=True)
