"""An index of any size to measure on: the minutes of a small one over and over, reworded.

Speed does not depend on what the words mean, so words are swapped for others as long: every place
in the text stays right. The vocabulary grows with the corpus, as it does in real minutes, and
vectors lie between and around real ones.
"""

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from vectorstore.danish import is_record_word, is_stop
from vectorstore.embedder import Vectors
from vectorstore.index import Index, Progress
from vectorstore.ledger import hashed, unit_embedded
from vectorstore.schema import AgendaItem, Meeting, Passage, Unit

COMMITTEES = tuple(
    f"{field}udvalget"
    for field in (
        "Økonomi", "Plan", "Klima", "Social", "Sundheds", "Ældre", "Skole", "Kultur", "Fritids",
        "Teknik", "Miljø", "Erhvervs", "Beskæftigelses", "Landdistrikts", "Havne", "Trafik",
        "Bygge", "Natur", "Unge", "Handicap",
    )
)  # fmt: skip
_FIRST, _DAYS = date(2005, 1, 3), 365 * 15
_WORD = re.compile(r"[^\W\d_]{5,}|\d\d/\d{3,5}")
_OTHER, _NEW = 0.3, 0.05  # share of the words that are swapped, and of all that are made up
_AROUND = 0.15  # length of what is added to a vector in a direction of its own
_PART = 0.4  # most of the way from a vector towards another one
Reword = Callable[[str], str]


class Source:
    """The meetings that a corpus is made from, with their passages and vectors."""

    def __init__(self, index: Index) -> None:
        self.model = index.ledger.facts()["model"]
        ids = sorted(index.ledger.documents())
        self.meetings = [
            (index.ledger.meeting(id), index.ledger.meeting_passages(id)) for id in ids
        ]
        keys = {key for _, passages in self.meetings for key in texts(passages)}
        self.vectors = index.ledger.vectors(self.model, keys)
        self.by_length: dict[int, list[str]] = {}
        words = {w for m, _ in self.meetings for w in _WORD.findall(m.text) if w[0].islower()}
        for word in sorted(words):
            if not (is_stop(word) or is_record_word(word)):
                self.by_length.setdefault(len(word), []).append(word)


def texts(passages: Sequence[Passage]) -> dict[str, str]:
    """What is embedded of passages and their units, by its hash."""
    units = [(passage, unit) for passage in passages for unit in passage.units]
    embedded = [p.embedded for p in passages] + [unit_embedded(p, unit) for p, unit in units]
    return {hashed(text): text for text in embedded}


def grow(index: Index, source: Source, passages: int) -> None:
    """Add reworded meetings until the index holds so many passages, and copy them."""
    held, number = index.ledger.summary().passages, len(index.ledger.documents())
    with index.writing():
        while held < passages:
            meeting, own, vectors = _variant(source, number)
            known = index.ledger.vectors(source.model, vectors)
            fresh = {key: vector for key, vector in vectors.items() if key not in known}
            name = f"{meeting.id}.txt"
            index.ledger.put(
                meeting, own, fresh, model=source.model, path=name, parser="", added=True
            )  # fmt: skip
            held, number = held + len(own), number + 1
        index.rebuild(Progress())


def _variant(source: Source, number: int) -> tuple[Meeting, list[Passage], dict[str, Vectors]]:
    """The meeting of this number in a corpus, always the same one."""
    chance = random.Random(number)
    meeting, passages = source.meetings[number % len(source.meetings)]
    name = f"maaling-{number}"
    reword = _reworded(source, chance)
    text = reword(meeting.text)
    if len(text) != len(meeting.text):
        raise AssertionError("a reworded text has to be as long")
    items = tuple(_item(item, reword) for item in meeting.items)
    committee = COMMITTEES[number % len(COMMITTEES)]
    held = _FIRST + timedelta(days=number * 37 % _DAYS)
    made = replace(
        meeting, id=name, committee=committee, held=held, text=text, items=items, source=name
    )
    own = [_passage(each, name, reword) for each in passages]
    return made, own, _around(source, passages, own, number)


def _reworded(source: Source, chance: random.Random) -> Reword:
    swapped: dict[str, str] = {}

    def other(word: str) -> str:
        if word[0].isdigit():  # a case number
            return word[:3] + "".join(chance.choice("123456789") for _ in word[3:])
        among = source.by_length.get(len(word), [])
        if not among or is_stop(word) or is_record_word(word) or chance.random() > _OTHER:
            return word
        first, second, cut = chance.choice(among), chance.choice(among), len(word) // 2
        made = first[:cut] + second[cut:] if chance.random() < _NEW / _OTHER else first
        return made.capitalize() if word[0].isupper() else made

    def reword(text: str) -> str:
        def swap(match: re.Match[str]) -> str:
            word = match.group(0)
            if word not in swapped:
                swapped[word] = other(word)
            return swapped[word]

        return _WORD.sub(swap, text)

    return reword


def _item(item: AgendaItem, reword: Reword) -> AgendaItem:
    case = item.case and reword(item.case)
    return replace(item, title=reword(item.title), case=case)


def _passage(passage: Passage, meeting: str, reword: Reword) -> Passage:
    old = len(passage.meeting)

    def unit(each: Unit) -> Unit:
        said = (reword(each.text), reword(each.lead), reword(each.subheading), reword(each.reading))
        return Unit(meeting + each.id[old:], each.kind, each.start, each.end, *said)

    return replace(
        passage,
        id=meeting + passage.id[old:],
        meeting=meeting,
        text=reword(passage.text),
        context=reword(passage.context),
        units=tuple(unit(each) for each in passage.units),
    )


def _around(
    source: Source, old: Sequence[Passage], new: Sequence[Passage], number: int
) -> dict[str, Vectors]:
    """Made-up vectors of reworded texts: part of the way to another real one, and beside it."""
    chance = np.random.default_rng(number)
    pairs = dict(zip(_keys(new), _keys(old), strict=True))
    known = np.stack(list(source.vectors.values()))
    own = np.stack([source.vectors[key] for key in pairs.values()])
    towards = known[chance.integers(len(known), size=len(own))]
    part = chance.uniform(0, _PART, size=(len(own), 1))
    beside = chance.standard_normal(own.shape)
    beside *= _AROUND / np.linalg.norm(beside, axis=1, keepdims=True)
    made = own * (1 - part) + towards * part + beside
    made /= np.linalg.norm(made, axis=1, keepdims=True)
    return dict(zip(pairs, made.astype("f4"), strict=True))


def _keys(passages: Sequence[Passage]) -> Iterator[str]:
    for passage in passages:
        yield hashed(passage.embedded)
        for unit in passage.units:
            yield hashed(unit_embedded(passage, unit))
