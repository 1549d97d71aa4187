"""Votes and presence as decisions tell them."""

from random import Random

from vectorstore.schema import Presence, Side

from .meant import Line, Look, Stand, There
from .words import PARTIES, name

Told = tuple[tuple[Line, ...], tuple[Stand, ...]]


def vote(rng: Random) -> Told:
    """Lines on how a vote went, and what they mean."""
    ours, theirs = _parties(rng)
    first, second = sorted(rng.sample(range(2, 31), 2), reverse=True)
    who = name(rng)
    match rng.randrange(6):
        case 0:
            texts = [f"For stemte: {_and(ours)}", f"Imod stemte: {_and(theirs)}"]
            stands = [Stand(Side.FOR, ours), Stand(Side.AGAINST, theirs)]
        case 1:
            texts = [f"Indstillingen blev godkendt med {first} stemmer imod {second}."]
            stands = [Stand(Side.FOR, (), first), Stand(Side.AGAINST, (), second)]
        case 2:
            texts = [f"{len(ours)} medlemmer ({'+'.join(ours)}) anbefaler, at sagen godkendes."]
            stands = [Stand(Side.FOR, ours, len(ours))]
        case 3:
            texts = [f"{who} ({ours[0]}) tog forbehold."]
            stands = [Stand(Side.RESERVED, (f"{who} ({ours[0]})",))]
        case 4:
            texts = [f"{who} ({theirs[0]}) kunne ikke tiltræde indstillingen."]
            stands = [Stand(Side.AGAINST, (f"{who} ({theirs[0]})",))]
        case _:
            texts = [f"{_and(theirs)} undlod at stemme."]
            stands = [Stand(Side.ABSTAINED, theirs)]
    return tuple(Line(Look.PARAGRAPH, text) for text in texts), tuple(stands)


def presence(rng: Random, absent: list[str], present: list[str]) -> tuple[Line, tuple[There, ...]]:
    """A line on who was away from one item, and what it means."""
    kind = rng.randrange(6)
    here = kind in (2, 3, 4)  # they were at the meeting, but not at this item
    from_list = present if here else absent
    who, other = rng.choice(from_list) if from_list else name(rng), name(rng)
    match kind:
        case 0:
            text, found = f"Afbud: {who}", [There(Presence.ABSENT, who)]
        case 1:
            text, found = f"Fraværende: {who}", [There(Presence.ABSENT, who)]
        case 2:
            text = f"{who} deltog ikke i behandlingen af punktet."
            found = [There(Presence.DISQUALIFIED, who)]
        case 3:
            text = f"{who} var inhabil og deltog ikke i sagens behandling."
            found = [There(Presence.DISQUALIFIED, who)]
        case 4:
            hour = rng.randint(16, 20)
            text = f"{who} forlod mødet kl. {hour}.{rng.randint(10, 55)}."
            found = [There(Presence.LEFT, who)]
        case _:
            text = f"{other} deltog som stedfortræder for {who}."
            found = [There(Presence.SUBSTITUTE, other)]
    return Line(Look.PARAGRAPH, text), tuple(found)


def _parties(rng: Random) -> tuple[tuple[str, ...], tuple[str, ...]]:
    drawn = rng.sample(PARTIES, rng.randint(3, 6))
    cut = rng.randint(2, len(drawn) - 1)
    return tuple(drawn[:cut]), tuple(drawn[cut:])


def _and(parties: tuple[str, ...]) -> str:
    return " og ".join([", ".join(parties[:-1]), parties[-1]]) if parties[1:] else parties[0]
