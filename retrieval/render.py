"""An Answer as Markdown and as the documented JSON."""

from typing import Any

from retrieval.phrases import listed, quoted, say
from vectorstore.dates import long_date
from vectorstore.schema import Answer, Citation, Role, SectionKind, Statement, Wording

_PROPOSED = {"da": "Forslag, ikke besluttet:", "en": "Proposed, not decided:"}


def as_markdown(answer: Answer) -> str:
    """The answer with [n] after every sentence; quotes are block quotes."""
    parts = [_statement(statement, answer) for statement in answer.statements]
    if answer.refused and answer.searched:
        parts += _searched(answer)
    return "\n\n".join(parts)


def _statement(statement: Statement, answer: Answer) -> str:
    marks = "".join(f"[{n}]" for n in statement.cites)
    text = f"{statement.text} {marks}".rstrip()
    match statement.role:
        case Role.QUOTE:
            quote = "\n".join(f"> {line}" for line in text.split("\n"))
            return (
                f"{_PROPOSED[answer.language]}\n\n{quote}"
                if _unannounced(statement, answer)
                else quote
            )
        case Role.ALSO:
            words = quoted(statement.text.replace("\n", " "), answer.language)
            return f"{statement.label}: {words} {marks}".rstrip()
        case _:
            return text


def _unannounced(statement: Statement, answer: Answer) -> bool:
    """Whether a quoted proposal stands among quotes of other kinds, where it must be called one."""
    kinds = {each.kind for each in answer.statements if each.role is Role.QUOTE}
    return statement.kind is SectionKind.RECOMMENDATION and len(kinds) > 1


def _searched(answer: Answer) -> list[str]:
    searched, language = answer.searched, answer.language
    assert searched is not None
    lines = [
        say(
            language,
            "searched",
            items=searched.items,
            meetings=searched.meetings,
            committees=listed(searched.committees, language),
            first=searched.first_year,
            last=searched.last_year,
        )
    ]
    if searched.found:
        lines.append(say(language, "found_words", words=", ".join(searched.found)))
    if searched.missing:
        lines.append(say(language, "missing_words", words=", ".join(searched.missing)))
    if searched.closed_items:
        lines.append(say(language, "closed_searched", closed=searched.closed_items))
    parts = [" ".join(lines)]
    if answer.nearest:
        places = [near_place(each, language) for each in answer.nearest]
        parts.append(say(language, "nearest", places=listed(places, language)))
    return parts


def near_place(citation: Citation, language: str = "da") -> str:
    """ "punkt 8, Frit valg, 4. april 2022 (Direktionen)"."""
    item = "item" if language == "en" else "punkt"
    day = long_date(citation.held, language)
    return f"{item} {citation.item}, {citation.title}, {day} ({citation.committee})"


def as_json(answer: Answer) -> dict[str, Any]:
    """The documented fields and no others; dates ISO, `seconds` rounded to a millisecond.

    `model` is there only where a chat model is set and was asked.
    """
    return {
        "answer": as_markdown(answer),
        "refused": answer.refused,
        "reason": answer.reason,
        "citations": [as_citation(citation) for citation in answer.citations],
        "seconds": round(answer.seconds, 3),
        **({"model": as_wording(answer.wording)} if answer.wording else {}),
    }


def as_wording(wording: Wording) -> dict[str, Any]:
    """Which chat model put the answer in words, or why it is the minutes' own after all."""
    return {
        "name": wording.model,
        "place": wording.place,
        "trouble": wording.trouble,
        "told": wording.told,
        "checked": wording.checked,
        "repaired": wording.repaired,
        "withdrawn": wording.withdrawn,
    }


def as_citation(citation: Citation) -> dict[str, Any]:
    """One citation of the documented JSON."""
    return {
        "n": citation.n,
        "meeting": citation.meeting,
        "committee": citation.committee,
        "date": citation.held.isoformat(),
        "item": citation.item,
        "title": citation.title,
        "case": citation.case,
        "section": citation.section,
        "quote": citation.quote,
        "page": citation.page,
        "url": citation.url,
    }


def as_terminal(answer: Answer) -> str:
    """The answer as plain text with its sources below."""
    parts = [as_markdown(answer).replace("**", "")]
    if answer.wording:
        parts.append(formulated(answer.wording, answer.language))
    if answer.citations:
        parts.append("\n".join(_source(citation) for citation in answer.citations))
    return "\n\n".join(parts)


def formulated(wording: Wording, language: str) -> str:
    """Who put the answer in words and how that was checked, or why nobody did."""
    if wording.told:
        return wording.told
    name = "llm_worded_but" if wording.withdrawn else "llm_worded"
    return say(
        language, name, model=wording.model, place=wording.place, withdrawn=wording.withdrawn
    )


def _source(citation: Citation) -> str:
    day = long_date(citation.held)
    where = f"punkt {citation.item}, {citation.title}" if citation.item else "mødets hoved"
    there = f", {citation.municipality}" if citation.municipality else ""
    page = f", side {citation.page}" if citation.page else ""
    agenda = ", dagsorden" if citation.agenda else ""
    section = f"{citation.section}{agenda}{page}"
    return f"[{citation.n}] {citation.committee}{there}, {day}, {where} ({section})"
