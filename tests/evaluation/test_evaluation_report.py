from dataclasses import replace

import pytest

from evaluation.answers import GivenAnswer, GivenCitation
from evaluation.figures import Figures, Share, Spread
from evaluation.questions import Place, Question
from evaluation.report import failures, tables

NOTHING = Share(0, 0)
DATES = Figures(
    count=59, right=Share(55, 59), found=Share(59, 59), first=Share(57, 59),
    precision=Share(100, 150), refused=NOTHING, wrongly_refused=Share(0, 59),
    verbatim=Share(150, 150), words=Spread(54.5, 98), seconds=Spread(0.012, 0.304),
)  # fmt: skip
REFUSED = Figures(
    3, NOTHING, NOTHING, NOTHING, NOTHING, Share(3, 3), NOTHING, NOTHING, None, Spread(0.01, 0.02)
)
QUESTION = Question(
    id="t1", question="og hvornår?", kind="followup", history=("Hvad med cykelstien?",),
    item=(Place(meeting="2024-06-04", punkt=4),),
    must_contain=(("juni", "sommer"), ("Møllevej",)), must_not_contain=("udskudt",),
)  # fmt: skip
UNANSWERABLE = QUESTION.model_copy(update={"item": (), "must_contain": ()})
CITED = GivenCitation(meeting="teknik-2024-06-04", date="2024-06-04", item=4, quote="Juni")
RIGHT = GivenAnswer(
    id="t1", answer="Møllevej, juni", refused=False, reason="", citations=(CITED,), seconds=1.0
)
REFUSAL = RIGHT.model_copy(update={"refused": True, "reason": "not_found", "citations": ()})


def rows(text: str) -> list[list[str]]:
    """The cells of each line: they stand at least two blanks apart."""
    lines = text.splitlines()
    return [[cell.strip() for cell in line.split("  ") if cell.strip()] for line in lines]


def test_the_tables_show_percentages_with_their_counts_and_a_dash_for_nothing() -> None:
    told = rows(tables({"fact_date": DATES, "unanswerable": REFUSED}, replace(DATES, count=62)))
    assert ["fact_date", "59", "93,2 % (55/59)", "100,0 % (59/59)", "96,6 % (57/59)",
            "66,7 % (100/150)"] in told  # fmt: skip
    assert ["fact_date", "–", "0,0 % (0/59)", "100,0 % (150/150)", "54 / 98", "0,01 / 0,30"] in told
    assert ["unanswerable", "3", "–", "–", "–", "–"] in told
    assert ["unanswerable", "100,0 % (3/3)", "–", "–", "–", "0,01 / 0,02"] in told
    assert [row[0] for row in told if row].count("I alt") == 2


def test_the_lines_of_a_table_are_equally_long_and_fit_a_terminal() -> None:
    first, second = tables({"cross_meeting": DATES}, DATES).split("\n\n")
    for table in (first, second):
        assert len({len(line) for line in table.splitlines()}) == 1
        assert len(table.splitlines()[0]) <= 100


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"answer": "Juni"}, "  Fejl: mangler „Møllevej“"),
        ({"answer": "Møllevej"}, "  Fejl: mangler „juni“ eller „sommer“"),
        ({"answer": "Møllevej, juni: udskudt"}, "  Fejl: nævner „udskudt“"),
        ({"citations": ()}, "  Fejl: henviser ikke til det rigtige punkt"),
        ({"refused": True, "reason": "not_found"}, "  Fejl: afvist (not_found)"),
        (
            {"answer": "Udskudt", "citations": ()},
            "  Fejl: mangler „juni“ eller „sommer“; mangler „Møllevej“; nævner „udskudt“; "
            "henviser ikke til det rigtige punkt",
        ),
    ],
)
def test_a_failure_tells_what_was_wrong(changes: dict[str, object], fault: str) -> None:
    assert fault in failures([(QUESTION, RIGHT.model_copy(update=changes))]).splitlines()


def test_a_failure_shows_question_history_places_and_the_answer_in_short() -> None:
    answer = RIGHT.model_copy(update={"answer": "Ukendt\n\n" + "ord " * 200})
    lines = failures([(QUESTION, answer)]).splitlines()
    assert lines[0] == "t1 (followup): Hvad med cykelstien? → og hvornår?"
    assert "  Ventet: 2024-06-04 punkt 4" in lines
    assert "  Henvist: 2024-06-04 punkt 4" in lines
    assert lines[-1].startswith("  Svar: Ukendt ord ord")
    assert len(lines[-1]) < 320


def test_only_failures_are_listed() -> None:
    assert failures([(QUESTION, RIGHT), (UNANSWERABLE, REFUSAL)]) == "Ingen fejl."
    told = failures([(QUESTION, RIGHT), (UNANSWERABLE, RIGHT)])
    assert "burde være afvist" in told
    assert told.count("Svar:") == 1
