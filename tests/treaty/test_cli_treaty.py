"""The command line's contract."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from fallow.cli.main import main
from fallow.cli.treaty import command


def run(*arguments):
    return CliRunner().invoke(command, list(arguments), catch_exceptions=False)


def test_status_of_one_state_as_json():
    result = run("status", "Germany", "--instrument", "ccm", "--on", "2023-07-07", "--json")
    found = json.loads(result.stdout)
    assert found["iso3"] == "DEU"
    assert (found["status"], found["since"], found["in_force_from"]) == ("party", "2009-07-08", "2010-08-01")
    assert [event["act"] for event in found["events"]] == ["signature", "ratification", "entry_into_force"]


def test_status_of_all_states_as_json_and_as_a_table():
    found = json.loads(run("status", "--on", "2017-08-01", "--json").stdout)
    assert (found["on"], found["counts"]) == ("2017-08-01", {"party": 102, "signatory": 17})
    text = run("status", "--on", "2017-08-01").stdout
    assert "102 party, 17 signatory; 78 further states not bound" in text


def test_obligations_as_json_and_as_a_table():
    found = json.loads(run("obligations", "Laos", "--instrument", "ccm", "--on", "2024-01-01", "--json").stdout)
    item = next(item for item in found if item["article"] == "4(1)(a)")
    assert (item["due"], item["extended"], item["binding"]) == ("2020-08-01", "2025-08-01", True)
    text = run("obligations", "Laos", "--on", "2024-01-01").stdout
    assert "4(1)(a)" in text
    assert "not binding" in text


def test_a_day_beyond_the_table_is_answered_with_a_note_apart_from_the_answer():
    result = run("status", "DEU", "--on", "2031-01-01", "--json")
    assert "the table goes to 2026-02" in result.stderr
    assert json.loads(result.stdout)["status"] == "party"


def test_who_owes_nothing_gets_an_empty_list_and_the_reason():
    result = run("obligations", "USA", "--on", "2023-07-07", "--json")
    assert json.loads(result.stdout) == []
    assert "not_bound" in result.stderr


def test_today_is_read_once_and_only_where_no_day_is_given():
    assert json.loads(run("status", "DEU", "--json").stdout)["status"] == "party"


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["status", "Germny"], 3, "Germany (DEU)"),
        (["status", "DEU", "--on", "2023-02-30"], 3, "2023-02-30"),
        (["status", "DEU", "--instrument", "ccx"], 3, "use one of"),
        (["obligations", "DEU", "--instrument", "mbc"], 5, "ask for its status only"),
        (["status", "DEU", "--facts", "absent.yaml"], 5, "absent.yaml"),
    ],
)
def test_what_cannot_be_answered_gets_one_line_and_an_exit_code(capsys, arguments, code, words):
    with pytest.raises(SystemExit) as ended:
        main(["treaty", *arguments])
    assert ended.value.code == code
    error = capsys.readouterr().err
    assert words in error
    assert error.count("\n") == 1
