"""What is stored: the shared words, the ledger, Chroma, the word index, the embedder."""
