"""What holds for every format: nothing lost, nothing changed, the same again on the second pass."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys

import pytest

from fallow.core import ConflictError, InputError, NotThereError, canonical_bytes
from fallow.formats import FORMATS, note, note_kind, open_table


def test_a_note_is_one_line_with_a_stable_kind() -> None:
    assert note("long-row", "two\n lines") == "long-row: two lines"
    assert note_kind("long-row: two: lines") == "long-row"


def test_rows_can_be_gone_through_twice(write) -> None:
    table = open_table(write("a.csv", "id,n\nA,1\nB,2\n"))
    assert list(table.rows) == list(table.rows)
    assert [row.number for row in table.rows] == [1, 2]


def test_a_file_changed_between_two_passes_is_not_read_as_one(write, tmp_path) -> None:
    path = write("a.csv", "id,n\nA,1\n")
    table = open_table(path)
    path.write_text("id,n\nA,2\nB,3\n")
    with pytest.raises(ConflictError, match="other content"):
        list(table.rows)


def test_digest_and_size_are_those_of_the_bytes(write) -> None:
    content = b"id,n\nA,1\n"
    table = open_table(write("a.csv", content))
    assert table.sha256 == hashlib.sha256(content).hexdigest()
    assert table.size_bytes == len(content)


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path) -> None:
    with pytest.raises(NotThereError) as missing:
        open_table(tmp_path / "a.csv")
    (tmp_path / "b.csv").mkdir()
    with pytest.raises(InputError) as folder:
        open_table(tmp_path / "b.csv")
    assert (missing.value.kind, folder.value.kind) == ("no-such-file", "not-a-file")


def test_every_suffix_belongs_to_one_format() -> None:
    suffixes = [suffix for item in FORMATS for suffix in item.suffixes]
    assert len(suffixes) == len(set(suffixes))


def test_suffixes_in_capitals_are_the_same_suffixes(write) -> None:
    assert open_table(write("A.CSV", "id,n\nA,1\n")).format == "csv"


def test_rows_hold_no_floats_so_that_they_can_be_stored(write) -> None:
    table = open_table(
        write(
            "a.geojson", '{"type":"Feature","properties":{"n":4.50},"geometry":{"type":"Point","coordinates":[1.10,2]}}'
        )
    )
    (row,) = table.rows
    assert canonical_bytes([row.fields, row.geometry_source]) == (
        b'[{"n":"4.50"},{"coordinates":["1.10","2"],"type":"Point"}]'
    )


def test_json_and_csv_are_read_without_the_libraries_of_geometry(write) -> None:
    path = write("a.csv", "id,n\nA,1\n")
    code = (
        "import sys\n"
        "for name in ('shapely', 'pyproj', 'pyogrio', 'pandas', 'numpy', 'defusedxml', 'python_calamine', 'mgrs'):\n"
        "    sys.modules[name] = None\n"
        "from pathlib import Path\n"
        "from fallow.core import DependencyError\n"
        "from fallow.formats import open_table\n"
        f"print(len(list(open_table(Path({str(path)!r})).rows)))\n"
        "try:\n"
        f"    open_table(Path({str(write('a.kml', '<kml/>'))!r}))\n"
        "except DependencyError as error:\n"
        "    print(error.kind, error.do)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env=dict(os.environ, PYTHONPATH=os.pathsep.join(sys.path)),
    )
    assert done.stdout.splitlines() == ["1", "missing-library pip install 'fallow[geo]'"]
