"""The payload kinds of a register: the one table that names what the packages above it store.

The register keeps any body of a known kind and refuses unknown kinds, so that a misspelt kind cannot hide an entry from
every view. A kind lists the keys that its body must have; further keys are kept untouched, because a later version may
understand them. Meaning belongs to the packages that read the kind.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import Any

from fallow.core.errors import InputError


@dataclass(frozen=True, slots=True)
class Kind:
    """A payload kind: its name, what it says, the keys that its body must have, and its tier where an entry states none.

    ``blobs`` are keys of the body that hold the digest of an attachment.
    """

    name: str
    says: str
    required: tuple[str, ...]
    tier: str = "restricted"
    blobs: tuple[str, ...] = ()


_TABLE = (
    Kind("note", "free words of a person", ("text",)),
    Kind("correction", "another entry's body, put right, with the reason", ("of", "body", "reason")),
    Kind("withdrawal", "another entry no longer stands, with the reason", ("of", "reason")),
    Kind("dispute", "somebody contests another entry, which stays as it is", ("of", "reason")),
    Kind("decision", "an analyst's verdict on a question that a view left open", ("about", "verdict", "reason")),
    Kind("listing", "a file of a data set as it was imported, with its mapping", ("source", "file", "mapping")),
    Kind("row", "one row of a listing: listed, corrected or no longer listed", ("listing", "key", "change", "row")),
    Kind(
        "document",
        "a captured document: its bytes by digest, how and when obtained",
        ("sha256", "name"),
        blobs=("sha256",),
    ),
    Kind("reading", "what a reader of a stated version found in a document", ("document", "reader", "result")),
    Kind(
        "search",
        "ground that was searched, to the end or not",
        ("id", "geometry", "p_detect", "complete"),
        tier="confidential",
    ),
    Kind("find", "an item, fragment or casing that somebody found", ("id", "geometry", "kind"), tier="confidential"),
    Kind("field", "a hazard field that was solved, with its inputs, method and seed", ("sha256", "method", "seed")),
    Kind("area", "an area of land by its outline and its state", ("id", "geometry", "state")),
    Kind("treaty_fact", "a fact on which a state's obligations depend", ("state", "fact"), tier="public"),
    Kind(
        "charter", "who may act in which role, and how many must sign", ("name", "version", "replaces", "roles", "acts")
    ),
    Kind("endorsement", "a further signature under an act or a charter", ("of", "role")),
    Kind("delegation", "a key lets another act in some of its roles", ("to", "roles", "until", "reason")),
    Kind("revocation", "a key is no longer believed", ("key", "reason", "last_good")),
    Kind("rotation", "a new key takes the place of an old one", ("old", "new", "reason")),
    Kind("erasure", "a person's sealed words were made unreadable for ever", ("person", "reason")),
    Kind(
        "timestamp",
        "a time-stamp of an authority over a checkpoint (RFC 3161)",
        ("checkpoint", "response"),
        blobs=("response",),
    ),
)

KINDS: dict[str, Kind] = {kind.name: kind for kind in _TABLE}
"""Every payload kind by name."""


def parse_kind(name: object) -> Kind:
    """Return the kind called ``name``; raise ``InputError`` (``unknown-kind``) with the nearest names otherwise."""
    if isinstance(name, str) and name in KINDS:
        return KINDS[name]
    near = difflib.get_close_matches(str(name), KINDS, n=2) or sorted(KINDS)
    raise InputError(
        kind="unknown-kind",
        expected="a payload kind that this version knows",
        found=repr(name)[:80],
        do=f"use one of: {', '.join(near)}",
    )


def parse_body(kind: Kind, body: object) -> dict[str, Any]:
    """Return ``body`` as an object that has the keys ``kind`` asks for, else raise ``InputError`` (``bad-body``)."""
    if not isinstance(body, dict):
        raise InputError(
            kind="bad-body",
            expected=f"an object as body of a {kind.name}",
            found=type(body).__name__,
            do=f"give at least {', '.join(kind.required)}",
        )
    missing = [key for key in kind.required if key not in body]
    if missing:
        raise InputError(
            kind="bad-body",
            expected=f"a {kind.name} with {', '.join(kind.required)}",
            found=f"no {', '.join(missing)}",
            do="add what is missing; write null where it is unknown",
        )
    return body
