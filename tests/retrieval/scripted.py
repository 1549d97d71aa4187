"""A chat model whose words are written beforehand, for our own logic."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from retrieval.chat_model import Messages, ModelTrouble, Trouble


@dataclass
class Scripted:
    """Says one text after the other; a Trouble is raised, and after the last it says nothing."""

    says: list[str | Trouble]
    name: str = "skrevet"
    place: str = "127.0.0.1"
    asked: list[Messages] = field(default_factory=list)

    def tell(self, messages: Messages) -> Iterator[str]:
        self.asked.append(messages)
        said = self.says.pop(0) if self.says else ""
        if isinstance(said, Trouble):
            raise ModelTrouble(said)
        for at in range(0, len(said), 7):
            yield said[at : at + 7]
