"""The pipeline that LangChain's tutorial leads to, as the measure of ours.

Its recursive splitter with 1,000 characters and 200 of overlap, sentence-transformers at its
defaults (HuggingFaceEmbeddings adds nothing but spaces for newlines) with the same weights, Chroma.
No prefixes, no sorting beyond the library's own, nothing kept of what was embedded before.
`python -m evaluation.bench.plain FOLDER MODEL INDEX` prints how many texts it made.
"""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any


def index(folder: Path, model: str, target: Path) -> int:
    """Index the text files of a folder; the number of texts."""
    import chromadb
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    documents = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
    texts = [text for document in documents for text in splitter.split_text(document)]
    collection = chromadb.PersistentClient(path=str(target)).create_collection(
        "langchain", embedding_function=None
    )
    collection.upsert(
        ids=[str(number) for number in range(len(texts))],
        documents=texts,
        embeddings=embedded(loaded(model), texts),
    )
    return len(texts)


def loaded(model: str) -> Any:
    """The model as sentence-transformers loads it."""
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(model)


def embedded(model: Any, texts: Sequence[str]) -> Any:
    """The vectors of texts, as lists."""
    return model.encode([text.replace("\n", " ") for text in texts]).tolist()


if __name__ == "__main__":
    print(index(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])))
