"""CSV: every cell as it was written; the encoding said; formulas guarded on the way out and numbers left alone."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fallow.core import InputError
from fallow.formats import open_table, write_csv
from fallow.formats.csv_ import guarded

CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\r\ufeff"), max_size=20)


def fields(path, **options) -> list[dict]:
    return [row.fields for row in open_table(path, **options).rows]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_by_the_header(write, mark: str) -> None:
    path = write("a.csv", f'id{mark}text\nA{mark}"one, two; three|four"\n')
    assert fields(path) == [{"id": "A", "text": "one, two; three|four"}]


def test_decimal_commas_do_not_make_columns(write) -> None:
    path = write("a.csv", "id;lat\nA;49,85\nB;50,01\n")
    assert fields(path) == [{"id": "A", "lat": "49,85"}, {"id": "B", "lat": "50,01"}]


def test_a_spreadsheets_own_line_about_the_delimiter_is_obeyed_and_said(write) -> None:
    table = open_table(write("a.csv", "sep=;\nid;a,b\nA;1,2\n"))
    assert [row.fields for row in table.rows] == [{"id": "A", "a,b": "1,2"}]
    assert table.notes[0].startswith("delimiter: ")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_the_encodings_of_spreadsheets_are_read_and_said(write, encoding: str) -> None:
    table = open_table(write("a.csv", "id,place\nA,Харків\n".encode(encoding)))
    assert [row.fields for row in table.rows] == [{"id": "A", "place": "Харків"}]
    assert [note.partition(":")[0] for note in table.notes] == ["encoding"]


def test_plain_utf_8_needs_no_word(write) -> None:
    assert open_table(write("a.csv", "id,place\nA,Харків\n")).notes == ()


def test_a_cyrillic_code_page_is_noted_and_read_when_it_is_named(write) -> None:
    path = write("a.csv", "id,place\nA,Харків\n".encode("cp1251"))
    guessed = open_table(path)
    assert next(iter(guessed.rows)).fields["place"] != "Харків"
    assert "Windows-1252" in guessed.notes[0]
    assert fields(path, encoding="cp1251") == [{"id": "A", "place": "Харків"}]


@pytest.mark.parametrize("encoding", ["hex", "zip", "klingon", "a\x00b"])
def test_what_is_no_encoding_of_text_is_refused(write, encoding: str) -> None:
    with pytest.raises(InputError) as caught:
        open_table(write("a.csv", "id,n\nA,1\n"), encoding=encoding)
    assert caught.value.kind == "bad-encoding"


def test_a_character_cut_by_the_reading_block_is_still_one_character(write) -> None:
    # Rows of an odd length in two-byte letters: the blocks of 1 MiB end inside letters sooner or later.
    cell = "Ж" * 60
    path = write("a.csv", "id,place\n" + f"A,{cell}\n" * 30_000)
    rows = [row.fields["place"] for row in open_table(path).rows]
    assert rows == [cell] * 30_000


def test_absent_cells_are_absent_and_empty_cells_are_empty(write) -> None:
    rows = list(open_table(write("a.csv", "id,a,b\nA,,\nB\n")).rows)
    assert rows[0].fields == {"id": "A", "a": "", "b": ""}
    assert rows[1].fields == {"id": "B"}
    assert rows[1].notes == ("short-row: 1 cells under 3 columns; nothing from 'a' on",)


def test_cells_beyond_the_header_are_kept(write) -> None:
    (row,) = open_table(write("a.csv", "id,a\nA,1,2,3\n")).rows
    assert row.fields == {"id": "A", "a": "1", "_extra": ["2", "3"]}


def test_names_of_columns_are_kept_to_the_letter(write) -> None:
    table = open_table(write("a.csv", "id,ID , lat\nA,B,1\n"))
    assert table.columns == ("id", "ID ", " lat")
    assert [note.partition(":")[0] for note in table.notes] == ["spaces-in-column", "alike-columns"]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(CELLS, CELLS), max_size=5))
def test_what_a_csv_writer_wrote_is_what_is_read(write, tmp_path, rows) -> None:
    path = tmp_path / "a.csv"
    with path.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream, quoting=csv.QUOTE_ALL)
        writer.writerow(["first", "second"])
        writer.writerows(rows)
    assert fields(path) == [{"first": first, "second": second} for first, second in rows]


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3+cmd", "@SUM(A1)", "\t=1", "\n=1", "＝1+1", "-", "+49 (0) 30"]
)
def test_text_that_a_spreadsheet_would_run_is_guarded(text: str) -> None:
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["-12.5", "+3", "-1e-05", "-.5", "abc", "", "1-2", "'quoted"])
def test_numbers_and_plain_text_are_never_guarded(text: str) -> None:
    assert guarded(text) == text


def test_written_numbers_are_exact_and_unknown_is_empty(tmp_path) -> None:
    path = tmp_path / "a.csv"
    rows = [{"a": -12.5, "b": Decimal("48.10"), "c": None, "d": True}, {"a": 0.1 + 0.2, "b": 2**60, "d": "=A1"}]
    assert write_csv(path, ["a", "b", "c", "d"], rows) == 2
    assert path.read_text() == "a,b,c,d\n-12.5,48.10,,true\n0.30000000000000004,1152921504606846976,,'=A1\n"


def test_a_value_without_a_column_is_not_left_out_unseen(tmp_path) -> None:
    with pytest.raises(InputError, match="'killed' in row 1"):
        write_csv(tmp_path / "a.csv", ["id"], [{"id": "A", "killed": 2}])
    assert not (tmp_path / "a.csv").exists()


def test_a_page_of_text_is_not_taken_for_a_table(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text("Rockets fell on the village, officials said.\n\nNobody was hurt.\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        open_table(page)
    assert caught.value.kind == "not-a-table"
    assert "fallow read" in str(caught.value)
