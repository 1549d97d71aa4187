"""A turn's HTML without a browser: escaping, marks, quotes, tables, refusals."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from council import answered, council, refused
from lindevang import DECISION, HOSTILE, PROPOSAL, june, span

from vectorstore.schema import Answer, Citation, Role, SectionKind, Statement
from web.markings import bare, passage, quoted
from web.minutes import Part, cited_rows
from web.rendering import templates
from web.turns import Turn, announcement, groups

ASKED = datetime(2025, 11, 21, 14, 2, tzinfo=UTC)


def turn_html(answer: Answer | None, question: str = "Hvad?", **more: object) -> str:
    turn = Turn(1, question, ASKED, answer, **more)  # type: ignore[arg-type]
    assistant = council()

    def rows(cited: Citation) -> Part | None:
        return cited_rows(assistant.meeting(cited.meeting), (cited.start, cited.end))

    return templates("")("turn.html", turn=turn, searching="Søger i 3 punkter …", rows=rows)


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("vedrørende **udgifter** viser", "vedrørende <strong>udgifter</strong> viser"),
        ("den *lille* taskforce", "den <em>lille</em> taskforce"),
        ("***begge*** dele", "<strong><em>begge</em></strong> dele"),
        ("**to\nlinjer** her", "<strong>to\nlinjer</strong> her"),
        ("8* og 12*", "8* og 12*"),
        ("** Data ikke tilgængelig **", "** Data ikke tilgængelig **"),
        ("* Foreløbigt overslag", "* Foreløbigt overslag"),
        ("2*3*4", "2*3*4"),
        ("**<b>**", "<strong>&lt;b&gt;</strong>"),
    ],
)
def test_asterisks_are_bold_and_italic_only_where_they_embrace_words(
    source: str, html: str
) -> None:
    assert quoted(source) == html


def test_a_quote_in_the_list_of_sources_has_no_asterisks() -> None:
    assert bare("**Organiseringen** er *ny*, 8*") == "Organiseringen er ny, 8*"


@pytest.mark.parametrize(
    ("place", "html"),
    [
        ((2, 6), "ab<mark>cdef</mark>ghij"),
        ((0, 10), "<mark>abcdefghij</mark>"),
        ((20, 30), "abcdefghij"),
        ((8, 30), "abcdefgh<mark>ij</mark>"),
    ],
)
def test_the_mark_is_cut_to_the_stretch(place: tuple[int, int], html: str) -> None:
    assert passage("abcdefghij", 0, 10, place) == html


def test_a_mark_that_begins_inside_bold_words_keeps_both() -> None:
    text = "nu **hel fed** slut"
    start, end = span(text, "fed** slut")
    assert passage(text, 0, len(text), (start, end)) == (
        "nu <strong>hel </strong><mark><strong>fed</strong> slut</mark>"
    )


def test_the_question_and_the_quotes_are_escaped() -> None:
    quote = Statement(Role.QUOTE, HOSTILE, (1,), HOSTILE, SectionKind.CASE, HOSTILE)
    citation = replace(answered("?").citations[0], quote=HOSTILE, committee=HOSTILE, title=HOSTILE)
    note = Statement(Role.NOTE, HOSTILE)
    answer = Answer("?", (quote, note), (citation,), final=True)
    html = turn_html(answer, HOSTILE)
    assert "<img" not in html
    assert html.count("&lt;img") == 8


def test_every_mark_is_a_link_to_the_reader_at_the_cited_words() -> None:
    html = turn_html(answered("?"))
    start, end = span(june().text, DECISION)
    links = re.findall(r'<a class="n num" href="([^"]+)" data-kilde="(\d)"', html)
    assert [n for _, n in links] == ["1", "1", "3", "2", "4", "5"]
    assert links[0][0] == f"/kilde/tmu-2024-06-12?fra={start}&amp;til={end}#punkt-4"


def test_an_answer_has_its_parts_in_order() -> None:
    html = turn_html(answered("?"))
    parts = [
        "besluttede den 12. juni 2024:", ">Beslutning</span>", DECISION, "Kontrolleret ord for ord",
        'class="tag proposal">Indstilling', PROPOSAL, "Bilagene er ikke læst ind.",
        "5, alle ordrette", "Teknik- og Miljøudvalget, 12. juni 2024", "Ordret",
    ]  # fmt: skip
    places = [html.index(part) for part in parts]
    assert places == sorted(places)


def test_a_table_row_stands_under_its_header_with_its_mark() -> None:
    html = turn_html(answered("?"))
    table = html[html.index("<table>") : html.index("</table>")]
    for part in ('<th scope="col" class="r">2025</th>', "Birkelunden*", '<td class="r">3,5</td>'):
        assert part in table
    assert "Lindeskolen" not in table
    assert html[html.index("</table>") :].index('data-kilde="3"') < 200


def test_quotes_from_one_place_share_a_block_and_keep_their_marks() -> None:
    where = "Punkt 4"
    said = [
        Statement(Role.QUOTE, text, (n,), "Sagsfremstilling", SectionKind.CASE, where)
        for n, text in enumerate(("Først.", "Så."), 1)
    ]
    other = replace(said[0], where="Punkt 5")
    assert [len(group.statements) for group in groups([*said, other])] == [2, 1]


def test_a_growing_answer_is_busy_and_has_no_sources_yet() -> None:
    part = replace(answered("?"), statements=answered("?").statements[:2], final=False)
    html = turn_html(part)
    assert "Kontrollerer næste sætning" in html
    assert "alle ordrette" not in html
    assert "Søger i 3 punkter …" in turn_html(None)


def test_a_refusal_tells_what_was_searched_and_what_is_nearest() -> None:
    html = turn_html(refused("?"))
    for words in (
        "Det kan jeg ikke finde i referaterne.",
        "3 punkter i 2 referater fra Teknik- og Miljøudvalget, 2024–2025. Ingen filtre.",
        '<span class="word">møllevej</span>',
        '<span class="word miss">svømmehal</span>',
        "1 lukket punkt",
        "Det nærmeste",
        "Stien krydser 14 indkørsler.",
    ):
        assert words in html
    assert "Ordret" not in html


def test_a_failure_and_a_stop_are_told_calmly() -> None:
    assert "Spørgsmålet er for langt." in turn_html(None, failure="Spørgsmålet er for langt.")
    stopped = turn_html(replace(answered("?"), final=False), stopped=True)
    assert "Stoppet. Det, du kan læse, er kontrolleret" in stopped
    assert "Kontrollerer næste" not in stopped


@pytest.mark.parametrize(
    ("turn", "told"),
    [
        (Turn(1, "?", ASKED), "Søger"),
        (Turn(1, "?", ASKED, answered("?")), "Svaret er klar, 5 kilder"),
        (Turn(1, "?", ASKED, refused("?")), "Svaret er klar. Det blev ikke fundet i referaterne"),
        (Turn(1, "?", ASKED, failure="Fejl."), "Der kom ikke et svar"),
    ],
)
def test_a_screen_reader_is_told_the_state(turn: Turn, told: str) -> None:
    assert announcement(turn) == told
