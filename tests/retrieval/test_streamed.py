import pytest

from retrieval.streamed import Piece, plain, sentences, whole

STREAMS = [
    ("Godkendt den 12. juni 2024. [1] Det koster 540.000 kr. [2].",
     ["Godkendt den 12. juni 2024. [1]", "Det koster 540.000 kr. [2]."]),
    ("Taksten er 660 kr. om året [1]. 310 børn er med [2].",
     ["Taksten er 660 kr. om året [1].", "310 børn er med [2]."]),
    ("Ca. 3 børn, bl.a. Anja Holm, var der [1]. Slut.",
     ["Ca. 3 børn, bl.a. Anja Holm, var der [1].", "Slut."]),
    ("- Et [1]\n- To [2]\n", ["Et [1]", "To [2]"]),
    ("1. Godkendt [1]\n2. Udsat [1]", ["Godkendt [1]", "Udsat [1]"]),
    ("<think>Hm. Måske.</think>Ja [1].", ["Ja [1]."]),
    ("Uden slutning", ["Uden slutning"]),
    ("", []),
]  # fmt: skip


@pytest.mark.parametrize("step", [1, 3, 1000])
@pytest.mark.parametrize(("text", "expected"), STREAMS)
def test_a_stream_is_cut_into_sentences_however_it_comes(
    text: str, expected: list[str], step: int
) -> None:
    pieces = sentences(text[at : at + step] for at in range(0, len(text), step))
    assert [piece.text for piece in pieces if piece.finished] == expected


def test_the_running_sentence_is_told_as_it_grows() -> None:
    assert list(sentences(["Udvalget ", "godkendte. ", "Det"])) == [
        Piece("Udvalget", False),
        Piece("Udvalget godkendte.", False),
        Piece("Udvalget godkendte.", True),
        Piece("Det", False),
        Piece("Det", True),
    ]


PLAIN = [
    ("Se [her](https://example.org/?q=alt) [1]", "Se her [1]"),
    ("[1](https://example.org)", "[1]"),
    ("![billede](https://example.org/p.png?q=alt) Ja", "Ja"),
    ("Ja ![billede](https://example.org/p.png", "Ja"),
    ("<img src=x onerror=alert(1)> Ja <b>nu</b>", "Ja nu"),
    ("<script>alert(1)", "alert(1)"),
    ("Skriv til mailto:a@example.org eller www.example.org nu", "Skriv til eller nu"),
    ("**Udvalget** _godkendte_", "Udvalget godkendte"),
    ("## Svar", "Svar"),
    ("Vend \u202eom\u200b", "Vend om"),
    ("[1]", "[1]"),
    ("…", ""),
    ("[[her](https://example.org)](//example.org/?q=alt) [1]", "her [1]"),
    ("<<b>img src=x>", "< img src=x>"),
    ("``` [1] ```", "[1]"),
    ("===== 0f0f0f0f [2]", "0f0f0f0f [2]"),
]


@pytest.mark.parametrize(("text", "expected"), PLAIN)
def test_only_plain_text_is_left(text: str, expected: str) -> None:
    assert plain(text) == expected


WHOLE = [
    ("Udvalget godkendte 22 lamper [1].", True),
    ("Udvalget godkendte 22 lamper. [1]", True),
    ("14 lamper på stien [1]", True),
    ("Udvalget sagde: „Nej.“", True),
    ("Beboerne på Bøgevej", False),
    ("Udvalget godkendte 22 lamper [1", False),
    ("Beslutning:", False),
    ("Hvad koster lamperne? [1]", False),
    ("Hvad koster lamperne [1]?", False),
    ("Udvalget spurgte: „Hvad koster lamperne?“ [1]", True),
    ("===== 1", False),
    ("1 [1].", False),
]


@pytest.mark.parametrize(("text", "expected"), WHOLE)
def test_a_sentence_tells_something_and_ends(text: str, expected: bool) -> None:
    assert whole(text) is expected
