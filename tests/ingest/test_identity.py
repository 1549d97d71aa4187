"""Which meeting a document tells of: bodies, days, agendas, corrections, in any order of files."""

from dataclasses import replace
from datetime import date, time
from itertools import permutations
from pathlib import Path

import pytest

from ingest.identity import apart, correction, ids, meeting_id, rank
from ingest.read import whole
from ingest.receive import receive
from ingest.run import Indexing
from vectorstore.embedder import BUNDLED, Embedder
from vectorstore.index import Index, Place, Progress
from vectorstore.schema import AgendaItem, FileOutcome, FileResult, Meeting

DAY = date(2024, 6, 12)
OWN = "Lindevang Kommune"


@pytest.mark.parametrize(
    ("committee", "municipality", "agenda", "told"),
    [
        ("Direktionen", "", False, "direktionen-2024-06-12"),
        ("Direktionen", "Lindevang Kommune", False, "direktionen-2024-06-12"),
        ("Direktionen", "Lindevang", False, "direktionen-2024-06-12"),
        ("Byrådet", "Hasselø Kommune", False, "hasseloe-byraadet-2024-06-12"),
        ("Regionsrådet", "Region Øst", True, "region-oest-regionsraadet-2024-06-12-dagsorden"),
        ("Teknik- og Miljøudvalget", "", True, "teknik-og-miljoeudvalget-2024-06-12-dagsorden"),
    ],
)
def test_an_id_names_the_body_the_day_and_what_it_is(
    committee: str, municipality: str, agenda: bool, told: str
) -> None:
    assert meeting_id(committee, DAY, municipality, own=OWN, agenda=agenda) == told


def document(top: str = "", begins: time | None = None, source: str = "a.txt") -> Meeting:
    text = f"{top}\nREFERAT Teknikudvalget d. 12-06-2024\nIndholdsfortegnelse\nRettet budget\n"
    made = Meeting("", "Teknikudvalget", DAY, begins, "", text, len(text), source=source)
    return replace(made, correction=correction(made))


@pytest.mark.parametrize(
    ("top", "source", "told"),
    [
        ("", "referat.txt", ""),
        ("Rettet referat", "referat.txt", "Rettet referat"),
        ("RETTET UDGAVE", "referat.txt", "RETTET UDGAVE"),
        ("Korrigeret udgave", "referat.txt", "Korrigeret udgave"),
        ("Referat (rettet)", "referat.txt", "Referat (rettet)"),
        ("Version 2", "referat.txt", "Version 2"),
        ("Version 1", "referat.txt", ""),
        ("2. udgave", "referat.txt", "2. udgave"),
        ("", "referat_rettet.txt", "rettet"),
        ("", "referat-2024-06-12-v2.txt", "version 2"),
        ("", "referat-2.txt", ""),
        ("", "indrettet.txt", ""),
    ],
)
def test_a_correction_says_so_at_its_top_or_in_its_files_name(
    top: str, source: str, told: str
) -> None:
    assert document(top, source=source).correction == told


def test_the_newest_correction_ranks_highest() -> None:
    tops = [
        "", "Rettet referat", "Referat – rettet den 20. juni 2024",
        "Referat – rettet den 25. juni 2024", "Version 2", "Version 3",
    ]  # fmt: skip
    ranks = [rank(document(top)) for top in tops]
    assert ranks == sorted(ranks) and len(set(ranks)) == len(ranks)


def test_two_meetings_of_a_day_are_told_apart_by_the_clock_or_their_kind() -> None:
    morning, afternoon = document(begins=time(9)), document(begins=time(16))
    special, added = document("Ekstraordinært møde"), document("Tillægsreferat")
    assert apart(morning, afternoon) and apart(morning, special) and apart(morning, added)
    assert not apart(morning, document()) and not apart(morning, document("Rettet referat"))
    for order in permutations([morning, afternoon, special, added]):
        found = dict(zip(map(id, order), ids(order, OWN), strict=True))
        assert [found[id(each)] for each in (morning, afternoon, special, added)] == [
            "teknikudvalget-2024-06-12",
            "teknikudvalget-2024-06-12-kl-16-00",
            "teknikudvalget-2024-06-12-ekstraordinaert",
            "teknikudvalget-2024-06-12-tillaeg",
        ]


def treating(municipality: str, *titles: str, cases: bool = True) -> Meeting:
    year = 24 if titles == ROADS else 25
    items = tuple(
        AgendaItem(n, title, f"{year}/{n}" if cases else None, False, 0, 0, 0)
        for n, title in enumerate(titles, 1)
    )
    return replace(document(), municipality=municipality, items=items)


ROADS = ("Godkendelse af dagsorden", "Sti langs åen", "Bro over åen", "Eventuelt")
SCHOOLS = ("Godkendelse af dagsorden", "Ny skole i nord", "Skoleår 2025/26", "Eventuelt")


@pytest.mark.parametrize("cases", [True, False])
def test_without_our_own_municipality_ids_name_one_only_where_two_met(cases: bool) -> None:
    plain, lindevang, hasseloe = (
        treating(*made, cases=cases)
        for made in (("", *ROADS), ("Lindevang Kommune", *ROADS), ("Hasselø Kommune", *SCHOOLS))
    )
    here, there = "lindevang-teknikudvalget-2024-06-12", "hasseloe-teknikudvalget-2024-06-12"
    told = {(plain, lindevang): ["teknikudvalget-2024-06-12"] * 2,
            (lindevang,): ["teknikudvalget-2024-06-12"],
            (hasseloe, plain): [there, "teknikudvalget-2024-06-12"],
            (lindevang, hasseloe): [here, there]}  # fmt: skip
    for meetings, expected in told.items():
        for order in permutations(zip(meetings, expected, strict=True)):
            assert ids([each for each, _ in order], "") == [name for _, name in order]


# --- with the real index ---------------------------------------------------------------------


class Folder:
    """A folder of minutes with an index of its own."""

    def __init__(self, root: Path, embedder: Embedder, own: str = OWN) -> None:
        self.minutes = root / "minutes"
        self.minutes.mkdir(parents=True)
        self.index = Index(Place(root / "index"))
        self.index.ledger.set_model(BUNDLED)
        self.indexing = Indexing(self.index, lambda: embedder, Progress(), municipality=own)

    def write(
        self, name: str, *, top: str = "", body: str = "Teknikudvalget", clock: str = "", said: str
    ) -> Path:
        file = self.minutes / name
        when = f" kl. {clock}" if clock else ""
        text = (
            f"{top}\n\nREFERAT {body} d. 12-06-2024\n\nMødedato Onsdag d. 12. juni 2024{when}\n\n"
        )
        file.write_text(f"{text}Punkt 1: Cykelsti\n\n24/1\n\nBeslutning\n\n{said}\n")
        return file

    def sync(self) -> dict[str, FileResult]:
        with self.index.writing():
            results = list(self.indexing.sync(self.minutes))
        return {Path(result.path).name: result for result in results}

    def decisions(self) -> dict[str, str]:
        """The last line of each meeting's text, by its id."""
        ledger = self.index.ledger
        return {each: ledger.meeting(each).text.split("\n")[-2] for each in ledger.documents()}


@pytest.fixture
def folder(tmp_path: Path, embedder: Embedder) -> Folder:
    return Folder(tmp_path, embedder)


@pytest.mark.parametrize("names", [("a.txt", "b.txt"), ("b.txt", "a.txt")])
def test_the_correction_is_in_force_whichever_file_comes_first(
    folder: Folder, names: tuple[str, str]
) -> None:
    first, second = names
    folder.write(first, said="Godkendt.")
    folder.write(second, top="Rettet referat", said="Afvist.")
    folder.sync()
    assert folder.decisions() == {"teknikudvalget-2024-06-12": "Afvist."}
    again = folder.sync()
    assert again[first].outcome is FileOutcome.SUPERSEDED
    assert again[first].detail == f"afløst af rettet udgave {second}"
    (folder.minutes / second).unlink()
    folder.sync()
    assert folder.decisions() == {"teknikudvalget-2024-06-12": "Godkendt."}
    assert folder.index.vectors.count() == folder.index.ledger.summary().passages


def test_the_newest_of_several_corrections_is_in_force(folder: Folder) -> None:
    folder.write("a-v3.txt", said="Tredje.")
    folder.write("b.txt", said="Første.")
    folder.write("c-v2.txt", said="Anden.")
    folder.sync()
    assert folder.decisions() == {"teknikudvalget-2024-06-12": "Tredje."}


def test_two_files_of_a_meeting_without_a_sign_are_refused_and_told_what_to_do(
    folder: Folder,
) -> None:
    folder.write("a.txt", said="Godkendt.")
    folder.write("b.txt", said="Afvist.")
    done = folder.sync()
    assert done["b.txt"].outcome is FileOutcome.FAILED
    assert "Rettet referat" in done["b.txt"].detail and "fjern den ene fil" in done["b.txt"].detail
    assert folder.decisions() == {"teknikudvalget-2024-06-12": "Godkendt."}


@pytest.mark.parametrize("names", [("a.txt", "b.txt"), ("b.txt", "a.txt")])
def test_two_meetings_of_a_day_have_the_same_ids_in_any_order(
    folder: Folder, names: tuple[str, str]
) -> None:
    morning, afternoon = names
    folder.write(morning, clock="9:00", said="Formiddag.")
    folder.write(afternoon, clock="16:00", said="Eftermiddag.")
    folder.sync()
    assert folder.decisions() == {
        "teknikudvalget-2024-06-12": "Formiddag.",
        "teknikudvalget-2024-06-12-kl-16-00": "Eftermiddag.",
    }
    assert {result.outcome for result in folder.sync().values()} == {FileOutcome.UNCHANGED}
    (folder.minutes / morning).unlink()
    folder.sync()
    assert folder.decisions() == {"teknikudvalget-2024-06-12": "Eftermiddag."}


def test_the_same_day_in_two_committees_is_two_meetings(folder: Folder) -> None:
    folder.write("a.txt", said="Godkendt.")
    folder.write("b.txt", body="Byrådet", said="Afvist.")
    folder.sync()
    assert set(folder.decisions()) == {"byraadet-2024-06-12", "teknikudvalget-2024-06-12"}


def test_municipality_and_agenda_are_part_of_a_meeting(folder: Folder) -> None:
    folder.write("a.txt", said="Godkendt.")
    folder.write("b.txt", top="Hasselø Kommune", said="Afvist.")
    minutes = folder.write("c.txt", said="Ingen.").read_text()
    plan = minutes.replace("REFERAT", "DAGSORDEN").replace("Beslutning", "Indstilling")
    (folder.minutes / "c.txt").write_text(plan)
    folder.sync()
    assert set(folder.decisions()) == {
        "teknikudvalget-2024-06-12",
        "hasseloe-teknikudvalget-2024-06-12",
        "teknikudvalget-2024-06-12-dagsorden",
    }
    (folder.minutes / "a.txt").unlink()
    folder.indexing = replace(folder.indexing, municipality="Hasselø")
    folder.sync()
    assert folder.decisions()["teknikudvalget-2024-06-12"] == "Afvist."
    assert "hasseloe-teknikudvalget-2024-06-12" not in folder.decisions()


@pytest.mark.parametrize("names", list(permutations(("a.txt", "b.txt", "c.txt"))))
def test_a_footer_with_the_municipality_makes_no_second_meeting(
    tmp_path: Path, embedder: Embedder, names: tuple[str, str, str]
) -> None:
    folder = Folder(tmp_path, embedder, own="")
    bare, named, elsewhere = names
    text = folder.write(bare, said="Godkendt.").read_text()
    (folder.minutes / named).write_text(f"Lindevang Kommune\n\n{text}")
    other = folder.write(elsewhere, top="Hasselø Kommune", said="Afvist.")
    other.write_text(other.read_text().replace("24/1\n", "24/77\n").replace("Cykelsti", "Skole"))
    done = folder.sync()
    own = {"teknikudvalget-2024-06-12", "lindevang-teknikudvalget-2024-06-12"}
    assert set(folder.decisions()) - own == {"hasseloe-teknikudvalget-2024-06-12"}
    assert len(folder.decisions()) == 2
    assert {done[name].outcome for name in (bare, named)} == {FileOutcome.NEW, FileOutcome.FAILED}


def test_an_index_with_a_meeting_twice_is_put_right_when_its_files_are_read_again(
    tmp_path: Path, embedder: Embedder
) -> None:
    """As an older version left it: a PDF under the municipality's name, its text under none."""
    folder = Folder(tmp_path, embedder, own="")
    text = folder.write("b.txt", said="Godkendt.").read_text()
    folder.sync()
    (folder.minutes / "a.txt").write_text(f"Lindevang Kommune\n\n{text}")
    with folder.index.writing():
        paper = whole(folder.minutes / "a.txt")
        reading = folder.indexing.reading(paper)
        twice = replace(reading.meeting, id="lindevang-teknikudvalget-2024-06-12")
        folder.indexing._put(replace(reading, meeting=twice), by_hand=False)
    folder.index.ledger.read_again(folder.decisions())
    folder.sync()
    assert set(folder.decisions()) == {"teknikudvalget-2024-06-12"}


def test_a_file_that_now_tells_of_another_day_leaves_nothing_behind(folder: Folder) -> None:
    file = folder.write("a.txt", said="Godkendt.")
    folder.sync()
    file.write_text(
        file.read_text().replace("12-06-2024", "13-06-2024").replace("12. juni", "13. juni")
    )
    folder.sync()
    assert set(folder.decisions()) == {"teknikudvalget-2024-06-13"}


def test_a_correction_sent_in_lies_beside_what_it_corrects(folder: Folder, tmp_path: Path) -> None:
    folder.write("a.txt", said="Godkendt.")
    folder.sync()
    sent = folder.write("rettet.txt", top="Rettet referat", said="Afvist.").rename(
        tmp_path / "rettet.txt"
    )
    with folder.index.writing():
        (done,) = receive(folder.indexing, [sent], folder.minutes, replacing=False)
    assert done.outcome is FileOutcome.UPDATED and done.detail == "afløser a.txt"
    assert {file.name for file in folder.minutes.iterdir()} == {"a.txt", "rettet.txt"}
    other = folder.write("c.txt", said="Udsat.").rename(tmp_path / "c.txt")
    with folder.index.writing():
        (refused,) = receive(folder.indexing, [other], folder.minutes, replacing=False)
    # The original is not in force, so a third document is only one more that is superseded.
    assert refused.outcome is FileOutcome.SUPERSEDED


def test_an_unreadable_file_is_still_refused(folder: Folder) -> None:
    (folder.minutes / "brev.txt").write_text("Kære Birgit\n")
    (done,) = folder.sync().values()
    assert done.outcome is FileOutcome.FAILED and done.detail.startswith("brev.txt")
