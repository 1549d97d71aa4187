import pytest

from retrieval.question import LONGEST, Asks, parts, understand, without_preface
from vectorstore.errors import BadQuestion
from vectorstore.schema import SectionKind

KINDS = [
    ("Hvor mange træer blev plantet?", Asks.NUMBER),
    ("Hvor meget koster broen?", Asks.AMOUNT),
    ("Hvad er prisen på den nye bro?", Asks.AMOUNT),
    ("Hvad bliver anlægsprisen for broen?", Asks.AMOUNT),
    ("Hvor mange millioner er der afsat?", Asks.AMOUNT),
    ("Hvad bliver den månedlige husleje i boligerne?", Asks.AMOUNT),
    ("Hvornår åbner svømmehallen?", Asks.DATE),
    ("I hvilket lokale mødtes gruppen?", Asks.PLACE),
    ("How much longer is the new path?", Asks.NUMBER),
    ("Hvem tog forbehold?", Asks.PERSON),
    ("Hvorfor blev sagen udsat?", Asks.REASON),
    ("Hvilke skoler er med?", Asks.LIST),
    ("Hvilke arbejdsgange og dagtilbud er med?", Asks.LIST),
    ("Hvilke dage har biblioteket åbent?", Asks.DATE),
    ("Blev lokalplanen vedtaget?", Asks.YES_NO),
    ("Hvordan søger man om tilskud?", Asks.PROCEDURE),
    ("How many trees were planted?", Asks.NUMBER),
    ("When does the pool open?", Asks.DATE),
    ("Who abstained?", Asks.PERSON),
]


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_the_kind_of_answer_is_seen(text: str, kind: Asks) -> None:
    assert understand(text).asks is kind


def test_units_of_money_and_words_for_a_committee_are_no_topic() -> None:
    assert understand("Hvor mange millioner koster broen?").words == ("koster", "broen")
    asked = understand("Where did the technical committee meet?", ["Teknik- og Miljøudvalget"])
    assert asked.committees == ("Teknik- og Miljøudvalget",) and "technical" not in asked.words


def test_proposed_is_not_decided() -> None:
    proposed = understand("Hvad blev indstillet om cykelstien?")
    decided = understand("Hvad blev besluttet om cykelstien?")
    assert proposed.section is SectionKind.RECOMMENDATION and not proposed.wants_decision
    assert decided.wants_decision and decided.section is None


def test_topic_words_leave_out_what_carries_no_topic() -> None:
    question = understand("Hvad blev der besluttet på mødet om cykelstien langs Møllevej?")
    assert question.words == ("cykelstien", "langs", "Møllevej")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Hvad blev besluttet om skolen?", "da"),
        ("What was decided about the school?", "en"),
        ("sag 23/4187", "da"),
        ("opening hours of the library", "en"),
        ("What was decided about “Budget og måltal for børnehaver på øen”?", "en"),
    ],
)
def test_the_language_is_seen(text: str, language: str) -> None:
    assert understand(text).language == language


def test_case_item_and_date_are_not_topic_words() -> None:
    question = understand("Hvad skete der i sag 23/4187 under punkt 8 den 12. juni 2024?")
    assert question.cases == ("23/4187",)
    assert question.item == 8
    assert [period.words for period in question.days] == ["12. juni 2024"]
    assert question.words == ()


def test_a_committee_is_recognised_in_its_inflections() -> None:
    names = ["Teknik- og Miljøudvalget", "Børneudvalget"]
    asked = understand("Hvad besluttede teknik- og miljoeudvalget om vejen?", names)
    assert asked.committees == ("Teknik- og Miljøudvalget",)
    assert asked.words == ("vejen",)


@pytest.mark.parametrize("text", ["Og hvad med økonomien?", "Hvem skal gøre det?", "og i 2018?"])
def test_a_follow_up_leans_back(text: str) -> None:
    assert understand(text).leans_back


def test_a_question_of_its_own_does_not_lean_back() -> None:
    assert not understand("Hvad koster vintertjeneste?").leans_back


@pytest.mark.parametrize("text", ["", "   ", "???", "\n\t"])
def test_an_empty_question_says_what_to_write(text: str) -> None:
    with pytest.raises(BadQuestion, match="Skriv et spørgsmål"):
        understand(text)


def test_a_question_of_20000_characters_says_how_long_it_may_be() -> None:
    with pytest.raises(BadQuestion, match=f"højst {LONGEST} tegn"):
        understand("bro " * 5000)


NAMES = ["Teknik- og Miljøudvalget", "Børne- og Kulturudvalget", "Økonomiudvalget"]


@pytest.mark.parametrize(
    ("text", "committees"),
    [
        ("Hvad sagde TMU om vejen?", ("Teknik- og Miljøudvalget",)),
        ("hvad sagde miljøudvalget om vejen", ("Teknik- og Miljøudvalget",)),
        ("Hvad besluttede boerneudvalget?", ("Børne- og Kulturudvalget",)),
        ("Blev ØU spurgt?", ("Økonomiudvalget",)),
        ("Hvad sagde udvalget?", ()),
        ("Hvad er tmu?", ()),
    ],
)
def test_a_committee_is_known_by_its_short_forms(text: str, committees: tuple[str, ...]) -> None:
    assert understand(text, NAMES).committees == committees


def test_odd_characters_do_not_stop_a_question() -> None:
    assert understand("Hvad\ud800 koster\x00 broen\u200b?").words == ("koster", "broen")


def test_an_impossible_date_is_named() -> None:
    asked = understand("Hvad skete der den 31. februar 2024?")
    assert asked.impossible == "31. februar 2024" and not asked.days


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Hvad koster det, og hvem betaler?", ["Hvad koster det?", "hvem betaler?"]),
        ("How big is it and when does it open?", ["How big is it?", "when does it open?"]),
        ("Hvor skal de tale om, hvordan det går?", ["Hvor skal de tale om, hvordan det går?"]),
        ("Hvilke skoler og dagtilbud er med?", ["Hvilke skoler og dagtilbud er med?"]),
    ],
)
def test_a_question_of_two_parts_is_seen(text: str, found: list[str]) -> None:
    assert parts(text) == found


@pytest.mark.parametrize(
    ("text", "item"),
    [
        ("Hvad gik punkt 8 ud på?", 8),
        ("sidste punkt på mødet den 12. juni 2024", -1),
        ("Hvad var det første dagsordenspunkt?", 1),
        ("Hvad er det sidste nye om skolen?", None),
    ],
)
def test_an_item_is_meant_by_its_number_or_its_place(text: str, item: int | None) -> None:
    assert understand(text).item == item


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Fik skolen lov til at bygge om?", True),
        ("Ville udvalget sænke farten?", True),
        ("og blev det så godkendt?", True),
        ("Støttede udvalget forslaget?", True),
        ("Hvad blev besluttet om skolen?", False),
        ("cykelsti Møllevej", False),
    ],
)
def test_a_question_that_asks_whether_begins_with_its_verb(text: str, first: bool) -> None:
    assert understand(text).verb_first is first


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Jeg sidder i byrådet. Hvornår åbner broen?", "Hvornår åbner broen?"),
        ("Hvornår åbner broen? Jeg skal bruge det til en artikel", "Hvornår åbner broen?"),
        ("Jeg er ved at skrive om den nye bro ved havnen. Hvornår åbner den?", ""),
        ("Broen er lukket. Hvornår åbner den?", ""),
        ("Hvornår åbner broen? Hvad koster den?", ""),
        ("Jeg bor her.", ""),
    ],
)
def test_what_askers_say_of_themselves_is_no_topic(text: str, asked: str) -> None:
    """But what they say of the matter is."""
    assert without_preface(text) == (asked or text)


def test_days_may_be_written_in_words() -> None:
    (period,) = understand("Hvem meldte afbud til mødet fjerde april 2022?").days
    assert (period.first_day, period.first_month, period.year) == (4, 4, 2022)
    assert not understand("Hvad sagde den fjerde arkitekt?").days


def test_a_whether_and_a_why_are_two_parts() -> None:
    assert parts("Har udvalget set planen, og hvorfor er den forsinket?") == [
        "Har udvalget set planen?",
        "hvorfor er den forsinket?",
    ]
