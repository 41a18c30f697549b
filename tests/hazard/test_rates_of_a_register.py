"""``fallow hazard solve --register``: only confirmed claims move a field, and without a register it is the old field, byte for byte."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner
from hazard_small import BOUNDS, CRS

from fallow.cli.hazard import command
from fallow.core.place import WGS84, transformer
from fallow.evidence.docclaims import document_claims
from fallow.evidence.dudclaims import dud_claims, dud_decision
from fallow.evidence.reading.capture import capture_documents
from fallow.hazard import open_field, read_strikes, save_field, solve
from fallow.register import Register
from fallow.strikes import load_catalogue

JUNE, JULY = (datetime(2031, month, 1, 12, tzinfo=UTC) for month in (6, 7))
PAGE = """\
Orvenna defends its shells

Published 13 May 2031

The ministry of defence of Orvenna said on Monday that its M26 rockets have a dud rate of less than 1 per cent.

The rockets were sent by train in the winter and have lain in a depot since. Nobody outside has seen how they were tested.
"""


@pytest.fixture
def strikes(tmp_path):
    lon, lat = transformer(CRS, WGS84).transform(BOUNDS[0] + 500, BOUNDS[1] + 500)
    fields = {
        "id": "s1", "munition": "m26", "carriers": 2, "position_sigma_m": 80, "bearing_deg": None, "p_real": None,
        "date": "2030-03-04", "source": "simulated",
    }  # fmt: skip
    feature = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [lon, lat]}, "properties": fields}
    path = tmp_path / "s.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    return path


@pytest.fixture
def register(tmp_path):
    path = tmp_path / "r.fallow"
    with Register.create(path) as opened:
        (tmp_path / "page.txt").write_text(PAGE, "utf-8")
        capture_documents(opened, [tmp_path / "page.txt"], JUNE)
    return path


def confirm(register):
    with Register.open(register) as opened:
        (claim,) = dud_claims(opened, document_claims(opened))
        draft = dud_decision(claim.id, verdict="confirmed", reason="on the record", munition="m26")
        (entry,) = opened.append([draft], now=JULY)
    return claim.id, entry.id


def run(strikes, out, *more):
    words = [
        "solve", "--strikes", strikes, "--bounds", ",".join(map(str, BOUNDS)), "--crs", CRS, "--cell", "100",
        "--seed", "4", "--out", out, "--on", "2031-08-01", *more,
    ]  # fmt: skip
    done = CliRunner().invoke(command, [str(word) for word in words], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def files(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def provenance(folder):
    return open_field(folder).provenance


def test_without_a_register_it_is_the_field_of_the_catalogue_byte_for_byte(strikes, tmp_path):
    run(strikes, tmp_path / "F")
    told = provenance(tmp_path / "F")
    on = datetime(2031, 8, 1, tzinfo=UTC).date()
    plain = solve(
        read_strikes(strikes, CRS, on), [], [], bounds=BOUNDS, crs=CRS, cell_m=100.0, seed=4, on=on,
        catalogue=load_catalogue().munitions, inputs=told["inputs"],
    )  # fmt: skip
    save_field(plain, tmp_path / "G")
    assert files(tmp_path / "F") == files(tmp_path / "G")
    assert "rates" not in told


def test_before_an_analyst_has_said_so_a_claim_changes_no_number(strikes, register, tmp_path):
    run(strikes, tmp_path / "F")
    said = run(strikes, tmp_path / "G", "--register", register)
    assert "0 of 1 claims about failure rates used: the catalogue's rates stand" in said
    before, after = files(tmp_path / "F"), files(tmp_path / "G")
    assert before.keys() == after.keys()
    assert [name for name in before if before[name] != after[name]] == ["zarr.json"], "the provenance and nothing else"
    (rate,) = provenance(tmp_path / "G")["rates"]["munitions"]
    assert (rate["moved"], rate["lineage"][0]["why"]) == (False, "no analyst has confirmed it")


def test_a_confirmed_claim_moves_the_field_and_stands_in_its_provenance(strikes, register, tmp_path):
    claim, decision = confirm(register)
    said = run(strikes, tmp_path / "F", "--register", register)
    assert "1 of 1 claims about failure rates used: m26" in said
    (rate,) = provenance(tmp_path / "F")["rates"]["munitions"]
    (step,) = rate["lineage"]
    assert (step["claim"], step["decision"]) == (claim, decision)
    assert step["log_shift"] < 0
    run(strikes, tmp_path / "G")
    assert open_field(tmp_path / "F").mean_items.sum() != open_field(tmp_path / "G").mean_items.sum()
    run(strikes, tmp_path / "H", "--register", register)
    assert files(tmp_path / "F") == files(tmp_path / "H"), "same register, same bytes"


def test_as_known_before_the_decision_it_is_not_used(strikes, register, tmp_path):
    confirm(register)
    run(strikes, tmp_path / "F", "--register", register, "--as-known", "2031-06-15")
    told = provenance(tmp_path / "F")["rates"]
    assert told["munitions"][0]["lineage"][0]["decision"] is None
    assert told["as_known"].startswith("2031-06-15")
    run(strikes, tmp_path / "G", "--register", register, "--as-known", "2031-05-20")
    assert provenance(tmp_path / "G")["rates"]["munitions"] == []


def test_as_known_without_a_register_is_a_question_about_nothing(strikes, tmp_path):
    words = [
        "solve", "--strikes", str(strikes), "--bounds", ",".join(map(str, BOUNDS)), "--crs", CRS, "--cell", "100",
        "--seed", "4", "--out", str(tmp_path / "F"), "--on", "2031-08-01", "--as-known", "2031-06-15",
    ]  # fmt: skip
    assert CliRunner().invoke(command, words).exit_code == 2
