"""Every exception that the package raises on purpose."""

from __future__ import annotations


class UsrrError(Exception):
    """Base of all errors that this package raises on purpose."""


class DataNotFoundError(UsrrError, FileNotFoundError):
    """No published release lies where the package looks for one."""


class DamagedReleaseError(UsrrError, ValueError):
    """A file of a release can't be read as what it should be; the message names it (exit code 1)."""


class UnknownNameError(UsrrError, KeyError):
    """A table or column of that name does not exist; the message names the nearest one."""

    def __str__(self) -> str:
        # KeyError would print the message as a quoted Python literal.
        return str(self.args[0]) if self.args else ""


class CallError(UsrrError, ValueError):
    """The command or function was called with something that it cannot work on (exit code 2)."""


class UnknownVersionError(CallError, LookupError):
    """A release of that version is not here; the message names those that are (exit code 2)."""


class RetiredIdWarning(UserWarning):
    """An id was retired; the message names the one to use instead."""


class SpellingWarning(UserWarning):
    """Nothing holds a word that was searched for; the message names the nearest word, which was taken instead."""


class DefinitionError(UsrrError, ValueError):
    """A table definition contradicts itself or another definition."""


class InvalidDataError(UsrrError, ValueError):
    """The raw tables have errors, so nothing was built (exit code 1)."""


class PublishError(UsrrError, RuntimeError):
    """What was written does not read back equal, or may not be published (exit code 1)."""


class UnwritableError(UsrrError, OSError):
    """The system refuses to write, with its reason; nothing was changed (exit code 1)."""


class BusyError(PublishError):
    """Another process is writing at the same place (exit code 1)."""


class UnfinishedError(UsrrError, RuntimeError):
    """A write was stopped and can be neither finished nor undone now; the message says why (exit code 1)."""


class ChangedMeanwhileError(UnfinishedError):
    """A file was changed by somebody else after it was read to be written anew (exit code 1)."""


class RecoveredWarning(UserWarning):
    """A write that had been cut short was finished or undone; the message names it."""


class MissingExtraError(UsrrError, ImportError):
    """The libraries of an extra of the package are not installed; the message names the extra."""


class ExportError(UsrrError, RuntimeError):
    """A table does not fit the format it was to be exported to, or could not be written (exit code 1)."""
