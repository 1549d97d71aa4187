"""Pages full of hostile words beside the same pages with harmless ones, and a visitor who looks."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from council import Council
from hostile import WORDS
from office import Even, Office
from shelves import passages
from visiting import Served, Visit, sync_api

from vectorstore.schema import (
    AgendaItem,
    Answer,
    Block,
    BlockKind,
    Cell,
    Citation,
    Filters,
    Limit,
    Meeting,
    Participant,
    Role,
    Section,
    SectionKind,
    Statement,
    fold,
)
from web.kept import Kept

SMALL = (360, 740)
HARMLESS = tuple(f"Ord{n}" for n in range(len(WORDS)))
FORBIDDEN = "iframe, object, embed, base, frame, applet, video, audio, math, marquee, img[srcset]"
# What a page is made of, what its words are, and what none of ours may hold.
LOOK = """({part, forbidden}) => {
    const made = {}, wrong = [], shown = [part.body.textContent, part.title];
    for (const each of part.body.querySelectorAll("*")) {
        const names = each.getAttributeNames().sort();
        const key = [each.tagName, ...names].join(" ");
        made[key] = (made[key] ?? 0) + 1;
        for (const name of names) shown.push(each.getAttribute(name));
        if (["INPUT", "TEXTAREA"].includes(each.tagName)) shown.push(each.value);
        if (names.some((name) => name.startsWith("on"))) wrong.push(each.outerHTML);
        if (each.matches(forbidden)) wrong.push(each.outerHTML);
        if (each.matches("meta[http-equiv=refresh]")) wrong.push(each.outerHTML);
        for (const name of ["href", "src", "action", "formaction", "xlink:href"]) {
            if (!each.hasAttribute(name) || each.matches("[src^='data:image/']")) continue;
            const address = new URL(each.getAttribute(name), location.href);
            if (address.origin !== location.origin) wrong.push(each.outerHTML);
        }
        if (each.tagName === "SCRIPT" && !each.src && !each.nonce) wrong.push(each.outerHTML);
    }
    return {made, wrong: wrong.map((html) => html.slice(0, 200)), shown: shown.join(" ")};
}"""
WIDE = """[...document.querySelectorAll("body *")].filter((each) => {
    const box = each.getBoundingClientRect();
    return box.right > innerWidth && box.width && !each.closest(".tbl");
}).slice(0, 5).map((each) => each.outerHTML.slice(0, 160))"""
LIVE = f"(forbidden) => ({LOOK})({{part: document, forbidden}})"


def plain(text: str) -> str:
    """As it is compared: without what HTML or bold type takes away."""
    return re.sub(r"[\x00\ufffd*]", "", fold(text))


class Writing:
    """Writes minutes: puts words down and remembers where they stand."""

    def __init__(self) -> None:
        self.text = "REFERAT\n"

    def put(self, words: str, end: str = "\n") -> tuple[int, int]:
        start = len(self.text)
        self.text += words + end
        return start, start + len(words)

    def item(self, number: int, words: str) -> AgendaItem:
        """An item with the words as title, case, heading, text, entry, cell and caption."""
        start = len(self.text)
        self.put(f"Punkt {number}: {words}")
        self.put(words)
        heading = self.put(words)
        kinds = (BlockKind.PARAGRAPH, BlockKind.BULLET, BlockKind.SUBHEADING, BlockKind.CAPTION)
        blocks = [Block(kind, *self.put(words), marker="-") for kind in kinds]
        rows = tuple((Cell(*self.put("Post", "\t")), Cell(*self.put(words))) for _ in range(2))
        blocks.append(Block(BlockKind.TABLE, rows[0][0].start, rows[-1][1].end, rows=rows))
        blocks.append(Block(BlockKind.FOOTNOTE, *self.put(words)))
        end = len(self.text)
        part = Section(SectionKind.OTHER, fold(words), heading[0], end, tuple(blocks))
        return AgendaItem(number, fold(words), fold(words), False, start, heading[0], end, (part,))


def minutes(words: Sequence[str]) -> list[Meeting]:
    """One meeting with all the words everywhere, and one for each as committee, place and file."""
    writing = Writing()
    people = tuple(
        Participant(fold(w), *writing.put(w), fold(w), n % 2 == 0) for n, w in enumerate(words)
    )
    head = len(writing.text)
    items = tuple(writing.item(n, each) for n, each in enumerate(words, 1))
    held = date(2024, 6, 12)
    whole = Meeting(
        "stor", "Byrådet", held, None, "Rådhuset", writing.text, head, participants=people,
        items=items, source="stor.txt",
    )  # fmt: skip
    made = [whole]
    for n, each in enumerate(words):
        text = f"REFERAT {each}\nPunkt 1: {each}\n"
        start = text.index("Punkt 1")
        item = AgendaItem(1, fold(each), None, False, start, len(text), len(text))
        day = held + timedelta(days=n)
        made.append(
            Meeting(f"m-{n}", fold(each), day, None, each, text, start, items=(item,), source=each)
        )
    return made


class Hostile(Council):
    """Answers every question with all its words in all places of an answer."""

    def __init__(self, words: Sequence[str]) -> None:
        super().__init__(*minutes(words))
        self.words = words

    def examples(self, limit: int = 4, language: str = "da") -> list[str]:
        return list(self.words)

    def answer(self, question: str) -> Answer:
        whole = self.meetings["stor"]
        cited, told = [], []
        for n, (words, item) in enumerate(zip(self.words, whole.items, strict=True), 1):
            block = item.sections[0].blocks[0]
            cited.append(
                Citation(
                    n, whole.id, words, whole.held, item.number, words, words, SectionKind.OTHER,
                    words, fold(words), block.start, block.end,
                )
            )  # fmt: skip
            told += [
                Statement(Role.LEAD, words, (n,)),
                Statement(Role.QUOTE, words, (n,), words, SectionKind.OTHER, words),
                Statement(Role.ALSO, words, (n,), words, SectionKind.OTHER, words),
                Statement(Role.NOTE, words, (n,)),
            ]
        limits = tuple(Limit("committee", words, words) for words in self.words)
        return Answer(
            question,
            tuple(told),
            tuple(cited),
            final=True,
            limits=limits,
            follow_ups=tuple(self.words),
        )

    def ask(
        self,
        question: str,
        history: Sequence[str] = (),
        filters: Filters | None = None,
        without: Collection[str] = (),
        suggest: bool = False,
    ) -> Iterator[Answer]:
        whole = self.answer(question)
        yield (
            replace(whole, statements=whole.statements[:4], citations=whole.citations[:1])
            if history
            else whole
        )


class Side:
    """A page full of some words, with its administration and what readers left."""

    def __init__(self, words: Sequence[str], folder: Path) -> None:
        self.words = words
        folder.mkdir()
        self.council = Hostile(words)
        assert self.council.ledger  # written before several ask for it at once
        self.kept = Kept(f"sqlite:///{folder / 'kept.db'}")
        office = Office(folder, Even())
        archive = replace(office.archive, kept=self.kept)
        for meeting in self.council.meetings.values():
            path = str(office.minutes / meeting.source)
            put = office.index.ledger.put
            put(meeting, passages(meeting), {}, model="m", path=path, parser="1", added=False)
        answer = self.council.answer(" ".join(words))
        self.key = self.kept.keep(answer.question, words, answer)
        for each in words:
            self.kept.rate(each, (), Answer(each), False, "other", each)
            self.kept.refused(each, Answer(each, refused=True, reason=each))
        self.served = Served(self.council, self.kept, archive)


class Reading(Visit):
    """A visitor who notes everything that words alone must not bring about."""

    def __init__(
        self, browser: sync_api.Browser, base: str, words: Sequence[str], address: str = "/hjaelp"
    ) -> None:
        super().__init__(browser, base + address, SMALL)
        self.base, self.words = base, words
        self.trouble.clear()  # it was told a longer address than it may ask
        self.page.on("dialog", self._dialog)
        self.page.on("popup", lambda page: self.trouble.append(f"opened {page.url}"))

    def _dialog(self, dialog: sync_api.Dialog) -> None:
        self.trouble.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def look(self, *, all_shown: bool = True) -> dict[str, int]:
        """What the page is made of, after looking that it does no harm and hides no word."""
        seen = self.page.evaluate(LIVE, FORBIDDEN)
        assert self.page.evaluate("window.hacked") is None
        assert not self.sideways(), (self.page.url, self.page.evaluate(WIDE))
        checked(seen, self.words if all_shown else ())
        return dict(seen["made"])

    def done(self) -> None:
        self.context.close()
        assert [each for each in self.trouble if "status of 40" not in each] == []


def checked(seen: dict[str, Any], words: Sequence[str]) -> None:
    assert seen["wrong"] == []
    shown = plain(seen["shown"])
    assert [each for each in words if plain(each) not in shown] == []


def differing(looks: Sequence[dict[str, int]]) -> dict[str, tuple[int, ...]]:
    """The elements that are not as often on all pages."""
    keys = {key for look in looks for key in look}
    counts = {key: tuple(look.get(key, 0) for look in looks) for key in sorted(keys)}
    # Italic and bold are the minutes' own: *so* and **so**.
    styled = ("EM", "STRONG")
    return {k: c for k, c in counts.items() if len(set(c)) > 1 and k not in styled}
