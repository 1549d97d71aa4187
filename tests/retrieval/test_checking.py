"""A sentence is held against the sources that it cites; over the sample minutes, with the model."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from retrieval.assistant import Assistant
from retrieval.checking import Reason, check, cited, rests_on, unmarked, ways
from retrieval.checks.figures import Kind, figures
from retrieval.meaning import alike
from retrieval.sources import Outcome, Source, source_of
from tests.retrieval.harbour import HARBOUR, RIGHT, WRONG

CHILDREN = "boerne-og-kulturudvalget-2023-03-14"
ROADS = "teknik-og-miljoeudvalget-2022-04-06"


@dataclass(frozen=True)
class Labelled:
    """A line of sentences.txt."""

    right: bool
    meeting: str
    item: int
    sections: tuple[str, ...]
    sentence: str


def labelled() -> list[Labelled]:
    lines = Path(__file__).with_name("sentences.txt").read_text(encoding="utf-8").splitlines()
    rows = [[part.strip() for part in line.split("|", 4)] for line in lines if line[0] in "+-"]
    return [Labelled(r[0] == "+", r[1], int(r[2]), tuple(r[3].split("+")), r[4]) for r in rows]


def sources(assistant: Assistant, meeting_id: str, item_number: int) -> list[Source]:
    """All passages of an item, and of one beside it, which may mislead."""
    meeting, ledger = assistant.meeting(meeting_id), assistant.index.ledger
    beside = [i.number for i in meeting.items if not i.closed and abs(i.number - item_number) == 1]
    found: list[Source] = []
    for number in (item_number, *beside[:1]):
        item = meeting.item(number)
        assert item is not None
        for passage in ledger.item_passages(meeting_id, number):
            found.append(source_of(len(found) + 1, meeting, item, passage, ledger))
    return found


def test_right_sentences_pass_and_wrong_ones_do_not(sample_assistant: Assistant) -> None:
    near = alike(sample_assistant.embedder)
    wrong = []
    for line in labelled():
        given = sources(sample_assistant, line.meeting, line.item)
        marks = [s.n for s in given if s.item == line.item and s.kind.value in line.sections]
        assert marks, line
        sentence = f"{line.sentence} {''.join(f'[{n}]' for n in marks)}."
        if check(sentence, given, near).supported is not line.right:
            wrong.append(line.sentence)
    assert wrong == []


REASONS = [
    ("Taksten bliver 3.700 kr.", Reason.NO_MARK, "Taksten bliver 3.700 kr."),
    ("Taksten bliver 3.700 kr. [99]", Reason.UNKNOWN_MARK, "[99]"),
    ("Taksten bliver 3.900 kr. {decision}", Reason.AMOUNT, "3.900 kr"),
    ("Der er 512 elever. {background}", Reason.NUMBER, "512"),
    ("Taksten gælder fra den 1. maj 2031. {decision}", Reason.DATE, "1. maj 2031"),
    ("Svend Holgersen ville have klaver. {background}", Reason.NAME, "Svend Holgersen"),
    ("Sagen er 21/9999. {background}", Reason.CASE, "21/9999"),
    ("Der står „taksten er gratis for alle“. {decision}", Reason.QUOTE, "taksten er gratis for"),
    ("Byrådet besluttede en takst på 3.700 kr. {decision}", Reason.BODY, "Byrådet"),
    ("Musikskolen har 92 elever. {background}", Reason.RELATION, "92"),
    ("Udvalget godkendte, at taksten stiger. {proposal}", Reason.PROPOSAL, "godkendte"),
    ("Ventetiden er ikke længst på klaver. {background}", Reason.NEGATION, "ikke"),
    ("Kommunen bygger en ny svømmehal. {background}", Reason.UNSUPPORTED, "Kommunen bygger"),
]


@pytest.mark.parametrize(("sentence", "why", "words"), REASONS)
def test_the_reason_names_the_words_at_fault(
    sample_assistant: Assistant, sentence: str, why: Reason, words: str
) -> None:
    given = sources(sample_assistant, CHILDREN, 6)
    names = {"beslutning": "decision", "indstilling": "proposal", "baggrund": "background"}
    marks = {
        names[s.kind.value]: f"[{s.n}]" for s in given if s.item == 6 and s.kind.value in names
    }
    verdict = check(sentence.format_map(marks), given, alike(sample_assistant.embedder))
    assert (verdict.supported, verdict.why) == (False, why)
    assert verdict.words.startswith(words)


OUTCOMES = [
    (CHILDREN, 2, Outcome.REJECTED),  # "Udvalget kan ikke anbefale indstillingen."
    (CHILDREN, 6, Outcome.REJECTED),  # "1. Ikke godkendt."
    (ROADS, 2, Outcome.POSTPONED),
    (ROADS, 5, Outcome.REJECTED),
    (ROADS, 6, Outcome.ALTERED),  # "Godkendt, idet Kærvej udgår"
    ("boerne-og-kulturudvalget-2021-05-18", 3, Outcome.FOLLOWED),
    ("boerne-og-kulturudvalget-2021-11-09", 2, Outcome.RECOMMENDED),  # "Anbefales godkendt."
]


@pytest.mark.parametrize(("meeting", "item", "outcome"), OUTCOMES)
def test_a_source_tells_what_its_item_came_to(
    sample_assistant: Assistant, meeting: str, item: int, outcome: Outcome
) -> None:
    found = {s.outcome for s in sources(sample_assistant, meeting, item) if s.item == item}
    assert found == {outcome}


def test_the_quote_is_the_sentence_that_says_it(sample_assistant: Assistant) -> None:
    given = sources(sample_assistant, ROADS, 6)
    case = next(s for s in given if s.item == 6 and s.kind.value == "sagsfremstilling")
    rests = rests_on("Prisen på asfalt er steget 17 procent.", case)
    assert rests.text == "Prisen på asfalt er steget 17 procent siden sidste år."
    assert rests_on("Elkjærvej koster 3.130.000 kr.", case).text.startswith("Elkjærvej")


MARKS = [
    ("Godkendt [1].", (1,), "Godkendt."),
    ("Godkendt. [2][1]", (2, 1), "Godkendt."),
    ("Godkendt [1, 3] med ændringer [3].", (1, 3), "Godkendt med ændringer."),
    ("Godkendt.", (), "Godkendt."),
]


@pytest.mark.parametrize(("sentence", "numbers", "bare"), MARKS)
def test_marks_are_read_and_taken_off(sentence: str, numbers: tuple[int, ...], bare: str) -> None:
    assert (cited(sentence), unmarked(sentence)) == (numbers, bare)


FIGURES = [
    ("0,4 mio. kr.", Kind.AMOUNT, 400_000.0),
    ("540.000 kr.", Kind.AMOUNT, 540_000.0),
    ("kr. 540.000", Kind.AMOUNT, 540_000.0),
    ("540,000 kr.", Kind.AMOUNT, 540_000.0),
    ("otte timer", Kind.NUMBER, 8.0),
    ("3½ år", Kind.NUMBER, 3.5),
    ("5,2 procent", Kind.PERCENT, 5.2),
    ("kl. 16.30", Kind.TIME, "16.30"),
    ("22/3389", Kind.CASE, "22/3389"),
    ("den 18. maj 2021", Kind.DATE, (2021, 5, 18, 2021, 5, 18)),
]


@pytest.mark.parametrize(("text", "kind", "value"), FIGURES)
def test_figures_are_compared_by_value(text: str, kind: Kind, value: object) -> None:
    [found] = figures(text)
    assert (found.kind, found.value) == (kind, value)


def test_the_reader_is_told_what_was_held_against_the_source() -> None:
    assert ways("Udvalget godkendte 210.000 kr. den 12. juni 2024.") == (
        "figures", "dates", "decision", "meaning",
    )  # fmt: skip
    assert ways("Foreningen er glad.") == ("meaning",)


@pytest.mark.parametrize(
    ("sentence", "right"), [*((each, True) for each in RIGHT), *((each, False) for each in WRONG)]
)
def test_a_sentence_is_judged_by_what_stands_around_its_words(sentence: str, right: bool) -> None:
    verdict = check(sentence, HARBOUR, lambda _, texts: [0.9] * len(texts))
    assert verdict.supported is right, verdict
