"""The schemas of payload kinds: every body that Fallow writes fits, and a body that lacks something does not."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import standing as strangers
from jsonschema import Draft202012Validator

from fallow.evidence import Wish, import_files
from fallow.evidence.reading.capture import capture_documents
from fallow.kinds import KINDS
from fallow.register import Draft, Key, Register
from fallow.register.checkpoint import make_checkpoint
from fallow.register.people import seal_value
from fallow.register.trust_bodies import (
    parse_charter,
    parse_delegation,
    parse_endorsement,
    parse_revocation,
    parse_rotation,
)
from fallow.strikes.decisions import decision_draft
from fallow.treaty.facts import parse_fact

ROOT = Path(__file__).resolve().parents[2]
NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
ANN, BEN = Key.from_seed(b"Ann, an author of these tests..."), Key.from_seed(b"Ben, another author of the tests")
SCHEMAS = {path.stem: json.loads(path.read_text("utf-8")) for path in (ROOT / "spec" / "schemas").glob("*.json")}
SQUARE = [["36.1", "49.9"], ["36.2", "49.9"], ["36.2", "50.0"], ["36.1", "49.9"]]
PERSON = "person-" + "0f" * 16
PAGE = """Ministry denies use of cluster munitions

Harrow, 3 March 2022. "We did not use cluster munitions in Harrow," the spokesman of the ministry, Ivo Tarn, said on Thursday.
"""
TRUST = {
    "charter": parse_charter,
    "endorsement": parse_endorsement,
    "delegation": parse_delegation,
    "revocation": parse_revocation,
    "rotation": parse_rotation,
}


def by_hand(note: str, checkpoint: str, blob: str) -> Iterator[Draft]:
    """One entry of every kind that no import or reading writes."""
    sealed = seal_value("a name", PERSON, bytes(32), bytes(24))
    yield Draft("note", {"text": sealed, "later": [1, None]})
    yield Draft("correction", {"of": note, "body": {"text": "b"}, "reason": "misheard", "over": []})
    yield Draft("withdrawal", {"of": note, "reason": "not so"})
    yield Draft("dispute", {"of": note, "reason": "seen otherwise"})
    yield decision_draft("a" * 64, "b" * 64, same=True, reason="one place, one day")
    area = {"type": "Polygon", "coordinates": [SQUARE]}
    yield Draft("search", {"id": "s1", "geometry": area, "p_detect": "0.9", "complete": True})
    yield Draft("find", {"id": "f1", "geometry": None, "kind": "casing", "search": "s1", "removed": False})
    yield Draft("field", {"sha256": blob, "method": "mixture", "seed": 7, "inputs": {"strikes.geojson": blob}})
    yield Draft("area", {"id": "a1", "geometry": area, "state": "suspected", "date": "2024-04"})
    yield Draft("treaty_fact", {"state": "LAO", "fact": "report", "date": "2024-04-30", "year": 2023})
    seats = {"keys": [ANN.author, BEN.author], "threshold": 2}
    roles = {"root": seats, "authority": {**seats, "threshold": 1}}
    acts = {"release": {"role": "authority", "threshold": 1}, "publish": {"role": "authority"}}
    yield Draft("charter", {"name": "office", "version": 1, "replaces": [], "roles": roles, "acts": acts})
    yield Draft("endorsement", {"of": note, "role": "root"})
    yield Draft("delegation", {"to": BEN.author, "roles": ["observer"], "until": None, "reason": "tablet"})
    yield Draft("revocation", {"key": BEN.author, "reason": "lost", "last_good": note})
    yield Draft("rotation", {"old": ANN.author, "new": BEN.author, "reason": "new laptop"})
    yield Draft("erasure", {"person": PERSON, "reason": "asked for"})
    yield Draft("timestamp", {"checkpoint": checkpoint, "response": blob})


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """A file imported, a page read, one entry of each other kind."""
    folder = tmp_path_factory.mktemp("schemas")
    rows, page = folder / "strikes-2022-04-01.csv", folder / "page.txt"
    rows.write_text("id,date,lat,lon,weapon\n1,03/25/2022,48.100000,37.500000,cluster rocket\n2,03/26/2022,,,rocket\n")
    page.write_text(PAGE)
    with Register.create(folder / "r.fallow", key=ANN) as register:
        list(import_files(register, [rows], now=NOON, wish=Wish(known_since=date(2022, 4, 1))))
        capture_documents(register, [page], NOON)
        (note,) = register.append([Draft("note", {"text": "a"})], now=NOON)
        checkpoint = make_checkpoint(register.recorder, ANN)
        with register.transaction(NOON) as tx:
            for draft in by_hand(note.id, checkpoint, tx.put_blob(b"bytes")):
                tx.append(draft)
        yield register


def validator(kind: str) -> Draft202012Validator:
    return Draft202012Validator(SCHEMAS[kind])


def bodies(register: Register, kind: str) -> list[dict[str, Any]]:
    return [entry.body for entry in register.entries(kind)]


def test_the_schemas_are_those_that_the_table_says() -> None:
    done = subprocess.run(
        [sys.executable, "scripts/payload_schemas.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert set(SCHEMAS) == set(KINDS)
    for schema in SCHEMAS.values():
        Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("kind", KINDS)
def test_every_body_that_is_written_fits_its_schema(register: Register, kind: str) -> None:
    found = bodies(register, kind)
    assert found, f"the register of this test has no {kind}"
    for body in found:
        assert [error.message for error in validator(kind).iter_errors(body)] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_body_that_lacks_a_member_is_refused_by_both_and_a_further_member_by_neither(
    register: Register, kind: str
) -> None:
    for body in bodies(register, kind):
        assert validator(kind).is_valid({**body, "later": {"version": [2]}})
        for name in KINDS[kind].required:
            assert not validator(kind).is_valid({key: inner for key, inner in body.items() if key != name})


@pytest.mark.parametrize("kind", KINDS)
def test_a_member_that_is_written_has_a_type_that_the_table_states(register: Register, kind: str) -> None:
    for body in bodies(register, kind):
        for name in body.keys() - {"later"}:
            assert name in SCHEMAS[kind]["properties"], f"{kind}.{name} is written and not in the table"


@pytest.mark.parametrize("kind", TRUST)
def test_what_the_schema_takes_of_the_kinds_of_trust_has_effect(register: Register, kind: str) -> None:
    for body in bodies(register, kind):
        TRUST[kind](body)


def test_a_fact_of_the_schema_is_one_that_is_read(register: Register) -> None:
    (body,) = bodies(register, "treaty_fact")
    parse_fact(body)
    assert set(SCHEMAS["treaty_fact"]["properties"]) >= {"state", "fact", "date", "until", "article", "instrument"}


WRONG: dict[str, dict[str, Any]] = {
    "correction": {"of": "abc"},
    "find": {"kind": "bomb"},
    "search": {"p_detect": "nine in ten"},
    "document": {"sha256": "0" * 63},
    "erasure": {"person": "Ada"},
    "delegation": {"roles": ["root"]},
    "charter": {"roles": {"king": {"keys": [], "threshold": 1}}},
    "row": {"change": "deleted"},
    "note": {"text": {"$sealed": 1, "person": PERSON, "nonce": "A" * 32, "box": "short"}},
}


@pytest.mark.parametrize("kind", WRONG)
def test_a_body_with_a_wrong_member_does_not_fit(register: Register, kind: str) -> None:
    body = bodies(register, kind)[0]
    assert validator(kind).is_valid(body)
    assert not validator(kind).is_valid({**body, **WRONG[kind]})


def test_the_tier_of_a_kind_never_changes_and_a_new_kind_is_confidential() -> None:
    """An older version takes a kind that it does not know as confidential; another default would split what copies show."""
    for name, kind in KINDS.items():
        assert kind.tier == strangers.KIND_TIERS.get(name, "confidential"), name
    page = (ROOT / "spec" / "register-v1.md").read_text("utf-8")
    for name, kind in KINDS.items():
        assert f"| `{name}` | {kind.tier} |" in page, name
