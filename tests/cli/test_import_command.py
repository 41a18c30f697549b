"""``fallow import`` as a person runs it: what it writes, what it refuses to overwrite, what it prints."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fallow.cli.main import main

ROWS = "id,date,lat,lon,weapon,url\n" + "".join(
    f"{at},03/{at + 10}/2022,48.{at}1,37.{at}2,{'Cluster munition' if at % 2 else 'Shell'},https://example.org/{at}\n"
    for at in range(8)
)
UNCLEAR = "id,date\n1,03/04/2022\n"


@pytest.fixture
def run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(list(arguments))
        said = capsys.readouterr()
        return int(ended.value.code or 0), said.out, said.err

    assert call("init", "r.fallow")[0] == 0
    Path("list.csv").write_text(ROWS)
    return call


def imported(run: Any, *arguments: str) -> dict[str, Any]:
    code, out, err = run("import", "r.fallow", *arguments, "--json")
    assert code == 0, err
    return json.loads(out)


def test_a_file_is_imported_and_the_report_adds_up(run: Any) -> None:
    said = imported(run, "list.csv", "--known-since", "2022-05-01")
    (report,) = said["files"]
    assert (report["rows"], report["new"], report["entries"], said["entries"]) == (8, 8, 9, 9)
    assert report["labelled"] == {"cluster_munition": 4}
    assert report["known_since"] == "2022-05-01"
    assert report["mapping"]["date"] == {"column": "date", "order": "mdy"}
    assert imported(run, "list.csv")["entries"] == 0


def test_a_guess_is_written_read_and_never_written_over(run: Any) -> None:
    said = imported(run, "list.csv", "--guess")
    assert said["mappings_written"] == ["list.map.yaml"]
    path = Path("list.map.yaml")
    assert imported(run, "list.csv", "--guess")["entries"] == 0
    path.write_text(path.read_text().replace("authority: list", "authority: somebody"))
    kept = path.read_text()
    code, _, err = run("import", "r.fallow", "list.csv", "--guess")
    assert (code, err.count("\n"), "--map" in err) == (6, 1, True)
    assert path.read_text() == kept
    said = imported(run, "list.csv", "--map", "list.map.yaml")
    assert (said["files"][0]["status"], said["entries"]) == ("restated", 1)


def test_a_dry_run_writes_neither_entries_nor_a_mapping(run: Any) -> None:
    code, out, err = run("import", "r.fallow", "list.csv", "--guess", "--dry-run")
    assert code == 0
    assert "fallow-mapping: 1" in err
    assert "dry run" in out
    assert not Path("list.map.yaml").exists()
    assert run("log", "r.fallow", "--json")[1] == ""


def test_one_refused_file_of_several_is_named_and_the_rest_stands(run: Any) -> None:
    Path("unclear.csv").write_text(UNCLEAR)
    code, out, _ = run("import", "r.fallow", "unclear.csv", "list.csv")
    assert code == 3
    assert "unclear.csv: refused: expected a date in the column 'date'" in out
    assert "list.csv: imported" in out


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("unclear.csv",), 3, "order: mdy"),
        (("absent.csv",), 5, "absent.csv"),
        (("list.csv", "--map", "absent.yaml"), 5, "absent.yaml"),
        (("list.csv", "--map", "bad.yaml"), 3, "did you mean date"),
        (("list.csv", "--map", "other.yaml"), 3, "did you mean 'weapon'"),
        (("list.csv", "--known-since", "yesterday"), 3, "2023-07-07"),
        (("list.csv", "--known-since", "2999-01-01"), 3, "known-since"),
    ],
)
def test_what_is_wrong_is_one_line_and_nothing_is_written(
    run: Any, arguments: tuple[str, ...], code: int, says: str
) -> None:
    Path("unclear.csv").write_text(UNCLEAR)
    Path("bad.yaml").write_text("fallow-mapping: 1\ndates: {column: date}\n")
    Path("other.yaml").write_text("fallow-mapping: 1\nmunition: {column: weapons}\n")
    ended, out, err = run("import", "r.fallow", *arguments)
    assert (ended, out) == (code, "")
    assert says in err
    assert err.count("\n") == 1
    assert run("log", "r.fallow", "--json")[1] == ""


def test_nothing_printed_holds_a_link(run: Any) -> None:
    assert "example.org" not in "".join(run("import", "r.fallow", "list.csv", "--json")[1:])
