"""Lines such as "Sager til orientering": a heading above several items, or an item's own title."""

import pytest

from ingest.parse import parse

TOP = "REFERAT Byrådet d. 12-06-2024\n\n"
TEXT = "Baggrund\n\nFormanden har talt med skolen om sti og skov ved søen.\n\n"
GROUP = "Sager til orientering"


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        # A heading with a number stands below: the line is a group's.
        (f"{GROUP}\n\nPunkt 1: Sti\n\n{TEXT}Punkt 2: Skov\n\n{TEXT}", ["Sti", "Skov"]),
        (f"A. {GROUP}\n\n1. Sti\n\n{TEXT}B. Sager til afgørelse\n\n2. Skov\n\n{TEXT}",
         ["Sti", "Skov"]),
        (f"{GROUP}\n\n22/101\n\n1. Sti\n\n{TEXT}22/102\n\n2. Skov\n\n{TEXT}", ["Sti", "Skov"]),
        (f"{GROUP}:\n\nPunkt 1\n\nSti\n\n{TEXT}Punkt 2\n\nSkov\n\n{TEXT}", ["Sti", "Skov"]),
        # A section, a case number or text stands below, or a number alone above: a title.
        (f"Punkt 1\n\nSti\n\n{TEXT}Punkt 2\n\n{GROUP}\n\n22/102\n\n{TEXT}", ["Sti", GROUP]),
        (f"Punkt 1\n\nSti\n\n{TEXT}Punkt 2\n\n{GROUP}\n\n{TEXT}", ["Sti", GROUP]),
        (f"A: Sti\n\n22/101\n\n{TEXT}B: {GROUP}\n\n22/102\n\n{TEXT}C: Skov\n\n{TEXT}",
         ["Sti", GROUP, "Skov"]),
        (f"A: Sti\n\n{TEXT}B: {GROUP}\n\nDer var intet.\n\nC: Skov\n\n{TEXT}",
         ["Sti", GROUP, "Skov"]),
        (f"Sti\nSag nr. 7\n\n22/101\n\n{TEXT}{GROUP}\nSag nr. 8\n\n22/102\n\n{TEXT}",
         ["Sti", GROUP]),
    ],
)  # fmt: skip
def test_what_stands_around_it_says_whose_heading_it_is(text: str, titles: list[str]) -> None:
    assert [item.title for item in parse(TOP + text).items] == titles


def test_a_closed_items_own_title_is_no_groups_heading() -> None:
    text = f"Punkt 1\n\nSti\n\n{TEXT}Punkt 2\n\n{GROUP} (fortroligt)\n\n22/102\n\nGodkendt.\n"
    item = parse(TOP + text).items[1]
    assert item.closed and not item.sections and item.case == "22/102"
