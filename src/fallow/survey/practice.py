"""Practice as rule data: what a survey team does is a file with a version, not a constant in a program.

Cluster munition remnants survey (CMRS) differs between countries and over time, and what a team did is judged by the rule in force
then. So every value stands in a YAML file under ``rules/`` with its unit, a mark of how surely it is known and a citation, and a
value without a citation is refused. The shipped file is generic; most of its values are marked unverified.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from fallow.core.errors import InputError, NotThereError

DEFAULT_RULE = "cmrs-generic-1"
"""The rule taken where nobody names one."""


class Mark(Enum):
    """How surely a value is known."""

    VERIFIED = "verified"
    SECONDARY = "secondary"
    INFERRED = "inferred"
    CHOSEN = "chosen"
    UNVERIFIED = "unverified"


@dataclass(frozen=True, slots=True)
class RuleValue:
    """One value of a rule: ``None`` where the national standard must fill it in, never zero."""

    key: str
    value: float | bool | None
    unit: str
    mark: Mark
    citation: str


@dataclass(frozen=True, slots=True)
class BoxOutcome:
    """What a box can turn out to be, with the colour it is drawn in."""

    key: str
    colour: str
    says: str
    mark: Mark
    citation: str


@dataclass(frozen=True, slots=True)
class Practice:
    """One version of one way of surveying."""

    rule: str
    version: str
    title: str
    source: str
    values: dict[str, RuleValue]
    outcomes: tuple[BoxOutcome, ...]
    evidence_kinds: tuple[str, ...]

    @property
    def name(self) -> str:
        """The rule and its version, as written beside every result that used it."""
        return f"{self.rule}-{self.version}"

    def number(self, key: str) -> float:
        """The number called ``key``; ``InputError`` (``rule-value-missing``) where the rule leaves it blank."""
        held = self.values.get(key)
        if held is None or held.value is None or isinstance(held.value, bool):
            raise self._missing(key, "a number", held)
        return float(held.value)

    def flag(self, key: str) -> bool:
        """The yes or no called ``key``; ``InputError`` (``rule-value-missing``) where the rule leaves it blank."""
        held = self.values.get(key)
        if held is None or not isinstance(held.value, bool):
            raise self._missing(key, "yes or no", held)
        return held.value

    def _missing(self, key: str, expected: str, held: RuleValue | None) -> InputError:
        return InputError(
            kind="rule-value-missing",
            expected=f"{expected} for {key} in the rule {self.name}",
            found="nothing" if held is None else repr(held.value),
            do="fill it in from the national standard, with its citation, in a copy of the rule file",
        )

    @property
    def unverified(self) -> tuple[str, ...]:
        """The keys of values whose source nobody has read, for saying so beside results."""
        return tuple(key for key, held in self.values.items() if held.mark is Mark.UNVERIFIED)


def load_practice(name: str | Path = DEFAULT_RULE) -> Practice:
    """Read a shipped rule by name, or a national one from a YAML file.

    Raises ``NotThereError`` (``unknown-rule``) or ``InputError`` (``bad-rule``).
    """
    if isinstance(name, Path):
        return parse_practice(_yaml(name.read_text(encoding="utf-8"), str(name)), str(name))
    folder = resources.files("fallow.survey").joinpath("rules")
    file = folder.joinpath(f"{name}.yaml")
    if not file.is_file():
        known = sorted(item.name.removesuffix(".yaml") for item in folder.iterdir() if item.name.endswith(".yaml"))
        raise NotThereError(
            kind="unknown-rule",
            expected=f"one of the shipped rules: {', '.join(known)}",
            found=repr(name)[:60],
            do="name one of them, or give the path of a rule file",
        )
    return parse_practice(_yaml(file.read_text(encoding="utf-8"), name), name)


def _yaml(text: str, name: str) -> Any:
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise _bad_rule(name, "a YAML document", f"{error}") from error


def parse_practice(raw: Any, name: str) -> Practice:
    """Return the rule that a parsed YAML document holds; ``InputError`` (``bad-rule``) names what is missing."""
    if not isinstance(raw, dict):
        raise _bad_rule(name, "a mapping with rule, version and values", type(raw).__name__)
    values = raw.get("values")
    if not isinstance(values, dict) or not values:
        raise _bad_rule(name, "values, each with unit, mark and citation", repr(values)[:60])
    kinds = raw.get("evidence_kinds", [])
    if not isinstance(kinds, list) or not all(isinstance(kind, str) for kind in kinds):
        raise _bad_rule(name, "a list of kinds of finds under evidence_kinds", repr(kinds)[:60])
    return Practice(
        rule=_text(raw, "rule", name),
        version=_text(raw, "version", name),
        title=_text(raw, "title", name),
        source=_text(raw, "source", name),
        values={str(key): _value(str(key), held, name) for key, held in values.items()},
        outcomes=tuple(_outcome(held, name) for held in raw.get("outcomes", [])),
        evidence_kinds=tuple(kinds),
    )


def _value(key: str, raw: Any, name: str) -> RuleValue:
    if not isinstance(raw, dict) or "value" not in raw:
        raise _bad_rule(name, f"value, unit, mark and citation for {key}", repr(raw)[:60])
    value = raw["value"]
    if value is not None and not isinstance(value, bool):
        if not isinstance(value, (int, float)) or not math.isfinite(value) or value < 0:
            raise _bad_rule(name, f"a number of 0 or more, yes, no or null for {key}", repr(value)[:60])
        value = float(value)
    return RuleValue(key, value, _text(raw, "unit", name), _mark(raw, name), _text(raw, "citation", name))


def _outcome(raw: Any, name: str) -> BoxOutcome:
    if not isinstance(raw, dict):
        raise _bad_rule(name, "key, colour, says, mark and citation for an outcome", repr(raw)[:60])
    return BoxOutcome(
        key=_text(raw, "key", name),
        colour=_text(raw, "colour", name),
        says=_text(raw, "says", name),
        mark=_mark(raw, name),
        citation=_text(raw, "citation", name),
    )


def _text(raw: dict[str, Any], key: str, name: str) -> str:
    value = raw.get(key)
    if not isinstance(value, str) or not value.strip():
        raise _bad_rule(name, f"words under {key}", repr(value)[:60])
    return " ".join(value.split())


def _mark(raw: dict[str, Any], name: str) -> Mark:
    try:
        return Mark(raw.get("mark"))
    except ValueError as error:
        marks = ", ".join(mark.value for mark in Mark)
        raise _bad_rule(name, f"a mark ({marks})", repr(raw.get("mark"))[:60]) from error


def _bad_rule(name: str, expected: str, found: str) -> InputError:
    return InputError(
        kind="bad-rule",
        expected=f"{expected} in the rule {name}",
        found=found,
        do="mend the rule file; a value without citation and mark is not a rule",
    )
