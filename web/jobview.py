"""What a page tells of the work under way: a line, a bar, and what became of each file."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from vectorstore.filelist import IndexedFile
from vectorstore.schema import FileOutcome
from web.archive import Archive
from web.jobs import Done, Job, Task
from web.language import Words
from web.wording import counted

_MOST = 100  # results listed; the counts tell of all


@dataclass(frozen=True, slots=True)
class Row:
    """A file's result, with what the index knows of its meeting now."""

    done: Done
    file: IndexedFile | None = None
    links: int = 0  # kept answers that cite a meeting that changed


@dataclass(frozen=True, slots=True)
class JobView:
    """A job as shown."""

    job: Job
    told: str  # one line, also for screen readers
    rows: tuple[Row, ...]
    left_out: int
    waiting: tuple[str, ...]  # names of files not begun

    @property
    def percent(self) -> int:
        """How much is done."""
        return round(self.job.share * 100)

    @property
    def compared(self) -> list[Row]:
        """Those whose old words can be seen."""
        return [row for row in self.rows if row.done.changes]


def view(job: Job | None, archive: Archive, words: Words) -> JobView | None:
    """The job as it is now; None before the first."""
    if job is None:
        return None
    done = [Done(result) for result in job.refused] + list(job.done)
    listed = [each for each in done if not _passed_over(job, each)]
    # What wants doing first; the order is otherwise that of the work.
    listed.sort(key=lambda each: each.result.outcome is not FileOutcome.FAILED)
    begun = job.finished + (1 if job.current else 0)
    uploads = job.running and job.task in (Task.RECEIVE, Task.REPLACE)
    return JobView(
        job,
        _told(job, Counter(each.result.outcome for each in done), words),
        tuple(map(_row_of(archive), listed[:_MOST])),
        max(len(listed) - _MOST, 0),
        tuple(job.names[begun : begun + _MOST]) if uploads else (),
    )


def _passed_over(job: Job, done: Done) -> bool:
    return job.task is Task.SYNC and done.result.outcome is FileOutcome.UNCHANGED


def _row_of(archive: Archive) -> Callable[[Done], Row]:
    files = {file.meeting: file for file in archive.index.ledger.files()}

    def row(done: Done) -> Row:
        meeting = done.result.meeting
        changed = done.result.outcome is FileOutcome.UPDATED
        links = archive.kept.links_to(meeting) if changed else 0
        return Row(done, files.get(meeting), links)

    return row


def _told(job: Job, counts: Counter[FileOutcome], words: Words) -> str:
    if job.running:
        return _progress(job, words)
    if job.error:
        return words("Arbejdet blev ikke færdigt.")
    if job.task is Task.REBUILD:
        return words("Søgningen er bygget op igen: {count}.", count=_minutes(job.finished, words))
    parts = [f"{counts[kind]} {name}" for kind, name in _names(words).items() if counts[kind]]
    told = ", ".join(parts) or words("ingen filer")
    if job.stopping:
        return words("Stoppet: {told}. Resten er ikke læst.", told=told)
    return words("Færdig: {told}.", told=told)


def _progress(job: Job, words: Words) -> str:
    if job.stopping:
        return words("Stopper, når filen er læst færdig.")
    if job.task is Task.ERASE:
        return words("Fjerner referatet …")
    if not job.total:
        return words("Begynder …")
    if job.task is Task.REBUILD:
        return words(
            "{done} af {total} referater er bygget op. Siden kan bruges imens.",
            done=job.finished, total=job.total,
        )  # fmt: skip
    if job.total == 1:
        return words("Læser filen. Siden kan bruges imens.")
    return words(
        "{done} af {total} filer er læst. Siden kan bruges imens.",
        done=job.finished, total=job.total,
    )  # fmt: skip


def _minutes(count: int, words: Words) -> str:
    return counted(count, words("referat"), words("referater"), words.language)


def _names(words: Words) -> dict[FileOutcome, str]:
    return {
        FileOutcome.NEW: words("nyt"),
        FileOutcome.UPDATED: words("ændret"),
        FileOutcome.UNCHANGED: words("uændret"),
        FileOutcome.DUPLICATE: words("dublet"),
        FileOutcome.SUPERSEDED: words("afløst"),
        FileOutcome.REMOVED: words("fjernet"),
        FileOutcome.FAILED: words("ikke læst"),
    }


def numbers(changed: tuple[int, ...], words: Words) -> str:
    """ "6", "6 og 11", "2, 6 og 11"."""
    if len(changed) < 2:
        return "".join(map(str, changed))
    return words("{first} og {last}", first=", ".join(map(str, changed[:-1])), last=changed[-1])
