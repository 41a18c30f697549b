"""XLSX: typed cells as text, dates as ISO, the right sheet."""

from __future__ import annotations

import datetime as dt

import pytest
import xlsxwriter

from fallow.core import InputError
from fallow.formats import open_table


@pytest.fixture
def book(tmp_path):
    """Make a workbook by a function that fills it, and return its path."""

    def make(fill, **options):
        path = tmp_path / "a.xlsx"
        workbook = xlsxwriter.Workbook(path, options)
        fill(workbook)
        workbook.close()
        return path

    return make


def typed(workbook) -> None:
    sheet = workbook.add_worksheet("events")
    day = workbook.add_format({"num_format": "yyyy-mm-dd"})
    clock = workbook.add_format({"num_format": "hh:mm"})
    sheet.write_row(0, 0, ["id", "n", "lat", "ok", "day", "time", "none"])
    sheet.write(1, 0, "A1")
    sheet.write(1, 1, 5)
    sheet.write(1, 2, 49.212119)
    sheet.write(1, 3, True)
    sheet.write_datetime(1, 4, dt.datetime(2022, 2, 24), day)
    sheet.write_datetime(1, 5, dt.time(10, 30), clock)
    sheet.write(3, 0, "A2")
    sheet.write_formula(3, 1, "=2+2", None, 4)


@pytest.mark.parametrize("options", [{}, {"date_1904": True}], ids=["1900", "1904"])
def test_typed_cells_become_text_and_dates_become_iso_under_both_calendars(book, options) -> None:
    table = open_table(book(typed, **options))
    first, second = table.rows
    assert first.fields == {
        "id": "A1", "n": "5", "lat": "49.212119", "ok": "TRUE", "day": "2022-02-24", "time": "10:30:00", "none": None,
    }  # fmt: skip
    assert second.fields["n"] == "4"
    assert (table.layer, table.crs, table.count) == ("events", None, 2)


def test_an_empty_row_is_passed_over_and_said(book) -> None:
    assert "empty-rows: 1 rows" in open_table(book(typed)).notes[0]


def test_an_empty_second_sheet_is_no_second_layer(book) -> None:
    def fill(workbook) -> None:
        typed(workbook)
        workbook.add_worksheet("notes")

    assert open_table(book(fill)).layer == "events"


def test_a_hidden_sheet_with_content_is_still_a_layer(book) -> None:
    def fill(workbook) -> None:
        typed(workbook)
        sheet = workbook.add_worksheet("old")
        sheet.write_row(0, 0, ["id"])
        sheet.write(1, 0, "B1")
        sheet.hide()

    path = book(fill)
    with pytest.raises(InputError, match="'events', 'old'"):
        open_table(path)
    assert [row.fields for row in open_table(path, layer="old").rows] == [{"id": "B1"}]


def test_errors_are_named_in_the_sheet_that_was_opened_only(book) -> None:
    def fill(workbook) -> None:
        typed(workbook)
        sheet = workbook.add_worksheet("other")
        sheet.write_row(0, 0, ["id"])
        sheet.write_formula(1, 0, "=1/0", None, "#DIV/0!")
        sheet.write(2, 0, "B")

    path = book(fill)
    assert not any("error" in note for note in open_table(path, layer="events").notes)
    assert any("(A2)" in note for note in open_table(path, layer="other").notes)
