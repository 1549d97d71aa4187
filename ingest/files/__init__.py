"""One reader for each type of file: bytes in, Document out."""
