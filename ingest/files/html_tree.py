"""A web page as a tree: decoded, closed where tags are missing, of bounded depth."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

DEEPEST = 150  # levels of tags; what lies deeper is read as text of the last one
BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form",
    "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "main",
    "menu", "nav", "ol", "option", "p", "pre", "section", "summary", "table", "tbody", "td",
    "tfoot", "th", "thead", "tr", "ul",
))  # fmt: skip
_PARTS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "table", "article", "section"))
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHARSET = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
# In XHTML a tag closes itself; a reader of HTML takes the rest of the page for a script's words.
_XHTML = re.compile(rb"\s*(?:<\?xml|<!DOCTYPE[^>]{0,80}XHTML)", re.IGNORECASE)
_CLOSED = re.compile(r"<(script|title|style|textarea|iframe|a|div|span|p|td|th)\b([^<>]*)/>", re.I)


@dataclass(slots=True)
class Node:
    """A tag with what stands in it, in order."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    inside: "list[Node | str]" = field(default_factory=list)
    parent: "Node | None" = field(default=None, repr=False)
    size: int = 0  # characters inside
    has_blocks: bool = False  # whether a block stands somewhere inside
    has_parts: bool = False  # whether a heading or a table does

    def get(self, name: str) -> str:
        """An attribute, "" where there is none."""
        return self.attributes.get(name) or ""

    @property
    def nodes(self) -> "list[Node]":
        """The tags directly inside."""
        return [each for each in self.inside if isinstance(each, Node)]

    def within(self) -> "Iterator[Node]":
        """This tag and all inside it, in order."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting += reversed(node.nodes)

    @property
    def words(self) -> str:
        """All text inside, also that which is not shown."""
        found: list[str] = []
        waiting: list[Node | str] = [self]
        while waiting:
            each = waiting.pop()
            if isinstance(each, str):
                found.append(each)
                continue
            apart = each.tag in BLOCKS or each.tag == "br"
            waiting += [*[" "] * apart, *reversed(each.inside), *[" "] * apart]
        return " ".join("".join(found).split())

    @property
    def above(self) -> "Iterator[Node]":
        """The tags around this one, from the nearest out."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent


class _Builder:
    """What lxml's parser reports to while it reads."""

    def __init__(self) -> None:
        self.root = Node("html")
        self.deeper = 0  # tags that are open below the deepest level
        self.too_deep = False
        self._open = [self.root]

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if len(self._open) >= DEEPEST:
            self.deeper += 1
            self.too_deep = True
            if tag in BLOCKS:
                self._break()
            return
        node = Node(tag, dict(attributes), parent=self._open[-1])
        self._open[-1].inside.append(node)
        self._open.append(node)
        if tag in BLOCKS:
            self._tell("has_blocks")
        if tag in _PARTS:
            self._tell("has_parts")

    def _tell(self, what: str) -> None:
        for node in self._open[-1].above:
            if getattr(node, what):
                return
            setattr(node, what, True)

    def _break(self) -> None:
        inside = self._open[-1].inside
        last = inside[-1] if inside else None
        if not isinstance(last, Node) or last.tag != "br":
            inside.append(Node("br"))

    def end(self, _tag: str) -> None:
        if self.deeper:
            self.deeper -= 1
        elif len(self._open) > 1:
            ended = self._open.pop()
            self._open[-1].size += ended.size

    def data(self, text: str) -> None:
        self._open[-1].inside.append(text)
        self._open[-1].size += len(text)

    def close(self) -> "_Builder":
        while len(self._open) > 1:
            ended = self._open.pop()
            self._open[-1].size += ended.size
        return self


def parsed(data: bytes, charset: str = "") -> tuple[Node, bool]:
    """A page's tree, and whether it had more levels than are read."""
    from lxml import etree

    text = decoded(data, charset).replace("\0", "")
    if _XHTML.match(data[:400].removeprefix(codecs.BOM_UTF8)):
        text = _CLOSED.sub(r"<\1\2></\1>", text)
    builder = _Builder()
    # The parser reports to the builder and makes no tree, so that no depth of tags stops it.
    parser = etree.HTMLParser(target=builder, huge_tree=True, encoding="utf-8")
    if text.strip():
        etree.fromstring(text.encode("utf-8", "ignore"), parser)
    return builder.root, builder.too_deep


def decoded(data: bytes, charset: str = "") -> str:
    """The page's signs. Valid UTF-8 is UTF-8, whatever a page saved anew still says of itself."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data.decode(name, "replace").removeprefix("\ufeff")
    said = _CHARSET.search(data[:4096])
    names = ["utf-8", charset, said[1].decode("ascii", "ignore") if said else ""]
    for name in filter(None, names):
        try:
            known = codecs.lookup(name).name
            return data.decode("cp1252" if known == "iso8859-1" else known)
        except (LookupError, UnicodeDecodeError, TypeError, AttributeError):
            continue
    return data.decode("cp1252", "replace")
