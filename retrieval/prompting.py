"""What a chat model is sent: the prompts of `prompts/`, and the sources as fenced data."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from secrets import token_hex

from retrieval.chat_model import Messages
from retrieval.phrases import say
from retrieval.sources import Outcome, Source
from retrieval.streamed import visible
from vectorstore.dates import long_date
from vectorstore.schema import SectionKind

_FOLDER = Path(__file__).parent.parent / "prompts"
# What a passage might imitate: our fence, and a source's mark.
_FENCES = re.compile(r"={3,}")
_MARK = re.compile(r"\[(\s*\d[\d,;\s]*)\]")


def asked(
    question: str, sources: Sequence[Source], language: str, earlier: Sequence[str] = ()
) -> Messages:
    """The conversation that asks for an answer from the sources; `earlier` questions lead in."""
    fence = f"===== {token_hex(4)}"  # no passage can know it
    system = prompt(
        "answer", language, marks=marks(sources), refusal=say(language, "llm_declined"), fence=fence
    )
    told = "\n".join(_fenced(source, fence, language) for source in sources)
    last = say(language, "llm_question", question=" ".join(question.split()))
    if earlier:
        before = " / ".join(" ".join(text.split()) for text in earlier)
        last = say(language, "llm_earlier", questions=before) + "\n" + last
    return [("system", system), ("human", f"{told}\n{fence}\n\n{last}")]


def repaired(asked_for: Messages, sentence: str, fault: str, marks: str, language: str) -> Messages:
    """The same conversation, asking for one sentence again."""
    refusal = say(language, "llm_declined")
    again = prompt("repair", language, sentence=sentence, fault=fault, marks=marks, refusal=refusal)
    return [*asked_for, ("ai", sentence), ("human", again)]


def rewritten(questions: Sequence[str], language: str) -> Messages:
    """Asks for the last question, said so that it stands alone."""
    told = "\n".join(f"{n}. {' '.join(text.split())}" for n, text in enumerate(questions, 1))
    return [("system", prompt("rewrite", language)), ("human", told)]


def marks(sources: Sequence[Source]) -> str:
    """The marks that a sentence may carry: "[1], [2], [3]"."""
    return ", ".join(f"[{source.n}]" for source in sources)


def prompt(name: str, language: str, **values: str) -> str:
    """A prompt filled in; KeyError names a value that is missing."""
    return _read(name, language).format_map(values)


@cache
def _read(name: str, language: str) -> str:
    return (_FOLDER / f"{name}.{language}.md").read_text(encoding="utf-8").strip()


def _fenced(source: Source, fence: str, language: str) -> str:
    """A source as data: where it stands and what became of it, then its words line by line."""
    case = f" · {source.case}" if source.case else ""
    kind = source.section if source.kind is SectionKind.OTHER else source.kind.value.capitalize()
    day = long_date(source.held, language)
    head = f"{source.committee} · {day} · {source.item}. {source.title}{case} · {kind}"
    state = _state(source, language)
    lines = [harmless(unit.reading or unit.text) for unit in source.units]
    head = f"{fence} [{source.n}] {harmless(head)}{f' · {state}' if state else ''}"
    return "\n".join([head, *lines])


def _state(source: Source, language: str) -> str:
    """What a reader of the source must know: it was put off, not followed, taken up again."""
    told = []
    if source.agenda:
        told.append(say(language, "llm_agenda"))
    elif source.kind is SectionKind.RECOMMENDATION:
        told.append(say(language, f"llm_proposal_{source.outcome.value}"))
    elif source.kind is SectionKind.DECISION and source.outcome in _TOLD:
        told.append(say(language, f"llm_decision_{source.outcome.value}"))
    if source.superseded:
        told.append(say(language, "llm_superseded", date=source.superseded))
    return " ".join(told)


_TOLD = (Outcome.POSTPONED, Outcome.REJECTED, Outcome.RECOMMENDED)


def harmless(text: str) -> str:
    """A passage's words on one line, without what could pass for a fence or a mark of ours."""
    return _MARK.sub(r"(\1)", _FENCES.sub("==", " ".join(visible(text).split())))
