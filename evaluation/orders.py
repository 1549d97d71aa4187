"""`python -m evaluation.orders`: how much of the index is kept from a chat model as orders to it.

Prints how many sentences, list entries and table rows the patterns of `retrieval/orders.py` take
for words to a machine, how many more stand in the same paragraph or table, and the first of them.
In ordinary minutes each is a false alarm.
"""

import argparse
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from retrieval.assistant import Assistant
    from vectorstore.schema import Unit

    Place = tuple[str, int, Unit]  # meeting, item

_SHOWN = 200  # characters of a sentence


def main(argv: Sequence[str] | None = None) -> int:
    """The exit code: 1 after one sentence on stderr where something cannot be done."""
    line = argparse.ArgumentParser(
        prog="python -m evaluation.orders",
        description="Viser, hvor meget af indekset en chatmodel ikke får, fordi det ligner ordrer.",
    )
    line.add_argument("--shown", metavar="N", type=int, default=5, help="vis de første N")
    arguments = line.parse_args(argv)
    from retrieval.assistant import open_assistant
    from settings import load_settings
    from vectorstore.errors import ReferatError

    try:
        assistant = open_assistant(load_settings())
        count, spoken, beside = counted(assistant)
        if not count:
            raise ReferatError("Indekset er tomt. Kør `python -m ingest sync` først.")
    except ReferatError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{count} sætninger; {len(spoken)} ligner ordrer, {beside} andre står i deres afsnit")
    for meeting, item, unit in spoken[: arguments.shown]:
        print(f"{meeting}/{item}: {unit.text[:_SHOWN]}")
    return 0


def counted(assistant: "Assistant") -> "tuple[int, list[Place], int]":
    """All units of open items, those that speak to a machine, and how many go with them."""
    from retrieval.orders import orders, told
    from vectorstore.schema import sections

    count, spoken, kept = 0, list["Place"](), 0
    for summary in assistant.summary().meetings:
        passages = assistant.index.ledger.meeting_passages(summary.id)
        blocks = {
            (item.number, place): section.blocks
            for item, place, section in sections(assistant.meeting(summary.id))
        }
        for passage in passages:
            count += len(passage.units)
            found = [unit for unit in passage.units if orders(unit.text)]
            spoken += [(summary.id, passage.item, unit) for unit in found]
            kept += len(told(passage.units, blocks.get((passage.item, passage.section), ())))
    return count, spoken, count - kept - len(spoken)


if __name__ == "__main__":
    sys.exit(main())
