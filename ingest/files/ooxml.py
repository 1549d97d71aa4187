"""Elements of Office's XML by their local names: its strict and its usual form differ in prefix."""

from collections.abc import Iterator
from typing import Any

_OFF = frozenset(("0", "false", "off", "none"))


def local(element: Any) -> str:
    """ "p" of "{http://…/main}p"."""
    tag = element.tag
    return tag[tag.rfind("}") + 1 :] if isinstance(tag, str) else ""


def children(element: Any, name: str) -> Iterator[Any]:
    """The children of one name."""
    return (each for each in element if local(each) == name)


def child(element: Any, *names: str) -> Any:
    """The first child of a name, and of it the first of the next; None where one is missing."""
    for name in names:
        if element is None:
            return None
        element = next(children(element, name), None)
    return element


def value(element: Any, name: str = "val") -> str:
    """An attribute by its local name, "" where there is none."""
    if element is None:
        return ""
    for key, said in element.attrib.items():
        if key[key.rfind("}") + 1 :] == name:
            return str(said)
    return ""


def on(element: Any, before: bool = False) -> bool:
    """Whether a switch such as <w:b/> is on; `before` where it is not mentioned."""
    return before if element is None else value(element) not in _OFF


def whole(text: str, otherwise: int = 0) -> int:
    """A whole number as an attribute has it."""
    return int(text) if text.lstrip("-").isdecimal() and len(text) < 10 else otherwise
