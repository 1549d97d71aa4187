"""Another body's minutes quoted inside an item, and attachments called almost as the item."""

import pytest

from ingest.parse import parse

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
