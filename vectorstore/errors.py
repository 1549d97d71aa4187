"""Errors that a reader is told about. Every other exception is a bug."""


class ReferatError(Exception):
    """One clear sentence: what happened and what to do. Printed as it is, with exit code 1."""


class UnreadableMinutes(ReferatError):
    """A file that cannot be read as minutes; the other files are still indexed."""


class SettingsError(ReferatError):
    """A setting has a value the program cannot use."""


class IndexMismatch(ReferatError):
    """The index was built with another embedding model or by another version."""


class IndexBusy(ReferatError):
    """Another process is writing to the index."""


class ModelUnavailable(ReferatError):
    """The embedding model cannot be loaded."""


class StoreUnavailable(ReferatError):
    """The ledger, Chroma or the word index cannot be opened."""


class UnknownMeeting(ReferatError):
    """A meeting was asked for that is not in the index."""


class BadQuestion(ReferatError):
    """A question that is empty or too long to be one."""
