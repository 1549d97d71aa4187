"""Saved web pages: the minutes on them and nothing of the site, each trap one test."""

import time
from pathlib import Path

import pytest

from ingest.document import Document
from ingest.files.html import read_html
from vectorstore.errors import UnreadableMinutes


def page(body: str, head: str = "<meta charset=utf-8>") -> Document:
    return read_html(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode())


def text(body: str) -> str:
    return page(body).text


def marked(document: Document) -> list[tuple[int, str]]:
    return [(mark.level, document.text[mark.start : mark.end]) for mark in document.marked]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<p>Første</p><p>Anden</p>", "Første\n\nAnden"),
        ("<p>En\n  linje   i\n kilden</p>", "En linje i kilden"),
        ("<p>Første<br>anden<br/></p>", "Første\nanden"),
        ("<p>Første<br><br>anden</p>", "Første\nanden"),
        ("<div>Ord<div>inde</div>efter</div>", "Ord\n\ninde\n\nefter"),
        ("Løs tekst<p>Afsnit</p>mere", "Løs tekst\n\nAfsnit\n\nmere"),
        ("<p>R&aelig;v &amp; f&#248;l &#150; &frac12;&nbsp;&euro;</p>", "Ræv & føl – ½ €"),
        ("<p>Cykel&shy;sti</p>", "Cykelsti"),
        ("<p>Be<b>slut</b>ning</p>", "Beslutning"),
        ("<p>Ord<!-- ikke dette -->  videre</p>", "Ord videre"),
        ("<p>Sagt: <q>Ja</q></p>", "Sagt: „Ja“"),
        ("<pre>Sag&#12;1</pre>", "Sag 1"),
        ("<pre>Sag  1\n  2024</pre>", "Sag  1\n2024"),
        ("<p>Uafsluttet<p>Næste<ul><li>a<li>b", "Uafsluttet\n\nNæste\n\n- a\n- b"),
        ("<img src='data:image/png;base64,AAAA' alt='Byvåben'><p>Tekst</p>", "Tekst"),
        ("<script>var a='x'</script><style>p{}</style><p>Tekst</p>", "Tekst"),
        ("<p>Tekst</p><button>Hent som PDF</button><a href='#'>Til toppen</a>", "Tekst"),
        ("<p>Tekst</p><p>↑ Til toppen</p>", "Tekst"),
        ("<button>Punkt 1: Vej</button><p>Tekst</p>", "Punkt 1: Vej\n\nTekst"),
        ("<p>Sag<span class=a>Dato</span><span class=b>I dag</span></p>", "SagDato I dag"),
    ],
)
def test_words_are_read_as_a_browser_sets_them(body: str, expected: str) -> None:
    body = body.replace("</button><p>", "</button></p><p>")
    assert text(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ("<ol><li>a</li><li>b</li></ol>", "1. a\n2. b"),
        ("<ol start=8><li>a</li><li value=11>b</li><li>c</li></ol>", "8. a\n11. b\n12. c"),
        ("<ol type=a><li>a</li><li>b</li></ol>", "a. a\nb. b"),
        ("<ol type=I><li>a</li><li>b</li></ol>", "I. a\nII. b"),
        ("<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>", "1. a\n- b\n2. c"),
        ("<ol><li><p>a</p><p>mere</p></li><li>c</li></ol>", "1. a\n\nmere\n\n2. c"),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "- a\n- b"),
        ("<ol><li>1. a</li><li>2. b</li></ol>", "1. a\n2. b"),
        ("<ul><li><h3>Vej</h3><p>Godkendt.</p></li></ul>", "Vej\n\nGodkendt."),
        ("<ul><li></li><li>b</li></ul>", "- b"),
        ("<ol><li><h3>Vej</h3></li><li><h3>Sti</h3></li></ol>", "1. Vej\n\n2. Sti"),
    ],
)
def test_lists(body: str, expected: str) -> None:
    assert text(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<tr><td>a<td>b<tr><td>1<td>2", "a\tb\n1\t2"),
        ("<caption>Tabel 1</caption><tr><td>a<td>b<tr><td>1<td>", "Tabel 1\n\na\tb\n1\t"),
        ("<thead><tr><th>a<th>b</thead><tbody><tr><td>1<td>2</tbody>", "a\tb\n1\t2"),
        ("<tr><td colspan=2>a</td><td>b<tr><td>1<td>2<td>3", "a\t\tb\n1\t2\t3"),
        ("<tr><td rowspan=2>a<td>1<tr><td>2<tr><td>b<td>3", "a\t1\n\t2\nb\t3"),
        ("<tr><td><p>a</p><p>b</p><td>1<tr><td>c<br>d<td>2", "a b\t1\nc d\t2"),
        ("<tr><td>Mødedato<td>12. juni 2024<tr><td>Sted:<td>Rådhuset",
         "Mødedato  12. juni 2024\n\nSted: Rådhuset"),
        ("<tr><td><h2>Punkt 1</h2><p>Godkendt.</p>", "Punkt 1\n\nGodkendt."),
        ("<tr><td>a<td>&nbsp;<td>b<tr><td>1<td><td>2", "a\tb\n1\t2"),
    ],
)  # fmt: skip
def test_tables(body: str, expected: str) -> None:
    assert text(f"<table>{body}</table>") == expected


def test_a_table_that_says_it_only_places_is_unfolded() -> None:
    assert text("<table role=presentation><tr><td>a<td>b</table>") == "a\n\nb"


@pytest.mark.parametrize(
    "body",
    [
        "<dl><dt>Mødested</dt><dd>Rådhuset</dd><dt>Afbud:</dt><dd>Ole Vig</dd></dl>",
        "<dl><div><dt>Mødested<dd>Rådhuset</div><div><dt>Afbud:<dd>Ole Vig</div></dl>",
        "<div><div>Mødested</div><div>Rådhuset</div></div>"
        "<div><span>Afbud:</span><div>Ole Vig</div></div>",
    ],
)
def test_labels_and_values_are_lines(body: str) -> None:
    assert text(body) == "Mødested  Rådhuset\n\nAfbud: Ole Vig"


def test_long_values_of_a_list_of_terms_stand_below_them() -> None:
    found = text("<dl><dt>Beslutning</dt><dd><p>Godkendt.</p><p>Enstemmigt.</p></dd></dl>")
    assert found == "Beslutning\n\nGodkendt.\n\nEnstemmigt."


def test_headings_are_marked_by_tag_role_and_type() -> None:
    found = page(
        "<h1>Referat</h1><h3>Punkt 1</h3><div role=heading aria-level=4>Sag</div>"
        "<p><b>Beslutning</b></p><p>Godkendt af et enigt udvalg.</p>"
    )
    assert marked(found) == [(1, "Referat"), (3, "Punkt 1"), (4, "Sag"), (10, "Beslutning")]


SITE = """
<a class="skip-link" href="#main">Gå til indhold</a>
<div class="cookie-banner"><p>Vi bruger cookies</p><button>Accepter alle</button></div>
<header><nav><ul><li>Forside</li><li>Politik</li></ul></nav></header>
<div class="breadcrumb">Forside / Politik</div>
{}
<aside>Kontakt os</aside>
<footer>Lindevang Kommune, Storgade 1</footer>
"""
MINUTES = "<h1>Teknikudvalget 12. juni 2024</h1>" + "<h2>Punkt {}: Vej</h2><p>Godkendt.</p>" * 9


@pytest.mark.parametrize(
    "around",
    ["<main>{}</main>", "<div role=main>{}</div>", "<article>{}</article>", "<div>{}</div>"],
)
def test_the_site_around_the_minutes_is_left_out_and_told(around: str) -> None:
    found = page(SITE.format(around.format(MINUTES)))
    assert found.text.split("\n\n")[:3] == [
        "Teknikudvalget 12. juni 2024", "Punkt {}: Vej", "Godkendt.",
    ]  # fmt: skip
    assert found.text.endswith("Godkendt.")
    assert {"Vi bruger cookies", "Politik", "Forside / Politik", "Kontakt os"} <= set(
        found.left_out
    )


def test_a_heading_outside_the_content_that_alone_names_the_meeting_is_kept() -> None:
    body = "<header><h1>Referat Teknikudvalget 12. juni 2024</h1><p>Lindevang</p></header><main>"
    found = page(body + "<h2>Punkt 1: Vej</h2><p>Godkendt.</p>" * 5 + "</main>")
    assert found.text.startswith("Referat Teknikudvalget 12. juni 2024\n\nPunkt 1: Vej")
    assert found.left_out == ("Lindevang",)


def test_the_pages_title_is_kept_where_nothing_else_names_the_meeting() -> None:
    found = page("<h2>Punkt 1: Vej</h2>", "<title>Teknikudvalget 12. juni 2024</title>")
    assert found.text == "Teknikudvalget 12. juni 2024\n\nPunkt 1: Vej"
    assert page("<p>Vej</p>", "<title>Referat</title>").text == "Vej"


def test_a_small_main_is_not_taken_for_the_minutes() -> None:
    found = text(f"<main>Velkommen</main><div>{MINUTES}</div>")
    assert "Teknikudvalget 12. juni 2024" in found


def test_a_menu_by_name_that_holds_the_minutes_is_no_menu() -> None:
    assert "Godkendt." in text(f"<div class=nav>{MINUTES}</div>")


@pytest.mark.parametrize(
    "panel",
    [
        "<details><summary>Punkt 1: Vej</summary><p>Godkendt.</p></details>",
        "<button aria-controls=p1>Punkt 1: Vej</button><div id=p1 hidden><p>Godkendt.</p></div>",
        "<h3>Punkt 1: Vej</h3><div class='accordion-body' style='display:none'>Godkendt.</div>",
        "<h3>Punkt 1: Vej</h3><div class='collapse' aria-hidden=true>Godkendt.</div>",
        "<a href='#p1'>Punkt 1: Vej</a><div id=p1 style='display: none'>Godkendt.</div>",
        "<h3>Punkt 1: Vej</h3><div hidden='until-found'>Godkendt.</div>",
    ],
)
def test_what_is_folded_away_is_the_minutes_too(panel: str) -> None:
    assert text(panel) == "Punkt 1: Vej\n\nGodkendt."


def test_what_is_hidden_is_out_and_said() -> None:
    found = page("<p>Åbent.</p><p style='display:none'>Siden bliver hentet, vent lidt.</p>")
    assert found.text == "Åbent."
    assert found.doubts == ("Siden har skjult tekst, som er udeladt.",)
    icon = page("<p>Åbent.<span aria-hidden=true>x</span></p>")
    assert (icon.text, icon.doubts) == ("Åbent.", ())


def test_hidden_text_that_may_be_the_minutes_is_kept_and_said() -> None:
    found = page(f"<p>Åbent.</p><div class=sag style='display:none'>{MINUTES}</div>")
    assert "Teknikudvalget" in found.text
    assert found.doubts == ("Siden har skjult tekst, som er taget med.",)


def test_a_hidden_copy_for_print_is_not_told_twice() -> None:
    found = page(f"<div>{MINUTES}</div><div class=print style='display:none'>{MINUTES}</div>")
    assert found.text.count("Teknikudvalget 12. juni 2024") == 1


def test_deleted_words_are_out_and_said() -> None:
    found = page("<p>Prisen er <del>8</del><ins>9</ins>.</p>")
    assert (found.text, len(found.doubts)) == ("Prisen er 9.", 1)


@pytest.mark.parametrize(
    "data",
    [
        "<meta charset=utf-8><p>Rådhuset".encode(),
        "<p>Rådhuset".encode(),
        "<p>Rådhuset".encode("cp1252"),
        '<meta content="text/html; charset=windows-1252"><p>Rådhuset'.encode("cp1252"),
        "<meta charset=iso-8859-1><p>Rådhuset".encode("latin-1"),
        "<meta charset=iso-8859-1><p>Rådhuset".encode(),  # saved anew, and the page not told
        "\ufeff<p>Rådhuset".encode(),
        "<p>Rådhuset".encode("utf-16"),
        "<meta charset=findes-ikke><p>Rådhuset".encode("cp1252"),
        "<p>Rå\0dhuset".encode(),
    ],
)  # fmt: skip
def test_signs_are_read_in_the_pages_character_set(data: bytes) -> None:
    assert read_html(data).text == "Rådhuset"


def test_xhtml_closes_its_tags_itself() -> None:
    head = '<?xml version="1.0"?><html><head><script src="x"/><title/></head>'
    assert read_html(f"{head}<body><p>Vej</p></body></html>".encode()).text == "Vej"


MHT = """From: <Gemt af en browser>
Subject: Referat
MIME-Version: 1.0
Content-Type: multipart/related; type="text/html"; boundary="skel"

--skel
Content-Type: text/html; charset="windows-1252"
Content-Transfer-Encoding: quoted-printable

<html><body><p>R=E5dhuset er et langt or=
d</p></body></html>
--skel
Content-Type: text/html; charset="utf-8"

<html><body><p>Reklame</p></body></html>
--skel
Content-Type: image/png
Content-Transfer-Encoding: base64

AAAA
--skel--
"""


def test_a_page_saved_as_one_file_is_read() -> None:
    assert read_html(MHT.replace("\n", "\r\n").encode()).text == "Rådhuset er et langt ord"


def test_a_page_saved_as_one_file_without_a_page_is_refused() -> None:
    with pytest.raises(UnreadableMinutes, match="gem siden igen"):
        read_html(MHT.replace("text/html", "text/css").encode())


WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><meta charset=utf-8>
<!--[if gte mso 9]><xml><w:WordDocument>Ikke dette</w:WordDocument></xml><![endif]--></head><body>
<p class=MsoTitle>Referat<o:p></o:p></p>
<p class=MsoToc1>1. Vej<span style='mso-tab-count:1 dotted'>......... </span>3</p>
<p class=MsoToc1>2. Sti<span style='mso-tab-count:1 dotted'>......... </span>5</p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>1.<span>&nbsp;&nbsp;&nbsp; </span></span><![endif]>at sagen godkendes</p>
<p class=MsoListParagraph style='mso-list:l1 level1'><span style='mso-list:Ignore'>·<span>&nbsp;
</span></span>prik</p>
<p class=MsoNormal>Tekst<span style='mso-hide:all;display:none'>en skjult bemærkning her</span></p>
<div style='mso-element:footer'><p>Side 1</p></div>
</body></html>"""


def test_a_page_saved_by_word_is_read() -> None:
    found = read_html(WORD.encode())
    assert found.text == (
        "Referat\n\n1. Vej\t3\n2. Sti\t5\n\n1. at sagen godkendes\n- prik\n\nTekst"
    )
    assert found.left_out == ("Side 1",)
    assert marked(found) == [(1, "Referat")]


@pytest.mark.parametrize("tag", ["div", "b", "ul><li", "table><tr><td", "span"])
def test_a_hundred_thousand_levels_are_read_and_said(tag: str) -> None:
    start = time.process_time()
    opened = f"<{tag}>" * 100_000
    found = page(f"<p>Før</p>{opened}<p>Dybt nede</p>" + "</div>" * 10)
    assert found.text.split() == ["Før", "Dybt", "nede"] or found.text.split()[-2:] == [
        "Dybt",
        "nede",
    ]
    assert "flere lag" in found.doubts[0]
    assert time.process_time() - start < 5


@pytest.mark.parametrize(
    "body",
    [
        "<table><tr><td colspan=1000000>a<td rowspan=1000000>b<tr><td>c</table>",
        "<p>Ord " * 20_000,
        "<table>" + "<tr><td>a<td>b" * 8_000 + "</table>",
        "<div class=nav><p>a" * 100 + "</div>" * 100 + "<p>Ord",
        "<p>Ord<div hidden>" + "<div hidden><p>x</p></div>" * 20_000,
        "&nbsp;" * 100_000 + "<p>Ord",
        "<p>a\t" * 8_000,
        "<ol start=99999999999999999999><li>Ord</ol>",
    ],
)
def test_hostile_pages_take_little_time(body: str) -> None:
    start = time.process_time()
    assert page(body).text
    assert time.process_time() - start < 4


@pytest.mark.parametrize("data", [b"", b"   ", b"<html></html>", b"\xff\xfe"])
def test_a_page_without_words_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableMinutes, match="har ingen tekst") as told:
        read_html(data)
    assert str(told.value).endswith(".")


def test_nothing_is_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "hemmelig.txt"
    secret.write_text("Hemmeligt", "utf-8")
    declared = f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    found = read_html(f"{declared}<p>Ord &x;</p><iframe src='{secret.as_uri()}'></iframe>".encode())
    assert "Hemmeligt" not in found.text


def test_two_hundred_pages_take_little_time_and_twice_that_of_half_as_many() -> None:
    said = "<h2>Punkt</h2>" + "<p>Udvalget <b>drøftede</b> sagen om stien. </p>" * 60
    said += "<table><tr><td>A<td>1<tr><td>B<td>2</table>"
    taken = []
    for pages in (100, 200):
        start = time.process_time()
        page(said * pages)
        taken.append(time.process_time() - start)
    assert taken[1] < 1.5
    assert taken[1] < 4 * taken[0] + 0.2
