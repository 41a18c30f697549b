"""Views: an altered table is noticed, a stale one catches up, nobody sees through them what they may not."""

from __future__ import annotations

import shutil
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from fallow.core.errors import ConflictError, InputError, IntegrityError
from fallow.register import Draft, Entry, Key, Register, Tier
from fallow.register.bundle import Selection, write_bundle
from fallow.register.bundle_read import opened_bundle
from fallow.register.merge import merge, merge_recorders
from fallow.register.seal import microseconds
from fallow.register.views import Box, Stretch, Views, view_problems
from fallow.register.views.extract import extract
from fallow.register.views.refold import BELOW, RESOLVED
from fallow.register.views.schema import sidecar_of

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
KEY, OTHER = Key.from_seed(bytes(32)), Key.from_seed(bytes([1]) * 32)


def note(text: str, since: date | None = None) -> Draft:
    return Draft("note", {"text": text}, since)


def correction(of: Entry, text: str, **more: Any) -> Draft:
    return Draft("correction", {"of": of.id, "body": {"text": text}, "reason": "misread", **more})


def withdrawal(of: Entry) -> Draft:
    return Draft("withdrawal", {"of": of.id, "reason": "seen twice"})


def find(lon: Any = "30.5", lat: Any = "15.5", tier: Tier | None = None, day: Any = "2024-04-01") -> Draft:
    geometry = {"type": "Point", "coordinates": [lon, lat]}
    return Draft("find", {"id": "f1", "kind": "casing", "geometry": geometry, "date": day}, None, tier)


@pytest.fixture
def register(tmp_path: Path) -> Iterator[Register]:
    with Register.create(tmp_path / "a.fallow", key=KEY) as opened:
        yield opened


def sidecar(register: Register) -> Path:
    return sidecar_of(Path(register.location))


def texts(register: Register, views: Views, moment: datetime | None = None) -> list[str]:
    return [views.entry(one).body["text"] for one in views.as_known(moment, "note")]


def test_an_amendment_of_an_amendment_reaches_the_record_long_after_it_was_folded(register: Register) -> None:
    (first,) = register.append([note("wrong")], now=NOON)
    with Views.of(register) as views:
        (better,) = register.append([correction(first, "right")], now=NOON + DAY)
        views.catch_up()
        assert texts(register, views) == ["right"]
        (gone,) = register.append([withdrawal(better)], now=NOON + 2 * DAY)
        views.catch_up()
        assert texts(register, views) == ["wrong"]
        register.append([withdrawal(gone)], now=NOON + 3 * DAY)
        assert not views.catch_up().anew
        assert texts(register, views) == ["right"]
        seen = [texts(register, views, NOON + number * DAY) for number in range(-1, 4)]
        assert seen == [[], ["wrong"], ["right"], ["wrong"], ["right"]]
        assert views.check() == []


def test_a_correction_that_comes_before_its_record_waits_for_it(tmp_path: Path, register: Register) -> None:
    (first,) = register.append([note("wrong")], now=NOON)
    with Register.create("memory:", key=OTHER) as other, Views.of(other) as views:
        other.append([correction(first, "right")], now=NOON + DAY)
        views.catch_up()
        merge(other, register)
        assert not views.catch_up().anew
        assert texts(other, views) == ["right"]
        assert texts(other, views, NOON) == ["wrong"]


def test_following_one_entry_reads_neither_all_records_nor_all_amendments(register: Register) -> None:
    register.append([note("a")], now=NOON)
    with Views.of(register) as views:
        for statement in (BELOW, RESOLVED):
            plan = [row[3] for row in views._db.execute(f"EXPLAIN QUERY PLAN {statement}")]
            assert plan
            assert not [step for step in plan if step in ("SCAN a", "SCAN r")], plan


def test_two_programs_follow_one_sidecar(register: Register) -> None:
    with Views.of(register) as one, Register.open(register.location) as again, Views.of(again) as two:
        register.append([note("a")], now=NOON)
        assert (one.catch_up().entries, two.catch_up().entries) == (1, 1)
        register.append([note("b")], now=NOON)
        assert two.catch_up().entries == 2
        assert one.catch_up().entries == 2
        assert one.count() == two.count() == 2


def test_plain_sql_as_documented_says_what_was_known_then(register: Register) -> None:
    (first, _) = register.append([note("a", date(2022, 4, 10)), note("b")], now=NOON)
    register.append([correction(first, "c")], now=NOON + DAY)
    Views.of(register).close()
    with closing(sqlite3.connect(sidecar(register))) as db:
        statement = (
            "SELECT count(*) FROM version WHERE kind = 'note' AND state <> 'withdrawn'"
            " AND {0}_from <= ?1 AND ({0}_until IS NULL OR ?1 < {0}_until)"
        )

        def counted(clock: str, moment: datetime) -> int:
            return int(db.execute(statement.format(clock), (microseconds(moment),)).fetchone()[0])

        early = datetime(2022, 4, 11, tzinfo=UTC)
        assert [counted("known", moment) for moment in (early, NOON, NOON + DAY)] == [1, 2, 2]
        assert [counted("recorded", moment) for moment in (early, NOON, NOON + DAY)] == [0, 2, 2]
        row = db.execute("SELECT known_from FROM versions WHERE id = ? AND part = 0", (first.id,)).fetchone()
        assert row[0] == "2022-04-10T23:59:59.999999Z"
        assert db.execute("SELECT reason FROM amendments").fetchall() == [("misread",)]


def test_an_open_conflict_is_a_row_a_side(register: Register) -> None:
    (first,) = register.append([note("wrong")], now=NOON)
    (one,) = register.append([correction(first, "b")], now=NOON + DAY)
    with Register.create("memory:", key=OTHER) as other:
        (two,) = other.append([correction(first, "c", over=[])], now=NOON + DAY)
        merge(register, other)
    with Views.of(register) as views:
        (stands,) = views.as_known(None, "note")
        assert (stands.state, set(stands.alternatives)) == ("conflict", {one.id, two.id})
    with closing(sqlite3.connect(sidecar(register))) as db:
        assert {row[0] for row in db.execute("SELECT side FROM conflict WHERE id = ?", (first.id,))} == {one.id, two.id}


ALTERATIONS = {
    "a date moved": "UPDATE version SET known_from = known_from - 86400000000 WHERE kind = 'find'",
    "a state turned": "UPDATE version SET state = 'withdrawn' WHERE kind = 'find'",
    "a record taken out": "DELETE FROM record WHERE kind = 'find'",
    "a version taken out": "DELETE FROM version WHERE kind = 'find'",
    "a version put in": "INSERT INTO version SELECT kind, record, 9, tier, id, shown, state, 1, 2, 1, 2, NULL FROM version LIMIT 1",
    "a place moved": "UPDATE record SET lon_min = 1, lon_max = 1 WHERE kind = 'find'",
    "an index entry moved": "UPDATE place_time SET lon_min = 1, lon_max = 1",
    "a tier lowered": "UPDATE version SET tier = 1 WHERE kind = 'find'",
    "a reason reworded": "UPDATE amendment SET reason = 'confirmed'",
    "a definition replaced": "DROP VIEW current; CREATE VIEW current AS SELECT * FROM versions WHERE 0",
    "a trigger added": "CREATE TRIGGER t AFTER INSERT ON version BEGIN DELETE FROM version; END",
    "a seal taken out": "DELETE FROM seal WHERE number = 1",
    "a count reworded": "UPDATE meta SET value = 'all' WHERE key = 'entries'",
    "a head forgotten": "DELETE FROM meta WHERE key = 'digest'",
    "an author renamed": "UPDATE author SET name = 'ed25519:0'",
}


@pytest.mark.parametrize("statement", ALTERATIONS.values(), ids=ALTERATIONS.keys())
def test_an_altered_view_table_is_noticed(register: Register, statement: str) -> None:
    (first, _) = register.append([note("a"), find()], now=NOON)
    register.append([correction(first, "b")], now=NOON + DAY)
    Views.of(register).close()
    assert view_problems(register) == []
    with closing(sqlite3.connect(sidecar(register))) as db:
        db.executescript(statement)
    (problem, *_) = view_problems(register)
    assert (problem.kind, problem.where) == ("altered-view", "a.fallow.views")
    with Views.anew(register) as views:
        assert views.check() == []
    assert view_problems(register) == []


def test_looking_for_problems_makes_no_file_and_moves_none_forward(register: Register) -> None:
    register.append([note("a")], now=NOON)
    assert view_problems(register) == []
    assert not sidecar(register).exists()
    Views.of(register).close()
    before = sidecar(register).read_bytes()
    register.append([note("b")], now=NOON)
    assert view_problems(register) == []
    assert sidecar(register).read_bytes() == before


def test_views_that_know_more_than_their_register_tell_of_a_rollback(tmp_path: Path, register: Register) -> None:
    register.append([note("a")], now=NOON)
    register.recorder.backup(tmp_path / "old.fallow")
    register.append([note("b")], now=NOON)
    Views.of(register).close()
    shutil.copy(sidecar(register), tmp_path / "old.fallow.views")
    with Register.open(tmp_path / "old.fallow", key=OTHER) as old:
        (problem,) = view_problems(old)
        assert problem.kind == "altered-view"
        assert "put back to an older state" in problem.sentence
        old.append(
            [note("another second entry")], now=NOON + DAY
        )  # as many seals as the views know, one of them another
        assert view_problems(old)
        with Views.of(old) as views:
            assert views.folded.anew
            assert texts(old, views) == ["a", "another second entry"]


def test_a_table_taken_out_is_an_error_of_the_views_not_an_empty_answer(register: Register) -> None:
    register.append([note("a")], now=NOON)
    Views.of(register).close()
    with closing(sqlite3.connect(sidecar(register))) as db:
        db.execute("DROP TABLE amendment")
    register.append([note("b")], now=NOON)
    with pytest.raises(IntegrityError) as caught:
        Views.of(register)
    assert caught.value.kind == "damaged-views"
    assert view_problems(register)


def test_moments_before_1970_are_written_as_such(register: Register) -> None:
    register.append([note("old", date(1965, 3, 2))], now=NOON)
    Views.of(register).close()
    with closing(sqlite3.connect(sidecar(register))) as db:
        assert db.execute("SELECT known_at FROM records").fetchone() == ("1965-03-02T23:59:59.999999Z",)


def test_a_file_of_something_else_is_never_overwritten(register: Register) -> None:
    with closing(sqlite3.connect(sidecar(register))) as db:
        db.execute("CREATE TABLE mine (x)")
    for opening in (Views.of, Views.anew):
        with pytest.raises(ConflictError) as caught:
            opening(register)
        assert caught.value.kind == "not-views"
    with closing(sqlite3.connect(sidecar(register))) as db:
        assert db.execute("SELECT name FROM sqlite_master").fetchall() == [("mine",)]


def test_a_damaged_sidecar_says_so_and_is_folded_anew_when_asked(register: Register) -> None:
    register.append([note(str(number)) for number in range(200)], now=NOON)
    Views.of(register).close()
    content = bytearray(sidecar(register).read_bytes())
    content[100:] = b"\xff" * (len(content) - 100)
    sidecar(register).write_bytes(content)
    assert [problem.kind for problem in view_problems(register)] == ["altered-view"]
    with pytest.raises(IntegrityError) as caught:
        Views.of(register)
    assert caught.value.kind == "damaged-views"
    with Views.anew(register) as views:
        assert views.count() == 200


def test_where_no_file_can_be_made_the_views_live_in_memory(register: Register) -> None:
    register.append([note("a")], now=NOON)
    sidecar(register).mkdir()
    with Views.of(register) as views:
        assert (views.path, views.count()) == (None, 1)


def test_nobody_may_read_the_sidecar_who_may_not_read_the_register(register: Register) -> None:
    Path(register.location).chmod(0o600)
    Views.of(register).close()
    assert stat.S_IMODE(sidecar(register).stat().st_mode) == 0o600


def test_of_a_personal_entry_the_sidecar_holds_neither_place_nor_day_nor_reason(register: Register) -> None:
    (first, _) = register.append([find(tier=Tier.PERSONAL), note("a")], now=NOON)
    body = {"of": first.id, "reason": "he told us his name", "body": find().body}
    register.append([Draft("correction", body, None, Tier.PERSONAL)], now=NOON)
    with Views.of(register) as views:
        assert views.tables()["with_place"] == views.tables()["with_days"] == 0
        assert list(views.as_known(None, "find", Box(-180, -90, 180, 90))) == []
        assert views.count(None, "find") == 1
    assert b"he told us" not in sidecar(register).read_bytes()


def test_a_reader_below_a_tier_sees_neither_entry_nor_amendment_of_it(register: Register) -> None:
    first, _ = register.append([note("a"), find()], now=NOON)
    body = {"of": first.id, "reason": "r", "body": {"text": "secret"}}
    register.append([Draft("correction", body, None, Tier.CONFIDENTIAL)], now=NOON)
    low = Register(register.recorder, clearance=Tier.RESTRICTED)
    with Views.of(low) as views:
        assert texts(low, views) == ["a"]
        assert views.count(None, "find") == 0


def test_a_place_or_day_that_nobody_can_read_is_empty_and_counted_never_zero(register: Register) -> None:
    register.append([find("30.5", "abc"), find("300", "1"), find(day="spring"), find(day=None)], now=NOON)
    with Views.of(register) as views:
        tables = views.tables()
        assert (tables["with_place"], tables["with_days"], tables["unread"]) == (2, 2, 3)
        assert views.count(None, "find", Box(-1, -1, 1, 1)) == 0
        assert views.count(None, "find", Box(30, 15, 31, 16), Stretch(date(2024, 4, 1), date(2024, 4, 1))) == 0
        assert views.count(None, "find", None, Stretch(date(2024, 4, 1), date(2024, 4, 1))) == 2


@pytest.mark.parametrize(
    ("geometry", "box", "unread"),
    [
        ({"type": "Point", "coordinates": ["1.5", "2"]}, (1.5, 1.5, 2, 2), 0),
        ({"type": "Polygon", "coordinates": [[["1", "2"], ["3", "2"], ["3", "5"], ["1", "2"]]]}, (1, 3, 2, 5), 0),
        ({"type": "GeometryCollection", "geometries": [{"type": "Point", "coordinates": [1, 2]}]}, (1, 1, 2, 2), 0),
        ({"type": "Point", "coordinates": ["nan", "2"]}, (None,) * 4, 1),
        ({"type": "Point", "coordinates": [True, "2"]}, (None,) * 4, 1),
        ({"type": "Point", "coordinates": ["500000", "1700000"]}, (None,) * 4, 1),
        ({"type": "Polygon", "coordinates": []}, (None,) * 4, 1),
        ({"type": "Point", "coordinates": ["-300", "2"]}, (None,) * 4, 1),
        ({"type": "Point", "coordinates": ["30", "-91"]}, (None,) * 4, 1),
        ("POINT (1 2)", (None,) * 4, 1),
        (None, (None,) * 4, 0),
    ],
)
def test_a_box_holds_the_geometry_or_is_unknown(geometry: Any, box: tuple[Any, ...], unread: int) -> None:
    found = extract("area", {"geometry": geometry})
    assert (found.lon_min, found.lon_max, found.lat_min, found.lat_max) == box
    assert found.unread == unread


def test_a_month_is_all_its_days() -> None:
    assert extract("find", {"date": "2024-02"})[:2] == ("2024-02-01", "2024-02-29")
    assert extract("treaty_fact", {"date": "2024-02-03", "until": "2025"})[:2] == ("2024-02-03", "2025-12-31")


def test_sides_and_days_the_wrong_way_round_are_refused() -> None:
    for wrong in (lambda: Box(2, 0, 1, 1), lambda: Box(0, 0, 1, float("nan"))):
        with pytest.raises(InputError):
            wrong()
    with pytest.raises(InputError):
        Stretch(date(2024, 1, 2), date(2024, 1, 1))


def test_entries_that_complete_a_seal_held_in_part_are_not_missed(tmp_path: Path, register: Register) -> None:
    register.append([note("a"), find(), note("b")], now=NOON)
    write_bundle(register.recorder, tmp_path / "part.zip", Selection(kinds=("note",)), KEY, NOON)
    with Register.create(tmp_path / "other.fallow", key=OTHER) as other:
        with opened_bundle(tmp_path / "part.zip") as bundle:
            merge_recorders(other.recorder, bundle.recorder)
        with Views.of(other) as views:
            assert (texts(other, views), views.count()) == (["a", "b"], 2)
            merge(other, register)
            assert view_problems(other) == []
            assert views.catch_up().anew
            assert views.count() == 3
            assert views.count(None, "find") == 1
            assert views.check() == []


def test_the_views_of_a_database_live_in_memory(postgres_address: str) -> None:
    with Register.create(postgres_address, key=KEY) as register:
        (first, _) = register.append([note("wrong"), find()], now=NOON)
        with Views.of(register) as views:
            register.append([correction(first, "right")], now=NOON + DAY)
            views.catch_up()
            assert (views.path, texts(register, views), texts(register, views, NOON)) == (None, ["right"], ["wrong"])
            assert views.check() == view_problems(register) == []
