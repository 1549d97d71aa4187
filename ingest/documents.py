"""The documents that an index holds by the bytes of their files, without a question for each."""

from typing import Any

from vectorstore.ledger import Ledger


class Documents:
    """Rows of the ledger as of the revision it had when first asked; those of later ones anew."""

    def __init__(self) -> None:
        self._revision = -1
        self._by_bytes: dict[tuple[str, str], list[Any]] = {}

    def with_bytes(self, ledger: Ledger, parser: str, file_hash: str) -> list[Any]:
        """What this parser has read of these bytes.

        Of a thousand files that did not change, none is asked for by itself.
        """
        if self._revision < 0:
            self._revision = ledger.revision()
            for row in ledger.documents().values():
                self._by_bytes.setdefault((row.parser, row.file_hash), []).append(row)
        if ledger.revision() == self._revision:
            return self._by_bytes.get((parser, file_hash), [])
        return list(ledger.documents(parser=parser, file_hash=file_hash).values())
