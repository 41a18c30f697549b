"""Column paths reach into nested rows and never mistake absence for text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fallow.core.errors import InputError
from fallow.evidence.columns import column_path, parse_path, require_columns

ROW = {
    "date": " 2022-03-01 ",
    "empty": "  ",
    "geo.lat": "whole",
    "geo": {"lat": "1.50"},
    "sources": [{"path": "a"}, {"path": None}, {"path": "b"}],
    "filters": [{"key": "Area", "value": "School"}, {"key": "Weapon System", "value": "Cluster munitions"}],
    "tags": ["x", "y"],
    "flag": True,
}


@pytest.mark.parametrize(
    ("path", "cells"),
    [
        ("date", ("2022-03-01",)),
        ("empty", ()),
        ("nothing", ()),
        ("geo.lat", ("whole",)),
        ("sources[].path", ("a", "b")),
        ("filters[key=Weapon System].value", ("Cluster munitions",)),
        ("filters[key=Nothing].value", ()),
        ("tags[]", ("x", "y")),
        ("tags", ()),
        ("date.deeper", ()),
        ("flag", ("true",)),
    ],
)
def test_a_path_finds_its_cells_and_nothing_else(path: str, cells: tuple[str, ...]) -> None:
    assert parse_path(path).cells(ROW) == cells
    assert parse_path(path).first(ROW) == (cells[0] if cells else None)


@pytest.mark.parametrize(
    "bad", ["", "  ", "a[", "a]b", "a.", ".a", "a..b", "a[key]", "a[=x]", "a[key=]", None, 7, ["a"]]
)
def test_a_malformed_path_is_refused_with_an_example(bad: object) -> None:
    with pytest.raises(InputError, match="filters") as caught:
        parse_path(bad)
    assert caught.value.kind == "bad-column-path"


@given(st.text(min_size=1).filter(lambda text: '"' not in text and text.strip()))
def test_any_column_name_can_be_written_and_read_back(name: str) -> None:
    assert parse_path(str(column_path(name))).column == name


def test_a_column_that_is_not_there_is_named_with_its_near_miss() -> None:
    with pytest.raises(InputError, match="did you mean 'latitude'") as caught:
        require_columns([parse_path("lattitude")], ["id", "latitude", "longitude"], "x.csv")
    assert caught.value.kind == "no-such-column"
