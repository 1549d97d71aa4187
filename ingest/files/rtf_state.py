"""What a group of braces in an RTF file holds for the words in it."""

from dataclasses import dataclass, replace

BODY_LEVEL = 9  # \outlinelevel of text that is no heading
_DEEPEST = 20  # tables in tables


@dataclass(frozen=True, slots=True)
class State:
    """What a group of braces holds for the words in it."""

    destination: str = ""
    skipped: int = 1  # signs after \u that are for old programs
    font: int = 0
    size: float = 12.0
    bold: bool = False
    lined: bool = False
    hidden: bool = False
    deleted: bool = False
    style: int = 0
    outline: int = BODY_LEVEL
    nesting: int = 0
    flow: int = 0  # how many flows were open when the group began

    def changed(self, word: str, number: int | None) -> "State":
        """What changes how the following words look, and in how many tables they stand."""
        isset = number != 0
        if word == "plain":
            return replace(self, size=12.0, bold=False, lined=False, hidden=False, deleted=False)
        if word == "pard":
            return replace(self, style=0, outline=BODY_LEVEL, nesting=0)
        if word == "b":
            return replace(self, bold=isset)
        if word in ("ul", "uld", "uldb", "ulw", "ulnone"):
            return replace(self, lined=isset and word != "ulnone")
        if word == "fs" and number:
            return replace(self, size=number / 2)
        if word == "f" and number is not None:
            return replace(self, font=number)
        if word == "v":
            return replace(self, hidden=isset)
        if word == "deleted":
            return replace(self, deleted=isset)
        if word == "s":
            return replace(self, style=number or 0)
        if word == "outlinelevel":
            return replace(self, outline=number or 0)
        if word == "intbl":
            return replace(self, nesting=max(self.nesting, 1))
        if word == "itap":
            return replace(self, nesting=max(min(number or 0, _DEEPEST), 0))
        if word == "uc":
            return replace(self, skipped=max(number or 0, 0))
        return self
