"""Lineage: from a strike back to who said it, in their own words.

strike -> claims -> entries -> the listing's file, row key and mapping, or the document and its words. Corrections of an
entry are listed with it. What the register does not hold is said to be missing; nothing is made up to fill the chain.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fallow.core.errors import NotThereError
from fallow.evidence.claim import Claim
from fallow.register import Entry, Register
from fallow.strikes.strike import Strike


def lineage(register: Register, strike: Strike, claims: Mapping[str, Claim]) -> list[dict[str, Any]]:
    """Return one object for each member and each claim against, with its entry and what that stands on.

    ``claims`` are those of the same view, by id. Raises ``NotThereError`` (``no-claim``) where one is not among them.
    """
    amendments = _amendments(register)
    roles = [(claim, "for") for claim in strike.members] + [(claim, "against") for claim in strike.against]
    return [_step(register, _claim(claims, name), role, amendments) for name, role in roles]


def claim_json(claim: Claim) -> dict[str, Any]:
    """Return a claim as an object, without its private fields: no link, no description."""
    at = claim.place.position if claim.place else None
    return {
        "id": claim.id,
        "polarity": claim.polarity.value,
        "basis": claim.basis.value,
        "source": claim.source,
        "authority": claim.authority,
        "origin": claim.origin,
        "known_at": claim.known_at.isoformat(),
        "lon": at.lon if at else None,
        "lat": at.lat if at else None,
        "uncertainty_m": claim.place.uncertainty_m if claim.place else None,
        "when": claim.when.to_json() if claim.when else None,
        "munition": claim.munition,
        "flags": list(claim.flags),
        "labels": list(claim.labels),
        "decided": list(claim.fields.get("decided", ())),
    }


def _claim(claims: Mapping[str, Claim], name: str) -> Claim:
    if name in claims:
        return claims[name]
    raise NotThereError(
        kind="no-claim",
        expected="the claims of the view in which the strike was read",
        found=f"no claim {name} among {len(claims)}",
        do="use the same --as-known and --as-recorded for both",
    )


def _step(register: Register, claim: Claim, role: str, amendments: Mapping[str, Sequence[Entry]]) -> dict[str, Any]:
    step: dict[str, Any] = {"role": role, "claim": claim_json(claim)}
    entry = _entry(register, claim.entry_id)
    if entry is None:
        step["entry"] = {"id": claim.entry_id, "missing": True}
        return step
    step["entry"] = _entry_json(entry)
    if entry.kind == "row":
        step["row"] = _row(register, entry)
    elif entry.kind in ("reading", "document"):
        step["document"] = _document(register, entry, claim)
    step["history"] = _history(register, entry, amendments)
    return step


def _entry(register: Register, identifier: Any) -> Entry | None:
    try:
        return register.get(identifier) if isinstance(identifier, str) and identifier else None
    except NotThereError:
        return None


def _entry_json(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "kind": entry.kind,
        "recorded_at": entry.recorded_at.isoformat(),
        "known_since": entry.known_since.isoformat() if entry.known_since else None,
    }


def _row(register: Register, entry: Entry) -> dict[str, Any]:
    body = entry.body
    listing = _entry(register, body.get("listing"))
    about = listing.body if listing else {}
    return {
        "key": body.get("key"),
        "number": body.get("number"),
        "change": body.get("change"),
        "listing": body.get("listing"),
        "source": about.get("source"),
        "file": about.get("file"),
        "mapping": about.get("mapping"),
    }


def _document(register: Register, entry: Entry, claim: Claim) -> dict[str, Any]:
    document = entry if entry.kind == "document" else _entry(register, entry.body.get("document"))
    about = document.body if document else {}
    words = claim.fields.get("words")
    start, end = (words.get("start"), words.get("end")) if isinstance(words, dict) else (None, None)
    return {
        "document": document.id if document else entry.body.get("document"),
        "name": about.get("name"),
        "sha256": about.get("sha256"),
        "published": about.get("published"),
        "reader": entry.body.get("reader"),
        "start": start,
        "end": end,
        "words": _words(register, about.get("sha256"), start, end),
    }


def _words(register: Register, sha256: Any, start: Any, end: Any) -> str | None:
    if not (isinstance(sha256, str) and isinstance(start, int) and isinstance(end, int)):
        return None
    try:
        return register.blob(sha256).decode("utf-8", errors="replace")[start:end]
    except NotThereError:
        return None


def _history(register: Register, entry: Entry, amendments: Mapping[str, Sequence[Entry]]) -> list[dict[str, Any]]:
    history = [
        {"what": made.kind, "entry": made.id, "at": made.known_at.isoformat(), "reason": made.body.get("reason")}
        for made in amendments.get(entry.id, ())
    ]
    # The chain of a row through successive listings: what it corrected, and what that one corrected.
    earlier, seen = entry.body.get("corrects"), {entry.id}
    while isinstance(earlier, str) and earlier not in seen:
        seen.add(earlier)
        before = _entry(register, earlier)
        if before is None:
            history.append({"what": "corrects", "entry": earlier, "at": None, "reason": "not in this register"})
            break
        changed = _changed(before.body.get("row"), entry.body.get("row"))
        history.append(
            {"what": "corrects", "entry": before.id, "at": before.known_at.isoformat(), "reason": f"changed: {changed}"}
        )
        entry, earlier = before, before.body.get("corrects")
    return history


def _changed(before: Any, after: Any) -> str:
    if not isinstance(before, dict) or not isinstance(after, dict):
        return "the whole row"
    names = sorted(key for key in {*before, *after} if before.get(key) != after.get(key))
    return ", ".join(names) or "nothing"


def _amendments(register: Register) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for kind in ("correction", "withdrawal", "dispute"):
        for entry in register.entries(kind):
            found.setdefault(str(entry.body.get("of")), []).append(entry)
    return found
