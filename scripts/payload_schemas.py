"""Write spec/schemas/KIND.json: a JSON Schema (draft 2020-12) of the body of every payload kind.

One table says what the members of a body are: those that a kind must have (``fallow.kinds``) and those that Fallow's own
commands write. A body may hold anything besides, because unknown members are kept. Wherever somebody's words may stand, a
sealed value (``$sealed``) may stand instead. ``--check`` compares and writes nothing; exit code 1 where a file is stale.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from fallow.kinds import KINDS

FOLDER = Path(__file__).resolve().parent.parent / "spec" / "schemas"

Schema = dict[str, Any]

SEALED: Schema = {
    "description": "a personal value, readable with the person's key alone (register-v1.md, People)",
    "type": "object",
    "properties": {
        "$sealed": {"const": 1},
        "person": {"type": "string", "pattern": "^person-[0-9a-f]{32}$"},
        "nonce": {"type": "string", "pattern": "^[A-Za-z0-9+/]{32}$"},
        "box": {"type": "string", "pattern": "^[A-Za-z0-9+/]{106,}={0,2}$"},
    },
    "required": ["$sealed", "person", "nonce", "box"],
    "additionalProperties": False,
}
"""A sealed value; exactly these four members."""

DECIMAL: Schema = {
    "description": "a whole number, or a decimal as the text it had",
    "anyOf": [
        {"type": "integer"},
        {"type": "string", "pattern": "^[+-]?([0-9]+[.]?[0-9]*|[.][0-9]+)([eE][+-]?[0-9]+)?$"},
    ],
}
TEXT: Schema = {"type": "string"}
WORDS: Schema = {"type": "string", "minLength": 1}
BOOL: Schema = {"type": "boolean"}
COUNT: Schema = {"type": "integer", "minimum": 0}
OBJECT: Schema = {"type": "object"}
ANYTHING: Schema = {}
DIGEST: Schema = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
KEY: Schema = {"type": "string", "pattern": "^ed25519:[0-9a-f]{64}$"}
DAY: Schema = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
STAMP: Schema = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}[.][0-9]{6}Z$"}
ROLE: Schema = {"enum": ["root", "authority", "analyst", "observer", "publisher"]}


def listed(one: Schema) -> Schema:
    """A list of such values."""
    return {"type": "array", "items": one}


def unknown(one: Schema) -> Schema:
    """Such a value, or null where it is not known."""
    return {"anyOf": [one, {"type": "null"}]}


def personal(one: Schema) -> Schema:
    """Such a value, null where it is not known, or a sealed one."""
    return {"anyOf": [one, {"type": "null"}, {"$ref": "#/$defs/sealed"}]}


def members(**properties: Schema) -> Schema:
    """An object that has all these members, and may have others."""
    return {"type": "object", "properties": properties, "required": sorted(properties)}


GEOMETRY: Schema = personal(
    {
        "description": "GeoJSON (RFC 7946), longitude first, coordinates as decimals in text",
        "type": "object",
        "properties": {"type": {"type": "string"}, "coordinates": {"type": "array"}},
        "required": ["type"],
    }
)
OVER: Schema = {"description": "the corrections that the author saw and replaces", **listed(DIGEST)}
SEATS: Schema = members(keys=listed(KEY), threshold={"type": "integer", "minimum": 1})
ACT: Schema = {
    "type": "object",
    "properties": {"role": ROLE, "threshold": {"type": "integer", "minimum": 1}},
    "required": ["role"],
}

BODIES: dict[str, dict[str, Schema]] = {
    "note": {"text": personal(TEXT)},
    "correction": {"of": DIGEST, "body": OBJECT, "reason": personal(TEXT), "over": OVER},
    "withdrawal": {"of": DIGEST, "reason": personal(TEXT), "over": OVER},
    "dispute": {"of": DIGEST, "reason": personal(TEXT)},
    "decision": {
        "about": WORDS,
        "verdict": WORDS,
        "reason": personal(TEXT),
        "a": TEXT,
        "b": TEXT,
        "claim": TEXT,
        "document": DIGEST,
        "munition": WORDS,
        "source_class": WORDS,
        "failed": COUNT,
        "of": COUNT,
    },
    "listing": {
        "source": WORDS,
        "file": members(name=TEXT, sha256=DIGEST, bytes=COUNT),
        "mapping": OBJECT,
        "mapping_from": TEXT,
        "format": TEXT,
        "layer": unknown(TEXT),
        "crs": unknown(TEXT),
        "columns": listed(TEXT),
        "rows": COUNT,
        "base": unknown(DIGEST),
        "notes": listed(TEXT),
        "report": OBJECT,
    },
    "row": {
        "listing": DIGEST,
        "key": TEXT,
        "change": {"enum": ["listed", "corrected", "no_longer_listed"]},
        "row": {"description": "the row as its source wrote it, numbers as text", **unknown(OBJECT)},
        "number": unknown(COUNT),
        "corrects": unknown(DIGEST),
        "geometry": {"description": "the geometry as its source wrote it"},
        "notes": listed(TEXT),
    },
    "document": {
        "sha256": DIGEST,
        "name": personal(TEXT),
        "bytes": COUNT,
        "chars": COUNT,
        "published": unknown(members(date=DAY, basis=TEXT)),
        "outlet": unknown(members(name=TEXT, basis=TEXT)),
        "obtained": {
            "type": "object",
            "properties": {"how": TEXT, "at": STAMP, "url": TEXT, "fetched_at": TEXT},
            "required": ["how", "at"],
        },
        "media": TEXT,
        "text": TEXT,
        "left_out": listed(TEXT),
        "part_of": unknown(DIGEST),
        "derived_from": DIGEST,
        "derivation": OBJECT,
        "printed_dates": listed(OBJECT),
    },
    "reading": {
        "document": DIGEST,
        "reader": {
            "type": "object",
            "properties": {"name": TEXT, "version": TEXT, "families": TEXT, "places": TEXT},
            "required": ["name", "version"],
        },
        "result": OBJECT,
    },
    "search": {
        "id": TEXT,
        "geometry": GEOMETRY,
        "p_detect": unknown(DECIMAL),
        "complete": unknown(BOOL),
        "items_removed": unknown(BOOL),
        "date": unknown(TEXT),
    },
    "find": {
        "id": TEXT,
        "geometry": GEOMETRY,
        "kind": unknown({"enum": ["unexploded", "fragment", "casing"]}),
        "search": unknown(TEXT),
        "removed": unknown(BOOL),
        "village": personal(TEXT),
        "date": unknown(TEXT),
    },
    "field": {
        "sha256": DIGEST,
        "method": WORDS,
        "version": ANYTHING,
        "seed": unknown(DECIMAL),
        "inputs": {"type": "object", "additionalProperties": DIGEST},
        "simulated": BOOL,
    },
    "area": {"id": TEXT, "geometry": GEOMETRY, "state": unknown(WORDS), "date": unknown(TEXT)},
    "treaty_fact": {
        "state": {"description": "ISO 3166-1 alpha-3, or a name", **unknown(TEXT)},
        "fact": WORDS,
        "date": unknown(TEXT),
        "until": unknown(TEXT),
        "article": unknown(TEXT),
        "label": unknown(TEXT),
        "existing": ANYTHING,
        "year": unknown(DECIMAL),
        "instrument": unknown(TEXT),
        "mark": unknown(TEXT),
        "citation": unknown(TEXT),
        "note": unknown(TEXT),
        "file": TEXT,
        "sha256": DIGEST,
        "simulated": BOOL,
    },
    "charter": {
        "name": WORDS,
        "version": {"type": "integer", "minimum": 1},
        "replaces": {"uniqueItems": True, **listed(DIGEST)},
        "roles": {"type": "object", "propertyNames": ROLE, "additionalProperties": SEATS},
        "acts": {"type": "object", "additionalProperties": ACT},
    },
    "endorsement": {"of": DIGEST, "role": ROLE, "act": unknown(WORDS)},
    "delegation": {
        "to": KEY,
        "roles": {"minItems": 1, "uniqueItems": True, **listed({"enum": ROLE["enum"][1:]})},
        "until": unknown(DAY),
        "reason": TEXT,
    },
    "revocation": {"key": KEY, "reason": TEXT, "last_good": unknown(DIGEST)},
    "rotation": {"old": KEY, "new": KEY, "reason": TEXT},
    "erasure": {"person": {"type": "string", "pattern": "^person-[0-9a-f]{32}$"}, "reason": TEXT},
    "timestamp": {
        "checkpoint": {"description": "the text of the checkpoint that was stamped", **WORDS},
        "response": DIGEST,
        "certificates": listed(DIGEST),
        "at": STAMP,
        "authority": TEXT,
    },
}
"""What the members of each kind's body are."""


def schema(name: str) -> Schema:
    """Return the schema of a kind; raises ``ValueError`` where the table lacks a member that the kind must have."""
    kind, properties = KINDS[name], BODIES[name]
    if unsaid := set(kind.required) - set(properties):
        raise ValueError(f"{name} must have {', '.join(sorted(unsaid))}, of which the table says nothing")
    found: Schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:fallow:payload:1:{name}",
        "title": name,
        "description": kind.says,
        "$comment": f"tier {kind.tier} where an entry states none"
        + (f"; {', '.join(kind.blobs)}: digest of an attachment" if kind.blobs else ""),
        "type": "object",
        "properties": properties,
        "required": list(kind.required),
        "additionalProperties": True,
    }
    return found | ({"$defs": {"sealed": SEALED}} if "#/$defs/sealed" in json.dumps(properties) else {})


def files() -> dict[str, str]:
    """Return the text of every file by name."""
    if set(BODIES) != set(KINDS):
        raise ValueError(f"kinds without a schema, or the other way round: {sorted(set(BODIES) ^ set(KINDS))}")
    return {f"{name}.json": json.dumps(schema(name), indent=2, ensure_ascii=False) + "\n" for name in KINDS}


def main() -> int:
    """Write the files, or compare them; 1 where one is stale, missing or no kind's."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    made = files()
    if not parser.parse_args().check:
        for name, text in made.items():
            (FOLDER / name).write_text(text, encoding="utf-8")
        return 0
    there = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.json")}
    stale = sorted(name for name in {*made, *there} if made.get(name) != there.get(name))
    if stale:
        print(f"spec/schemas differs in {', '.join(stale)}; to write it: python scripts/payload_schemas.py")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
