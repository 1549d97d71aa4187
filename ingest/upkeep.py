"""Backup, restore and doctor: the commands that keep an index whole."""

from pathlib import Path

from ingest.handover import hand_over, running
from ingest.report import counted
from vectorstore.backup import backup, restore
from vectorstore.doctor import examined
from vectorstore.errors import IndexBusy
from vectorstore.index import Place


def keep_up(command: str, file: Path, place: Place) -> int:
    """Run one of the three; a ReferatError says what could not be done."""
    if command == "backup":
        made = backup(place, file)
        print(f"{file} har nu {counted(made.meetings, 'referat')} og alt, der er gemt på siden.")
        return 0
    page = running(place)
    if command == "restore":
        if page is not None:
            raise IndexBusy(f"Siden på {page.url} bruger indekset. Stop den, og prøv igen.")
        back = restore(file, place)
        day = back.made.astimezone().strftime("%d-%m-%Y kl. %H.%M")
        print(f"{counted(back.meetings, 'referat')} er lagt tilbage, som de var {day}.")
        return 0
    for sentence in hand_over(page, "doctor", []) if page else examined(place):
        print(sentence, flush=True)
    return 0
