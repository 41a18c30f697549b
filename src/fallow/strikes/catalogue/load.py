"""Loading: the tables of the package become one ``Catalogue``, parsed strictly, once, with a digest.

The digest is over the bytes of the tables, so a field computed with another catalogue can be told apart from this one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from fallow.core.canonical import canonical_bytes
from fallow.core.errors import InputError, NotThereError
from fallow.core.ids import digest
from fallow.strikes.catalogue.munition import (
    Count,
    DudRate,
    Load,
    Mark,
    Munition,
    MunitionClass,
    Source,
    SourceClass,
)
from fallow.strikes.catalogue.wording import Match, Wording, near_names

_FORMAT = 1
_OPS = ("=", "~", "<", "<=", ">", ">=", "range", "not-stated")
_TRUST = {Mark.VERIFIED: 0, Mark.SECONDARY: 1, Mark.UNVERIFIED: 2}


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The munitions and classes of one version of the catalogue; ``id`` is the digest of its tables."""

    version: str
    id: str
    munitions: dict[str, Munition]
    classes: dict[str, MunitionClass]
    _wording: Wording = field(repr=False, compare=False)

    def __getitem__(self, key: str) -> Munition:
        """Return the munition of that key; raises ``NotThereError`` with near names."""
        if key in self.munitions:
            return self.munitions[key]
        near = near_names(key, self.munitions)
        raise NotThereError(
            kind="no-munition",
            expected="a key of the munition catalogue",
            found=repr(key),
            do=f"did you mean {' or '.join(near)}?" if near else "see fallow strikes catalogue",
        )

    def __contains__(self, key: object) -> bool:
        return key in self.munitions

    def __iter__(self) -> Iterator[Munition]:
        return iter(self.munitions.values())

    def find(self, text: str | None) -> Match | None:
        """Say which munition ``text`` names, or which class, or ``None`` where it names none of either.

        Never a guess: ambiguous wording gives ``key=None`` with the candidates that it leaves open.
        """
        return self._wording.find(text) if text else None

    def compare(self, one: Match | None, other: Match | None) -> str:
        """``same``, ``compatible``, ``conflict`` or ``unknown``: what two readings of wording say of each other.

        ``unknown`` also where the carriers differ but share a submunition, which finds of duds cannot tell apart.
        """
        if one is None or other is None or not one.candidates or not other.candidates:
            return "unknown"
        if one.key is not None and one.key == other.key:
            return "same"
        if set(one.candidates) & set(other.candidates):
            return "compatible"
        return "unknown" if self._submunitions(one) & self._submunitions(other) else "conflict"

    def _submunitions(self, match: Match) -> set[str]:
        return {name for key in match.candidates for name in self.munitions[key].submunition_types}


@lru_cache(maxsize=1)
def load_catalogue() -> Catalogue:
    """Return the catalogue that ships with this version; the same object every time."""
    texts = {
        item.name: item.read_text(encoding="utf-8")
        for item in files("fallow.strikes.catalogue.tables").iterdir()
        if item.name.endswith(".yaml")
    }
    return parse_catalogue(texts)


def parse_catalogue(texts: dict[str, str]) -> Catalogue:
    """Read tables given by name; raises ``InputError`` (``bad-catalogue``) naming the file and what is wrong in it."""
    tables = {name: _table(name, texts[name]) for name in sorted(texts)}
    sources = {
        key: Source(key, str(row["text"]), row.get("year"), Mark(row["mark"]))
        for table in tables.values()
        for key, row in table.get("sources", {}).items()
    }
    munitions: dict[str, Munition] = {}
    classes: dict[str, MunitionClass] = {}
    for name, table in tables.items():
        for row in table.get("munitions", []):
            munition = _checked(name, row, lambda row: _munition(row, sources))
            _refuse_twice(name, munition.key, munitions)
            munitions[munition.key] = munition
        for row in table.get("classes", []):
            found = _checked(name, row, lambda row: _class(row, sources))
            _refuse_twice(name, found.key, classes)
            classes[found.key] = found
    for found in classes.values():
        for key in found.members:
            if key not in munitions:
                raise _bad("classes", f"member {key!r} of {found.key!r}, which is no munition of the catalogue")
    version = next((str(table["version"]) for table in tables.values() if "version" in table), "unversioned")
    identifier = digest(canonical_bytes({name: texts[name] for name in sorted(texts)}))
    wording = Wording(list(munitions.values()), list(classes.values()))
    return Catalogue(version, identifier, munitions, classes, wording)


def _table(name: str, text: str) -> dict[str, Any]:
    try:
        table = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise _bad(name, " ".join(str(error).split())) from error
    if not isinstance(table, dict) or table.get("fallow-catalogue") != _FORMAT:
        raise _bad(name, "no line 'fallow-catalogue: 1'")
    return table


def _checked(name: str, row: dict[str, Any], parse: Any) -> Any:
    try:
        return parse(row)
    except (KeyError, ValueError, TypeError) as error:
        raise _bad(name, f"{type(error).__name__} {error} in {row.get('key')!r}") from error


def _refuse_twice(name: str, key: str, known: dict[str, Any]) -> None:
    if key in known:
        raise _bad(name, f"the key {key!r} twice")


def _munition(row: dict[str, Any], sources: dict[str, Source]) -> Munition:
    counts = [Count(int(item["count"]), sources[item["source"]]) for item in row["counts"]]
    return Munition(
        key=row["key"],
        name=row["name"],
        carrier=row["carrier"],
        load=Load(row.get("kind", "explosive")),
        aliases=tuple(str(alias) for alias in row["aliases"]),
        submunition_types=tuple(str(name) for name in row["submunitions"]),
        counts=tuple(sorted(counts, key=lambda count: _TRUST[count.source.mark])),
        dud_rates=_rates(row, sources),
        calibre_mm=row.get("calibre_mm"),
        self_destruct=row.get("self_destruct"),
        note=row.get("note"),
        mark=Mark(row["mark"]) if "mark" in row else None,
    )


def _class(row: dict[str, Any], sources: dict[str, Source]) -> MunitionClass:
    return MunitionClass(
        row["key"], row["name"], tuple(row["wording"]), tuple(row["members"]), row["why"], _rates(row, sources)
    )


def _rates(row: dict[str, Any], sources: dict[str, Source]) -> tuple[DudRate, ...]:
    return tuple(_rate(item, sources) for item in row.get("dud_rates", []))


def _rate(item: dict[str, Any], sources: dict[str, Source]) -> DudRate:
    low, high = (float(item[side]) if side in item else None for side in ("low", "high"))
    if item["op"] not in _OPS:
        raise ValueError(f"op {item['op']!r}")
    if any(side is not None and not 0 <= side <= 1 for side in (low, high)):
        raise ValueError(f"a rate outside 0..1: {low}, {high}")
    if item["op"] != "not-stated" and low is None and high is None:
        raise ValueError("a rate without a figure")
    return DudRate(
        item["op"], low, high, SourceClass(item["class"]), item["says"], sources[item["source"]], item.get("note")
    )


def _bad(name: str, found: str) -> InputError:
    return InputError(
        kind="bad-catalogue",
        expected=f"a munition catalogue in {name}",
        found=found,
        do="correct the table; the form is in docs/reference/catalogue.md",
    )
