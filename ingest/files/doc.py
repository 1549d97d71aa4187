"""Files named .doc: old Word documents, and what other programs save under that name."""

import os
import re
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from ingest.document import Document
from ingest.files.docx import read_docx
from ingest.files.html import read_html
from ingest.files.odt import read_odt
from ingest.files.rtf import read_rtf
from vectorstore.errors import UnreadableMinutes

_OLE = b"\xd0\xcf\x11\xe0"
_MIME = re.compile(rb"(?:MIME-Version|From|Content-Type):", re.IGNORECASE)
_PAGE = re.compile(rb"<(?:!doctype html|html|head|body|\?xml|p\b|div\b|table\b)", re.IGNORECASE)
_WORD_XML = re.compile(rb"<\?mso-application|<w:wordDocument|<pkg:package", re.IGNORECASE)
# The first sector of most files holds Word's own head: its mark, and flags with "is encrypted".
_HEAD, _MARK, _FLAGS, _ENCRYPTED = 512, b"\xec\xa5", 10, 0x0100
PROGRAMS = ("soffice", "libreoffice")
_SECONDS = 90  # a cold start of LibreOffice takes about ten
_MOST = 64 * 2**20  # bytes of the converted file
_LOCKED = "Word-filen er låst med en adgangskode; gem den uden, og prøv igen."
_BROKEN = "Word-filen kan ikke læses; åbn den i Word, gem den som .docx, og prøv igen."
# What LibreOffice may not do with a stranger's file: run its macros, read what it links to, or
# fetch its pictures, for which it is told to ask a proxy at a port where nobody answers.
_FORBIDDEN = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Writer/Content/Update", "Link", "2"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Inet/Settings", "ooInetFTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetFTPProxyPort", "9"),
    ("Inet/Settings", "ooInetNoProxy", ""),
)


def read_doc(data: bytes) -> Document:
    """The text of what is named .doc; an old Word document needs LibreOffice on the machine.

    UnreadableMinutes says why it has none, and to save it as .docx where nothing can read it.
    """
    top = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if top.startswith(b"{\\rtf"):
        return read_rtf(data)
    if top.startswith(b"PK"):
        return read_odt(data) if b"opendocument.text" in data[:200] else read_docx(data)
    if _WORD_XML.search(top):
        raise UnreadableMinutes(
            "Filen er et Word-dokument gemt som XML; åbn den i Word, gem den som .docx, "
            "og prøv igen."
        )
    if _PAGE.match(top) or _MIME.match(top) or data.startswith((b"\xff\xfe<", b"\xfe\xff\0<")):
        return read_html(data)
    if not data.startswith(_OLE) or "WordDocument".encode("utf-16-le") not in data:
        raise UnreadableMinutes(
            "Filen er ikke et Word-dokument; gem referatet som .docx, og prøv igen."
        )
    head = data[_HEAD : _HEAD + 16]
    if head[:2] == _MARK and int.from_bytes(head[_FLAGS : _FLAGS + 2], "little") & _ENCRYPTED:
        raise UnreadableMinutes(_LOCKED)
    return read_docx(_converted(data))


def _converted(data: bytes) -> bytes:
    """An old Word document as .docx, by LibreOffice in a folder of its own."""
    program = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        raise UnreadableMinutes(
            "Filen er et ældre Word-dokument (.doc), som kun kan læses, hvor LibreOffice er "
            "installeret; gem det som .docx, og prøv igen."
        )
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        profile = home / "profile"
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_settings(), "utf-8")
        (home / "referat.doc").write_bytes(data)
        _run(program, home, profile)
        made = home / "referat.docx"
        if not made.is_file():
            raise UnreadableMinutes(_BROKEN)
        if made.stat().st_size > _MOST:
            raise UnreadableMinutes(
                f"Word-filen fylder mere end {_MOST // 2**20} MB; del den i flere, og prøv igen."
            )
        return made.read_bytes()


def _settings() -> str:
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in _FORBIDDEN
    )
    schema = "http://openoffice.org/2001/registry"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="{schema}">{items}</oor:items>'
    )


def _run(program: str, home: Path, profile: Path) -> None:
    command = [
        program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore",
        "--nolockcheck", "--convert-to", "docx", "--outdir", str(home), str(home / "referat.doc"),
    ]  # fmt: skip
    kept = {name: os.environ[name] for name in ("PATH", "LANG", "LC_ALL") if name in os.environ}
    started = subprocess.Popen(
        command,
        env={**kept, "HOME": str(home), "TMPDIR": str(home)},
        cwd=home,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        started.wait(_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise UnreadableMinutes(
            f"Word-filen blev ikke læst på {_SECONDS} sekunder; gem den som .docx, og prøv igen."
        ) from error
    finally:
        _end(started)


def _end(started: subprocess.Popen[bytes]) -> None:
    """End LibreOffice with the processes that it has started."""
    if started.poll() is None:
        os.killpg(started.pid, signal.SIGKILL)
        started.wait()
