"""RTF as tokens, and the signs that its bytes stand for."""

import re
from collections.abc import Iterator

# \par · \fs24 · \'e6 · \~ · { · } · plain text; line ends mean nothing
_TOKEN = re.compile(
    r"\\(?P<word>[A-Za-z]{1,32})(?P<number>-?\d{1,10})?[ ]?"
    r"|\\'(?P<byte>[0-9a-fA-F]{2})|\\(?P<sign>[^A-Za-z'])|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)"
    r"|[\r\n]+|\\|'",
    re.DOTALL,
)
_CHARSETS = {
    0: "cp1252", 1: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "cp936",
    136: "cp950", 161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256",
    186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
SYMBOL = "symbol"  # a font of pictures; its signs lie at U+F000


def tokens(data: bytes) -> Iterator[tuple[str, str, int | None]]:
    """Kind, word or text, and number: ("word", "fs", 24), ("text", "Godkendt.", None)."""
    source = data.decode("latin-1")
    at = 0
    while found := _TOKEN.match(source, at):
        at = found.end()
        kind = found.lastgroup or ""
        if found["word"]:
            number = int(found["number"]) if found["number"] else None
            if found["word"] == "bin":  # so many bytes of a picture, braces and all
                at += max(number or 0, 0)
            else:
                yield "word", found["word"], number
        elif kind:
            yield kind, found[kind], None


def charset(number: int) -> str:
    """The code page of a font's \\fcharset."""
    return SYMBOL if number == 2 else _CHARSETS.get(number, "cp1252")


def code_page(number: int) -> str:
    """The code page of \\ansicpg; Windows-1252 where Python knows none of that number."""
    name = {10000: "mac_roman", 65001: "utf-8"}.get(number, f"cp{number}")
    try:
        b"".decode(name)
    except LookupError:
        return "cp1252"
    return name


def signs(data: bytes, code: str) -> str:
    """Bytes in a code page as signs."""
    if code == SYMBOL:
        return "".join(chr(0xF000 + byte) if byte >= 32 else "" for byte in data)
    return data.decode(code, "replace")
