"""What ``fallow strikes`` prints: tables that fit 100 columns, and a strike's way back to its sources."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fallow.cli._evidence_text import set_text
from fallow.cli._render import table
from fallow.register.keys import short_author

if TYPE_CHECKING:
    from fallow.core.when import When
    from fallow.strikes import Catalogue, Hypotheses, Link, Match, Munition, Strike

_WIDTH = 100
_SHORT = 12


def list_json(view: Hypotheses, shown: Sequence[Strike]) -> dict[str, Any]:
    """Return the view as an object: counts, the strikes shown, and what made no strike."""
    return {
        "headline": view.headline(),
        "claims": view.claims,
        "strikes_in_view": len(view.strikes),
        "without_place": view.without_place,
        "perhaps_the_same": view.perhaps_the_same,
        "strikes": [strike.to_json() for strike in shown],
        "against_elsewhere": list(view.against_elsewhere),
        "set_aside": [{"claim": aside.claim, "reason": aside.reason} for aside in view.set_aside],
        "decisions_unused": [{"entry": made.entry_id, "a": made.a, "b": made.b} for made in view.decisions_unused],
    }


def list_text(view: Hypotheses, shown: Sequence[Strike]) -> str:
    """Return the headline and one line a strike."""
    header = ("strike", "when", "lat, lon", "± m", "munition", "claims", "families", "p real", "marks")
    rows = [_row(strike) for strike in shown]
    lines = [view.headline()]
    if len(shown) != len(view.strikes):
        lines.append(f"{len(shown)} of {len(view.strikes)} strikes are shown")
    if rows:
        lines += ["", table(rows, header), "", _LEGEND]
    for made in view.decisions_unused:
        lines.append(f"decision {made.entry_id[:_SHORT]} names claims that make no strike in this view")
    return "\n".join(lines)


_LEGEND = textwrap.fill(
    "± m: standard deviation of the position per axis. families: observing + asserting, one origin counted once (d: denied). "
    "p real: a judgement by table, not calibrated. marks: c candidate, only asserted in documents; ? perhaps the same as another; "
    "! flags on a claim; fallow strikes show tells which. No line here says that any place is safe.",
    _WIDTH,
)


def _row(strike: Strike) -> tuple[object, ...]:
    at = strike.place.position if strike.place else None
    weight = strike.weight
    families = f"{len({*weight.observing, *weight.own_act})}+{len(weight.asserting)}"
    denied = "d" if strike.against else ""
    marks = ("c" if strike.standing.value == "candidate" else "") + ("?" if strike.perhaps else "")
    return (
        strike.id[:_SHORT],
        _when(strike.when),
        f"{at.lat:.4f}, {at.lon:.4f}" if at else None,
        f"{strike.position_sigma_m:.0f}" if strike.position_sigma_m is not None else None,
        (strike.munition or (f"({strike.munition_class})" if strike.munition_class else None)),
        len(strike.members),
        families + denied,
        f"{strike.p_real:.2f}",
        marks + ("!" if strike.flags else ""),
    )


def _when(when: When | None) -> str | None:
    if when is None:
        return None
    if when.start == when.end:
        return when.start.isoformat()
    return f"{when.start.isoformat()}/{when.end.isoformat()[5:] if when.end.year == when.start.year else when.end}"


def show_text(strike: Strike, steps: Sequence[Mapping[str, Any]]) -> str:
    """Return a strike with its weight, its links and every claim back to its source."""
    at = strike.place.position if strike.place else None
    position = f"{at.lat:.5f}, {at.lon:.5f} (lat, lon) ± {strike.position_sigma_m:.0f} m" if at else "no place"
    munition = strike.munition or (f"class {strike.munition_class}" if strike.munition_class else "not known")
    lines = [
        f"strike {strike.id}",
        f"  {_when(strike.when) or 'no date'}; {position}",
        f"  munition {munition}; carriers {strike.carriers if strike.carriers is not None else 'not stated'}",
        f"  p real {strike.p_real:.2f} (judgement): {'; '.join(strike.reasons)}",
        f"  {_weight(strike)}",
    ]
    if strike.munition_conflict:
        lines.append(f"  the members name different munitions: {'; '.join(strike.munition_conflict)}")
    if strike.standing.value == "candidate":
        lines.append(
            "  candidate: only asserted in documents, nobody observed it; left out of exports unless asked for"
        )
    if strike.flags:
        lines.append(f"  flags: {', '.join(strike.flags)}")
    for link in strike.links:
        lines += _link(link, "link")
    for other in strike.perhaps:
        lines += _link(other.link, f"perhaps the same as {other.strike[:_SHORT]}")
    for step in steps:
        lines += ["", *_step(step)]
    return "\n".join(lines)


def _weight(strike: Strike) -> str:
    weight = strike.weight
    parts = [f"{_count(weight.origins, 'origin', 'origins')} in {_count(weight.documents, 'entry', 'entries')}"]
    parts += [
        f"{what} {', '.join(names)}"
        for what, names in (
            ("observed by", weight.observing),
            ("own act of", weight.own_act),
            ("asserted by", weight.asserting),
            ("denied after looking by", weight.against_observing),
            ("denied by", weight.against_asserting),
        )
        if names
    ]
    if weight.unattributed:
        parts.append(f"{_count(weight.unattributed, 'adds', 'add')} nothing: nobody is known to stand behind it")
    return "; ".join(parts)


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _link(link: Link, what: str) -> list[str]:
    head = f"  {what}: {link.grade.value}, p {link.p_same:.2f}: {link.a[:_SHORT]} - {link.b[:_SHORT]}"
    lines = [head, *_wrapped("; ".join(link.reasons), "      ")]
    for made in link.decisions:
        verdict = "same" if made.same else "different"
        lines += _wrapped(f"decision {made.entry_id[:_SHORT]}: {verdict}: {made.reason}", "      ")
    return lines


def _step(step: Mapping[str, Any]) -> list[str]:
    claim, entry = step["claim"], step["entry"]
    against = " AGAINST" if step["role"] == "against" else ""
    who = claim["authority"] or "nobody known"
    lines = [
        f"claim{against} {claim['id']}",
        f"  {claim['polarity']}, {claim['basis'].replace('_', ' ')}, by {who}; known {claim['known_at'][:10]}",
    ]
    when = claim["when"]["text"] if claim["when"] else "no date"
    place = "no place"
    if claim["lat"] is not None:
        known = "unknown" if claim["uncertainty_m"] is None else f"{claim['uncertainty_m']:g} m"
        place = f"{claim['lat']:.5f}, {claim['lon']:.5f} (lat, lon), uncertainty {known}"
    lines.append(f"  {when}; {place}; munition {claim['munition'] or 'not stated'}")
    if claim["flags"]:
        lines.append(f"  flags: {', '.join(claim['flags'])}")
    lines += [
        f"  {one['verdict']}{set_text(one.get('set'))} by {short_author(one['by'])} on {one['at'][:10]}: {one['reason']} (entry {one['entry'][:10]})"
        for one in claim["decided"]
    ]
    if entry.get("missing"):
        return [*lines, f"  entry {entry['id']} is not in this register"]
    since = f", public since {entry['known_since']} as claimed" if entry["known_since"] else ""
    lines.append(f"  {entry['kind']} entry {entry['id'][:_SHORT]}, recorded {entry['recorded_at'][:10]}{since}")
    lines += _row_lines(step["row"]) if "row" in step else []
    lines += _document_lines(step["document"]) if "document" in step else []
    for made in step.get("history", ()):
        lines += _wrapped(f"{made['what']} {made['entry'][:_SHORT]}: {made['reason']}", "  history: ")
    return lines


def _row_lines(row: Mapping[str, Any]) -> list[str]:
    file = row["file"] or {}
    number = f", number {row['number']}" if row["number"] is not None else ""
    lines = [f"  row {row['key']}{number} ({row['change']}) of {file.get('name')}, list {row['source']}"]
    if file.get("sha256"):
        lines.append(f"  file sha256 {file['sha256']}")
    if row["mapping"]:
        lines.append(
            f"  read by the mapping in listing {str(row['listing'])[:_SHORT]}; fallow show prints it, and the row's words"
        )
    return lines


def _document_lines(document: Mapping[str, Any]) -> list[str]:
    published = (document["published"] or {}).get("date") if isinstance(document["published"], dict) else None
    lines = [f"  document {document['name']}, published {published or 'not known'}, sha256 {document['sha256']}"]
    if document["words"]:
        lines += _wrapped(f"{document['start']}-{document['end']}: {document['words']!r}", "  words ")
    return lines


def _wrapped(text: str, indent: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent=indent, subsequent_indent=" " * len(indent))


def export_text(out: Path | None, count: int, left_out: Mapping[str, Sequence[str]]) -> str:
    """Return what an export wrote and what it left out."""
    where = f"wrote {out}: " if out else "would write: "
    lines = [f"{where}{count} strikes, exact positions; a working file, not for publication"]
    lines += [f"left out, {reason}: {len(ids)}" for reason, ids in left_out.items()]
    return "\n".join(lines)


def catalogue_json(catalogue: Catalogue) -> dict[str, Any]:
    """Return the whole catalogue as an object."""
    return {
        "version": catalogue.version,
        "id": catalogue.id,
        "munitions": [munition.to_json() for munition in catalogue],
        "classes": [found.to_json() for found in catalogue.classes.values()],
    }


def catalogue_text(catalogue: Catalogue) -> str:
    """Return one line a munition."""
    rows = []
    for munition in catalogue:
        mark = munition.count_mark
        count = (
            None if munition.submunitions is None else f"{munition.submunitions}{_MARKS[mark.value] if mark else ''}"
        )
        rates = "; ".join(f"{rate}{_MARKS[rate.mark.value]}" for rate in munition.dud_rates)
        load = "" if munition.load.value == "explosive" else f" [{munition.load.value}]"
        types = ", ".join(munition.submunition_types) or None
        rows.append((munition.key, textwrap.shorten(types or "–", 30, placeholder=" …") + load, count, rates or None))
    head = f"munition catalogue {catalogue.version} ({catalogue.id[:_SHORT]}): {len(rows)} munitions"
    body = table(rows, ("key", "submunitions", "number", "published dud rates"))
    return f"{head}\n\n{body}\n\n{_MARK_LEGEND}"


_MARKS = {"verified": "", "secondary": "²", "unverified": "°"}
_MARK_LEGEND = textwrap.fill(
    "– nobody is known to have published it. ² read in a source that quotes it. ° unverified: commonly repeated, no source "
    "read. fallow strikes catalogue KEY prints the citations.",
    _WIDTH,
)


def munition_text(munition: Munition) -> str:
    """Return one munition with every figure's citation and mark."""
    types = ", ".join(munition.submunition_types) or "not known"
    lines = [
        f"{munition.key}: {munition.name} ({munition.carrier}; load {munition.load.value})",
        f"  written as {', '.join(munition.aliases)}",
        f"  submunition {types}",
    ]
    if not munition.counts:
        lines.append("  number in one carrier: not known")
    for count in munition.counts:
        lines += _wrapped(f"{count.count} in one carrier [{count.source.mark.value}] {count.source.text}", "  ")
    for rate in munition.dud_rates:
        note = f" ({rate.note})" if rate.note else ""
        kind = rate.source_class.value.replace("_", " ")
        lines += _wrapped(f"dud rate {rate}, {kind}, by {rate.says} [{rate.mark.value}] {rate.citation}{note}", "  ")
    if munition.self_destruct:
        lines.append("  said to destroy itself where it fails")
    if munition.note:
        lines += _wrapped(munition.note, "  ")
    return "\n".join(lines)


def reading_text(catalogue: Catalogue, wording: str, match: Match) -> str:
    """Return what ambiguous wording leaves open."""
    left = ", ".join(match.candidates) or "any"
    name = catalogue.classes[match.munition_class].name if match.munition_class else "no class"
    return f"{wording!r} is no one munition: {match.reason}\n  class: {name}\n  may be: {left}"
