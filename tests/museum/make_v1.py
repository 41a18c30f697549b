"""Make tests/museum/v1, once. It refuses where the folder is: a museum piece is never made anew.

Kept so that it can be seen how the pieces came to be; a later version need not be able to run it.
"""

from __future__ import annotations

import json
import sys
import tempfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from fallow.register import Draft, Entry, Key, Register, Tier, stamp
from fallow.register.backup import backup
from fallow.register.bundle import Selection, write_bundle
from fallow.register.bundle_read import opened_bundle
from fallow.register.checkpoint import make_checkpoint, witness
from fallow.register.merge import merge, merge_recorders
from fallow.register.people import seal_value

FOLDER = Path(__file__).resolve().parent / "v1"
NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
ANN, BEN, CLEO, DAN = (Key.from_seed(bytes([number]) * 32) for number in (11, 12, 13, 14))
ALIVE, ERASED = "person-" + "a1" * 16, "person-" + "e5" * 16
PERSON_KEY = bytes(range(32))
SQUARE = [["36.10", "49.90"], ["36.20", "49.90"], ["36.20", "50.00"], ["36.10", "49.90"]]
MOMENTS = (-24 * 40, -24, 0, 1.5, 2, 3, 4.5, 30)


def at(hours: float) -> datetime:
    """Return the moment so many hours after noon of 1 May 2024."""
    return NOON + timedelta(hours=hours)


def note(text: str, **more: Any) -> Draft:
    """Return a note."""
    return Draft("note", {"text": text}, **more)


def correction(of: Entry, body: dict[str, Any], over: list[str]) -> Draft:
    """Return a correction over those corrections."""
    return Draft("correction", {"of": of.id, "body": body, "reason": "seen again", "over": over})


def field_work(ann: Register) -> list[Entry]:
    """Rows, documents, searches, finds: a day of one office, with attachments and sealed words."""
    with ann.transaction(NOON) as tx:
        page, rows = tx.put_blob(b"A page, as captured: \xc3\xbc"), tx.put_blob(b"id,date\n1,2022-03-25\n")
        first = tx.append(note("crater field – ü 😀"))
        second = tx.append(note("casing in a garden", known_since=date(2024, 4, 1)))
        third = tx.append(note("duplicate of the first"))
        document = tx.append(Draft("document", {"sha256": page, "name": "page.html"}, known_since=date(2022, 3, 26)))
        reader = {"name": "rules", "version": "1", "families": "1", "places": "towns"}
        tx.append(Draft("reading", {"document": document.id, "reader": reader, "result": {"document": {}}}))
        file = {"name": "rows.csv", "sha256": rows, "bytes": 21}
        listing = tx.append(Draft("listing", {"source": "rows", "file": file, "mapping": {"id": "id"}, "base": None}))
        row = {"listing": listing.id, "key": "1", "change": "listed", "row": {"id": "1", "lat": "49.950"}}
        tx.append(Draft("row", row, known_since=date(2022, 4, 1)))
        area = {"type": "Polygon", "coordinates": [SQUARE]}
        tx.append(Draft("search", {"id": "s1", "geometry": area, "p_detect": "0.90", "complete": True}))
        spot = {"type": "Point", "coordinates": ["36.150", "49.951"]}
        tx.append(Draft("find", {"id": "f1", "geometry": spot, "kind": "unexploded", "date": "2024-05-01"}))
        tx.append(Draft("area", {"id": "a1", "geometry": area, "state": "suspected"}))
        tx.append(Draft("field", {"sha256": page, "method": "mixture", "seed": 7}, tier=Tier.CONFIDENTIAL))
        tx.append(Draft("treaty_fact", {"state": "XAA", "fact": "report", "date": "2024-04-30", "year": 2023}))
        for number, (person, name) in enumerate(((ALIVE, "Ada Example"), (ERASED, "Erased Example"))):
            told = {"text": seal_value(name, person, PERSON_KEY, bytes([number]) * 24)}
            tx.append(Draft("note", told, tier=Tier.PERSONAL))
    return [first, second, third]


def trust(ann: Register) -> None:
    """The five kinds of trust, a decision and a dispute."""
    root = {"keys": [ANN.author, BEN.author], "threshold": 1}
    body = {"name": "office", "version": 1, "replaces": [], "roles": {"root": root}, "acts": {}}
    (charter,) = ann.append([Draft("charter", body, tier=Tier.PUBLIC)], now=at(1))
    ann.append(
        [
            Draft("endorsement", {"of": charter.id, "role": "root"}),
            Draft("delegation", {"to": CLEO.author, "roles": ["observer"], "until": "2025-01-01", "reason": "tablet"}),
            Draft("revocation", {"key": DAN.author, "reason": "lost", "last_good": None}),
            Draft("rotation", {"old": BEN.author, "new": "ed25519:" + "ab" * 32, "reason": "new laptop"}),
            Draft("decision", {"about": "same_strike", "a": "x", "b": "y", "verdict": "same", "reason": "one place"}),
            Draft("dispute", {"of": charter.id, "reason": "not the whole office"}),
            Draft("erasure", {"person": ERASED, "reason": "asked for"}),
        ],
        now=at(1),
    )


def made(place: Path, folder: Path) -> None:
    """Make the register at ``place``, using ``folder`` for the copies that go into it."""
    with Register.create(place, key=ANN) as ann, Register.create(folder / "cleo.fallow", key=CLEO) as cleo:
        first, second, third = field_work(ann)
        backup(ann.recorder, folder / "ben.fallow")
        backup(ann.recorder, folder / "fork.fallow")
        trust(ann)
        (seen,) = ann.append([correction(first, {"text": "seen by both"}, [])], now=at(1.2))
        with Register.open(folder / "ben.fallow", key=BEN) as ben:
            merge(ben, ann)
            ben.append([correction(first, {"text": "two craters"}, [seen.id]), note("by Ben")], now=at(-2))
            ann.append([correction(first, {"text": "three craters"}, [seen.id])], now=at(2))
            merge(ann, ben)
        ann.append([correction(second, {"text": "two casings"}, [])], now=at(3))
        (gone,) = ann.append([Draft("withdrawal", {"of": third.id, "reason": "a duplicate", "over": []})], now=at(3))
        ann.append([Draft("withdrawal", {"of": gone.id, "reason": "it is not"})], now=at(4))
        ann.append([Draft("withdrawal", {"of": third.id, "reason": "it is", "over": []})], now=at(5))
        with Register.open(folder / "fork.fallow", key=ANN) as fork:
            fork.append([note("carried on elsewhere")], now=at(6))
            merge(ann, fork)
        cleo.append([note("for all"), note("a source", tier=Tier.CONFIDENTIAL), note("also for all")], now=at(7))
        write_bundle(cleo.recorder, folder / "cleo.zip", Selection(tier=Tier.RESTRICTED), CLEO, at(8))
        with opened_bundle(folder / "cleo.zip") as opened:
            merge_recorders(ann.recorder, opened.recorder)
        ann.append([note("the last one", known_since=NOON.date())], now=at(9))


def expected(register: Register) -> dict[str, Any]:
    """What this version says of the register."""
    verdict = register.verify().to_json()
    return {
        "verdict": {name: verdict[name] for name in ("ok", "entries", "heads", "forks", "missing", "authors")},
        "entries": [entry.to_json() for entry in register.entries()],
        "conflicts": [{"of": one.of, "sides": list(one.sides)} for one in register.conflicts()],
        "attachments": sorted(register.recorder.blobs()),
        "views": [view(register.location, *asked) for asked in _asked()],
        "opened": {"person": ALIVE, "key": PERSON_KEY.hex(), "value": "Ada Example", "erased": ERASED},
    }


def _asked() -> list[tuple[str, str | None, str]]:
    whole = [(clock, stamp(at(hours)), "personal") for clock in ("known", "recorded") for hours in MOMENTS]
    return [*whole, *(("known", None, tier.word) for tier in Tier)]


def view(place: str, clock: str, moment: str | None, clearance: str) -> dict[str, Any]:
    """Ids of the visible entries and what of every kind stands, by whose body, at a moment and for a clearance."""
    when: dict[str, Any] = {f"as_{clock}": datetime.fromisoformat(moment) if moment else None}
    with Register.open(Path(place), clearance=Tier[clearance.upper()]) as register:
        order = [entry.id for entry in register.entries(**when)]
        kinds = sorted({entry.kind for entry in register.entries(**when)} - {"correction", "withdrawal"})
        stands = [
            {"id": one.id, "corrected_by": one.corrected_by, "alternatives": list(one.alternatives)}
            for kind in kinds
            for one in register.current(kind, **when)
        ]
    return {"clock": clock, "moment": moment, "clearance": clearance, "order": order, "stands": stands}


def main() -> int:
    """Make the pieces; 1 where they are there already."""
    if FOLDER.exists():
        print(f"{FOLDER} is there; the pieces of a museum are never made anew")
        return 1
    FOLDER.mkdir()
    with tempfile.TemporaryDirectory() as folder:
        made(FOLDER / "register.sqlite", Path(folder))
    with Register.open(FOLDER / "register.sqlite", key=ANN) as register:
        write_bundle(register.recorder, FOLDER / "part.bundle", Selection(tier=Tier.RESTRICTED), ANN, at(10))
        text = witness(make_checkpoint(register.recorder, ANN), register.recorder, BEN)
        (FOLDER / "checkpoint.txt").write_bytes(text.encode("utf-8"))
        told = json.dumps(expected(register), indent=1, ensure_ascii=True) + "\n"
    (FOLDER / "expected.json").write_text(told, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
