"""Importing files: every row kept, nothing twice, nothing half, and nothing lost when a source rewrites its past."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from fallow.core.errors import FallowError, InputError, RefusalError
from fallow.core.when import parse_instant
from fallow.evidence import ClaimKind, Refused, Wish, claims, import_files, listed_rows
from fallow.register import Draft, Register

A = ("1", "03/25/2022", "48.100000", "37.500000", "cluster rocket")
B = ("2", "03/26/2022", "48.200000", "37.600000", "rocket")
C = ("3", "03/27/2022", "", "", "cluster bomb")


def rows_known(register: Register, day: str | None = None) -> dict[str, str]:
    as_known = parse_instant(day) if day else None
    return {row.key: row.stored.fields["date"] for row in listed_rows(register, as_known)}


def test_every_row_is_an_entry_and_filters_only_label(register: Register, csv: Callable[..., Path], bring: Any) -> None:
    report = bring(csv("a.csv", A, B, C), mapping=bring.mapping)
    assert (report.rows, report.new, report.entries) == (3, 3, 4)
    assert register.count("row") == 3
    found = {claim.fields["key"]: claim for claim in claims(register)}
    assert {key: claim.labels for key, claim in found.items()} == {
        "1": ("cluster_munition",),
        "2": (),
        "3": ("cluster_munition",),
    }
    assert [found[key].kind for key in "123"] == [ClaimKind.USE, ClaimKind.EFFECT, ClaimKind.USE]


def test_a_row_without_coordinates_is_a_claim_without_a_place(
    register: Register, csv: Callable[..., Path], bring: Any
) -> None:
    bring(csv("a.csv", A, C), mapping=bring.mapping)
    placed = {claim.fields["key"]: claim.place for claim in claims(register)}
    assert placed["3"] is None
    assert placed["1"].uncertainty_m == 150


def test_numbers_keep_the_text_they_had(register: Register, csv: Callable[..., Path], bring: Any) -> None:
    bring(csv("a.csv", A), mapping=bring.mapping)
    (entry,) = register.entries("row")
    assert entry.body["row"]["lat"] == "48.100000"


def test_the_same_file_again_adds_nothing(register: Register, csv: Callable[..., Path], bring: Any) -> None:
    path = csv("a.csv", A, B)
    bring(path, "2022-04-01", bring.mapping)
    before = register.count()
    for again in (bring(path), bring(path, "2022-04-01", bring.mapping)):
        assert (again.status, again.entries) == ("already", 0)
    assert register.count() == before


def test_another_known_since_for_the_same_bytes_is_one_entry_and_no_row(
    register: Register, csv: Callable[..., Path], bring: Any
) -> None:
    path = csv("a.csv", A, B)
    bring(path, "2022-05-01", bring.mapping)
    again = bring(path, "2022-04-01")
    assert (again.status, again.entries, register.count("row")) == ("restated", 1, 2)
    assert len(rows_known(register, "2022-04-02")) == 2
    for known in ("2022-05-01", "2022-04-01", None):
        assert bring(path, known).status == "already"


def test_a_better_mapping_reads_the_same_rows_anew(register: Register, csv: Callable[..., Path], bring: Any) -> None:
    path = csv("a.csv", ("1", "03/04/2022", "48.1", "37.5", "cluster"))
    bring(path, "2022-05-01", bring.mapping)
    again = bring(path, mapping=bring.mapping.replace("mdy", "dmy"))
    assert (again.status, again.entries, register.count("row")) == ("restated", 1, 1)
    (claim,) = claims(register)
    assert claim.when.start == date(2022, 4, 3)
    (earlier,) = claims(register, as_recorded=bring.now - timedelta(microseconds=1)) or [None]
    assert earlier is None


def test_a_changed_row_is_a_correction_and_the_past_stays(
    register: Register, csv: Callable[..., Path], bring: Any
) -> None:
    bring(csv("a.csv", A, B), "2022-04-01", bring.mapping)
    report = bring(csv("b.csv", (A[0], "03/28/2022", *A[2:]), B), "2022-05-01", source="reports")
    assert (report.corrected, report.unchanged, report.entries) == (1, 1, 2)
    corrected = [entry for entry in register.entries("row") if entry.body["change"] == "corrected"]
    assert register.get(corrected[0].body["corrects"]).body["row"]["date"] == "03/25/2022"
    assert rows_known(register, "2022-04-15")["1"] == "03/25/2022"
    assert rows_known(register)["1"] == "03/28/2022"


def test_a_vanished_row_is_no_longer_listed_and_still_in_the_log(
    register: Register, csv: Callable[..., Path], bring: Any
) -> None:
    bring(csv("a.csv", A, B), "2022-04-01", bring.mapping)
    report = bring(csv("b.csv", B), "2022-05-01", source="reports")
    assert report.no_longer_listed == 1
    assert [flag.key for flag in report.flags if flag.kind == "vanished"] == ["1"]
    assert set(rows_known(register)) == {"2"}
    assert set(rows_known(register, "2022-04-15")) == {"1", "2"}
    gone = [entry for entry in register.entries("row") if entry.body["change"] == "no_longer_listed"]
    assert gone[0].body["row"] is None


def test_an_earlier_file_imported_later_changes_no_later_view(
    register: Register, csv: Callable[..., Path], bring: Any
) -> None:
    bring(csv("b.csv", A, B), "2022-05-01", bring.mapping)
    later = rows_known(register)
    bring(csv("a.csv", (A[0], "03/20/2022", *A[2:]), C), "2022-04-01", bring.mapping)
    assert rows_known(register) == later
    assert rows_known(register, "2022-04-15") == {"1": "03/20/2022", "3": "03/27/2022"}


def test_an_id_used_twice_keeps_both_rows_whatever_their_order(
    register: Register, csv: Callable[..., Path], bring: Any
) -> None:
    school = ("7", "04/01/2022", "48.1", "37.1", "cluster bomb", "", "school")
    station = ("7", "04/01/2022", "48.5", "37.9", "rocket", "", "station")
    first = bring(csv("a.csv", school, station), "2022-05-01", bring.mapping)
    assert Counter(flag.kind for flag in first.flags)["duplicate-id"] == 1
    keys = set(rows_known(register))
    assert len(keys) == 2
    moved = [(*row[:2], row[2] + "001", *row[3:]) for row in (station, school)]
    report = bring(csv("b.csv", *moved), "2022-06-01", source="reports")
    assert (report.corrected, report.new, report.no_longer_listed) == (2, 0, 0)
    before = {entry.id: entry.body["row"]["words"] for entry in register.entries("row")}
    for entry in register.entries("row"):
        if entry.body["corrects"]:
            assert before[entry.body["corrects"]] == entry.body["row"]["words"]


def test_an_id_that_becomes_double_corrects_the_row_it_was(
    register: Register, csv: Callable[..., Path], bring: Any
) -> None:
    bring(csv("a.csv", ("7", "04/01/2022", "48.1", "37.1", "cluster bomb", "", "school")), "2022-05-01", bring.mapping)
    report = bring(
        csv(
            "b.csv",
            ("7", "04/01/2022", "48.5", "37.9", "rocket", "", "station"),
            ("7", "04/01/2022", "48.1", "37.1", "cluster bomb", "", "school"),
        ),
        "2022-06-01",
        source="reports",
    )
    assert (report.new, report.corrected, report.unchanged, report.no_longer_listed) == (1, 0, 1, 0)
    assert len(rows_known(register)) == 2


def test_rows_without_an_id_column_are_told_apart_by_content_and_count(
    register: Register, csv: Callable[..., Path], bring: Any
) -> None:
    mapping = bring.mapping.replace("id: id\n", "")
    report = bring(csv("a.csv", A, A, B), "2022-05-01", mapping)
    assert report.new == 3
    assert len(rows_known(register)) == 3
    again = bring(csv("b.csv", B, A, A, A), "2022-06-01", mapping)
    assert (again.new, again.unchanged, again.no_longer_listed) == (1, 3, 0)


def test_one_bad_file_leaves_nothing_and_stops_no_other(
    register: Register, csv: Callable[..., Path], tmp_path: Path, bring: Any
) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text('[{"id": 1}, {"id"')
    good = csv("good.csv", A)
    outcomes = list(import_files(register, [bad, good], now=bring.now, wish=Wish()))
    assert isinstance(outcomes[0], Refused)
    assert outcomes[1].status == "imported"
    assert register.count() == 2


def test_an_import_stopped_half_way_writes_nothing_and_can_be_run_again(
    register: Register, csv: Callable[..., Path], bring: Any
) -> None:
    class Pulled:
        def begin(self, file: str, rows: int) -> None:
            self.file = file

        def step(self, rows: int) -> None:
            if self.file == "b.csv":
                raise KeyboardInterrupt

    files = [csv("a.csv", A, B), csv("b.csv", A, C)]
    wish = Wish(source="reports")
    with pytest.raises(KeyboardInterrupt):
        list(import_files(register, files, now=bring.now, wish=wish, progress=Pulled()))
    assert register.count() == 3
    outcomes = list(import_files(register, files, now=bring.now + timedelta(hours=1), wish=wish))
    assert [outcome.status for outcome in outcomes] == ["already", "imported"]
    assert register.verify()


def test_a_dry_run_says_what_would_be_and_writes_nothing(
    register: Register, csv: Callable[..., Path], bring: Any
) -> None:
    files = [csv("a.csv", A, B), csv("b.csv", B)]
    outcomes = list(import_files(register, files, now=bring.now, wish=Wish(source="reports"), dry_run=True))
    assert [(one.new, one.unchanged, one.no_longer_listed, one.listing) for one in outcomes] == [
        (2, 0, 0, None),
        (0, 1, 1, None),
    ]
    assert register.count() == 0


def test_a_file_of_another_data_set_is_not_taken_for_a_later_one(
    csv: Callable[..., Path], tmp_path: Path, bring: Any
) -> None:
    bring(csv("a.csv", A, B), mapping=bring.mapping)
    other = tmp_path / "other.csv"
    other.write_text("name,colour\nx,red\n")
    with pytest.raises(RefusalError, match="--source") as caught:
        bring(other, source="reports")
    assert caught.value.kind == "another-data-set"


def test_an_earlier_mapping_of_the_source_is_used_again_while_it_fits(csv: Callable[..., Path], bring: Any) -> None:
    bring(csv("a.csv", A), "2022-04-01", bring.mapping)
    assert bring(csv("b.csv", A, B), "2022-05-01", source="reports").mapping_from == "that of a.csv"
    iso = csv("c.csv", ("9", "2022.13.25", "48.1", "37.5", "x"), ("8", "25/03/2022", "48.1", "37.5", "x"))
    assert bring(iso, "2022-06-01", source="reports").mapping_from == "guessed from this file"


def test_links_and_words_never_stand_in_a_claim(register: Register, csv: Callable[..., Path], bring: Any) -> None:
    bring(csv("a.csv", (*A, "Farm", "a witness says")), mapping=bring.mapping)
    (claim,) = claims(register)
    assert claim.fields["private"] == {"location": "Farm", "description": "a witness says"}
    public = {name: value for name, value in claim.fields.items() if name != "private"}
    said = json.dumps({**public, "counts": {}}) + str(claim.munition) + claim.source + str(claim.origin)
    assert "example.org" not in said + json.dumps(claim.fields["private"])
    assert "witness" not in said


def test_a_withdrawn_row_is_out_of_the_view_and_a_corrected_one_reads_as_corrected(
    register: Register, csv: Callable[..., Path], bring: Any
) -> None:
    bring(csv("a.csv", A, B), "2022-04-01", bring.mapping)
    first, second = register.entries("row")
    body = {**first.body, "row": {**first.body["row"], "date": "03/29/2022"}}
    register.append(
        [
            Draft("correction", {"of": first.id, "body": body, "reason": "misread"}),
            Draft("withdrawal", {"of": second.id, "reason": "not a strike"}),
        ],
        now=bring.now,
    )
    assert rows_known(register) == {"1": "03/29/2022"}
    report = bring(csv("b.csv", A, B, C), "2022-05-01", source="reports")
    assert (report.new, report.unchanged) == (1, 2)
    assert rows_known(register) == {"1": "03/29/2022", "3": "03/27/2022"}


def test_a_withdrawn_listing_leaves_the_file_before_it(
    register: Register, csv: Callable[..., Path], bring: Any
) -> None:
    bring(csv("a.csv", A), "2022-04-01", bring.mapping)
    wrong = bring(csv("b.csv", B), "2022-05-01", source="reports")
    register.append([Draft("withdrawal", {"of": wrong.listing, "reason": "wrong file"})], now=bring.now)
    assert set(rows_known(register)) == {"1"}


def test_what_is_known_is_kept_apart_from_what_is_recorded(
    register: Register, csv: Callable[..., Path], bring: Any
) -> None:
    bring(csv("a.csv", A), "2022-04-01", bring.mapping)
    assert claims(register, as_known=parse_instant("2022-03-31")) == []
    assert len(claims(register, as_known=parse_instant("2022-04-01"))) == 1
    assert claims(register, as_recorded=datetime(2024, 1, 1, tzinfo=UTC)) == []


def test_geometry_and_its_frame_come_along(register: Register, tmp_path: Path, bring: Any) -> None:
    path = tmp_path / "x.geojson"
    square = [[[37.1, 48.1], [37.2, 48.1], [37.2, 48.2], [37.1, 48.1]]]
    features = [
        {"type": "Feature", "properties": {"id": "p"}, "geometry": {"type": "Point", "coordinates": [37.5, 48.25]}},
        {"type": "Feature", "properties": {"id": "q"}, "geometry": {"type": "Polygon", "coordinates": square}},
        {"type": "Feature", "properties": {"id": "r"}, "geometry": None},
    ]
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    report = bring(path)
    assert (report.rows, report.placed) == (3, 2)
    place = {claim.fields["key"]: claim.place for claim in claims(register)}
    assert (place["p"].position.lat, place["q"].geometry.geom_type, place["r"]) == (48.25, "Polygon", None)


@pytest.mark.parametrize("line", ["id: nr", "location: nowhere"])
def test_a_mapping_for_another_file_is_refused_before_anything_is_written(
    register: Register, csv: Callable[..., Path], line: str, bring: Any
) -> None:
    with pytest.raises(InputError) as caught:
        bring(csv("a.csv", A), mapping=bring.mapping.replace("id: id", line).replace("location: place\n", ""))
    assert caught.value.kind == "no-such-column"
    assert register.count() == 0


def test_a_date_of_knowledge_in_the_future_is_refused(register: Register, csv: Callable[..., Path], bring: Any) -> None:
    with pytest.raises(FallowError, match="known-since"):
        bring(csv("a.csv", A), "2030-01-01", bring.mapping)
    assert register.count() == 0
