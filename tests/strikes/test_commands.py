"""``fallow strikes`` on a register made by ``fallow import``: every strike walks back to its file, row and words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fallow.cli.main import main

LIST_A = """id,date,latitude,longitude,weapon,link
A1,2022-03-01,10.0000,20.0000,Cluster munition 9M27K,https://example.org/a1
A2,2022-03-01,10.0005,20.0000,Cluster munition,https://example.org/a2
A3,2022-04-01,,,Cluster munition,https://example.org/a3
A4,2022-04-02,10.1,20.1,Artillery,https://example.org/a4
"""
LIST_B = """id,date,latitude,longitude,weapon
B1,2022-03-10,12.0030,22.0000,cluster bomb
B2,2022-03-01,40.0000,60.0000,cluster bomb
"""
LIST_C = """id,date,latitude,longitude,weapon
C1,2022-03-10,12.0000,22.0000,cluster bomb
"""


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    captured = capsys.readouterr()
    return int(ended.value.code or 0), captured.out, captured.err


@pytest.fixture
def register(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    path = str(tmp_path / "r.fallow")
    assert run(capsys, "init", path)[0] == 0
    for name, text in (("list-a", LIST_A), ("list-b", LIST_B), ("list-c", LIST_C)):
        file = tmp_path / f"{name}.csv"
        file.write_text(text, encoding="utf-8")
        code, _, err = run(capsys, "import", path, str(file), "--known-since", "2023-01-01")
        assert code == 0, err
    return path


def listed(capsys: pytest.CaptureFixture[str], register: str, *more: str) -> dict[str, object]:
    code, out, err = run(capsys, "strikes", "list", register, "--json", *more)
    assert code == 0, err
    return dict(json.loads(out))


def strike_of(
    view: dict[str, object], key: str, register: str, capsys: pytest.CaptureFixture[str]
) -> dict[str, object]:
    for strike in view["strikes"]:  # type: ignore[attr-defined]
        code, out, _ = run(capsys, "strikes", "show", register, strike["id"], "--json")
        assert code == 0
        shown = json.loads(out)
        if any(step["row"]["key"] == key for step in shown["lineage"]):
            return dict(shown)
    raise AssertionError(key)


def test_claims_and_strikes_are_counted_side_by_side(register: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "strikes", "list", register)
    assert code == 0
    # A1 and A2 stand in one list and are only proposed; B1 and C1 stand in two and are joined; A3 has no place.
    assert out.startswith("6 claims of use -> 5 strikes; 1 without place; 1 pairs perhaps the same")
    assert max(len(line) for line in out.splitlines()) <= 100
    assert "No line here says that any place is safe" in " ".join(out.split())


def test_show_walks_back_to_the_file_and_the_row(register: str, capsys: pytest.CaptureFixture[str]) -> None:
    shown = strike_of(listed(capsys, register), "B1", register, capsys)
    rows = {step["row"]["key"]: step for step in shown["lineage"]}  # type: ignore[attr-defined]
    assert set(rows) == {"B1", "C1"}
    assert rows["B1"]["row"]["file"]["name"] == "list-b.csv"
    assert rows["B1"]["row"]["mapping"]
    assert rows["B1"]["entry"]["known_since"] == "2023-01-01"
    assert shown["links"][0]["reasons"][0].startswith("332 m apart")  # type: ignore[index]
    code, out, _ = run(capsys, "strikes", "show", register, str(shown["id"])[:10])
    assert code == 0
    assert "row B1" in out
    assert "list-b.csv" in out
    assert max(len(line) for line in out.splitlines()) <= 100
    # A claim's id, or the id that a member would give alone, finds the strike too.
    for member in shown["members"]:  # type: ignore[attr-defined]
        assert run(capsys, "strikes", "show", register, member)[0] == 0


def test_no_link_leaves_the_register(register: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out_file = tmp_path / "out.geojson"
    texts = [run(capsys, "strikes", "export", register, str(out_file))[1], out_file.read_text(encoding="utf-8")]
    view = listed(capsys, register)
    texts += [json.dumps(view), json.dumps(strike_of(view, "A1", register, capsys))]
    assert not any("example.org" in text for text in texts)


def test_a_decision_changes_the_view_and_stays_in_the_log(register: str, capsys: pytest.CaptureFixture[str]) -> None:
    view = listed(capsys, register)
    (a1,), (a2,) = (strike_of(view, key, register, capsys)["members"] for key in ("A1", "A2"))  # type: ignore[misc]
    arguments = ("strikes", "decide", register, str(a1), str(a2), "--same", "--reason", "one crater")
    code, out, _ = run(capsys, *arguments, "--dry-run")
    assert code == 0
    assert "nothing written" in out
    assert listed(capsys, register)["strikes_in_view"] == 5
    code, out, _ = run(capsys, *arguments)
    assert code == 0
    assert "5 -> 4 strikes" in out
    shown = strike_of(listed(capsys, register), "A1", register, capsys)
    assert shown["munition"] == "9m27k"
    assert shown["links"][0]["decisions"][0]["reason"] == "one crater"  # type: ignore[index]
    assert listed(capsys, register, "--as-known", "2023-06-01")["strikes_in_view"] == 5
    code, out, _ = run(
        capsys, "strikes", "decide", register, str(a1), str(a2), "--different", "--reason", "two craters"
    )
    assert "4 -> 5 strikes" in out


def test_nothing_was_known_before_it_was_known(register: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert listed(capsys, register, "--as-known", "2022-12-31")["claims"] == 0


def test_near_shows_only_what_is_near_and_says_so(register: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "strikes", "list", register, "--near", "22.0,12.0,5")
    assert code == 0
    assert "1 of 5 strikes are shown" in out
    code, _, err = run(capsys, "strikes", "list", register, "--near", "22.0;12.0")
    assert code == 2
    assert "LON,LAT,KM" in err


def test_export_never_overwrites_another_file_unasked(
    register: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.geojson"
    code, text, _ = run(capsys, "strikes", "export", register, str(out), "--dry-run")
    assert code == 0
    assert not out.exists()
    assert "left out, no place: 1" in text
    assert run(capsys, "strikes", "export", register, str(out))[0] == 0
    first = out.read_bytes()
    assert run(capsys, "strikes", "export", register, str(out))[0] == 0
    assert out.read_bytes() == first
    out.write_text("mine", encoding="utf-8")
    code, _, err = run(capsys, "strikes", "export", register, str(out))
    assert code == 6
    assert "--overwrite" in err
    assert run(capsys, "strikes", "export", register, str(out), "--overwrite")[0] == 0
    assert out.read_bytes() == first


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("show", "zzzz"), 5, "no-strike|none whose id begins"),
        (("show", "r-"), 3, "which begins 5"),
        (("decide", "r-", "zz", "--same", "--reason", "x"), 3, "which begins"),
        (("decide", "zz", "zz", "--reason", "x"), 2, "--same"),
    ],
)
def test_a_wrong_name_is_one_line_with_a_code(
    register: str, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], code: int, says: str
) -> None:
    verb, *rest = arguments
    ended, _, err = run(capsys, "strikes", verb, register, *rest)
    assert ended == code
    assert any(part in err for part in says.split("|"))


def test_the_catalogue_is_printed_with_citations_and_marks(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "strikes", "catalogue")
    assert code == 0
    assert max(len(line) for line in out.splitlines()) <= 100
    code, out, _ = run(capsys, "strikes", "catalogue", "9M55K")
    assert "72 in one carrier [unverified]" in out
    code, out, _ = run(capsys, "strikes", "catalogue", "m864", "--json")
    assert json.loads(out)["dud_rates"][0]["citation"].startswith("Human Rights Watch")
    code, out, _ = run(capsys, "strikes", "catalogue", "BM-27")
    assert "is no one munition" in out
    code, out, _ = run(capsys, "strikes", "catalogue", "--json")
    assert len(json.loads(out)["munitions"]) == 49
    assert run(capsys, "strikes", "catalogue", "trebuchet")[0] == 5
