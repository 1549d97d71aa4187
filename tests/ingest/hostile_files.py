"""Files that mean harm, and what becomes of each: `python -m tests.ingest.hostile_files`.

Each is read in a process of its own, so that its peak of memory is its own.
"""

import json
import os
import struct
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
MB = 1_000_000
TOP = "REFERAT Teknikudvalget d. 12-06-2024\n\nPunkt 1: Cykelsti\n\n24/100\n\nBeslutning\n\n"


@dataclass(frozen=True)
class Case:
    """`make` writes the file; `told` is in the sentence, or "" where it is read."""

    name: str
    make: Callable[[Path], object]
    told: tuple[str, ...] = ()  # one of these; () where it is read


def holding(made: Callable[[], bytes | str]) -> Callable[[Path], object]:
    """Writes what is made; made only then, so that who measures stays small."""

    def write(path: Path) -> None:
        data = made()
        path.write_bytes(data.encode() if isinstance(data, str) else data)

    return write


def packed(**entries: bytes) -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), data)
    return held.getvalue()


def nested(depth: int) -> bytes:
    data = packed(juni_txt=TOP.encode())
    for _ in range(depth):
        data = packed(a_zip=data, b_zip=data)
    return data


def overlapping(path: Path) -> None:
    """A thousand members that are all the same bytes, as in Fifield's bomb."""
    kernel = zlib.compress(bytes(10 * MB))[2:-4]
    local = struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, 0, 8, 0, 0, zlib.crc32(bytes(10 * MB)),
                        len(kernel), 10 * MB, 8, 0)  # fmt: skip
    data = local + b"0000.txt" + kernel
    listed = b"".join(
        struct.pack("<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 8, 0, 0, zlib.crc32(bytes(10 * MB)),
                    len(kernel), 10 * MB, 8, 0, 0, 0, 0, 0, 0) + b"%04d.txt" % n
        for n in range(1000)
    )  # fmt: skip
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 1000, 1000, len(listed), len(data), 0)
    path.write_bytes(data + listed + end)


def names_that_climb(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../../../../tmp/climbed.txt", TOP + "Godkendt.\n")
        archive.writestr("/tmp/absolute.txt", TOP.replace("12-06", "13-06") + "Godkendt.\n")


def pdf_of(pages: int, stream: bytes) -> bytes:
    """A PDF whose pages all show one compressed stream."""
    body = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[" % pages
        + b" ".join(b"%d 0 R" % (5 + n) for n in range(pages)) + b"]>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n" % len(stream) + stream + b"\nendstream",
    ]  # fmt: skip
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F 3 0 R>>>>>>"
    )
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, part in enumerate([*body, *[page] * pages], 1):
        places.append(len(out))
        out += b"%d 0 obj" % number + part + b"endobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(places) + 1, start)
    return bytes(out)


def shown(lines: int) -> bytes:
    said = b" T* ".join(
        b"(Udvalget godkendte forslaget om cykelstien langs vejen.) Tj" for _ in range(lines)
    )
    return zlib.compress(b"BT /F 10 Tf 14 TL 50 800 Td " + said + b" ET")


def locked_pdf(path: Path) -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path), encrypt=StandardEncryption("hemmelig"))
    canvas.drawString(50, 800, "Punkt 1: Cykelsti")
    canvas.save()


def sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(200 * MB)


def docx_of(document: bytes) -> bytes:
    types = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("word/document.xml", document)
    return held.getvalue()


def laughs() -> bytes:
    """A billion of them, from eleven lines."""
    entities = (b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12))
    top = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a0 "ha">'
    return docx_of(top + b"".join(entities) + b"]><d>&a11;</d>")


def runs() -> str:
    """Long runs of what regular expressions about minutes look for, none of it complete."""
    parts = ". ., .,1.,(,[,- ,a) ,\t,*,**a,_,„,12-,bl.a. ,Punkt ,1,Beslutning ,–,kr. ,A. ,!?".split(
        ","
    )
    return TOP + "\n\n".join(part * (60_000 // len(part)) for part in parts)


def pipe(path: Path) -> None:
    os.mkfifo(path)


def stray(path: Path) -> None:
    path.symlink_to("/etc/hostname")


def unreadable(path: Path) -> None:
    path.write_text(TOP)
    path.chmod(0)
    path.parent.chmod(0o755)


LARGE_OR_SLOW = (
    "svulme", "hukommelse", "sekunder", "for stor", "ødelagt", "fylder", "fejl", "sider", "tegn",
    "for mange", "ikke læses",
)  # fmt: skip
CASES = (
    Case("tom.txt", holding(lambda: b""), ("filen er tom",)),
    Case("nul.txt", holding(lambda: TOP.encode() + b"\0" * 1000), ("binære data",)),
    Case("200-mb.txt", sparse, ("fylder mere end 100 MB",)),
    Case("linje-10-mb.txt", holding(lambda: TOP + "ord " * 2_500_000), ("millioner tegn",)),
    Case("linje-3-mb.txt", holding(lambda: TOP + "ord " * 750_000), ("sekunder", "")),
    Case("ord-200000.txt", holding(lambda: TOP + "a" * 200_000)),
    Case("million-linjer.txt", holding(lambda: TOP + "a\n" * 1_000_000),
         ("sekunder", "for stor", "")),
    Case("regex.txt", holding(runs), ("sekunder", "")),
    Case("overskrifter.txt", holding(lambda: TOP + "Punkt 1: a\n" * 50_000), ("sekunder", "")),
    Case("bombe.zip", holding(lambda: packed(a_txt=bytes(100 * MB))), ("svulmer",)),
    Case("bombe-i-bombe.zip", holding(lambda: packed(a_zip=packed(b_txt=bytes(99 * MB)))),
         ("svulmer",)),
    Case("overlappende.zip", overlapping, ("svulmer op", "ødelagt")),
    Case("zip-i-zip.zip", holding(lambda: nested(8)), ("et arkiv i et arkiv",)),
    Case("klatrer.zip", names_that_climb),
    Case("mange.zip", holding(lambda: packed(**{f"a{n}_txt": b"" for n in range(30_000)})),
         ("flere end",)),
    Case("afbrudt.zip", holding(lambda: nested(1)[:150]), ("ødelagt",)),
    Case("genvej.txt", stray, ("genvej ud af mappen",)),
    Case("rør.txt", pipe, ("ikke en almindelig fil",)),
    Case("væk.txt", lambda path: None, ("findes ikke",)),
    Case("lukket.txt", unreadable, ("kan ikke åbnes",)),
    Case("ødelagt.pdf", holding(lambda: b"%PDF-1.7\n" + os.urandom(10_000)), ("PDF",)),
    Case("låst.pdf", locked_pdf, ("adgangskode",)),
    Case("sider-10000.pdf", holding(lambda: pdf_of(10_000, shown(40))), LARGE_OR_SLOW),
    Case("bombe.pdf", holding(lambda: pdf_of(1, zlib.compress(b"(a) Tj " * 40_000_000, 9))),
         (*LARGE_OR_SLOW, "tekst")),
    Case("bombe.docx", holding(lambda: docx_of(b"<a>" + bytes(300 * MB))), LARGE_OR_SLOW),
    Case("latter.docx", holding(laughs), (*LARGE_OR_SLOW, "Word")),
    Case("dyb.html", holding(lambda: b"<html>" + b"<div>" * 1_000_000 + b"Punkt 1"),
         (*LARGE_OR_SLOW, "ligner ikke", "mødets udvalg")),
    Case("åben.html", holding(lambda: b"<html>" + b"<!--" * 500_000 + b"<a " * 500_000),
         (*LARGE_OR_SLOW, "ligner ikke", "tom", "tekst")),
    Case("dyb.rtf", holding(lambda: b"{\\rtf1" + b"{" * 1_000_000),
         (*LARGE_OR_SLOW, "ligner ikke", "tom", "tekst")),
)  # fmt: skip


def attempted(path: Path) -> dict[str, Any]:
    """What is told of a file, "" when all of it was read; seconds; megabytes at the peak."""
    import resource

    from ingest.files.apart import Apart
    from ingest.read import read, refused
    from vectorstore.errors import UnreadableMinutes

    if path.name == "lukket.txt" and os.geteuid() == 0:
        os.seteuid(65534)  # nothing is closed to root
    begun = time.perf_counter()
    told = [why for _, why in refused(path.parent)] if path.is_symlink() else []
    with Apart() as apart:
        try:
            for paper in () if told else read(path, apart):
                try:
                    if paper.problem:
                        raise UnreadableMinutes(paper.problem)
                    meeting, _ = apart.read(paper.data, paper.path.name)
                    apart.cut(meeting, lambda text: len(text) // 3)
                except UnreadableMinutes as error:
                    told.append(str(error))
        except UnreadableMinutes as error:
            told.append(str(error))
    seconds = time.perf_counter() - begun
    child = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    own = _peak()
    return {"told": " | ".join(told), "seconds": seconds, "child": child, "own": own}


def _peak() -> int:
    """MB that this process has held at most.

    Linux counts what the process that started it held into getrusage's figure.
    """
    import resource

    status = Path("/proc/self/status")
    if status.exists():
        (line,) = (line for line in status.read_text().splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def measured(case: Case) -> dict[str, Any]:
    """The same, of a file that is made here and read in a process that does nothing else."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / case.name
        case.make(path)
        done = subprocess.run(
            [sys.executable, "-m", "tests.ingest.hostile_files", str(path)],
            cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True,
        )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def main() -> None:
    print("| fil | udfald | sekunder | MB, læseproces | MB, os |\n|---|---|---|---|---|")
    for case in CASES:
        found = measured(case)
        told = found["told"] or "læst"
        told = told if len(told) < 160 else f"{told[:100]} … (af {len(told.split(' | '))})"
        figures = f"{found['seconds']:.1f} | {found['child']} | {found['own']}"
        print(f"| {case.name} | {told} | {figures} |", flush=True)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(attempted(Path(sys.argv[1]))))
    else:
        main()
