"""Readers of file types: each takes the bytes of a file and gives a Document."""
