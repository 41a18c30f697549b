"""Criteria for putting an area before an authority: a file with a version, checked item by item.

IMAS 07.10: the criteria of all reasonable effort shall be defined by the national mine action authority. So they are data,
each with its citation and mark; the shipped file is generic and wholly unverified. An item is met, not met, or cannot be told,
and what cannot be told is never taken for met.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from fallow.core.errors import InputError, NotThereError
from fallow.release.residual import Residual

DEFAULT_CRITERIA = "release-generic-1"
"""The shipped criteria."""

_FIGURES = ("share_assessed", "p_at_least_one", "expected_items", "expected_per_ha", "items_q95")
_MARKS = ("verified", "secondary", "inferred", "chosen", "unverified")


class Answer(Enum):
    """What a check of one criterion says."""

    MET = "met"
    NOT_MET = "not met"
    CANNOT_BE_TOLD = "cannot be told"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One item: a measure, how it is compared, and with what; ``value`` is ``None`` where the authority has not set it."""

    id: str
    says: str
    measure: str
    op: str
    value: float | bool | None
    mark: str
    citation: str

    def check(self, measured: float | bool | None) -> Answer:
        """Compare a measured value; unknown on either side cannot be told."""
        if measured is None or self.value is None:
            return Answer.CANNOT_BE_TOLD
        if self.op == "is":
            return Answer.MET if measured is self.value else Answer.NOT_MET
        if isinstance(measured, bool) or not math.isfinite(measured):
            return Answer.CANNOT_BE_TOLD
        met = measured >= self.value if self.op == ">=" else measured <= self.value
        return Answer.MET if met else Answer.NOT_MET


@dataclass(frozen=True, slots=True)
class Criteria:
    """A version of an authority's criteria (``authority`` is ``None`` where no authority has adopted them)."""

    name: str
    authority: str | None
    title: str
    source: str
    items: tuple[Criterion, ...]


def load_criteria(path: Path | None = None) -> Criteria:
    """Read criteria from a YAML file, or the shipped generic ones; ``NotThereError`` or ``InputError`` (``bad-criteria``)."""
    if path is None:
        file = resources.files("fallow.release").joinpath("rules", f"{DEFAULT_CRITERIA}.yaml")
        return parse_criteria(yaml.safe_load(file.read_text(encoding="utf-8")), DEFAULT_CRITERIA)
    if not path.is_file():
        raise NotThereError(
            kind="no-file", expected="a file of criteria", found=f"nothing at {path}", do="check the path"
        )
    try:
        return parse_criteria(yaml.safe_load(path.read_text(encoding="utf-8")), path.name)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise _bad(path.name, "a YAML document", f"{error}") from error


def parse_criteria(raw: Any, name: str) -> Criteria:
    """Return the criteria that a parsed YAML document holds; ``InputError`` (``bad-criteria``) names what is wrong."""
    if not isinstance(raw, Mapping) or not isinstance(raw.get("items"), list) or not raw["items"]:
        raise _bad(name, "a mapping with criteria, version and a list of items", type(raw).__name__)
    items = tuple(_criterion(item, name) for item in raw["items"])
    if len({item.id for item in items}) != len(items):
        raise _bad(name, "each item's id once", ", ".join(item.id for item in items))
    authority = raw.get("authority")
    return Criteria(
        name=f"{_text(raw, 'criteria', name)}-{_text(raw, 'version', name)}",
        authority=None if authority is None else str(authority),
        title=_text(raw, "title", name),
        source=_text(raw, "source", name),
        items=items,
    )


def _criterion(raw: Any, name: str) -> Criterion:
    if not isinstance(raw, Mapping):
        raise _bad(name, "an item with id, says, measure, op, value, mark and citation", repr(raw)[:60])
    measure, op, value = _text(raw, "measure", name), raw.get("op"), raw.get("value")
    stated = measure.startswith("fact:") and measure.removeprefix("fact:").isidentifier()
    if measure not in _FIGURES and not stated:
        raise _bad(name, f"a measure ({', '.join(_FIGURES)} or fact:NAME)", measure)
    if op not in (">=", "<=", "is") or "value" not in raw:
        raise _bad(name, f"op (>=, <= or is) and value for {raw.get('id')}", f"op {op!r}")
    wanted = (bool,) if op == "is" else (int, float)
    if value is not None and (not isinstance(value, wanted) or (op != "is" and isinstance(value, bool))):
        raise _bad(
            name, f"{'true, false' if op == 'is' else 'a number'} or null as value of {raw.get('id')}", repr(value)
        )
    if raw.get("mark") not in _MARKS:
        raise _bad(name, f"a mark ({', '.join(_MARKS)})", repr(raw.get("mark")))
    return Criterion(
        id=_text(raw, "id", name),
        says=_text(raw, "says", name),
        measure=measure,
        op=op,
        value=value if value is None or isinstance(value, bool) else float(value),
        mark=str(raw["mark"]),
        citation=_text(raw, "citation", name),
    )


def _text(raw: Mapping[str, Any], key: str, name: str) -> str:
    value = raw.get(key)
    if isinstance(value, str) and value.strip():
        return " ".join(value.split())
    raise _bad(name, f"words under {key}", repr(value)[:60])


def _bad(name: str, expected: str, found: str) -> InputError:
    return InputError(
        kind="bad-criteria",
        expected=f"{expected} in {name}",
        found=found[:120],
        do="mend the file; a criterion without citation and mark is not one",
    )


def measured(residual: Residual, facts: Mapping[str, Any], measure: str) -> float | bool | None:
    """Return what is known of a measure: a figure of the residual, or a stated fact; ``None`` where it is unknown."""
    if measure.startswith("fact:"):
        fact = facts.get(measure.removeprefix("fact:"))
        if isinstance(fact, str):
            try:
                fact = float(fact)
            except ValueError:
                return None
        return fact if isinstance(fact, (bool, int, float)) else None
    if measure == "expected_per_ha":
        if residual.expected is None or not residual.area_ha:
            return None
        return residual.expected / residual.area_ha
    name = {"expected_items": "expected", "items_q95": "q95"}.get(measure, measure)
    value = getattr(residual, name)
    return None if value is None else float(value)
