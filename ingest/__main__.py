"""`python -m ingest`: put minutes into the index, list them, remove them."""

import argparse
import gc
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from settings import Settings
    from vectorstore.index import Index, Place
    from vectorstore.schema import FileResult

_DESCRIPTION = "Læg referater ind i indekset, se, hvad der er, og fjern dem igen."

_STOPPED = "Afbrudt. Alt, der er indlæst, er helt; kør kommandoen igen for resten."


def parser() -> argparse.ArgumentParser:
    """The command line; nothing heavy is imported to show its help."""
    top = argparse.ArgumentParser(prog="python -m ingest", description=_DESCRIPTION)
    commands = top.add_subparsers(dest="command", required=True, metavar="KOMMANDO")
    sync = commands.add_parser("sync", help="gør indekset lig med en mappe (REFERAT_MINUTES)")
    sync.add_argument("folder", nargs="?", type=Path, metavar="MAPPE")
    sync.add_argument("--if-empty", action="store_true", help="kun når intet er indlæst endnu")
    sync.add_argument(
        "--keep-going", action="store_true", help="kode 0, også når enkelte filer ikke kan læses"
    )
    sync.add_argument(
        "--again", action="store_true", help="prøv også de filer igen, som ikke kunne læses sidst"
    )
    watch = commands.add_parser("watch", help="hold øje med en mappe, og indlæs det, der kommer")
    watch.add_argument("folder", nargs="?", type=Path, metavar="MAPPE")
    add = commands.add_parser("add", help="læg filer eller mapper til")
    add.add_argument("paths", nargs="+", type=Path, metavar="STI")
    remove = commands.add_parser("remove", help="fjern møder helt")
    remove.add_argument("names", nargs="+", metavar="MØDE", help="mødets id eller filens navn")
    commands.add_parser("list", help="vis, hvad der er indlæst")
    for name, told, file in (
        ("backup", "gem indekset i én fil, også mens siden kører", "skrives"),
        ("restore", "læg en sikkerhedskopi tilbage i et tomt indeks", "læses"),
    ):
        command = commands.add_parser(name, help=told)
        command.add_argument("file", type=Path, metavar="FIL.zip", help=f"filen, der {file}")
    commands.add_parser("doctor", help="se indekset efter, og ret det, der kan rettes")
    commands.add_parser("rebuild", help="byg søgeindekset op igen uden at læse filerne")
    return top


def main(arguments: list[str] | None = None) -> int:
    """Exit code 0 when all went well, 1 when something failed, with one sentence on stderr."""
    options = parser().parse_args(arguments)
    gc.disable()  # until there is work: a sixth of the time that importing takes
    from vectorstore.errors import ReferatError

    try:
        from settings import load_settings

        return _run(options, load_settings())
    except ReferatError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt as stopped:
        print(str(stopped) or _STOPPED, file=sys.stderr)
        return 130


def _run(options: argparse.Namespace, settings: "Settings") -> int:
    from vectorstore.index import Index

    gc.freeze()
    gc.enable()
    place = settings.place()
    if options.command == "rebuild":
        return _rebuild(place)
    if options.command in ("backup", "restore", "doctor"):
        from ingest.upkeep import keep_up

        return keep_up(options.command, getattr(options, "file", Path()), place)
    if options.command == "list":
        return _list(Index(place, at_once=False))
    if options.command == "sync" and options.if_empty and _filled(place):
        return 0
    if options.command == "watch":
        return _watch(options.folder or settings.minutes, settings, place)
    names = _names(options, settings)
    from ingest.handover import hand_over, running

    again = options.command == "sync" and options.again
    command = "sync again" if again else options.command
    page = running(place)
    if page is not None:
        print(f"Siden på {page.url} kører; den indlæser selv.", flush=True)
        failed = _report(hand_over(page, command, names), print)
    else:
        failed = _index(Index(place, at_once=False), settings, command, names)
    return 0 if options.command == "sync" and options.keep_going else int(failed)


def _names(options: argparse.Namespace, settings: "Settings") -> list[str]:
    """What the command is about; paths are looked at before anything is opened or created."""
    if options.command == "remove":
        return list(options.names)
    from ingest.read import minutes_files

    paths = [options.folder or settings.minutes] if options.command == "sync" else options.paths
    for path in paths:
        minutes_files(path)
    return [str(path.resolve()) for path in paths]


def _index(index: "Index", settings: "Settings", command: str, names: list[str]) -> bool:
    from ingest.bar import Bar
    from ingest.report import total
    from ingest.run import Indexing
    from vectorstore.embedder import BUNDLED

    if command != "remove":
        index.ledger.set_model(settings.embedding_model or BUNDLED)

    def work(bar: Bar) -> "Iterator[FileResult | str]":
        done = []
        indexing = Indexing(
            index, lambda: bar.loading(settings), bar, municipality=settings.municipality
        )
        for result in indexing.command(command, names):
            done.append(result)
            yield result
        yield total(done, index.ledger.summary())

    with Bar() as bar:
        try:
            with index.writing():
                return _report(work(bar), bar.say)
        except KeyboardInterrupt:
            raise KeyboardInterrupt(bar.interrupted()) from None


def _watch(folder: Path, settings: "Settings", place: "Place") -> int:
    """Index what comes until Ctrl-C, through the page while that runs."""
    from threading import Event

    from ingest.bar import Bar
    from ingest.handover import hand_over, running
    from ingest.run import Indexing
    from ingest.watch import Watch
    from vectorstore.embedder import BUNDLED
    from vectorstore.errors import UnreadableMinutes
    from vectorstore.index import Index

    if not folder.is_dir():
        raise UnreadableMinutes(f"Mappen {folder} findes ikke; angiv en mappe at holde øje med.")
    bar = Bar()

    def run(names: list[str]) -> "Iterator[FileResult | str]":
        page = running(place)
        if page is not None:
            yield from hand_over(page, "watch", names)
            return
        index = Index(place)
        try:
            index.ledger.set_model(settings.embedding_model or BUNDLED)
            made = Indexing(
                index, lambda: bar.loading(settings), bar, municipality=settings.municipality
            )
            with index.writing():
                yield from made.command("watch", names)
        finally:
            index.close()

    with bar:
        Watch(folder, run, bar.say).until(Event())
    return 0


def _report(results: "Iterable[FileResult | str]", say: "Callable[[str], None]") -> bool:
    """Tell of each file; True when one of them failed."""
    from ingest.report import line
    from vectorstore.schema import FileOutcome

    failed = False
    for result in results:
        text = result if isinstance(result, str) else line(result)
        if text:
            say(text)
        failed |= not isinstance(result, str) and result.outcome is FileOutcome.FAILED
    return failed


def _filled(place: "Place") -> bool:
    from vectorstore.ledger import Ledger

    if not place.shared and not (place.folder / "ledger.db").exists():
        return False
    ledger = Ledger(place.ledger_url)
    try:
        return bool(ledger.documents())
    finally:
        ledger.close()


def _rebuild(place: "Place") -> int:
    from ingest.handover import hand_over, running
    from ingest.report import rebuilt
    from vectorstore.index import rebuild

    page = running(place)
    if page is not None:
        print(f"Siden på {page.url} kører; den bygger selv op igen.", flush=True)
        return int(_report(hand_over(page, "rebuild", []), print))
    print(rebuilt(rebuild(place)))
    return 0


def _list(index: "Index") -> int:
    from ingest.report import counted

    summary = index.ledger.summary()
    for meeting in summary.meetings:
        closed = f", heraf {meeting.closed} lukket" if meeting.closed else ""
        print(f"{meeting.held}  {meeting.id:44}  {counted(meeting.items, 'punkt')}{closed}")
    print(
        f"{counted(len(summary.meetings), 'referat')}, {counted(summary.items, 'punkt')}, "
        f"{summary.passages} uddrag, sprogmodel: {summary.model or '–'}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
