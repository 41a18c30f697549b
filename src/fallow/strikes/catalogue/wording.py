"""Wording: from the way people write a munition's name to its key, or to what their words leave open.

One type is written CBU24, CBU-24, CBU-24B/B or "CBU24 AN PR/MT (BLU26)"; one launcher fires cargo rockets and others; one
bomblet comes out of several bombs; lists say CBU-24/29. The rule: a designation of exactly one carrier gives its key. A
submunition, a launcher or a family gives no key but the carriers that it leaves open. Words that contradict each other, or
a designation of the same kind that the catalogue lacks, give no key either. Cyrillic letters are transliterated first.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from fallow.strikes.catalogue.munition import Munition, MunitionClass

_CYRILLIC = str.maketrans(
    dict(zip("АБВГДЕЗИЙКЛМНОПРСТУФЫЭІҐ", "ABVGDEZIYKLMNOPRSTUFYEIG", strict=True))
    | {"Ё": "E", "Ж": "ZH", "Х": "KH", "Ц": "TS", "Ч": "CH", "Ш": "SH", "Щ": "SHCH", "Ю": "YU", "Я": "YA"}
    | {"Ї": "YI", "Є": "YE", "Ь": "", "Ъ": ""}
)
_US_AIR = re.compile(r"(?:CBU|BLU|SUU|ADU|CDU)-?\d+")
_SUFFIX = r"(?:[ ]?\([ ]?\))?(?:[A-E]?/[AB](?![A-Z0-9])|[A-E](?![A-Z0-9]))?"
_LIST = re.compile(r"(?<![A-Z0-9])(CBU|BLU)[ \-]?(\d+)((?:/\d+)+)(?!\d)")
_DESIGNATION = re.compile(r"(?<![A-Z0-9])(?:CBU[ \-]?\d+|9M\d+[A-Z]?\d*)")


@dataclass(frozen=True, slots=True)
class Match:
    """What a text names: ``key`` where it is one munition, else the ``candidates`` left open and the class, with the reason.

    ``candidates`` is empty where the words narrow nothing down; ``matched`` is the wording that was recognised.
    """

    key: str | None
    munition_class: str | None
    candidates: tuple[str, ...]
    matched: str
    reason: str

    def to_json(self) -> dict[str, Any]:
        """Return the match as an object."""
        return {
            "key": self.key,
            "class": self.munition_class,
            "candidates": list(self.candidates),
            "matched": self.matched,
            "reason": self.reason,
        }


def normalise(text: str) -> str:
    """Return ``text`` in Latin capitals with plain spaces and hyphens, and lists such as CBU-24/29 written out."""
    plain = unicodedata.normalize("NFKC", text).upper().translate(_CYRILLIC)
    plain = re.sub(r"[\u2010-\u2015\u2212_]", "-", plain)
    plain = re.sub(r"\s+", " ", plain).strip()
    return _LIST.sub(lambda m: " ".join(f"{m[1]}-{n}" for n in (m[2], *m[3][1:].split("/"))), plain)


def near_names(text: str, names: Iterable[str]) -> list[str]:
    """Return up to three names that look like ``text``."""
    return difflib.get_close_matches(text.lower(), list(names), n=3, cutoff=0.5)


class Wording:
    """A reader of names, built once for a catalogue; ``find`` is pure and remembers what it read before."""

    def __init__(self, munitions: list[Munition], classes: list[MunitionClass]) -> None:
        self._classes = {found.key: found for found in classes}
        self._carriers = _index((alias, m.key) for m in munitions for alias in m.aliases)
        self._known = {munition.key: munition for munition in munitions}
        self._loads: dict[str, tuple[str, ...]] = {}
        for munition in munitions:
            for name in munition.submunition_types:
                compact = _compact(name)
                self._loads[compact] = (*self._loads.get(compact, ()), munition.key)
        self._wording = _index((words, found.key) for found in classes for words in found.wording)
        self._carrier_pattern = _pattern(alias for m in munitions for alias in m.aliases)
        self._load_pattern = _pattern(name for m in munitions for name in m.submunition_types)
        self._class_pattern = _pattern(words for found in classes for words in found.wording)
        self.find = lru_cache(maxsize=65536)(self._find)

    def _find(self, text: str) -> Match | None:
        # A key stands for itself only as the whole text: "m28" is a key, "M28 bridge" is not that munition.
        if text.strip().lower() in self._known:
            key = text.strip().lower()
            return Match(key, None, (key,), text.strip(), f"is the catalogue's key {key}")
        plain = normalise(text)
        carriers, named = _keys(self._carrier_pattern, plain, self._carriers)
        loads = {_compact(_named(m)) for m in self._load_pattern.finditer(plain)}
        loads -= {_compact(name) for name in named}
        unknown = self._unknown(plain)
        if carriers:
            return self._by_carrier(carriers, named, loads, unknown)
        if loads:
            return self._by_load(plain, sorted(loads))
        found, words = _keys(self._class_pattern, plain, self._wording)
        if not found:
            return None
        # The narrowest class wins: "155 mm DPICM" is both a family and cluster munitions in general.
        key = min(found, key=lambda key: (len(self._classes[key].members) or 10**6, key))
        chosen = self._classes[key]
        return Match(None, key, chosen.members, ", ".join(words), chosen.why)

    def _unknown(self, plain: str) -> list[str]:
        written = {re.sub(r"[ \-]", "", m[0]) for m in _DESIGNATION.finditer(plain)}
        return sorted(name for name in written if name not in self._carriers and name not in self._wording)

    def _by_carrier(self, carriers: list[str], named: list[str], loads: set[str], unknown: list[str]) -> Match:
        matched = ", ".join(named)
        if len(carriers) > 1:
            return Match(None, None, tuple(carriers), matched, f"names {len(carriers)} carriers: {', '.join(carriers)}")
        key = carriers[0]
        if unknown:
            reason = f"also names {', '.join(unknown)}, which the catalogue does not have"
            return Match(None, None, (key,), matched, reason)
        foreign = sorted(load for load in loads if key not in self._loads[load])
        knows_load = bool(self._known[key].submunition_types)
        if foreign and knows_load and not any(key in self._loads[load] for load in loads):
            also = tuple(sorted({owner for load in foreign for owner in self._loads[load]} | {key}))
            reason = f"names {key} and {', '.join(foreign)}, which it is not known to carry"
            return Match(None, None, also, matched, reason)
        return Match(key, None, (key,), matched, f"names {matched}")

    def _by_load(self, plain: str, loads: list[str]) -> Match:
        owners = tuple(sorted({key for load in loads for key in self._loads[load]}))
        brings = ", ".join(owners)
        found, _ = _keys(self._class_pattern, plain, self._wording)
        return Match(
            None,
            found[0] if found else None,
            owners,
            ", ".join(loads),
            f"names a submunition, not its carrier; known carriers: {brings}",
        )


def _keys(pattern: re.Pattern[str], plain: str, index: dict[str, str]) -> tuple[list[str], list[str]]:
    found = [_named(match) for match in pattern.finditer(plain)]
    keys = list(dict.fromkeys(index[_compact(name)] for name in found))
    return sorted(keys), list(dict.fromkeys(found))


def _compact(text: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", text.upper())


def _index(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {_compact(words): key for words, key in pairs}


def _pattern(names: Iterable[str]) -> re.Pattern[str]:
    # Longest first, so that "Smerch cluster" is not read as the launcher, and M483A1 not as M483. What may follow differs:
    # a US air designation its suffix (CBU-24B/B), a word a digit (ROKEY500LB), any other neither letter nor digit (M26 is
    # not M26A1).
    air: list[str] = []
    word: list[str] = []
    other: list[str] = []
    for name in sorted({name.upper() for name in names}, key=lambda name: (-len(name), name)):
        room = air if _US_AIR.fullmatch(name) else word if re.fullmatch(r"[A-Z \-]+", name) else other
        room.append(r"[ \-./]?".join(re.findall(r"[A-Z]+|\d+", name)))
    nothing = "(?!)"
    return re.compile(
        rf"(?<![A-Z0-9])(?:(?P<word>{'|'.join(word) or nothing})(?![A-Z])"
        rf"|(?P<air>{'|'.join(air) or nothing}){_SUFFIX}(?![A-Z0-9])"
        rf"|(?P<other>{'|'.join(other) or nothing})(?![A-Z0-9]))"
    )


def _named(match: re.Match[str]) -> str:
    return match["word"] or match["air"] or match["other"]
