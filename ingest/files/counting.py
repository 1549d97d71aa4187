"""Numbers of lists as they are printed: "3", "03", "c", "iii"."""

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_MOST_ROMAN = 3999
_LETTERS = "abcdefghijklmnopqrstuvwxyz"


def letters(number: int) -> str:
    """a, b, … z, aa, bb, as Word counts; beyond zzz and below 1 as figures."""
    if not 1 <= number <= 3 * len(_LETTERS):
        return str(number)
    turns, at = divmod(number - 1, len(_LETTERS))
    return _LETTERS[at] * (turns + 1)


def roman(number: int) -> str:
    """i, ii, iii, iv; beyond what Romans wrote as figures."""
    if not 1 <= number <= _MOST_ROMAN:
        return str(number)
    printed = ""
    for value, sign in _ROMAN:
        printed += sign * (number // value)
        number %= value
    return printed


def numeral(number: int, form: str) -> str:
    """A number in a form as HTML and ODF name it: "1", "01", "a", "A", "i", "I"."""
    if form in ("a", "A"):
        return letters(number) if form == "a" else letters(number).upper()
    if form in ("i", "I"):
        return roman(number) if form == "i" else roman(number).upper()
    return str(number).zfill(len(form))
