"""A follow-up said again by a chat model so that it stands alone, if it keeps the subject."""

from collections.abc import Collection, Sequence

from retrieval import prompting
from retrieval.checks.clauses import among, content
from retrieval.checks.figures import figures
from retrieval.phrasing import Model
from retrieval.streamed import plain

_LONGEST = 300  # letters
_KEPT = 0.7  # share of the last question's own words


def rewritten(
    question: str, history: Sequence[str], subject: str, model: Model, language: str
) -> str:
    """The question as the model says it, or "" where it does not keep to what was asked.

    `subject` is the title of the item that the conversation is about. ModelTrouble where the model
    does not answer.
    """
    asked = prompting.rewritten([*history, question], language)
    said = ""
    for piece in model.tell(asked):
        said += piece
        if "\n" in said.strip() or len(said) > _LONGEST:
            break
    first = plain(said.strip().partition("\n")[0].strip(' "„“”'))
    return first if keeps(first, question, history, subject) else ""


def keeps(said: str, question: str, history: Sequence[str], subject: str) -> bool:
    """Whether a rewriting asks what was asked, of the conversation's subject, and adds nothing."""
    if not said or len(said) > _LONGEST:
        return False
    own, asked, about = content(said), content(question), content(subject)
    known = set(asked | about).union(*(content(earlier) for earlier in history))
    printed = figures(" ".join((question, subject, *history)))
    figures_known = {(each.kind, each.value) for each in printed}
    return (
        _share(asked, own) >= _KEPT
        and any(among(word, own) for word in about)
        and all(among(word, known) for word in own)
        and all((each.kind, each.value) in figures_known for each in figures(said))
        and {each.value for each in figures(question)} <= {each.value for each in figures(said)}
    )


def _share(words: Collection[str], of: Collection[str]) -> float:
    """The share of words that are among others."""
    return sum(among(word, of) > 0 for word in words) / len(words) if words else 1.0
