"""Canonical bytes: one JSON value, one sequence of bytes, on every machine (RFC 8785, narrowed).

RFC 8785 orders object keys by UTF-16 code units and fixes escapes, so equal values have equal digests.
Fallow narrows it: floating-point numbers are refused, because the text ``48.10`` and the number 48.1 are not the
same testimony. Decimals are stored as the text they had. Integers are kept within +-(2**53 - 1), which every JSON
reader holds exactly.
"""

from __future__ import annotations

import json
from typing import Any, TypeAlias

import rfc8785

from fallow.core.errors import InputError

Json: TypeAlias = "None | bool | int | str | list[Json] | dict[str, Json]"
"""A JSON value without floating-point numbers."""

_LARGEST_INTEGER = 2**53 - 1


def canonical_bytes(value: Any) -> bytes:
    """Return the one UTF-8 encoding of ``value``.

    Raises ``InputError`` (``float-in-body``, ``not-json``) where the value holds a float, an integer outside
    +-(2**53 - 1), a lone surrogate, a key that is not text, or an object JSON does not know.
    """
    _refuse_floats(value, "$")
    try:
        return rfc8785.dumps(value)
    except (rfc8785.CanonicalizationError, RecursionError, UnicodeEncodeError) as error:
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
