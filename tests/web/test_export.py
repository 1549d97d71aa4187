"""Answers to take along: Markdown and Word with footnotes, text for the clipboard."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from council import answered, council, refused
from docx import Document
from lindevang import DECISION, HOSTILE, PROPOSAL
from markdown_it import MarkdownIt

from vectorstore.schema import Answer, Role, Statement
from web.export import copied, file_name, markdown, plain
from web.language import Language, Words
from web.papers import Paper, paper
from web.standing import as_shown
from web.word import word

AT = datetime(2025, 11, 21, 12, 0, tzinfo=UTC)
DANISH, ENGLISH = Words(Language.DANISH), Words(Language.ENGLISH)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WILD = [
    HOSTILE,
    "# Overskrift", "- punkt", "+ punkt", "12. juni", "1) først", "> citat", "===", "---",
    "    kode",
    "![billede](http://ondt.example/x.png)", "[tryk](javascript:alert(1))", "<http://ondt.example>",
    "[^1]", "[^1]: en anden note", "*fed* _skrå_ `kode` ~~væk~~", "| a | b |", "a\\\\", "&lt;b&gt;",
    "<!-- gemt -->", "```\nkode\n```", "[ref]: http://ondt.example", ": forklaring", "{{ 7*7 }}",
    "<script>window.hacked=1</script>", "$x^2$", "]]>", "\u202etxet", "=CMD()|' /C calc'!A0",
]  # fmt: skip


def laid_out(*answers: Answer, words: Words = DANISH, link: str = "") -> Paper:
    load = council().meeting
    shown = [as_shown(answer.question, (), AT, answer, load) for answer in answers]
    given = [(each, link) for each in shown]
    return paper(given, "https://referater.example/", "Lindevang Kommune", AT, words)


def with_text(text: str) -> Answer:
    """An answer that has a text wherever one may stand."""
    answer = answered(text)
    cited = tuple(replace(c, title=text, section=text) for c in answer.citations)
    more = tuple(Statement(role, text, (1,), text, None, text) for role in Role)
    return replace(answer, citations=cited, statements=(*answer.statements, *more))


# --- Markdown ---------------------------------------------------------------------------------


def test_markdown_stands_in_the_order_of_the_printed_page() -> None:
    text = markdown(laid_out(answered("Hvad blev besluttet?"), link="https://x/svar/a"), DANISH)
    places = [
        text.index(part)
        for part in (
            "# Hvad blev besluttet?\n",
            "Teknik- og Miljøudvalget besluttede den 12. juni 2024:[^1]",
            "> **Beslutning · Punkt 4, Cykelsti langs Møllevej**",
            f"> {DECISION}[^1]",
            f"**Indstilling**: „{PROPOSAL}“[^3]",
            "Bilagene er ikke læst ind.",
            "Link til svaret: <https://x/svar/a>",
            "Spørg referaterne, Lindevang Kommune, 21. november 2025. "
            "Citaterne er kontrolleret ord for ord mod referaterne.",
            "[^1]: Teknik- og Miljøudvalget, 12. juni 2024. Punkt 4, Cykelsti langs Møllevej · "
            f"Beslutning: „{DECISION}“ <https://referater.example/kilde/tmu-2024-06-12?fra=",
        )
    ]
    assert places == sorted(places)


def test_every_mark_of_a_conversation_has_one_footnote_of_its_own() -> None:
    answers = answered("Hvad?"), refused("Hvor er svømmehallen?"), answered("Hvem?")
    text = markdown(laid_out(*answers), DANISH)
    body, _, notes = text.partition("\n---\n")
    marks = {int(number) for number in re.findall(r"\[\^(\d+)\]", body)}
    assert marks == set(range(1, 12))
    assert [int(n) for n in re.findall(r"^\[\^(\d+)\]:", notes, re.M)] == list(range(1, 12))
    assert text.count("Det nærmeste, men ikke et svar") == 1


@pytest.mark.parametrize("text", WILD)
def test_nothing_in_minutes_or_questions_is_markup_in_markdown(text: str) -> None:
    tokens = (
        MarkdownIt("commonmark", {"html": True})
        .enable(["table", "strikethrough"])
        .parse(markdown(laid_out(with_text(text)), DANISH))
    )
    every = [t for token in tokens for t in (token, *(token.children or ()))]
    kinds = {token.type for token in every}
    assert kinds <= {
        "heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline", "text",
        "blockquote_open", "blockquote_close", "strong_open", "strong_close", "hr", "hardbreak",
        "softbreak", "link_open", "link_close", "text_special",
    }  # fmt: skip
    assert sum(token.type == "heading_open" for token in every) == 1
    links = [str(t.attrs["href"]) for t in every if t.type == "link_open"]
    assert links and all(link.startswith("https://referater.example/kilde/") for link in links)
    assert sum(token.type == "hr" for token in every) == 1


@pytest.mark.parametrize("text", WILD)
def test_escaped_text_reads_as_it_was(text: str) -> None:
    line = " ".join(text.split())
    rendered = MarkdownIt("commonmark").parse(plain(line))
    assert "".join(child.content for child in rendered[1].children or ()) == line


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Hvad blev besluttet om cykelstien på Møllevej i 2024?",
         "hvad-blev-besluttet-om-cykelstien-paa-moellevej-i-2024.md"),
        ("Æble & Øl – Åse?", "aeble-oel-aase.md"),
        ("../../etc/passwd", "etc-passwd.md"),
        ('x"; filename="ond.exe\r\nSet-Cookie: a', "x-filename-ond-exe-set-cookie-a.md"),
        ("???", "svar.md"),
        ("CON", "con.md"),
        ("é" * 90, "e" * 60 + ".md"),
    ],
)  # fmt: skip
def test_a_file_is_named_after_the_question(question: str, name: str) -> None:
    assert file_name(question, "md") == name


# --- Word -------------------------------------------------------------------------------------


def parts_of(file: bytes) -> dict[str, str]:
    with ZipFile(BytesIO(file)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name).decode("utf-8", "replace") for name in archive.namelist()}


def words_in(xml: str) -> str:
    return "".join(t.text or "" for t in ElementTree.fromstring(xml).iter(f"{W}t"))


def test_a_word_file_has_real_footnotes() -> None:
    parts = parts_of(word(laid_out(answered("Hvad blev besluttet?")), DANISH))
    notes = ElementTree.fromstring(parts["word/footnotes.xml"])
    ids = [note.get(f"{W}id") for note in notes.iter(f"{W}footnote")]
    assert ids == ["-1", "0", "1", "2", "3", "4", "5"]
    body = ElementTree.fromstring(parts["word/document.xml"])
    references = [mark.get(f"{W}id") for mark in body.iter(f"{W}footnoteReference")]
    assert sorted(references) == ["1", "2", "3", "4", "5"]
    # The lead and the decision rest on the same source: the second mark points to the first.
    fields = [str(field.get(f"{W}instr")) for field in body.iter(f"{W}fldSimple")]
    named = {mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")}
    assert fields and all(field.split()[1] in named for field in fields)
    assert "footnotes.xml" in parts["[Content_Types].xml"]
    assert "relationships/footnotes" in parts["word/_rels/document.xml.rels"]
    settings = [
        part.tag.split("}")[1] for part in ElementTree.fromstring(parts["word/settings.xml"])
    ]
    assert settings.index("footnotePr") < settings.index("compat")


def test_a_word_file_reads_back_with_sources_in_full() -> None:
    file = word(laid_out(answered("Hvad blev besluttet?"), link="https://x/svar/a"), DANISH)
    document = Document(BytesIO(file))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert document.paragraphs[0].text == "Hvad blev besluttet?"
    assert document.paragraphs[0].style and document.paragraphs[0].style.name == "Heading 1"
    assert text.index(DECISION) < text.index(PROPOSAL) < text.index("Link til svaret: https://x/")
    assert "Citaterne er kontrolleret ord for ord mod referaterne." in text
    parts = parts_of(file)
    notes = words_in(parts["word/footnotes.xml"])
    assert f"Punkt 4, Cykelsti langs Møllevej · Beslutning: „{DECISION}“" in notes
    assert notes.count("https://referater.example/kilde/") == 5
    targets = re.findall(r'Target="([^"]+)"', parts["word/_rels/footnotes.xml.rels"])
    assert len(targets) == 5 and all(t.startswith("https://referater.example/") for t in targets)
    section = document.sections[0]
    assert section.page_width and section.page_height
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)


@pytest.mark.parametrize("text", [*WILD, "nul\x00 \x0b\x1f\ud800 \uffff her"])
def test_nothing_in_minutes_or_questions_is_more_than_text_in_word(text: str) -> None:
    parts = parts_of(word(laid_out(with_text(text)), DANISH))
    kinds = set()
    for name in ("word/document.xml", "word/footnotes.xml"):
        kinds |= {part.tag.split("}")[1] for part in ElementTree.fromstring(parts[name]).iter()}
    calm = parts_of(word(laid_out(with_text("Helt almindelig tekst")), DANISH))
    known = set()
    for name in ("word/document.xml", "word/footnotes.xml"):
        known |= {part.tag.split("}")[1] for part in ElementTree.fromstring(calm[name]).iter()}
    assert kinds <= known | {"br"}
    assert parts.keys() == calm.keys()
    seen = " ".join(re.sub(r"[\x00-\x1f\ud800\uffff]", "\ufffd", text.replace("\n", " ")).split())
    if "\n" not in text and "*" not in text:
        assert seen in words_in(parts["word/document.xml"])


# --- the clipboard, languages, withheld words --------------------------------------------------


def test_copied_text_has_numbered_sources_with_whole_addresses() -> None:
    text, html = copied(laid_out(answered("Hvad blev besluttet?")), DANISH)
    assert text.startswith("Hvad blev besluttet?\n\nTeknik- og Miljøudvalget besluttede den 12. ")
    assert f"„{DECISION}“ [1]" in text
    assert "Kilder\n[1] Teknik- og Miljøudvalget, 12. juni 2024. Punkt 4," in text
    assert text.count("https://referater.example/kilde/") == 5
    assert html.count('<a href="https://referater.example/kilde/') == 5


@pytest.mark.parametrize("text", WILD)
def test_copied_html_holds_no_markup_but_ours(text: str) -> None:
    _, html = copied(laid_out(with_text(text)), DANISH)
    assert set(re.findall(r"<(/?\w+)", html)) <= {
        tag for name in ("p", "b", "a", "blockquote") for tag in (name, f"/{name}")
    } | {"br"}
    assert all(
        address.startswith("https://referater.example/kilde/")
        for address in re.findall(r'(?:href|src)="([^"]*)"', html)
    )


def test_our_own_words_follow_the_readers_language() -> None:
    made = laid_out(answered("What was decided?"), words=ENGLISH)
    text = markdown(made, ENGLISH)
    assert "The quotes are checked word for word against the minutes." in text
    assert "[^1]: Teknik- og Miljøudvalget, 12 June 2024. Item 4, Cykelsti" in text
    assert DECISION in text
    assert 'w:val="en-GB"' in parts_of(word(made, ENGLISH))["word/styles.xml"]


def test_removed_minutes_are_withheld_from_every_paper() -> None:
    minutes = council()
    del minutes.meetings["tmu-2024-06-12"]
    answer = answered("Hvad blev besluttet?")
    shown = as_shown(answer.question, (), AT, answer, minutes.meeting)
    made = paper([(shown, "")], "https://referater.example", "", AT, DANISH)
    file = word(made, DANISH)
    texts = (markdown(made, DANISH), *copied(made, DANISH), *parts_of(file).values())
    for text in texts:
        assert DECISION not in text and PROPOSAL not in text and "Birkelunden" not in text
    assert "Referatet er fjernet. Citatet vises ikke.[^1]" in texts[0]
    assert "Citaterne blev kontrolleret ord for ord, da svaret blev skrevet." in texts[0]
