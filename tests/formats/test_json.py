"""JSON: nesting and the text of numbers survive; ambiguity does not."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fallow.core import InputError
from fallow.formats import open_table

VALUES = st.recursive(
    st.none() | st.booleans() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", min_size=1), inner, max_size=3),
    max_leaves=6,
)


def test_numbers_keep_the_text_they_had_and_sources_stay_nested(write) -> None:
    path = write(
        "a.json", '[{"lat": 48.10, "n": 9007199254740993, "sources": [{"id": "s1", "year": 2022}], "ok": true}]'
    )
    (row,) = open_table(path).rows
    assert row.fields == {
        "lat": "48.10",
        "n": "9007199254740993",
        "sources": [{"id": "s1", "year": "2022"}],
        "ok": True,
    }
    assert row.geometry is None


def test_the_one_list_of_an_object_is_the_table_and_the_rest_is_named(write) -> None:
    table = open_table(write("a.json", '{"version": 3, "events": [{"id": "A"}, {"date": "2022"}]}'))
    assert table.layer == "events"
    assert table.columns == ("id", "date")
    assert table.notes == ("not-rows: beside the list 'events' the file holds version",)
    assert table.count == 2


def test_a_named_list_is_opened_and_a_wrong_name_names_the_lists(write) -> None:
    path = write("a.json", '{"strikes": [{"id": "S"}], "finds": [{"id": "F"}]}')
    assert [row.fields for row in open_table(path, layer="finds").rows] == [{"id": "F"}]
    with pytest.raises(InputError, match="strikes, finds"):
        open_table(path, layer="searches")


def test_json_that_is_geojson_is_read_as_geojson(write) -> None:
    table = open_table(write("a.json", '{"type": "FeatureCollection", "features": []}'))
    assert (table.format, table.crs) == ("geojson", "EPSG:4326")


def test_a_byte_order_mark_is_no_part_of_the_text(write) -> None:
    assert [row.fields for row in open_table(write("a.json", b'\xef\xbb\xbf[{"id": "A"}]')).rows] == [{"id": "A"}]


def test_whole_surrogate_pairs_are_text(write) -> None:
    (row,) = open_table(write("a.json", r'[{"name": "\ud83d\ude00"}]')).rows
    assert row.fields["name"] == "\U0001f600"


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), VALUES, max_size=4), max_size=4)
)
def test_what_was_written_is_what_is_read(write, rows) -> None:
    table = open_table(write("a.json", json.dumps(rows, ensure_ascii=False)))
    assert [row.fields for row in table.rows] == rows
