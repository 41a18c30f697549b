"""Canonical bytes: one JSON value, one sequence of bytes, on every machine (RFC 8785, narrowed).

RFC 8785 orders object keys by UTF-16 code units and fixes escapes, so equal values have equal digests.
Fallow narrows it: floating-point numbers are refused, because the text ``48.10`` and the number 48.1 are not the
same testimony. Decimals are stored as the text they had. Integers are kept within +-(2**53 - 1), which every JSON
reader holds exactly.

Two encoders, one result. orjson writes the bytes of nearly every value, in a fraction of a microsecond; where its answer
could differ from RFC 8785 (a character beyond U+FFFF that may change the order of keys, an object that JSON does not know)
the rfc8785 package writes them instead, and says what is wrong where something is. A property test holds the two against
each other.
"""

from __future__ import annotations

import json
from typing import Any, TypeAlias

import orjson
import rfc8785

from fallow.core.errors import InputError

Json: TypeAlias = "None | bool | int | str | list[Json] | dict[str, Json]"
"""A JSON value without floating-point numbers."""

_LARGEST_INTEGER = 2**53 - 1

DEEPEST = 200
"""Lists and objects may lie this deep in each other: less than what any encoder here can read back from an entry."""
_BELOW_FOUR_BYTES = bytes(range(0xF0))
_BEFORE_AND_DIGIT = bytes(
    ord(":") if byte in b":,[" else ord("0") if byte in b"-0123456789" else ord("x") for byte in range(256)
)
_SORTED = orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_DATACLASS


def canonical_bytes(value: Any) -> bytes:
    """Return the one UTF-8 encoding of ``value``.

    Raises ``InputError`` (``float-in-body``, ``not-json``) where the value holds a float, an integer outside
    +-(2**53 - 1), a lone surrogate, a key that is not text, or an object JSON does not know.
    """
    return canonical_pair(value)[0]


def canonical_pair(value: Any) -> tuple[bytes, Any]:
    """Return the encoding of ``value`` and a copy of the value read back from it; raises like ``canonical_bytes``."""
    try:
        raw = orjson.dumps(value, option=_SORTED)
        copy = orjson.loads(raw)
    except (TypeError, ValueError, RecursionError):
        return _slowly(value)
    # NaN is written as null and an Enum as its value: a copy that differs shows it, and the slow way says what is wrong.
    if (
        copy != value
        or not (_without_numbers(raw) or _is_plain(copy))
        or _order_may_differ(raw)
        or (raw.count(b"[") + raw.count(b"{") > DEEPEST and _depth_beyond(copy, DEEPEST))
    ):
        return _slowly(value)
    return raw, copy


def is_canonical(raw: bytes) -> bool:
    """Whether ``raw`` is the canonical encoding of some value: what a stored entry must be, or it has a second id."""
    return parse_checked(raw)[1]


def parse_checked(raw: bytes, numbers: int = 0) -> tuple[Any, bool]:
    """Return the value of ``raw`` and whether ``raw`` is its canonical encoding; the value of bytes that are no JSON is ``None``.

    ``numbers`` is how often a digit follows a colon, comma or bracket in what the caller checks itself; rarely needed.
    """
    try:
        value = orjson.loads(raw)
        plain = _without_numbers(raw, numbers) or _is_plain(value)
        if plain and orjson.dumps(value, option=_SORTED) == raw and not _order_may_differ(raw):
            return value, True
        return value, _slowly(value)[0] == raw
    except InputError:
        return value, False
    except (TypeError, ValueError, RecursionError):
        return None, False


def parse_canonical(raw: bytes) -> Any:
    """Read bytes that were written canonically; raises ``ValueError``. For anything from outside use ``parse_json``."""
    return orjson.loads(raw)


def _without_numbers(raw: bytes, known: int = 0) -> bool:
    # In JSON without white space a number follows a colon, a comma or a bracket. Where no digit does, inside texts neither,
    # there is no number at all; most bodies are settled by this one pass in C.
    return raw[:1] in (b"{", b"[") and raw.translate(_BEFORE_AND_DIGIT).count(b":0") == known


def _is_plain(value: Any) -> bool:
    # Read back from JSON, a value holds these types only; floats and integers beyond 2**53 are what must not pass.
    stack = [value]
    while stack:
        item = stack.pop()
        kind = type(item)
        if kind is str or kind is bool or item is None:
            continue
        if kind is dict:
            stack.extend(item.values())
        elif kind is list:
            stack.extend(item)
        elif kind is not int or not -_LARGEST_INTEGER <= item <= _LARGEST_INTEGER:
            return False
    return True


def _depth_beyond(value: Any, deepest: int) -> bool:
    level = [value]
    for _ in range(deepest + 1):
        level = [
            inner
            for item in level
            if isinstance(item, dict | list | tuple)
            for inner in (item.values() if isinstance(item, dict) else item)
        ]
        if not level:
            return False
    return True


def _order_may_differ(raw: bytes) -> bool:
    # orjson sorts keys by code point, RFC 8785 by UTF-16 code unit: alike but where a character takes four bytes of UTF-8.
    return not raw.isascii() and bool(raw.translate(None, _BELOW_FOUR_BYTES))


def _slowly(value: Any) -> tuple[bytes, Any]:
    _refuse_floats(value, "$")
    if _depth_beyond(value, DEEPEST):
        raise InputError(
            kind="too-deep",
            expected=f"lists and objects at most {DEEPEST} deep",
            found="a value that is deeper",
            do="keep large material as an attachment of a document",
        )
    try:
        raw = rfc8785.dumps(value)
        return raw, json.loads(raw)
    except (rfc8785.CanonicalizationError, RecursionError, UnicodeEncodeError, TypeError) as error:
        raise InputError(
            kind="not-json",
            expected="a value that canonical JSON can hold",
            found=f"{type(error).__name__}: {error}",
            do="write text, whole numbers, true, false, null, lists and objects only",
        ) from error


def _refuse_floats(value: Any, path: str) -> None:
    stack: list[tuple[Any, str]] = [(value, path)]
    while stack:
        item, where = stack.pop()
        if isinstance(item, float):
            raise InputError(
                kind="float-in-body",
                expected=f"decimals as text at {where}",
                found=f"the number {item!r}",
                do=f'write it as it was read, for example "{item!r}" in quotes',
            )
        if isinstance(item, dict):
            stack.extend((inner, f"{where}.{key}") for key, inner in item.items())
        elif isinstance(item, list):
            stack.extend((inner, f"{where}[{index}]") for index, inner in enumerate(item))


def parse_json(text: str | bytes, *, numbers_as_text: bool = False) -> Any:
    """Parse JSON text strictly: no duplicate keys, no NaN or Infinity.

    With ``numbers_as_text`` every number comes back as the text it had (``48.10`` stays ``"48.10"``), which is how
    rows from a source are kept. Raises ``InputError`` with the line and column.
    """
    kept: Any = str if numbers_as_text else None
    try:
        source = text.decode("utf-8-sig") if isinstance(text, bytes) else text
        return json.loads(
            source, parse_float=kept, parse_int=kept, parse_constant=_refuse_constant, object_pairs_hook=_unique
        )
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise InputError(
            kind="not-json",
            expected="one JSON document in UTF-8",
            found=str(error) or type(error).__name__,
            do="check that the file is whole and is JSON",
        ) from error


def _refuse_constant(name: str) -> Any:
    raise InputError(
        kind="not-json",
        expected="a JSON number",
        found=name,
        do="leave an unknown value out or write null; unknown is never a number",
    )


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = sorted({key for key in keys if keys.count(key) > 1})
        raise InputError(
            kind="duplicate-key",
            expected="each key once in a JSON object",
            found=f"{twice[0]!r} twice",
            do="rename one of them: a reader could see either value",
        )
    return result
