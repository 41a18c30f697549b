"""What ``fallow duds`` prints: each claim with its words and its effect, the rates before and after, for people and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fallow.cli._render import table
from fallow.core.errors import NotThereError
from fallow.evidence.ledgers.told import sentence_of
from fallow.evidence.reading.parse import parse_body
from fallow.evidence.reading.reader import ReadDocument, decode
from fallow.evidence.reading.span import Span
from fallow.hazard.dudprior import Moved, prior_from, what_if

if TYPE_CHECKING:
    from fallow.evidence.dudclaims import DudClaim
    from fallow.register import Register
    from fallow.strikes.catalogue import Catalogue


def rows_of(register: Register, catalogue: Catalogue, claims: list[DudClaim]) -> list[dict[str, Any]]:
    """Return each claim as an object: its words, class, origin, decision, and what it moves or would move, or why nothing."""
    steps = {moved.claim: (key, moved) for key, moved in prior_from(catalogue, claims).steps()}
    supposed = what_if(catalogue, claims)
    origins: dict[str | None, list[str]] = {}
    for claim in claims:
        origins.setdefault(claim.origin, []).append(claim.id)
    rows = []
    pages = _Pages(register)
    for claim in claims:
        same = [name for name in origins[claim.origin] if name != claim.id] if claim.origin is not None else []
        waits = claim.confirmed_by is None and claim.unusable is None
        rows.append(
            {
                **_row(catalogue, claim, *steps[claim.id], supposed[claim.id][1] if waits else None),
                "same_origin": same,
                **pages.of(claim),
            }
        )
    return rows


def _row(
    catalogue: Catalogue, claim: DudClaim, key: str | None, moved: Moved, supposed: Moved | None
) -> dict[str, Any]:
    match = catalogue.find(claim.munition) if key is None else None
    return {
        "claim": claim.id,
        "says": claim.says,
        "munition": key,
        "wording": claim.munition,
        "candidates": list(match.candidates) if match is not None else [],
        "owner": claim.owner,
        "class": claim.source_class,
        "why_class": claim.why_class,
        "authority": claim.authority,
        "chain": list(claim.chain),
        "origin": claim.origin,
        "published": claim.published,
        "confirmed": claim.confirmed_by is not None,
        "decision": claim.decision,
        "reason": claim.reason,
        "moves": moved.to_json() if moved.moves else None,
        "why_not": None if moved.moves else moved.why,
        "if_confirmed": supposed.to_json() if supposed is not None and supposed.moves else None,
        "if_confirmed_why_not": supposed.why if supposed is not None and not supposed.moves else None,
    }


class _Pages:
    """The documents behind claims, each parsed once: name and sentence, cut out of the bytes that the register keeps."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._read: dict[str, tuple[str | None, ReadDocument | None]] = {}

    def of(self, claim: DudClaim) -> dict[str, Any]:
        """The page of a claim; ``None`` for what the register does not hold."""
        if claim.entry_id not in self._read:
            self._read[claim.entry_id] = self._opened(claim.entry_id)
        name, document = self._read[claim.entry_id]
        sentence = None
        if document is not None and claim.start is not None and claim.end is not None:
            sentence = sentence_of(document, Span(claim.start, claim.end))
        return {"document": name, "start": claim.start, "end": claim.end, "sentence": sentence}

    def _opened(self, entry_id: str) -> tuple[str | None, ReadDocument | None]:
        try:
            reading = self._register.get(entry_id)
            if reading.kind != "reading":
                return None, None
            document = self._register.get(str(reading.body["document"]))
            text = decode(self._register.blob(str(document.body["sha256"])))
            return str(document.body.get("name")), parse_body(reading.body["result"], text)
        except NotThereError:
            return None, None


def list_text(rows: list[dict[str, Any]]) -> str:
    """Return the claims as paragraphs, each ending in what it does."""
    if not rows:
        return "no claim about a failure rate"
    return "\n\n".join("\n".join(_claim_lines(row)) for row in rows)


def _claim_lines(row: dict[str, Any]) -> list[str]:
    munition = row["munition"] or f"no one munition ({row['wording'] or 'none named'})"
    lines = [f"{row['claim']}  {munition}: {row['says']}"]
    if row["sentence"]:
        lines.append(f"  {row['sentence']}")
    who = row["authority"] or "nobody known"
    chain = f", told by {' < '.join(row['chain'])}" if row["chain"] else ""
    lines.append(
        f"  {row['document'] or 'no document'}, published {row['published'] or 'on no printed day'}; {who}{chain}"
    )
    lines.append(f"  class {row['class']}: {row['why_class']}; owner {row['owner'] or 'not said'}")
    if row["same_origin"]:
        lines.append(f"  same origin as {', '.join(row['same_origin'])}")
    if row["candidates"]:
        lines.append(f"  its wording leaves {', '.join(row['candidates'])}")
    if row["decision"]:
        verdict = "confirmed" if row["confirmed"] else "left out"
        lines.append(f"  {verdict} by entry {row['decision'][:12]}: {row['reason']}")
    if row["moves"]:
        lines.append(f"  moves the rate: {shift_text(row['moves'])}")
    else:
        lines.append(f"  moves nothing: {row['why_not']}")
        if row["if_confirmed"]:
            lines.append(f"  if confirmed: {shift_text(row['if_confirmed'])}")
        elif row["if_confirmed_why_not"] and row["if_confirmed_why_not"] != row["why_not"]:
            lines.append(f"  if confirmed, still nothing: {row['if_confirmed_why_not']}")
    return lines


def shift_text(step: dict[str, Any]) -> str:
    """Return a step as "2.9 / 10.5 / 40 % -> 2.2 / 8.2 / 29 %" (5, 50 and 95 % points)."""
    return f"{points_text(step['without'])} -> {points_text(step['with_it'])} (5, 50, 95 %)"


def points_text(points: dict[str, float]) -> str:
    """Return the 5, 50 and 95 % points of a rate in per cent, two digits each."""
    return " / ".join(f"{100 * points[name]:.2g}" for name in ("q05", "q50", "q95")) + " %"


def moved_text(moved: Moved) -> str:
    """Return what a claim did, or why nothing, as one clause."""
    return shift_text(moved.to_json()) if moved.moves else f"nothing: {moved.why}"


def decided_text(result: dict[str, Any]) -> str:
    """Return what was decided (or, without an id, would be) and what became of the rate."""
    verdict = {"confirmed": "confirmed", "left_out": "left out"}[result["body"]["verdict"]]
    head = f"{verdict}: entry {result['id'][:12]}" if result["id"] else f"would be {verdict}; nothing written"
    if result["munition"] is None:
        return f"{head}\nmoves nothing: {result['step']['why']}"
    rates = f"{points_text(result['before'])} -> {points_text(result['after'])} (5, 50, 95 %)"
    lines = [head, f"{result['munition']}: {rates}"]
    if result["before"] == result["after"]:
        lines.append(f"the rate stays as it is: {result['step']['why']}")
    return "\n".join(lines)


def prior_text(result: dict[str, Any]) -> str:
    """Return a table of the rates that claims speak of, and under it each claim with what it did."""
    spoken = result["munitions"]
    if not spoken:
        return "no claim names a munition of the catalogue: every rate is the catalogue's"
    rows = [
        (
            one["munition"],
            points_text(one["catalogue"]),
            points_text(one["rate"]),
            sum(s["with_it"] is not None for s in one["lineage"]),
        )
        for one in spoken
    ]
    lines = [table(rows, ("munition", "catalogue (5/50/95 %)", "with claims", "claims used"))]
    for one in spoken:
        for step in one["lineage"]:
            what = shift_text(step) if step["with_it"] is not None else f"nothing: {step['why']}"
            decided = f", entry {step['decision'][:12]}" if step["decision"] else ""
            lines.append(
                f"  {one['munition']}  {step['claim']} ({step['source_class']}{decided}) says {step['says']}: {what}"
            )
    lines += [
        f"  no munition  {step['claim']} says {step['says']}: {step['why']}" for step in result["names_no_munition"]
    ]
    return "\n".join(lines)
