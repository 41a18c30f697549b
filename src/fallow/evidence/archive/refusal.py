"""Refusal: why one file of many could not be read, as a value that crosses processes and becomes an error again."""

from __future__ import annotations

from dataclasses import dataclass

from fallow.core.errors import FallowError


@dataclass(frozen=True, slots=True)
class Refusal:
    """The parts of an error's line, and its exit code. Errors themselves do not survive the way between processes."""

    kind: str
    expected: str
    found: str
    do: str
    exit_code: int

    @classmethod
    def of(cls, error: FallowError) -> Refusal:
        """Return what an error says."""
        return cls(error.kind, error.expected, error.found, error.do, error.exit_code)

    def error(self) -> FallowError:
        """Return the error again, to be raised."""
        classes = {one.exit_code: one for one in FallowError.__subclasses__()}
        chosen = classes.get(self.exit_code, FallowError)
        return chosen(kind=self.kind, expected=self.expected, found=self.found, do=self.do)

    def __str__(self) -> str:
        return str(self.error())
