"""Errors: one root, grouped by what the handler would do, each with a stable ``kind``.

Every message is one line with three parts: what was expected, what was found, what to do. A handler
chooses by class (try another file, ask a person, stop), a script chooses by ``kind`` or exit code, and a
person reads the sentence. Kinds are lower-case words joined by hyphens and never change their meaning.
"""

from __future__ import annotations


class FallowError(Exception):
    """Root of every error that Fallow raises on purpose.

    ``expected`` and ``found`` are noun phrases, ``do`` is an instruction; together they make one line.
    ``kind`` is stable for scripts, ``exit_code`` is what the command line returns.
    """

    exit_code = 10

    def __init__(self, *, kind: str, expected: str, found: str, do: str) -> None:
        self.kind = kind
        self.expected = expected
        self.found = found
        self.do = do
        super().__init__(" ".join(f"expected {expected}; found {found}; {do}".split()))


class InputError(FallowError):
    """Something from outside (a file, a row, an option) is not what it must be; mend it and try again."""

    exit_code = 3


class RefusalError(FallowError):
    """Fallow will not do this, because it could mislead or harm somebody; the message says why."""

    exit_code = 4


class NotThereError(FallowError):
    """The entry, strike, field, file or state asked for does not exist here."""

    exit_code = 5


class ConflictError(FallowError):
    """Somebody else's work stands in the way (a moved head, a locked register); read again, decide again."""

    exit_code = 6


class IntegrityError(FallowError):
    """Stored bytes are not what they were when they were written; stop and look."""

    exit_code = 7


class DependencyError(FallowError):
    """An optional library is missing; the message names the extra that brings it."""

    exit_code = 8


class FrameMismatchError(InputError):
    """Two things from different frames (coordinate systems, as-known points, catalogues) were brought together."""
