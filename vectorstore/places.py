"""Where minutes were read from: a file, or a document inside an archive of them."""

from pathlib import Path


def on_disk(path: Path) -> Path:
    """The file that holds a document: the archive for "x/2024.zip/juni.pdf", else the path."""
    try:
        # What lies below a file can only be a member of it.
        return next((above for above in path.parents if above.is_file()), path)
    except OSError:
        return path
