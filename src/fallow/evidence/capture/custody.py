"""Custody: everything that was done with a document, in the order in which it was recorded.

The Berkeley Protocol on Digital Open Source Investigations (OHCHR and UC Berkeley, HR/PUB/20/2) asks for a chronological record
of who had an item and of every change to it, for an evidentiary copy that is never altered, and for working copies apart from
it. Here the original's bytes are the evidentiary copy, the extracted text is a working copy, and the log of entries is the
record: nothing is written for custody alone, so nothing can be left out of it. What happened before the capture is known only by
what ``obtained`` claims.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fallow.core.errors import InputError
from fallow.core.ids import short
from fallow.register import Entry, Register, stamp

_PREFIX = 12
_AMENDMENTS = {"correction": "corrected", "withdrawal": "withdrawn", "dispute": "disputed"}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing done: when it was recorded, by whose key, on which document entry, and the entry that says so."""

    at: datetime
    what: str
    by: str
    document: str
    entry: str
    says: str

    def to_json(self) -> dict[str, Any]:
        """Return the step as it is printed."""
        return {
            "at": stamp(self.at),
            "what": self.what,
            "by": self.by,
            "document": self.document,
            "entry": self.entry,
            "says": self.says,
        }


def custody(register: Register, identifier: str) -> list[Step]:
    """Return every step of a document: of what it is part of or derived from, of itself, of its texts and parts.

    ``what`` is ``obtained``, ``hashed``, ``extracted``, ``unpacked``, ``read``, ``corrected``, ``withdrawn``, ``disputed`` or
    ``decided``. Raises ``NotThereError`` (``no-entry``) and ``InputError`` (``not-a-document``).
    """
    asked = register.get(identifier)
    if asked.kind != "document":
        raise InputError(
            kind="not-a-document",
            expected="the id of a document entry",
            found=f"a {asked.kind}, {short(asked.id)}",
            do="see fallow log --json for entries of kind document",
        )
    line = _line(asked, list(register.entries("document")))
    steps = [step for entry in line for step in _of_document(entry)]
    readings: dict[str, str] = {}
    for entry in register.entries("reading"):
        if entry.body["document"] in line_ids(line):
            readings[entry.id] = str(entry.body["document"])
            reader = entry.body["reader"]
            steps.append(
                _step(entry, "read", str(entry.body["document"]), f"by {reader.get('name')} {reader.get('version')}")
            )
    about = {**{entry.id: entry.id for entry in line}, **readings}
    prefixes = {str(entry.body["sha256"])[:_PREFIX]: entry.id for entry in line}
    steps += _amended(register, about)
    decided = _decided(register, about, prefixes)
    steps += decided + _amended(register, {step.entry: step.document for step in decided})
    return sorted(
        steps, key=lambda step: step.at
    )  # stable: within one transaction the order above is the order of work


def line_ids(line: list[Entry]) -> set[str]:
    """Return the ids of some entries."""
    return {entry.id for entry in line}


def _line(asked: Entry, documents: list[Entry]) -> list[Entry]:
    """The documents above this one up to the file that was captured, this one, and all below it."""
    by_id = {entry.id: entry for entry in documents}
    above: list[Entry] = []
    at: Entry | None = asked
    while at is not None and at not in above:
        above.insert(0, at)
        at = by_id.get(str(_parent(at)))
    below = [asked]
    for entry in below:
        below += [one for one in documents if _parent(one) == entry.id and one not in below]
    return above + below[1:]


def _parent(entry: Entry) -> object:
    return entry.body.get("derived_from") or entry.body.get("part_of")


def _of_document(entry: Entry) -> list[Step]:
    body = entry.body
    obtained = body.get("obtained") or {}
    where = f", from {obtained['url']}" if obtained.get("url") else ""
    where += f", fetched {obtained['fetched_at']} as the archive says" if obtained.get("fetched_at") else ""
    said = f"{obtained.get('how', 'not said how')}{where}"
    what = "extracted" if "derived_from" in body else "unpacked" if "part_of" in body else "obtained"
    hashed = f"sha256 {body['sha256']}" + (f", {body['bytes']} bytes" if "bytes" in body else "")
    return [_step(entry, what, entry.id, said), _step(entry, "hashed", entry.id, hashed)]


def _amended(register: Register, about: dict[str, str]) -> list[Step]:
    steps: list[Step] = []
    for kind, what in _AMENDMENTS.items():
        for entry in register.entries(kind):
            of = str(entry.body["of"])
            if of in about:
                steps.append(_step(entry, what, about[of], str(entry.body.get("reason", ""))))
                about.setdefault(entry.id, about[of])
    return steps


def _decided(register: Register, about: dict[str, str], prefixes: dict[str, str]) -> list[Step]:
    """Decisions that name the document, or a claim, statement or link end in it (their ids begin with its digest)."""
    steps: list[Step] = []
    for entry in register.entries("decision"):
        body = entry.body
        ends = [str(body.get(key)) for key in ("claim", "statement", "a", "b")] + list(
            map(str, body.get("claims") or ())
        )
        named = [str(body.get("document"))] + [prefixes[end[:_PREFIX]] for end in ends if end[:_PREFIX] in prefixes]
        of = next((one for one in named if one in about), None)
        if of is not None:
            said = f"{body['about']} {body['verdict']}: {body['reason']}"
            steps.append(_step(entry, "decided", about[of], said))
    return steps


def _step(entry: Entry, what: str, document: str, says: str) -> Step:
    return Step(entry.recorded_at, what, entry.author, document, entry.id, says)
