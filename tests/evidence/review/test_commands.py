"""The commands of review, evidence and tables as somebody types them: what they print, write, and refuse."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from fallow.cli.main import fallow
from fallow.core.errors import FallowError, InputError, NotThereError
from fallow.register import Register


@pytest.fixture
def path(register: Register, tmp_path: Path) -> Path:
    """The file of the register, closed."""
    register.close()
    return tmp_path / "r.fallow"


def run(*arguments: object, typed: str | None = None) -> Result:
    return CliRunner().invoke(fallow, [str(one) for one in arguments], input=typed, catch_exceptions=False)


def count(path: Path) -> int:
    with Register.open(path) as opened:
        return opened.count()


def queue(path: Path, *options: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("review", "queue", path, "--json", *options).stdout)["questions"]
    return found


def test_the_queue_puts_what_changes_a_strike_first_and_tells_what_each_answer_does(path: Path) -> None:
    questions = queue(path)
    assert questions[0]["effect"]["strikes"] == 1
    strikes = [one["effect"]["strikes"] for one in questions]
    assert strikes == sorted(strikes, reverse=True)
    denial = next(one for one in questions if "Otto Reim" in one["asks"])
    assert denial["effect"]["p_real"] > 0, "taken as a use, the denial would be a further voice for the strike"
    assert queue(path, "--limit", "2") == questions[:2]
    assert {one["kind"] for one in queue(path, "--kind", "casualties")} == {"casualties"}
    text = run("review", "queue", path).stdout
    assert all(one["id"] in text for one in questions)
    assert "confirmed: " in text


def test_a_dry_run_writes_nothing_and_shows_the_entry(path: Path) -> None:
    before = count(path)
    one = queue(path)[0]
    done = run("review", "answer", path, one["id"], "--verdict", "refused", "--reason", "seen", "--dry-run", "--json")
    assert count(path) == before
    assert json.loads(done.stdout)["bodies"][0]["body"]["verdict"] == "refused"


def test_an_answer_is_an_entry_that_withdraw_takes_back(path: Path) -> None:
    one = queue(path, "--kind", "place-and-date")[0]
    done = run("review", "answer", path, one["id"][:8], "--verdict", "n", "--reason", "seen", "--json")
    (entry,) = json.loads(done.stdout)["entries"]
    assert one["id"] not in {other["id"] for other in queue(path)}
    shown = next(other for other in queue(path, "--all") if other["id"] == one["id"])
    assert shown["said"][0]["reason"] == "seen"
    assert run("withdraw", path, entry, "--reason", "misread").exit_code == 0
    assert one["id"] in {other["id"] for other in queue(path)}


def test_walking_through_asks_one_key_and_a_reason_and_passes_over_what_has_none(path: Path) -> None:
    before = count(path)
    done = run("review", "next", path, "--kind", "casualties", typed="ythe hospital's list\n")
    assert "answered q-" in done.stdout
    assert ">>>" in done.stdout
    assert count(path) == before + 1
    none = run("review", "next", path, "--kind", "polarity", typed="xn\nq")
    assert "one of y, o, n, space or q" in none.stdout
    assert "passed over" in none.stdout
    assert "stopped; 0 answered" in none.stdout
    dry = run("review", "next", path, "--kind", "polarity", "--dry-run", typed="nseen\nq")
    assert "would answer" in dry.stdout
    assert count(path) == before + 1


def test_an_unknown_question_and_a_wrong_verdict_say_what_to_do(path: Path) -> None:
    with pytest.raises(NotThereError, match="fallow review queue"):
        run("review", "answer", path, "q-000000000000", "--verdict", "y", "--reason", "x")
    with pytest.raises(InputError, match="one of confirmed"):
        run("review", "answer", path, queue(path)[0]["id"], "--verdict", "perhaps", "--reason", "x")


def test_what_was_known_then_is_asked_as_it_was(path: Path) -> None:
    one = queue(path, "--kind", "place-and-date")[0]
    run("review", "answer", path, one["id"], "--verdict", "y", "--reason", "seen")
    then = queue(path, "--kind", "place-and-date", "--as-known", "2021-06-01")
    assert one["id"] in {other["id"] for other in then}


def test_a_statement_that_differs_from_the_depositary_is_asked_about_and_never_counts_as_a_vote(tmp_path: Path) -> None:
    page = tmp_path / "p.txt"
    page.write_text(
        "On the treaty\n\nPublished 3 May 2021\n\n“Germany has not signed the Convention on Cluster Munitions,” said Lea Brandt.\n\n“Poland has not signed the Convention on Cluster Munitions,” said Lea Brandt.\n"
    )
    run("init", tmp_path / "t.fallow")
    run("read", page, "--into", tmp_path / "t.fallow")
    (one,) = queue(tmp_path / "t.fallow", "--kind", "treaty-status")
    assert "Germany" in one["asks"]
    assert "party" in one["note"]
    run("review", "answer", tmp_path / "t.fallow", one["id"], "--verdict", "refused", "--reason", "a slip")
    assert queue(tmp_path / "t.fallow", "--kind", "treaty-status") == []
    status = json.loads(run("treaty", "status", "Germany", "--on", "2021-05-03", "--json").stdout)
    assert status["status"] == "party"


def test_grades_given_and_proposed_stand_in_columns_of_their_own(path: Path) -> None:
    claim = json.loads(run("evidence", "claims", path, "--kind", "casualties", "--json").stdout)[0]["id"]
    assert count(path) == count(path)
    run("evidence", "grade", path, claim, "B2", "--reason", "their lists held", "--dry-run")
    given = json.loads(run("evidence", "grade", path, claim, "B2", "--reason", "their lists held", "--json").stdout)
    assert given["says"] == "usually reliable; probably true"
    (row,) = json.loads(run("evidence", "grades", path, "--given", "--json").stdout)
    assert [one["grade"] for one in row["given"]] == ["B2"]
    assert row["proposed"]["grade"] != ""
    listed = json.loads(run("evidence", "origins", path, "--json").stdout)
    beside = [one for each in listed for one in each["claims"] if one["id"] == claim]
    assert beside[0]["given"] == ["B2"]
    assert "count nowhere" in run("evidence", "origins", path).stdout
    with pytest.raises(InputError) as caught:
        run("evidence", "grade", path, claim, "Z9", "--reason", "x")
    assert caught.value.kind == "bad-grade"


def test_custody_tells_every_step_and_the_answers_about_a_documents_claims(path: Path) -> None:
    one = next(other for other in queue(path, "--kind", "place-and-date") if "Orlow" in other["asks"])
    run("review", "answer", path, one["id"], "--verdict", "y", "--reason", "their map agrees")
    found = json.loads(run("evidence", "custody", path, "visit.txt", "--json").stdout)
    assert [step["what"] for step in found["steps"]] == ["obtained", "hashed", "read", "decided"]
    assert "their map agrees" in run("evidence", "custody", path, found["document"][:10]).stdout
    with pytest.raises(NotThereError):
        run("evidence", "custody", path, "nothing.txt")


def test_a_name_that_no_office_makes_public_is_printed_in_no_list(path: Path) -> None:
    for words in (("evidence", "claims", path), ("evidence", "origins", path), ("evidence", "grades", path)):
        for option in ((), ("--json",)):
            assert "Jonas Wirt" not in run(*words, *option).stdout


def test_rows_put_into_a_register_are_listed_with_whose_word_they_are(path: Path, tmp_path: Path) -> None:
    before = count(path)
    row = ("office-holders", "name=Mira Toll", "authority=state:morland", "role=minister", "from=2021-05-01")
    said = ("--source", "gazette", "--reason", "looked up")
    run("tables", "add", path, *row, *said, "--dry-run")
    assert count(path) == before
    run("tables", "add", path, *row, *said)
    shown = json.loads(
        run("tables", "show", "office-holders", "--about", "Mira Toll", "--register", path, "--json").stdout
    )
    assert [(one["used"], one["source"], one["whose"].split(":")[1].strip()) for one in shown] == [
        (True, "gazette", "looked up")
    ]
    out = json.loads(run("tables", "show", "office-holders", "--on", "2021-04-30", "--register", path, "--json").stdout)
    assert [one["used"] for one in out if one["name"] == "Mira Toll"] == [False]
    run("tables", "remove", path, "outlets", "Reuters;reuters.com", *said)
    gone = json.loads(run("tables", "show", "outlets", "--about", "Reuters", "--register", path, "--json").stdout)
    assert [(one["removes"], one["used"]) for one in gone] == [(False, False), (True, False)]
    assert "this register" in run("tables", "list", "--register", path).stdout
    with pytest.raises(FallowError) as caught:
        run("tables", "show", "colours")
    assert caught.value.kind == "unknown-table"


def test_a_file_of_ones_own_reaches_the_reading_and_is_named_there(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(
        "office_holders:\n  - {name: Mira Toll, authority: 'state:morland', role: minister, source: a gazette}\n"
    )
    page = tmp_path / "p.txt"
    page.write_text("Talks\n\nPublished 14 May 2021\n\n“Cluster munitions were used at Pell,” said Mira Toll.\n")
    assert "1 rows, all in order" in run("tables", "check", tmp_path / "mine.yaml").stdout
    result = json.loads(run("read", page, "--tables", tmp_path / "mine.yaml", "--json", "--rules").stdout)
    assert result["documents"][0]["statements"][0]["speaker"]["authority"] == "state:morland"
    assert ["mine.yaml" in one["row"]["whose"] for one in result["table_rows"]] == [True]
    plain = json.loads(run("read", page, "--json").stdout)
    assert plain["documents"][0]["statements"][0]["speaker"]["authority"] == "person:mira-toll"


LIST = """id,date,lat,lon,weapon,place,words
A1,05/03/2021,49.4444,32.0598,cluster munition,,A rocket in central Kyiv
"""
MAPPING = """fallow-mapping: 1
source: reports
authority: "ngo:watch"
id: id
date: {column: date, order: mdy}
position: {lat: lat, lon: lon, uncertainty_m: 150}
location: place
description: [words]
munition: {column: weapon}
labels:
  cluster_munition: {where: weapon, contains: cluster}
"""


def test_a_row_whose_words_name_another_town_weighs_less_until_somebody_looks(tmp_path: Path) -> None:
    (tmp_path / "l.csv").write_text(LIST)
    (tmp_path / "m.yaml").write_text(MAPPING)
    path = tmp_path / "rows.fallow"
    run("init", path)
    run("import", path, tmp_path / "l.csv", "--map", tmp_path / "m.yaml")
    found = queue(path, "--kind", "flagged-row")
    assert len(found) == 1

    def p_real() -> float:
        return float(json.loads(run("strikes", "list", path, "--json").stdout)["strikes"][0]["p_real"])

    before = p_real()
    assert found[0]["effect"]["p_real"] > 0
    run("review", "answer", path, found[0]["id"], "--verdict", "y", "--reason", "the author confirms the position")
    assert p_real() == pytest.approx(before + found[0]["effect"]["p_real"], abs=1e-3)
    assert queue(path, "--kind", "flagged-row") == []
    run("review", "answer", path, found[0]["id"], "--verdict", "n", "--reason", "it was Kyiv")
    assert json.loads(run("strikes", "list", path, "--json").stdout)["strikes"] == []


def test_a_speaker_whom_nobody_asks_about_can_be_put_right_for_every_page(path: Path) -> None:
    claim = next(
        one for one in json.loads(run("evidence", "claims", path, "--json").stdout) if "Otto Reim" in one["who"]
    )
    said = ("--reason", "he left the ministry", "--from", "2021-05-01", "--role", "party spokesman", "--teach")
    before = count(path)
    run("evidence", "speaker", path, claim["id"], "org:velland-union", *said, "--dry-run")
    assert count(path) == before
    made = json.loads(run("evidence", "speaker", path, claim["id"], "org:velland-union", *said, "--json").stdout)
    assert [one["about"] for one in made["bodies"]] == ["person", "table_row"]
    now = next(one for one in json.loads(run("evidence", "claims", path, "--json").stdout) if one["id"] == claim["id"])
    assert now["authority"] == "org:velland-union"
    with pytest.raises(InputError) as caught:
        run("evidence", "speaker", path, claim["id"], "org:x", "--reason", "x", "--from", "last year")
    assert caught.value.kind == "bad-details"
    visit = next(
        one["id"] for one in json.loads(run("evidence", "claims", path, "--json").stdout) if "Blue" in one["who"]
    )
    with pytest.raises(InputError) as caught:
        run("evidence", "speaker", path, visit, "org:x", "--reason", "x")
    assert caught.value.kind == "no-speaker"
