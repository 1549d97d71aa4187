"""What of a saved page is the minutes, and what is the site around them."""

import re
from collections.abc import Callable, Iterator

from ingest.files.html_tree import BLOCKS, Node
from ingest.files.pieces import flat

_HIDDEN = "Siden har skjult tekst, som er udeladt."
_KEPT = "Siden har skjult tekst, som er taget med."

# Never words of the page.
UNSEEN = frozenset((
    "script", "style", "template", "head", "noscript", "iframe", "svg", "canvas", "video", "audio",
    "object", "embed", "select", "option", "datalist", "input", "textarea", "img", "map", "meta",
    "link", "title", "base", "math-annotation", "rp", "rt",
))  # fmt: skip
_FURNITURE_TAGS = frozenset(("nav", "dialog"))
_EDGE_TAGS = frozenset(("header", "footer", "aside"))  # of the site, or of an article in it
_FURNITURE_ROLES = frozenset((
    "navigation", "search", "dialog", "alertdialog", "menu", "menubar", "toolbar", "tooltip",
))  # fmt: skip
_EDGE_ROLES = frozenset(("banner", "contentinfo", "complementary"))
# "cookie-banner", "main-nav", "breadcrumb", "back-to-top", "share-buttons"
_FURNITURE_NAME = re.compile(
    r"(?:\w+[-_])*(?:cookies?|cookie\w+|consent|modal|breadcrumbs?|navbar|navigation|nav|menu|sitemap"
    r"|share|sharing|social|skip-?links?|back-to-top|backtotop|totop|pagination|printbutton)"
    r"(?:[-_]\w+)*",
    re.IGNORECASE,
)
# A closed panel of an accordion is as much the minutes as an open one.
_PANEL_NAME = re.compile(r"accordion|collaps|panel|tab|toggle|fold|expand|content|item|punkt", re.I)
_PANEL_ROLES = frozenset(("region", "tabpanel", "group", "list", "listitem", "article"))
_UNSEEN_STYLE = re.compile(
    r"(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.I
)
_FOR_EARS = re.compile(r"(?:sr-only|visually-?hidden|screen-?reader(?:-text)?)", re.IGNORECASE)
# What stands on a button or a link of the site; the first also as words of their own.
_ALONE = (
    r"(?:tilbage |gå )?til toppen|(?:hent|download|åbn|gem) som pdf|udskriv(?: siden?)?"
    r"|del(?: siden| på .{1,20})|(?:spring|gå) til (?:hoved)?indhold(?:et)?|kopi[eé]r link"
    r"|(?:åbn|luk|udvid|skjul) alle|fold alle (?:ud|ind|sammen)"
)
_BUTTON = (
    r"top|op|tilbage|næste|forrige|menu|søg|log ind|luk|print|del|lyt|læs (?:op|mere)"
    r"|(?:hent|download|åbn|gem)(?: pdf)?|vis (?:mere|mindre|alle)|fold (?:ud|ind|sammen)"
    r"|(?:accept[eé]r|afvis)(?: alle)?(?: cookies)?|abonn[eé]r(?: .{1,30})?"
)
_PRESSED = re.compile(f"{_ALONE}|{_BUTTON}", re.IGNORECASE)
_UNPRESSED = re.compile(_ALONE, re.IGNORECASE)
_LONGEST_BUTTON = 60
_SPACE = re.compile(r"\s+")
_MOSTLY = 0.5  # of the page's words: so much is the minutes, whatever it is called
_MUCH = 100  # characters of hidden text that are more than a message of the site
_FEW = 20  # characters of hidden text that are an icon's name, not words
_LEAST = 0.2  # of the page's words: a <main> with less is not the minutes


def is_button(words: str, pressed: bool = False) -> bool:
    """Whether a line names something to press: "Hent som PDF"; `pressed`, that it can be."""
    if len(words) > _LONGEST_BUTTON:
        return False
    named = _PRESSED if pressed else _UNPRESSED
    return named.fullmatch(words.strip(" ↑›»×+-|")) is not None


def content(root: Node) -> Node:
    """The part of the page that holds the minutes: <main>, the one <article>, or the body."""
    body = next((node for node in root.within() if node.tag == "body"), root)
    mains = [n for n in body.within() if n.tag == "main" or n.get("role") == "main"]
    articles = [n for n in body.within() if n.tag == "article" or n.get("role") == "article"]
    for found, least in ((mains, _LEAST), (articles if len(articles) == 1 else [], _MOSTLY)):
        best = max(found, key=lambda node: node.size, default=None)
        if best is not None and best.size >= least * body.size:
            return best
    return body


class Furniture:
    """Tells what is left out of a page's content."""

    def __init__(self, root: Node, inside: Node) -> None:
        self._whole = inside.size
        self._site = inside.tag == "body" or inside is root
        self._panels = frozenset(_panels(root))
        self.shown = frozenset(lines(inside, _is_unseen))
        self.doubts: set[str] = set()

    def holds(self, node: Node, within_article: bool) -> bool:
        """Whether a tag is the site's own: a menu, a banner, a row of buttons."""
        role = node.get("role")
        edge = node.tag in _EDGE_TAGS or role in _EDGE_ROLES
        named = node.tag in _FURNITURE_TAGS or role in _FURNITURE_ROLES
        if not named and node.tag not in ("body", "main", "article"):
            names = f"{node.get('class')} {node.get('id')}".split()
            named = any(_FURNITURE_NAME.fullmatch(name) for name in names)
        if edge and self._site and not within_article:
            named = True
        return named and node.size < _MOSTLY * self._whole

    def hides(self, node: Node) -> bool:
        """Whether a tag is not shown, is no closed panel and has nothing of its own to say."""
        if not _is_unseen(node) or self._is_panel(node):
            return False
        said = lines(node)
        own = sum(line not in self.shown for line in said)
        if node.tag in BLOCKS and sum(map(len, said)) >= _MUCH and own * 2 > len(said):
            self.doubts.add(_KEPT)
            return False
        if any(len(line) > _FEW and line not in self.shown for line in said):
            self.doubts.add(_HIDDEN)
        return True

    def _is_panel(self, node: Node) -> bool:
        if node.get("id") in self._panels or node.get("role") in _PANEL_ROLES:
            return True
        names = f"{node.get('class')} {node.get('id')}"
        return node.tag not in ("span", "i", "a") and _PANEL_NAME.search(names) is not None


def _is_unseen(node: Node) -> bool:
    return bool(node.attributes) and (
        ("hidden" in node.attributes and node.get("hidden") != "until-found")
        or node.get("aria-hidden") == "true"
        or _UNSEEN_STYLE.search(node.get("style")) is not None
        or any(_FOR_EARS.fullmatch(name) for name in node.get("class").split())
    )


def _nothing(_node: Node) -> bool:
    return False


def lines(node: Node, without: Callable[[Node], bool] = _nothing) -> list[str]:
    """The words of a tag, a line for each block in it; `without` tells what is passed over."""
    found: list[str] = []
    waiting: list[Node | str] = [node]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            found.append(each if each == "\n" else _SPACE.sub(" ", each))
        elif each.tag not in UNSEEN and not without(each):
            apart = each.tag in BLOCKS or each.tag in ("br", "button")
            waiting += [*["\n"] * apart, *reversed(each.inside), *["\n"] * apart]
    return [line for line in map(flat, "".join(found).split("\n")) if line]


def _panels(root: Node) -> Iterator[str]:
    """The ids of what a button or a link on the page opens."""
    for node in root.within():
        for name in ("aria-controls", "data-target", "data-bs-target"):
            if node.get(name):
                yield node.get(name).lstrip("#")
        if node.tag == "a" and node.get("href").startswith("#"):
            yield node.get("href")[1:]
