"""``fallow show``: a register at a glance, or one entry with what became of it."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from fallow.cli._render import AS_KNOWN, AS_RECORDED, JSON, REGISTER, emit, table

if TYPE_CHECKING:
    from datetime import datetime

    from fallow.register import Register


@click.command("show")
@REGISTER
@click.argument("entry", required=False)
@AS_KNOWN
@AS_RECORDED
@click.option("--open-sealed", is_flag=True, help="Show sealed words about persons, where their keys are here.")
@JSON
def command(
    register: Path | str,
    entry: str | None,
    as_known: datetime | None,
    as_recorded: datetime | None,
    open_sealed: bool,
    as_json: bool,
) -> None:
    """Show REGISTER at a glance, or one ENTRY of it (the first characters of its id are enough)."""
    from fallow.register import Register

    with Register.open(register) as opened:
        if entry is None:
            glance = _glance(opened, as_known, as_recorded)
            emit(glance, as_json, lambda: _glance_text(register, glance))
        else:
            shown = _entry(opened, entry, as_known, as_recorded)
            if open_sealed:
                shown["body"] = _opened_body(opened, entry)
            emit(shown, as_json, lambda: _entry_text(shown))


def _glance(opened: Register, as_known: datetime | None, as_recorded: datetime | None) -> dict[str, Any]:
    kinds: Counter[str] = Counter()
    first = last = None
    for entry in opened.entries(as_known=as_known, as_recorded=as_recorded):
        kinds[entry.kind] += 1
        first = min(first or entry.known_at, entry.known_at)
        last = max(last or entry.known_at, entry.known_at)
    standing = {entry.id for entry in opened.current("listing", as_known=as_known, as_recorded=as_recorded)}
    listings = [
        {
            "id": entry.id,
            "source": entry.body["source"],
            "file": entry.body["file"].get("name"),
            "rows": entry.body.get("rows"),
            "known_since": entry.known_since.isoformat() if entry.known_since else None,
            "stands": entry.id in standing,
        }
        for entry in opened.entries("listing", as_known=as_known, as_recorded=as_recorded)
    ]
    return {
        "entries": sum(kinds.values()),
        "kinds": dict(sorted(kinds.items())),
        "known_first": first.isoformat() if first else None,
        "known_last": last.isoformat() if last else None,
        "listings": listings,
    }


def _glance_text(register: Path | str, glance: dict[str, Any]) -> str:
    lines = [f"{register}: {glance['entries']} entries"]
    if glance["entries"]:
        lines.append(f"known from {glance['known_first'][:10]} to {glance['known_last'][:10]}")
        lines += ["", table(glance["kinds"].items(), ("kind", "entries"))]
    if glance["listings"]:
        rows = [
            (x["id"][:10], x["source"], x["file"], x["rows"], x["known_since"] if x["stands"] else "withdrawn")
            for x in glance["listings"]
        ]
        lines += ["", table(rows, ("listing", "source", "file", "rows", "known since"))]
    return "\n".join(lines)


def _opened_body(opened: Register, prefix: str) -> dict[str, Any]:
    from fallow.register.personal import opened_body, vault_of

    vault = vault_of(opened)
    try:
        return opened_body(opened, vault, opened.get(prefix))
    finally:
        vault.close()


def _entry(opened: Register, prefix: str, as_known: datetime | None, as_recorded: datetime | None) -> dict[str, Any]:
    from fallow.core.errors import NotThereError

    entry = opened.get(prefix)
    if (as_known and entry.known_at > as_known) or (as_recorded and entry.recorded_at > as_recorded):
        raise NotThereError(
            kind="not-yet-known",
            expected=f"an entry known by {(as_known or as_recorded):%Y-%m-%d}",
            found=f"{entry.id[:10]}, known at {entry.known_at:%Y-%m-%d}, recorded at {entry.recorded_at:%Y-%m-%d}",
            do="ask about a later day",
        )
    about = [
        {
            "id": other.id,
            "kind": other.kind,
            "reason": other.body["reason"],
            "recorded_at": other.recorded_at.isoformat(),
        }
        for kind in ("correction", "withdrawal", "dispute")
        for other in opened.entries(kind, as_known=as_known, as_recorded=as_recorded)
        if other.body["of"] == entry.id
    ]
    # A later file of the same source may say otherwise of the same row, or no longer list it.
    about += [
        {
            "id": other.id,
            "kind": f"row {str(other.body['change']).replace('_', ' ')}",
            "reason": "by a later file of its source",
            "recorded_at": other.recorded_at.isoformat(),
        }
        for other in (opened.entries("row", as_known=as_known, as_recorded=as_recorded) if entry.kind == "row" else ())
        if other.body.get("corrects") == entry.id
    ]
    stands = next(
        (now for now in opened.current(entry.kind, as_known=as_known, as_recorded=as_recorded) if now.id == entry.id),
        None,
    )
    return {
        **entry.to_json(),
        "about": about,
        "stands": stands is not None,
        "standing_body": stands.body if stands and stands.corrected_by else None,
        "alternatives": list(stands.alternatives) if stands else [],
    }


def _entry_text(shown: dict[str, Any]) -> str:
    since = f", public since {shown['known_since']} as claimed at import" if shown["known_since"] else ""
    lines = [
        f"{shown['kind']} {shown['id']}",
        f"recorded {shown['recorded_at']}{since}",
        f"number {shown['seq']} of author {shown['author']}, {shown['tier']}",
        json.dumps(shown["body"], ensure_ascii=False, indent=2),
    ]
    lines += [f"{x['kind']} {x['id'][:10]} ({x['recorded_at'][:10]}): {x['reason']}" for x in shown["about"]]
    if shown["standing_body"] is not None:
        lines += ["what stands now:", json.dumps(shown["standing_body"], ensure_ascii=False, indent=2)]
    if shown["alternatives"]:
        lines.append(f"{len(shown['alternatives'])} corrections stand side by side: fallow review list REGISTER")
    if not shown["stands"]:
        lines.append("it no longer stands")
    return "\n".join(lines)
