"""What a page's tags say of the words in them: how they look, what belongs together."""

import re
from dataclasses import dataclass, replace

from ingest.files.grids import is_label
from ingest.files.html_tree import BLOCKS, Node
from ingest.files.ooxml import whole
from ingest.files.pieces import Face, Kind, faces
from ingest.files.style_names import heading_level

_STRONG = frozenset(("b", "strong", "u", "th"))
_SIZE = re.compile(r"font-size\s*:\s*([\d.]{1,6})\s*(pt|px)", re.IGNORECASE)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_PLAIN = re.compile(r"font-weight\s*:\s*(?:normal|[1-5]00)", re.IGNORECASE)
_POINTS = {"pt": 1.0, "px": 0.75}
_WORD_EDGE = re.compile(r"mso-element\s*:\s*(?:header|footer|comment)", re.IGNORECASE)
_WORD_CONTENTS = re.compile(r"mso-?toc", re.IGNORECASE)
_LONGEST_LABEL = 80  # with the white space of the file
_LONGEST_VALUE = 400
_PLAIN_FACE = Face()


@dataclass(slots=True)
class Place:
    """What holds for the words inside a tag."""

    face: Face = _PLAIN_FACE
    level: int = 0
    typed: bool = False  # white space as typed, in <pre>
    kept: bool = False  # hidden, and taken with all the same
    article: bool = False
    cell: bool = False
    kind: Kind = Kind.PARAGRAPH


def is_edge(node: Node) -> bool:
    """Whether a tag is the foot or head of a printed page, as Word and LibreOffice save them."""
    libre = node.tag == "div" and node.get("title") == "footer"
    return libre or _WORD_EDGE.search(node.get("style")) is not None


def quoted(node: Node) -> Node:
    """A quotation with the marks that the browser sets around it."""
    return Node("span", {}, ["„", *node.inside, "“"])


def line_faces(parts: list[tuple[str, Face]], text: str) -> tuple[Face, ...]:
    found = faces(parts)
    return found if len(found) == text.count("\n") + 1 else ()


def under(node: Node, place: Place) -> Place:
    """What holds inside a tag."""
    style = node.get("style")
    face = place.face
    size = _SIZE.search(style) if style else None
    if size:
        face = replace(face, size=float(size[1].strip(".") or 0) * _POINTS[size[2].lower()])
    if node.tag in _STRONG or (style and _BOLD.search(style)):
        face = replace(face, strong=True)
    elif style and _PLAIN.search(style):
        face = replace(face, strong=False)
    level = place.level
    if re.fullmatch(r"h[1-6]", node.tag):
        level = int(node.tag[1])
    elif node.get("role") == "heading":
        level = min(max(whole(node.get("aria-level"), 2), 1), 9)
    elif node.tag == "p" and not level:  # Word saves its title as <p class=MsoTitle>
        level = heading_level(re.sub(r"(?i)^mso", "", node.get("class")))
    contents = node.tag == "p" and _WORD_CONTENTS.match(node.get("class"))
    return Place(
        face,
        level,
        place.typed or node.tag == "pre",
        place.kept,
        place.article or node.tag in ("article", "main"),
        place.cell,
        Kind.CONTENTS if contents else place.kind,
    )


def are_labels(before: Node | None, node: Node) -> bool:
    """Whether two tags side by side are set apart by style alone: a label and its value."""
    if before is None or before.tag != "span" or node.tag != "span":
        return False
    names = before.get("class"), node.get("class")
    word = any(name in ("SpellE", "GramE") or name.startswith("Mso") for name in names)
    return all(names) and not word and names[0] != names[1]


def labelled_pair(node: Node) -> tuple[Node, Node] | None:
    """The label and the value of a row that is no table: <div><div>Dato</div><div>…</div></div>."""
    inner = node.nodes
    if len(inner) != 2 or node.tag in ("details", "tr", "ul", "ol"):
        return None
    if any(isinstance(each, str) and each.strip() for each in node.inside):
        return None
    label, said = inner
    if label.tag not in BLOCKS and said.tag not in BLOCKS:
        return None
    return (label, said) if is_value(label, said) and is_label(label.words) else None


def is_value(label: Node, said: Node) -> bool:
    short = label.size <= _LONGEST_LABEL and said.size <= _LONGEST_VALUE
    return short and not label.has_blocks and not said.has_blocks and bool(said.words)


def terms(node: Node) -> list[Node]:
    """The terms of a <dl>, also those that stand in a <div> each."""
    found: list[Node] = []
    for each in node.nodes:
        found += each.nodes if each.tag == "div" else [each]
    return found


def rows_of(node: Node) -> list[Node]:
    found: list[Node] = []
    for each in node.nodes:
        found += each.nodes if each.tag in ("thead", "tbody", "tfoot") else [each]
    return [each for each in found if each.tag in ("tr", "caption")]


def is_cell(node: Node) -> bool:
    return node.tag in ("td", "th")
