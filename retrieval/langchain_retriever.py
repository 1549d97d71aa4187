"""The search as a LangChain retriever, for chains that others build on the same index.

Nothing of ours imports this module: who does pays for LangChain's import.
"""

from datetime import date

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, PositiveInt

from retrieval.assistant import Assistant
from vectorstore.schema import Citation, Filters


class MinutesRetriever(BaseRetriever):
    """Passages word for word, best first, with where they stand; what is closed is not found.

    Empty limits do not limit. Raises as `Assistant.search` does.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True, extra="forbid")

    assistant: Assistant
    committees: tuple[str, ...] = ()
    first: date | None = None  # of the meeting, both days included
    last: date | None = None
    cases: tuple[str, ...] = ()
    limit: PositiveInt = 10

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        filters = Filters(self.committees, self.first, self.last, self.cases)
        found = self.assistant.scored(query, filters, self.limit)
        return [_document(citation, score) for citation, score in found]


def _document(citation: Citation, score: float) -> Document:
    return Document(
        page_content=citation.quote,
        metadata={
            "meeting": citation.meeting,
            "committee": citation.committee,
            "date": citation.held.isoformat(),
            "item": citation.item,
            "title": citation.title,
            "case": citation.case,
            "section": citation.section,
            "url": citation.url,
            "score": score,
        },
    )
