"""Where sentences end: abbreviations, ordinals, initials and forgotten capitals."""

import pytest

from ingest.sentences import sentence_spans


def told(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Godkendt.",
        "Uden punktum",
        "Det gælder bl.a. Høje Gladsaxe og Vindbæk.",
        "Det kan f.eks. Være sådan.",
        "Det sker jf. Byrådets plan.",
        "Sagen vedr. Møllevej er udsat.",
        "Arbejdet sker ift. Økonomiudvalget og ifm. Budgettet.",
        "Mødet holdes kl. 9 og igen kl. 13.30 i hallen.",
        "Det er nr. 5 i pkt. 3, stk. 2 og s. 12.",
        "Oplæg v. Anne Holm og dir. Ole Vig.",
        "Det koster ca. 40.000 kr. pr. måned og 1,3 mio. kr. i alt.",
        "Det koster 2 mio. kr. årligt, dvs. 5 pct. af budgettet.",
        "I 3. kvartal og den 24. september holdes møde.",
        "Den 1. November holdes møde.",
        "Den 3. Budgetopfølgning er klar.",
        "Næste møde er d.5. april.",
        "Lars C. deltog i mødet.",
        "Lars C. Jensen deltog i mødet.",
        "C.F. Møllers Allé lukkes.",
        "Borgere i Gl. Vindbæk og Sdr. Mark er hørt.",
        "Afd. Nord og tlf. 12345678 og sagsnr. 22/3389.",
        "Temadrøftelsen d.d. og det videre arbejde.",
        "Det er 1:1, 5,2% og 14.03.2022 i alt.",
        "§ 17.4 udvalget er nedsat.",
        "Byen er bæredygtigt?– både miljømæssigt, økonomisk,?inspireret.",
        "Det er \"nyt\" (jf. bilag 1).",
        "1. Fremdrift i programmet",
        "Lindevang Fjernvarme a.m.b.a. ønsker at lægge rør.",
    ],
)  # fmt: skip
def test_one_sentence(text: str) -> None:
    assert told(text) == [text]


@pytest.mark.parametrize(
    "sentences",
    [
        ["Sagen blev udsat.", "Udvalget ønsker mere viden."],
        ["Det koster 40.000 kr.", "Se bilag 1."],
        ["Det gælder veje, stier mv.", "Forvaltningen ser på det."],
        ["Det gælder skoler, haller osv.", "Byrådet er enigt."],
        ["Andelen er 25 pct.", "Den var 20 pct. i 2021."],
        ["Parken ligger i Lindevang C.", "Den er ny."],
        ["Forum mødes den 24.09.", "På mødet drøftes planen."],
        ["Frem til 2022.", "Derefter stopper det."],
        ["Mødet er kl. 16-22.", "Denne sag er ny."],
        ["Antallet falder til 5.", "Derudover er der flere."],
        ["Hvad koster det?", "Det er uvist!", "Ja."],
        ["Han sagde „ja.“", "Så gik han."],
        ["Det er nyt (jf. bilag).", "Det er godt."],
        ["Direktionen takkede for en fin sag.", "Direktionen bad om mere."],
        ["Punktet tages op.", "Sagen er ny."],
        ["Der er 36 km vej.", "88 procent er nye."],
        ["Der kræves medfinansiering.", "derudover kan der søges."],
        ["Det er **vigtigt**.", "**Meget** vigtigt."],
        ["Fra 8. til 9. klasse.", "I 2. og 3. klasse er det ens."],
    ],
)
def test_several_sentences(sentences: list[str]) -> None:
    assert told(" ".join(sentences)) == sentences
    assert told("\n\n".join(sentences)) == sentences


def test_spans_point_into_the_source_and_leave_nothing_but_space_between() -> None:
    text = "xx  Sagen blev udsat.\nUdvalget ønsker mere.  yy"
    spans = sentence_spans(text, 2, len(text) - 2)
    assert [text[a:b] for a, b in spans] == ["Sagen blev udsat.", "Udvalget ønsker mere."]
    assert sentence_spans("   ") == []
