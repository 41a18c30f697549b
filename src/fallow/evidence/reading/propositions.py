"""Propositions: what several claims say alike, with how many stand behind it and against it. Rule ``proposition/1``.

Three counts that are never made one: documents, origins, and families (those who assert and those who observed). A claim that
is only possible, threatened or conditional supports no plain proposition and has a key of its own.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from fallow.evidence.claim import Basis, ClaimKind, Modality, Polarity
from fallow.evidence.reading.authority import UNNAMED
from fallow.evidence.reading.families import Families, default_families
from fallow.evidence.reading.grammar.munition import is_generic
from fallow.evidence.reading.origins import Origins
from fallow.evidence.reading.reader import ReadDocument
from fallow.evidence.reading.result import ReadClaim

_SAME_USE_DAYS = 1


@dataclass(frozen=True, slots=True)
class Held:
    """A claim with its document and the family behind it."""

    claim: ReadClaim
    document: ReadDocument
    authority: str | None


def held_claims(documents: Sequence[ReadDocument]) -> list[Held]:
    """Return every claim of the documents with what its weight depends on."""
    return [
        Held(claim, document, document.authorities.get(claim.id))
        for document in documents
        for claim in document.reading.claims
    ]


def propositions_of(documents: Sequence[ReadDocument], origins: Origins) -> list[dict[str, Any]]:
    """Return the propositions in order of key, each with counts for and against."""
    parties = party_families(documents)
    groups: dict[str, list[Held]] = defaultdict(list)
    for one in held_claims(documents):
        for key in keys_of(one.claim, parties):
            groups[key].append(one)
    groups = _merge_uses(groups)
    against_use = [
        one
        for members in groups.values()
        for one in members
        if one.claim.kind is ClaimKind.USE and _is_against(one) and one.claim.modality is Modality.ASSERTED
    ]
    done = []
    for key in sorted(groups):
        members = groups[key]
        pro = [one for one in members if not _is_against(one)]
        contra = [one for one in members if _is_against(one)]
        if key.startswith("use|place="):
            contra = _distinct(contra + [one for one in against_use if _speaks_against(one, pro, parties)])
        done.append(
            {
                "key": key,
                **_counts(pro, origins),
                "claims": [one.claim.id for one in members],
                "against": {**_counts(contra, origins), "claims": [one.claim.id for one in contra]},
            }
        )
    return done


def party_families(documents: Sequence[ReadDocument]) -> Families:
    """Return the tables with every state that the documents name by its offices, so that keys agree across documents."""
    names = sorted({name for document in documents for name in document.states})
    return default_families().with_states(names)


def keys_of(claim: ReadClaim, parties: Families) -> list[str]:
    """Return the keys of the propositions that a claim speaks to."""
    fields = claim.fields
    tail = "" if claim.modality is Modality.ASSERTED else f"|{claim.modality.value}"
    kind = claim.kind.value
    if claim.kind is ClaimKind.USE:
        return [_use_key(fields, parties) + tail]
    if claim.kind is ClaimKind.DUD_RATE:
        rate = f"{fields['op']}{fields['value']}" + (f"-{fields['high']}" if fields["high"] is not None else "")
        return [f"{kind}|{_party(fields['owner'], parties)}|{_munition(fields['munition'])}|{rate}{tail}"]
    if claim.kind is ClaimKind.TRANSFER:
        return [f"{kind}|{_party(fields['from'], parties)}|{_party(fields['to'], parties)}{tail}"]
    if claim.kind is ClaimKind.TREATY_STATUS:
        states = fields["states"] or [None]
        return [f"{kind}|{_party(state, parties)}|{fields['status']}{tail}" for state in states]
    if claim.kind is ClaimKind.CASUALTIES:
        return [f"{kind}|{_where(fields)}|{_days(fields)}{tail}"]
    by = _party(fields.get("by"), parties) if "by" in fields else "-"
    return [f"{kind}|{by}{tail}"]


def _use_key(fields: Mapping[str, Any], parties: Families) -> str:
    if fields.get("place") is not None:
        return f"use|place={_where(fields)}|when={_days(fields)}"
    return f"use|actor={_party(fields.get('actor'), parties)}"


def _where(fields: Mapping[str, Any]) -> str:
    place = fields.get("place")
    return "?" if place is None else f"{place['name']}, {place['country']}"


def _days(fields: Mapping[str, Any]) -> str:
    when = fields.get("when")
    return "?" if when is None else f"{when['start']}/{when['end']}"


def _party(words: object, parties: Families) -> str:
    if not isinstance(words, str) or not words:
        return "?"
    return parties.party_of(words) or re.sub(r"[\W_]+", "-", words.lower())


def _munition(words: object) -> str:
    if not isinstance(words, str):
        return "?"
    return "cluster munition" if is_generic(words) else words.upper()


def _merge_uses(groups: dict[str, list[Held]]) -> dict[str, list[Held]]:
    """One place, days that touch: one proposition, under the shortest days. Undated claims join where the place has only one."""
    by_place: dict[str, list[str]] = defaultdict(list)
    for key in groups:
        match = re.fullmatch(r"use\|place=(.+)\|when=(\d{4}-\d\d-\d\d)/(\d{4}-\d\d-\d\d)", key)
        if match is not None:
            by_place[match[1]].append(key)
    for place, keys in by_place.items():
        keys.sort(key=lambda key: (_length(key), key))
        kept: list[str] = []
        for key in keys:
            home = next((other for other in kept if _gap_days(other, key) <= _SAME_USE_DAYS), None)
            if home is None:
                kept.append(key)
            else:
                groups[home] = groups[home] + groups.pop(key)
        undated = f"use|place={place}|when=?"
        if undated in groups:
            against = [one for one in groups[undated] if _is_against(one)]
            for home in kept:
                groups[home] = groups[home] + (groups[undated] if len(kept) == 1 else against)
            if len(kept) == 1:
                del groups[undated]
    return groups


def _window(key: str) -> tuple[date, date]:
    start, end = key.rsplit("when=", 1)[1].split("/")
    return date.fromisoformat(start), date.fromisoformat(end)


def _length(key: str) -> int:
    start, end = _window(key)
    return (end - start).days


def _gap_days(one: str, other: str) -> int:
    first, second = _window(one), _window(other)
    return max(0, (second[0] - first[1]).days, (first[0] - second[1]).days)


def _is_against(one: Held) -> bool:
    return one.claim.polarity is not Polarity.AFFIRM


def _speaks_against(denial: Held, pro: Sequence[Held], parties: Families) -> bool:
    """A denial without a place speaks against every placed use by the same side, and by nobody in particular."""
    if denial.claim.fields.get("place") is not None:
        return False
    denier = denial.claim.fields.get("actor")
    named = {_party(one.claim.fields.get("actor"), parties) for one in pro} - {"?"}
    return _party(denier, parties) in named or (not named and denier is not None)


def _distinct(members: Sequence[Held]) -> list[Held]:
    return list({one.claim.id: one for one in members}.values())


def _only_above(members: Sequence[Held]) -> list[Held]:
    """Leave out what a page says in its own voice in headline or caption only to say it again below."""
    below = {(one.document.reading.sha256, one.claim.kind) for one in members if _is_below(one)}
    return [
        one
        for one in members
        if one.claim.statement is not None
        or _is_below(one)
        or (one.document.reading.sha256, one.claim.kind) not in below
    ]


def _is_below(one: Held) -> bool:
    return one.document.reading.kind_at(one.claim.span.start) not in {"headline", "caption"}


def without_echoes(members: Sequence[Held]) -> list[Held]:
    """Leave out what a page says in its own voice, unseen by itself, where it also names somebody who says it."""
    told = {
        one.document.reading.sha256 for one in members if one.claim.statement is not None and one.authority is not None
    }
    return [
        one
        for one in members
        if one.claim.statement is not None
        or one.claim.basis is Basis.OBSERVED
        or one.document.reading.sha256 not in told
    ]


def observing_families(members: Sequence[Held]) -> list[str]:
    """Return the families that observed, in order. Observers whom nobody names may be any of the named: beside them they add none."""
    found = {one.authority for one in members if one.claim.basis is Basis.OBSERVED and one.authority is not None}
    named = {one for one in found if not one.startswith(UNNAMED)}
    return sorted(named or found)


def asserting_families(members: Sequence[Held]) -> list[str]:
    """Return the families that assert without having observed, in order; a page that only repeats whom it quotes is none."""
    kept = without_echoes(members)
    return sorted(
        {one.authority for one in kept if one.claim.basis is not Basis.OBSERVED and one.authority is not None}
    )


def _counts(members: Sequence[Held], origins: Origins) -> dict[str, Any]:
    known = [one for one in _only_above(members) if one.claim.basis is not Basis.HEARSAY]
    return {
        "documents": len({one.document.reading.sha256 for one in members}),
        "origins": origins.count(one.claim.id for one in known),
        "asserting_families": len(asserting_families(known)),
        "observing_families": len(observing_families(known)),
    }
