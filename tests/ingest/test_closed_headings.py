import pytest

from ingest.parse import parse
from vectorstore.errors import UnreadableMinutes

HEAD = "REFERAT Skoleudvalget d. 12-06-2024\n\nMødedato Onsdag d. 12. juni 2024 kl. 16:30\n\n"
OPEN = "Punkt 1: Sti\n\n24/1111\n\nBaggrund\n\nÅben tekst.\n\n"
SECRET = "\n\nBaggrund\n\nHemmelig tekst.\n"


@pytest.mark.parametrize(
    "line", ["2. Lukket", "Punkt 2. Lukket", "Lukket punkt 2: Salg", "Lukket dagsorden"]
)
def test_a_closed_item_that_cannot_be_followed_refuses_the_file(line: str) -> None:
    with pytest.raises(UnreadableMinutes, match="lukket punkt"):
        parse(HEAD + OPEN + line + SECRET)


def test_a_closed_heading_before_the_row_of_numbers_refuses_the_file() -> None:
    with pytest.raises(UnreadableMinutes, match="rækkefølge"):
        parse(HEAD + "Punkt 5: Lukket\n\n24/2222" + SECRET + "\n" + OPEN)


def test_closed_in_parentheses_is_closed() -> None:
    meeting = parse(HEAD + OPEN + "Punkt 2 (Lukket): Salg\n\n24/3333" + SECRET)
    assert [item.closed for item in meeting.items] == [False, True]
