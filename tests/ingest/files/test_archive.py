"""A ZIP gives its documents, whatever their names say; bombs are refused before they go off."""

import struct
import zipfile
from collections.abc import Iterable
from io import BytesIO

import pytest

from ingest.files.archive import MOST, Member, members
from vectorstore.errors import UnreadableMinutes


def packed(entries: Iterable[tuple[str, bytes]], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(held, "w", how) as archive:
        for name, data in entries:
            archive.writestr(zipfile.ZipInfo(name), data, how)
    return held.getvalue()


def named(name: bytes) -> bytes:
    """An archive with one member of this name, without the mark of UTF-8."""
    made = packed([("x" * len(name), b"Punkt 1")])
    return made.replace(b"x" * len(name), name)


def problems(data: bytes) -> dict[str, str]:
    return {member.name: member.problem for member in members(data)}


def test_documents_come_one_by_one_and_the_rest_is_passed_over() -> None:
    data = packed([
        ("2024/juni.txt", b"a"), ("2024/kort.png", b"x"), ("__MACOSX/2024/._juni.txt", b"x"),
        (".DS_Store", b"x"), ("2024/.skjult.txt", b"x"), ("maj.PDF", b"b"), ("mappe/", b""),
    ])  # fmt: skip
    assert list(members(data)) == [Member("2024/juni.txt", b"a"), Member("maj.PDF", b"b")]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (b"../../etc/passwd.txt", "etc/passwd.txt"),
        (b"/etc/cron.d/x.txt", "etc/cron.d/x.txt"),
        (b"C:\\Windows\\x.txt", "Windows/x.txt"),
        (b"..\\..\\x.txt", "x.txt"),
        (b"a/./b/../x.txt", "a/b/x.txt"),
        ("møde/æøå.txt".encode(), "møde/æøå.txt"),
        ("møde/æøåÆØÅ.txt".encode("cp865"), "møde/æøåÆØÅ.txt"),
        (b"a\x1b[31mb\r\n.txt", "a[31mb.txt"),
    ],
)
def test_a_name_is_safe_and_danish_wherever_it_was_made(name: bytes, told: str) -> None:
    assert [member.name for member in members(named(name))] == [told]


def test_two_members_of_one_name_are_two_documents() -> None:
    data = packed([("a.txt", b"1"), ("../A.txt", b"2")])
    assert [member.name for member in members(data)] == ["a.txt", "A (2).txt"]


def test_an_archive_in_an_archive_is_opened_once() -> None:
    inner = packed([("juni.txt", b"a")])
    twice = packed([("indre.zip", inner), ("maj.txt", b"b")])
    assert [member.name for member in members(twice)] == ["indre.zip/juni.txt", "maj.txt"]
    thrice = packed([("ydre.zip", twice)])
    told = problems(thrice)
    assert told["ydre.zip/maj.txt"] == ""
    assert "et arkiv i et arkiv i et arkiv" in told["ydre.zip/indre.zip"]


def test_a_member_that_swells_is_refused_and_the_others_read() -> None:
    data = packed([("bombe.txt", bytes(50_000_000)), ("juni.txt", b"a")])
    assert len(data) < 100_000
    told = problems(data)
    assert "svulmer unormalt op" in told["bombe.txt"] and told["juni.txt"] == ""


def test_a_member_that_lies_about_its_size_is_counted_as_it_comes() -> None:
    data = bytearray(packed([("bombe.txt", bytes(50_000_000))]))
    for signature, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<I", data, data.index(signature) + at, 100)
    told = problems(bytes(data))["bombe.txt"]
    assert "svulmer" in told or "ødelagt" in told


def test_members_that_share_their_bytes_are_refused() -> None:
    """As in a bomb of one kernel that a thousand entries point at."""
    data = packed([("a.txt", b"Punkt 1" * 1000), ("b.txt", b"Punkt 1" * 1000)], zipfile.ZIP_STORED)
    second = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 1)
    shared = bytearray(data)
    struct.pack_into("<I", shared, second + 42, 10)
    with pytest.raises(UnreadableMinutes, match=r"svulmer op|ødelagt"):
        list(members(bytes(shared)))


def test_too_many_members_are_refused_before_their_list_is_read() -> None:
    data = packed((f"{n}.txt", b"") for n in range(MOST + 1))
    with pytest.raises(UnreadableMinutes, match=f"flere end {MOST} filer"):
        list(members(data))


def test_a_locked_member_is_told() -> None:
    data = bytearray(packed([("hemmelig.txt", b"a"), ("åben.txt", b"b")]))
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + at] |= 1
    told = problems(bytes(data))
    assert "låst med en adgangskode" in told["hemmelig.txt"] and told["åben.txt"] == ""


def test_a_broken_member_is_told_and_a_broken_archive_refused() -> None:
    data = bytearray(packed([("a.txt", b"Punkt 1: Vej" * 50), ("b.txt", b"b")]))
    data[40] ^= 0xFF
    told = problems(bytes(data))
    assert "ødelagt" in told["a.txt"] and told["b.txt"] == ""
    with pytest.raises(UnreadableMinutes, match="ZIP-filen er ødelagt"):
        list(members(bytes(data[:100])))


def test_an_archive_without_minutes_says_so() -> None:
    with pytest.raises(UnreadableMinutes, match="ZIP-filen har ingen referater"):
        list(members(packed([("kort.png", b"x")])))
