"""From a file to the index: read, parse, split, run."""
