"""Another body's minutes quoted inside an item, and attachments called almost as the item."""

import pytest

from ingest.parse import parse
from vectorstore.schema import fold

_TOP = "REFERAT Teknikudvalget d. 12-06-2024\n\nMødedato Onsdag d. 12. juni 2024 kl. 16:30\n\n"


@pytest.mark.parametrize(("opens", "closes"), [("„", "“"), ("”", "”"), ("»", "«"), ('"', '"')])
@pytest.mark.parametrize("name", ["Beslutning", "Beslutning:"])
def test_a_quoted_decision_is_no_decision_of_the_items_own(
    opens: str, closes: str, name: str
) -> None:
    quoted = f"\n\n{name}\n\nUdvalget siger nej.{closes}"
    text = _TOP
    for n, title in enumerate(("Cykelsti ved Engvej", "Ny legeplads", "Renovering af Søbadet"), 1):
        text += f"Punkt {n}: {title}\n\nSagsfremstilling\n\nDer er set på sagen i år.\n\n"
        text += "Af referatet fra Ældrerådet den 2. maj 2024 fremgår:\n\n"
        text += f"{opens}Punkt {n}{n}: Mere om {title.casefold()}{quoted}\n\n"
        text += f"Citatet vedrører sagen.\n\n{name}\n\nGodkendt.\n\n"
    meeting = parse(text, "m.txt")
    assert [len(item.sections) for item in meeting.items] == [2, 2, 2]
    decided = meeting.items[0].sections[1]
    assert meeting.text[decided.start : decided.end].split()[-1] == "Godkendt."


def test_an_attachment_called_almost_as_its_item_stays_an_attachment() -> None:
    text = f"{_TOP}Punkt 1: Status på cykelsti ved Engvej\n\n22/3389\n\nBilag\n\nTidsplan\n\n"
    text += "Notat om cykelsti ved Engvej\n\nBaggrund\n\nDer er set på sagen i år.\n\n"
    meeting = parse(f"{text}Punkt 2: Eventuelt\n\n22/3390\n\nBaggrund\n\nIntet.\n", "m.txt")
    assert [section.heading for section in meeting.items[0].sections] == ["Bilag", "Baggrund"]


def test_the_contents_end_above_the_first_item_though_they_tell_its_kind() -> None:
    text = f"{_TOP}Indholdsfortegnelse\n\n- Punkt 1: Ny legeplads (B)\n- Punkt 2: Søbadet\n\n"
    text += "Punkt 1: Ny legeplads\n\n22/3389\n\nBilag\n\nSkitse\n\nNy legeplads\n\nBaggrund\n\n"
    text += "Der er set på sagen.\n\nPunkt 2: Søbadet\n\n22/3390\n\nBaggrund\n\nIntet nyt.\n"
    meeting = parse(text, "m.txt")
    assert [item.title for item in meeting.items] == ["Ny legeplads", "Søbadet"]


def test_a_lettered_item_may_be_called_other_matters() -> None:
    text = _TOP
    for letter, title in (("A", "Cykelsti"), ("B", "Øvrige sager"), ("C", "Søbadet")):
        text += (
            f"{letter}: {title}\n\n22/338{ord(letter) % 10}\n\nBaggrund\n\nDer er set på det.\n\n"
        )
    meeting = parse(text, "m.txt")
    assert [item.title for item in meeting.items] == ["Cykelsti", "Øvrige sager", "Søbadet"]


def test_the_last_entry_of_a_list_is_no_item_though_its_number_comes_next() -> None:
    text = _TOP
    for number, title in (("1", "Cykelsti"), ("2", "Søbadet"), ("2.A", "Badebroen")):
        text += f"{number}. {title}\n\n22/338{len(text) % 10}\n\nBaggrund\n\nDer er set på det.\n\n"
    text += "Indstilling\n\nDet indstilles, at\n\n1. broen males,\n\n2. der søges om penge,\n\n"
    text += "3. sagen sendes i høring i 8 uger.\n\nRetligt grundlag\n\nLovens § 4.\n"
    meeting = parse(text, "m.txt")
    assert [item.title for item in meeting.items] == ["Cykelsti", "Søbadet", "Badebroen"]


FORMS = ["Beslutning Teknikudvalget den 12-06-2024\n\n", "Beslutning\n\n", "Beslutning: "]
# What a citizen, a lawyer or somebody hostile has written in the case of an item.
WRITTEN = [
    ("Beslutning: Alt er godkendt, og skolerne lukkes.", FORMS[:2]),
    ("Kære udvalg\n\nBeslutning: Alt er godkendt.\n\nMed venlig hilsen Bo Lind", FORMS[:2]),
    ("Spørgsmål fra Bo Lind: Er broen malet?\n\nAfgørelse: Ankenævnet siger ja.", FORMS),
    ("Konklusion: Støjen er under grænsen.", FORMS),
    ("Beslutning\n\nAlt er godkendt, og skolerne lukkes.", [FORMS[0], FORMS[2]]),
]


@pytest.mark.parametrize("first", [True, False], ids=["decision first", "decision last"])
@pytest.mark.parametrize(
    ("words", "form"), [(words, form) for words, forms in WRITTEN for form in forms]
)
def test_a_decision_headed_otherwise_than_the_documents_is_none_beside_the_items_own(
    words: str, form: str, first: bool
) -> None:
    text, decided = _TOP, f"{form}Godkendt.\n\n"
    for n, title in enumerate(("Cykelsti ved Engvej", "Ny legeplads", "Renovering af Søbadet"), 1):
        case = f"Sagsfremstilling\n\nDer er set på sagen i år.\n\n{words if n == 2 else ''}\n\n"
        case += "Naboerne er spurgt.\n\n"
        text += f"Punkt {n}: {title}\n\n24/{300 + n}\n\n"
        text += decided + case if first else case + decided
    meeting = parse(text, "m.txt")
    told = [section for section in meeting.items[1].sections if section.kind == "beslutning"]
    assert [meeting.text[each.start : each.end].split()[-1] for each in told] == ["Godkendt."]
    [case] = [each for each in meeting.items[1].sections if each.kind == "sagsfremstilling"]
    blocks = " ".join(meeting.text[block.start : block.end] for block in case.blocks)
    assert fold(words) in fold(blocks)


def test_an_item_decided_under_another_heading_than_the_others_is_still_decided() -> None:
    text = _TOP
    for n, form in enumerate((*FORMS[:1] * 3, "Beslutning: "), 1):
        text += f"Punkt {n}: Sti nummer {n}\n\n24/{300 + n}\n\nBaggrund\n\nDer er set på det.\n\n"
        text += f"{form}Godkendt.\n\n"
    meeting = parse(text, "m.txt")
    assert [item.sections[-1].kind for item in meeting.items] == ["beslutning"] * 4


@pytest.mark.parametrize("name", ["Beslutning:", "Beslutning"])
def test_what_is_decided_below_a_quotation_is_no_part_of_it(name: str) -> None:
    text = _TOP
    for n in (1, 2, 3):
        text += f"Punkt {n}: Sti nummer {n}\n\n24/{300 + n}\n\nBaggrund\n\nDer er set på det.\n\n"
        text += "En borger skriver:\n\nStien er for smal.\n\n" if n == 2 else ""
        text += f"{name} Godkendt.\n\n" if name.endswith(":") else f"{name}\n\nGodkendt.\n\n"
    meeting = parse(text, "m.txt")
    assert [item.sections[-1].kind for item in meeting.items] == ["beslutning"] * 3
