"""Expectations that a shipped test can state without a test library: a sentence and the values where one is not met."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from fallow.core.errors import FallowError


def expect(holds: object, sentence: str) -> None:
    """Raise ``AssertionError`` with ``sentence`` where ``holds`` is false."""
    if not holds:
        raise AssertionError(f"expected that {sentence}")


def equal(found: object, wanted: object, what: str) -> None:
    """Raise ``AssertionError`` with both values where they differ."""
    if found != wanted:
        raise AssertionError(f"{what}: expected {_shown(wanted)}, found {_shown(found)}")


@contextmanager
def refused(*kinds: str) -> Iterator[None]:
    """Expect a ``FallowError`` of one of ``kinds``, of any where none is named."""
    try:
        yield
    except FallowError as error:
        if kinds and error.kind not in kinds:
            raise AssertionError(
                f"expected a refusal of kind {' or '.join(kinds)}, found {error.kind}: {error}"
            ) from error
        return
    raise AssertionError(f"expected a refusal{f' of kind {kinds}' if kinds else ''}, found none")


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 300 else f"{text[:300]}... ({len(text)} characters)"
