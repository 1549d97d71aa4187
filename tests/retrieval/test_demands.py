"""Near misses over the sample minutes: the topic is there, the asked thing is not."""

import pytest

from retrieval.assistant import Assistant
from retrieval.respond import Response
from retrieval.shown import Demand
from vectorstore.schema import Filters


def unmet(assistant: Assistant, text: str) -> frozenset[Demand]:
    """What the best evidence for a question lacks."""
    from retrieval.demands import unmet
    from retrieval.question import understand

    summary = assistant.summary()
    response = Response(
        question=understand(text, summary.committees),
        before=None,
        filters=Filters(),
        index=assistant.index,
        embedder=assistant.embedder,
        vocabulary=assistant._words,
        load=assistant.meeting,
        summary=summary,
    )
    words = response.terms()
    evidence = response.evidence(words, None)
    return unmet(response.question, words, evidence, assistant.meeting)


NEAR_MISSES = [
    ("Hvad besluttede Byrådet om placeringen af det nye børnehus?", Demand.BODY),
    ("Hvorfor stemte Jens Hvidberg imod cykelstien langs Møllevej?", Demand.NAMED),
    ("Hvad koster en parkeringslicens til Frie Bymidter?", Demand.SUBJECT),
    ("Hvordan gik temamødet om unges trivsel?", Demand.OUTCOME),
    ("Hvor mange cyklister blev der talt på Møllevej i 2015?", Demand.YEAR),
    ("Hvad hedder projektlederen for cykelstien langs Møllevej?", Demand.ROLE),
    ("Hvem er formand for Kulturforeningen Væveriet?", Demand.JOB),
    ("Hvem fik stillingen som skoleleder på Nørre Åsted Skole?", Demand.JOB),
    ("Hvorfor tog Torben Hvidtoft forbehold for taksterne?", Demand.MOTIVE),
    ("Hvilken kommune har lånt Lindevang sin model for Ungepanelet?", Demand.MUNICIPALITY),
    ("Hvor mange millioner har Skovmusens naturlegeplads kostet?", Demand.PAID),
    ("Hvad blev taksterne for renovation i budget 2031-2034?", Demand.YEARS),
    ("Hvor mange ton plast blev der indsamlet på landsplan?", Demand.AT_LARGE),
    ("Hvem er næstformand i Kulturforeningen Væveriet?", Demand.ROLE),
    ("Hvad bliver huslejen i de 12 nye boliger ved Stationsvej?", Demand.PAID),
    ("Hvad svarede ministeriet på oplægget om frie bymidter?", Demand.PLAN),
]


@pytest.mark.parametrize(("question", "demand"), NEAR_MISSES)
def test_what_is_asked_and_not_there_is_seen(
    question: str, demand: Demand, sample_assistant: Assistant
) -> None:
    assert demand in unmet(sample_assistant, question)


ANSWERED = [
    "Hvad blev besluttet om Frie Bymidter?",
    "Hvem stemte imod cykelstien langs Møllevej?",
    "Hvad anbefalede udvalget om placering af nyt børnehus?",
    "Jeg er medlem af Økonomiudvalget. Hvor skal det nye børnehus ligge?",
    "When was the cycle path along Møllevej postponed?",
]


@pytest.mark.parametrize("question", ANSWERED)
def test_nothing_is_missed_in_what_answers(question: str, sample_assistant: Assistant) -> None:
    assert unmet(sample_assistant, question) == frozenset()


TOLD = [
    ("Hvem blev ny leder af Ungdomsskolen?", Demand.JOB),
    ("Hvad svarede politiet om en lavere hastighedsgrænse på Skolegade?", Demand.TOLD),
    ("Hvad viste tællingen af cyklister på Møllevej?", Demand.TOLD),
]


@pytest.mark.parametrize(("question", "demand"), TOLD)
def test_what_came_of_it_is_not_missed_where_it_is_told(
    question: str, demand: Demand, sample_assistant: Assistant
) -> None:
    assert demand not in unmet(sample_assistant, question)
