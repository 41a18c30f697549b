"""The real lists: claims become strikes with nothing lost and nothing merged in silence."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from fallow.core.when import end_of_day
from fallow.evidence import Refused, Wish, claims, import_files
from fallow.register import Register
from fallow.strikes import decisions_of, lineage, load_catalogue, read_strikes, strikes_geojson

NOW = datetime(2025, 1, 1, tzinfo=UTC)
DAYS = ["2022-04-10", "2022-05-26", "2023-06-20", "2024-06-02"]
CATALOGUE = load_catalogue()


def imported(register: Register, path: Path, since: str | None = None) -> None:
    wish = Wish(known_since=date.fromisoformat(since) if since else None)
    for report in import_files(register, [path], now=NOW, wish=wish):
        assert not isinstance(report, Refused), report


@pytest.mark.shared
def test_111_claims_of_ukraine_41_as_first_known_and_37_near_duplicates_proposed(shared: Path, tmp_path: Path) -> None:
    with Register.create(tmp_path / "r.fallow") as register:
        for day in DAYS:
            imported(register, shared / "data" / "ukraine-civilian-harm" / f"{day}.json", day)
        first = read_strikes(claims(register, as_known=end_of_day(date(2022, 4, 10))), CATALOGUE)
        listed = claims(register)
        view = read_strikes(listed, CATALOGUE, decisions_of(register))
        steps = [lineage(register, strike, {claim.id: claim for claim in listed}) for strike in view.strikes]
    assert first.claims == 41
    assert view.headline().startswith("111 claims of use -> 111 strikes; 0 without place; ")
    near = {
        tuple(sorted((strike.id, other.strike)))
        for strike in view.strikes
        for other in strike.perhaps
        if other.link.distance_m is not None and other.link.distance_m < 1000 and other.link.gap_days == 0
    }
    assert len(near) == 37
    keys = {step["row"]["key"] for strike in steps for step in strike}
    assert "CIV0004" in keys
    assert all(step["row"]["file"]["name"] == "2024-06-02.json" for strike in steps for step in strike if "row" in step)
    exported = strikes_geojson(view.strikes)
    assert len(exported.collection["features"]) == 111
    assert min(feature["properties"]["position_sigma_m"] for feature in exported.collection["features"]) >= 100
    assert "http" not in exported.text()
    # The event whose text names a place far from its position is believed less, and stays.
    doubted = [strike for strike in view.strikes if "text-contradicts-place" in strike.flags]
    assert {strike.p_real for strike in doubted} == {0.425}


@pytest.mark.shared
def test_92_videos_of_syria_keep_19_without_a_place(shared: Path, tmp_path: Path) -> None:
    with Register.create(tmp_path / "r.fallow") as register:
        imported(register, shared / "data" / "syria" / "cluster_munitions.csv")
        view = read_strikes(claims(register), CATALOGUE)
    assert view.claims == 92
    assert view.without_place == 19
    assert sum(len(strike.members) for strike in view.strikes) == 92
