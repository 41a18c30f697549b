"""What looks wrong is said beside the row, with its values, and nothing is moved, swapped or dropped."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from fallow.core.place import LonLat
from fallow.evidence import ImportReport, claims
from fallow.evidence.difference import StoredRow
from fallow.evidence.flag import FLAG_KINDS, Flag
from fallow.evidence.flags import table_flags
from fallow.evidence.gazetteer import Gazetteer, Town
from fallow.evidence.mapping_parse import parse_mapping_text
from fallow.evidence.movements import movement_flags
from fallow.evidence.readtable import ReadTable, read_table

MAPPING = parse_mapping_text(
    """\
fallow-mapping: 1
id: id
date: {column: date, order: mdy}
position: {lat: lat, lon: lon, uncertainty_m: 100, precision: {column: class, uncertainty_m: {town: 2000}}}
location: place
description: [words]
counts: {killed: {min: low, max: high}}
munition: {column: weapon}
labels: {cluster_munition: {where: weapon, contains: cluster}}
"""
)


def table(*rows: dict[str, str]) -> ReadTable:
    base = {"date": "03/25/2022", "lat": "48.1", "lon": "37.5"}
    stored = [StoredRow(f"e{at}", at + 1, {"id": str(at), **base, **row}) for at, row in enumerate(rows)]
    return read_table(stored, MAPPING, None, date(2022, 6, 1))


def spread(count: int) -> list[dict[str, str]]:
    return [{"lat": f"{48 + at / 100:.4f}", "lon": f"{36 + at / 50:.4f}"} for at in range(count)]


def kinds(flags: list[Flag], key: str) -> set[str]:
    return {flag.kind for flag in flags if key in flag.keys}


@pytest.mark.parametrize(
    ("cells", "kind", "says"),
    [
        ({"date": ""}, "no-date", "date"),
        ({"date": "02/30/2022"}, "impossible-date", "02/30/2022"),
        ({"date": "25/03/2022"}, "mixed-date-order", "dmy"),
        ({"date": "last Tuesday"}, "bad-date", "last Tuesday"),
        ({"date": "03/25/1822"}, "date-out-of-range", "1822"),
        ({"date": "03/25/2023"}, "date-in-future", "2022-06-01"),
        ({"lat": "", "lon": ""}, "no-position", "blank"),
        ({"lat": "48.1", "lon": ""}, "bad-position", "half"),
        ({"lat": "north", "lon": "37"}, "bad-position", "north"),
        ({"lat": "137.5", "lon": "48.1"}, "out-of-range", "137.5"),
        ({"lat": "0.0", "lon": "0"}, "null-island", "0"),
        ({"class": "somewhere"}, "precision-unknown", "somewhere"),
        ({"low": "5", "high": "2"}, "bad-count", "killed"),
        ({"low": "many"}, "bad-count", "many"),
    ],
)
def test_a_doubtful_cell_is_flagged_with_its_value(cells: dict[str, str], kind: str, says: str) -> None:
    flags = table_flags(table(cells))
    assert [says in flag.sentence for flag in flags if flag.kind == kind] == [True]
    assert kind in FLAG_KINDS


def test_a_clean_file_has_no_flags() -> None:
    assert table_flags(table(*spread(30))) == []


def test_swapped_axes_are_flagged_not_swapped() -> None:
    rows = [*spread(30), {"lat": "36.3", "lon": "48.2"}]
    read = table(*rows)
    assert kinds(table_flags(read), "30") == {"swapped-axes-suspected"}
    assert read.reads[30].position == LonLat(48.2, 36.3)


def test_a_position_far_from_all_others_is_flagged() -> None:
    assert kinds(table_flags(table(*spread(30), {"lat": "-12.5", "lon": "10.1"})), "30") == {"far-from-others"}


def test_rows_on_one_exact_point_are_taken_for_a_centroid() -> None:
    flags = table_flags(table(*spread(3), {"lat": "48.0000", "lon": "36.0000", "date": "03/26/2022"}))
    assert kinds(flags, "3") == {"place-is-centroid-suspected"}
    assert kinds(flags, "0") == {"place-is-centroid-suspected"}


def test_rows_that_say_the_same_are_both_kept_and_flagged() -> None:
    flags = table_flags(table({"words": "x"}, {"words": "x"}))
    assert [flag.rows for flag in flags if flag.kind == "duplicate-row"] == [("0", "1")]


def test_dates_written_in_two_ways_are_said_once_with_the_fewer() -> None:
    flags = table_flags(table(*spread(4), {"date": "3/1/2022"}))
    assert [(flag.kind, flag.rows) for flag in flags if flag.kind == "mixed-date-form"] == [("mixed-date-form", ("4",))]


def test_unknown_counts_are_unknown_and_not_zero() -> None:
    read = table({"low": "", "high": ""}, {"low": "2", "high": ""}, {"low": "0", "high": "0"})
    assert [str(one.counts["killed"]) for one in read.reads] == ["unknown", "at least 2", "0"]


def test_uncertainty_is_never_finer_than_what_was_written() -> None:
    read = table({"lat": "48.1", "lon": "37.5"}, {"lat": "48.10001", "lon": "37.5"}, {"class": "town"})
    assert [round(one.place.uncertainty_m) for one in read.reads] == [5566, 100, 5566]


def test_dates_that_shift_together_are_one_flag_and_stay_shifted() -> None:
    before = table(*spread(40))
    after = table(*[{**row, "date": "03/26/2022"} for row in spread(40)])
    (flag,) = movement_flags(before, after)
    assert (flag.kind, flag.count) == ("dates-shifted-together", 40)
    assert "+1 day" in flag.sentence
    assert after.reads[0].when.start == date(2022, 3, 26)


def test_a_blur_is_said_to_be_one_and_never_undone() -> None:
    before = table(*spread(40))
    moved = [
        {"lat": f"{float(row['lat']) + 0.0004:.4f}", "lon": f"{float(row['lon']) + 0.0004:.4f}"} for row in spread(39)
    ]
    after = table(*moved, {"lat": "48.5900", "lon": spread(40)[39]["lon"]})
    together, alone = movement_flags(before, after)
    assert (together.kind, together.count) == ("positions-moved-together", 40)
    for words in ("median of 54 m", "north-east", "deliberate blur", "at least 100 m", "never undo"):
        assert words in together.sentence
    assert (alone.kind, alone.key) == ("position-changed", "39")


def test_one_row_that_moves_is_a_change_of_its_own() -> None:
    (flag,) = movement_flags(table(*spread(40)), table({"lat": "48.2000", "lon": "36.0000"}, *spread(40)[1:]))
    assert (flag.kind, flag.key) == ("position-changed", "0")


def test_a_label_that_flips_and_a_row_that_vanishes_are_named() -> None:
    before = table({"weapon": "rocket"}, {"weapon": "cluster bomb"}, {"weapon": "shell"})
    after = read_table(
        [before.rows[0], StoredRow("n", 2, {**before.rows[1].fields, "weapon": "rocket"})],
        MAPPING,
        None,
        date(2022, 7, 1),
    )
    assert [(flag.kind, flag.key) for flag in movement_flags(before, after)] == [
        ("label-flipped", "1"),
        ("munition-changed", "1"),
        ("vanished", "2"),
    ]


def town(name: str, lat: float, lon: float, region: str = "A", people: int = 50_000, capital: bool = False) -> Town:
    return Town(name, "XX", region, LonLat(lon, lat), people, capital)


PLACES = Gazetteer(
    [
        (town("Northam", 49.0, 36.0), ["Nordheim"]),
        (town("Southam", 44.0, 36.0, region="B"), []),
        (town("Middleton", 48.0, 37.0, capital=True), []),
        (town("Metropolis", 48.5, 36.5, region="C", people=3_000_000), []),
    ]
)


@pytest.mark.parametrize(
    ("place", "words", "lat", "flagged"),
    [
        ("", "Explosion in central Southam, nothing further.", "49.01", True),
        ("Southam", "", "49.01", True),
        ("Northam", "", "49.01", False),
        ("Nordheim", "", "49.01", False),
        ("", "Fired from Southam", "49.01", False),
        ("", "Bridge over the Southam destroyed", "49.01", False),
        ("", "Shells fell in Southam park", "49.01", False),
        ("", "Explosion near Southam, seen in Northam", "49.01", False),
        ("Little Wood, Middleton Oblast", "", "49.01", False),
        ("Middleton", "", "49.01", False),
        ("Middleton", "", "44.01", True),
        ("", "Explosion in southam", "49.01", False),
        ("", "Houses hit in Metropolis", "49.01", False),
    ],
)
def test_a_text_that_names_a_far_town_is_flagged(place: str, words: str, lat: str, flagged: bool) -> None:
    flags = table_flags(table({"lat": lat, "lon": "36.0000", "place": place, "words": words}), PLACES)
    assert [flag.kind for flag in flags] == (["text-contradicts-place"] if flagged else [])


def test_doubts_of_a_rows_history_stay_on_its_claim(csv: Callable[..., Path], bring: Any) -> None:
    rows = [(str(at), "03/25/2022", f"{48 + at / 100:.4f}", "37.5000", "cluster") for at in range(25)]
    moved = [(*row[:2], f"{float(row[2]) + 0.0004:.4f}", *row[3:]) for row in rows]
    bring(csv("a.csv", *rows), "2022-04-01", bring.mapping)
    report: ImportReport = bring(csv("b.csv", *moved), "2022-05-01", source="reports")
    assert report.to_json()["flagged"] == {"positions-moved-together": 25}
    bring(csv("c.csv", *moved, ("99", "03/25/2022", "48.5", "37.5", "cluster")), "2022-06-01", source="reports")
    flags = {claim.fields["key"]: claim.flags for claim in claims(bring.register)}
    assert flags["3"] == ("positions-moved-together",)
    assert flags["99"] == ()


def test_every_kind_of_flag_that_the_code_raises_is_in_the_table() -> None:
    import re

    source = "".join(
        path.read_text()
        for path in (Path(__file__).parents[2] / "src" / "fallow" / "evidence").glob("*.py")
        if path.name != "flag.py"
    )
    raised = set(re.findall(r'(?:Flag|Fault|_of_rows)\(\s*"([a-z-]+)"', source))
    assert raised <= set(FLAG_KINDS)
    assert len(raised) > 18
