"""The door for mappings: text or JSON in, a ``Mapping`` out, strictly.

An unknown key is an error that names the nearest known ones, because a misspelt key would otherwise silently change how every
row is read. YAML is read without its type games: a date or a number where text belongs is refused, a key twice is refused, and
nothing but plain values is built. Names of counts, labels and words of precision are put in alphabetical order, so that a
mapping is the same however its file or the register ordered them.
"""

from __future__ import annotations

import difflib
import math
from collections.abc import Callable
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

import yaml

from fallow.core.errors import InputError, NotThereError
from fallow.core.when import DateOrder
from fallow.evidence.claim import Basis, ClaimKind
from fallow.evidence.columns import ColumnPath, parse_path
from fallow.evidence.mapping import (
    CLUSTER_LABEL,
    DEFAULT_CLAIMS,
    DEFAULT_CRS,
    MAPPING_VERSION,
    ClaimRule,
    CountColumns,
    DateColumns,
    LabelRule,
    Mapping,
    PositionColumns,
    PrecisionColumn,
)
from fallow.formats.coordinates import NOTATIONS

_KEYS = (
    "fallow-mapping", "source", "authority", "id", "date", "position", "location", "description", "links", "counts",
    "munition", "labels", "claims",
)  # fmt: skip
_POSITION_KEYS = ("lat", "lon", "x", "y", "text", "geometry", "notation", "crs", "uncertainty_m", "precision")
_MOST_BYTES = 1_000_000  # a mapping is a page of text; more is another file named by mistake

_Choice = TypeVar("_Choice", bound=Enum)


class _StrictLoader(yaml.SafeLoader):
    """YAML without duplicate keys."""


def _no_duplicates(loader: yaml.SafeLoader, node: yaml.MappingNode) -> dict[Any, Any]:
    keys = [loader.construct_object(key, deep=True) for key, _ in node.value]
    for key in keys:
        if not isinstance(key, str):
            raise _wrong(f"a key in line {node.start_mark.line + 1}", "text", key, "put it in quotes")
        if keys.count(key) > 1:
            raise _wrong(
                f"each key once, in line {node.start_mark.line + 1} and below", "one", key, "remove one of them"
            )
    return loader.construct_mapping(node, deep=True)


_StrictLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _no_duplicates)


def read_mapping(path: Path) -> Mapping:
    """Read a mapping file. Raises ``NotThereError`` (``no-mapping``) or ``InputError`` (``bad-mapping``)."""
    if not path.is_file():
        raise NotThereError(
            kind="no-mapping",
            expected=f"a mapping file at {path}",
            found="none",
            do="check the name, or let fallow import --guess write one",
        )
    if path.stat().st_size > _MOST_BYTES:
        raise _wrong(
            str(path), f"a page of YAML, under {_MOST_BYTES} bytes", path.stat().st_size, "name the mapping file"
        )
    return parse_mapping_text(path.read_bytes())


def parse_mapping_text(text: str | bytes) -> Mapping:
    """Read a mapping from YAML text (JSON is YAML too); raises ``InputError`` (``bad-mapping``)."""
    try:
        loaded = yaml.load(text, Loader=_StrictLoader)  # noqa: S506 - a SafeLoader that is stricter still
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError, ValueError) as error:
        raise _wrong("the mapping file", "YAML", " ".join(str(error).split())[:200], "mend it there") from error
    return parse_mapping(loaded)


def parse_mapping(value: Any) -> Mapping:
    """Return the mapping that a JSON value holds; what ``Mapping.to_json`` gives comes back equal.

    Raises ``InputError`` (``bad-mapping``) for an unknown key, version, order, notation or kind, naming what is near.
    """
    top = _object(value, "the mapping", _KEYS)
    version = top.get("fallow-mapping")
    if version != MAPPING_VERSION or isinstance(version, bool):
        do = f"begin the file with  fallow-mapping: {MAPPING_VERSION}"
        raise _wrong("the first line", f"fallow-mapping: {MAPPING_VERSION}", version, do)
    munition = _object(top.get("munition") or {}, "munition", ("column", "constant"))
    if len(munition) > 1:
        raise _wrong("munition", "either a column or a constant", "both", "remove one of them")
    return Mapping(
        source=_optional(_word, top, "source"),
        authority=_optional(_word, top, "authority"),
        id=_optional(_path, top, "id"),
        date=_optional(_date, top, "date"),
        position=_optional(_position, top, "position"),
        location=_optional(_path, top, "location"),
        description=_paths(top.get("description"), "description"),
        links=_paths(top.get("links"), "links"),
        counts=_counts(top.get("counts")),
        munition=_optional(_path, munition, "column"),
        munition_constant=_optional(_word, munition, "constant"),
        labels=_labels(top.get("labels")),
        claims=_claims(top.get("claims")),
    )


def _date(value: Any, where: str) -> DateColumns:
    keys = _object(value, where, ("column", "order", "end"))
    order = _choice(keys.get("order", DateOrder.YMD.value), DateOrder, "date: order")
    column = _required(_path, keys, "column", where)
    return DateColumns(column, order, _optional(_path, keys, "end"))


def _position(value: Any, where: str) -> PositionColumns:
    keys = _object(value, where, _POSITION_KEYS)
    forms = [form for form in (("lat", "lon"), ("x", "y"), ("text",), ("geometry",)) if set(form) & set(keys)]
    if len(forms) != 1 or not set(forms[0]) <= set(keys) or keys.get("geometry", True) is not True:
        expected = "one of: lat and lon; x, y and crs; text; geometry: true"
        raise _wrong("position", expected, ", ".join(map(str, keys)) or "nothing", "give the columns of one form")
    if "x" in keys and "crs" not in keys:
        raise _wrong(
            "position", "a crs beside x and y, such as EPSG:32637", "none", "write the source's coordinate system"
        )
    if keys.get("notation") is not None and ("text" not in keys or keys["notation"] not in NOTATIONS):
        expected = f"a notation of the text column: {', '.join(NOTATIONS)}"
        raise _wrong("position: notation", expected, keys["notation"], "use one of them, or leave it out to read any")
    return PositionColumns(
        lat=_optional(_path, keys, "lat"),
        lon=_optional(_path, keys, "lon"),
        x=_optional(_path, keys, "x"),
        y=_optional(_path, keys, "y"),
        text=_optional(_path, keys, "text"),
        geometry="geometry" in keys,
        notation=keys.get("notation"),
        crs=_optional(_word, keys, "crs") or (None if "geometry" in keys else DEFAULT_CRS),
        uncertainty_m=_optional(_metres, keys, "uncertainty_m"),
        precision=_optional(_precision, keys, "precision"),
    )


def _precision(value: Any, where: str) -> PrecisionColumn:
    keys = _object(value, where, ("column", "uncertainty_m"))
    words = _object(keys.get("uncertainty_m") or {}, "precision: uncertainty_m", None)
    table = tuple((word.casefold(), _metres(metres, f"precision: {word}")) for word, metres in words.items())
    return PrecisionColumn(_required(_path, keys, "column", where), tuple(sorted(table)))


def _counts(value: Any) -> tuple[CountColumns, ...]:
    counts = []
    for name, columns in _object(value or {}, "counts", None).items():
        keys = _object(columns, f"counts: {name}", ("min", "max", "column"))
        if set(keys) not in ({"min", "max"}, {"column"}):
            raise _wrong(f"counts: {name}", "min and max, or column", ", ".join(keys) or "nothing", "give the columns")
        low, high = (keys["column"], keys["column"]) if "column" in keys else (keys["min"], keys["max"])
        counts.append(CountColumns(name, _path(low, "min"), _path(high, "max")))
    return tuple(sorted(counts, key=lambda count: count.name))


def _labels(value: Any) -> tuple[LabelRule, ...]:
    rules = []
    for label, tests in _object(value or {}, "labels", None).items():
        for test in tests if isinstance(tests, list) else [tests]:
            keys = _object(test, f"labels: {label}", ("where", "equals", "contains"))
            equals, contains = _texts(keys.get("equals"), "equals"), _texts(keys.get("contains"), "contains")
            if not equals and not contains:
                do = "say what the cell must equal or contain"
                raise _wrong(f"labels: {label}", "equals or contains", "neither", do)
            rules.append(LabelRule(label, _required(_path, keys, "where", f"labels: {label}"), equals, contains))
    return tuple(sorted(rules, key=lambda rule: rule.label))


def _claims(value: Any) -> tuple[ClaimRule, ...]:
    if value is None:
        return DEFAULT_CLAIMS
    rules = []
    for label, claim in _object(value, "claims", None).items():
        keys = _object(claim, f"claims: {label}", ("kind", "basis"))
        kind = _choice(keys.get("kind"), ClaimKind, f"claims: {label}: kind")
        basis = _choice(keys.get("basis"), Basis, f"claims: {label}: basis")
        rules.append(ClaimRule(None if label == "default" else label, kind, basis))
    if not any(rule.label is None for rule in rules):
        rules.append(DEFAULT_CLAIMS[-1])
    return tuple(sorted(rules, key=_claim_order))


def _claim_order(rule: ClaimRule) -> tuple[bool, bool, str]:
    # The first rule whose label a row has counts: cluster munitions before any other label, the default last.
    return (rule.label is None, rule.label != CLUSTER_LABEL, rule.label or "")


def _object(value: Any, where: str, known: tuple[str, ...] | None) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _wrong(where, "keys and values", value, "see docs/how-to/import.md for the form")
    for key in value:
        if known is not None and key not in known:
            near = difflib.get_close_matches(str(key), known, n=2, cutoff=0.5)
            do = f"did you mean {' or '.join(near)}?" if near else "remove it"
            raise _wrong(where, f"the keys {', '.join(known)}", key, do)
    return value


_T = TypeVar("_T")


def _optional(parse: Callable[[Any, str], _T], keys: dict[str, Any], name: str) -> _T | None:
    return None if keys.get(name) is None else parse(keys[name], name)


def _required(parse: Callable[[Any, str], _T], keys: dict[str, Any], name: str, where: str) -> _T:
    if keys.get(name) is None:
        raise _wrong(where, name, "none", f"add  {name}: COLUMN")
    return parse(keys[name], name)


def _word(value: Any, where: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _wrong(where, "text", value, "write it in quotes")
    return value


def _path(value: Any, where: str) -> ColumnPath:
    return parse_path(_word(value, where))


def _paths(value: Any, where: str) -> tuple[ColumnPath, ...]:
    listed = value if isinstance(value, list) else [] if value is None else [value]
    return tuple(_path(item, where) for item in listed)


def _texts(value: Any, where: str) -> tuple[str, ...]:
    listed = value if isinstance(value, list) else [] if value is None else [value]
    # ``equals: True`` and ``equals: 1`` are what people write; a cell of any format says them as text.
    return tuple(str(item).strip() if isinstance(item, bool | int) else _word(item, where) for item in listed)


def _metres(value: Any, where: str) -> float:
    try:
        metres = math.nan if isinstance(value, bool) else float(value)
    except (TypeError, ValueError):
        metres = math.nan
    if not (math.isfinite(metres) and metres > 0):
        raise _wrong(where, "metres, more than 0", value, "write a number, or leave it out where nobody knows it")
    return metres


def _choice(value: Any, choices: type[_Choice], where: str) -> _Choice:
    known = [str(choice.value) for choice in choices]
    if value not in known:
        near = difflib.get_close_matches(str(value), known, n=2, cutoff=0.4)
        raise _wrong(
            where, f"one of {', '.join(known)}", value, f"did you mean {' or '.join(near)}?" if near else "use one"
        )
    return choices(value)


def _wrong(where: str, expected: str, found: Any, do: str) -> InputError:
    shown = found if isinstance(found, str) else repr(found)
    return InputError(kind="bad-mapping", expected=f"{expected} ({where})", found=shown[:200], do=do)
