"""Synthetic minutes with known structure, in every form and file type, and what was read of them.

Nothing here looks at the parser: what is meant is decided before a line is printed.
"""
