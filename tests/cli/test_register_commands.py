"""The register's commands as a person runs them: one line for every mistake, nothing half-written."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest


def run(*arguments: str, stdin: str = "", code: int | None = 0) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "fallow.cli.main", *arguments], input=stdin, capture_output=True, text=True, check=False
    )
    if code is not None:
        assert done.returncode == code, done.stderr
    return done


@pytest.fixture
def register(tmp_path: Path) -> str:
    path = str(tmp_path / "r.fallow")
    run("init", path)
    return path


def lines(*texts: str) -> str:
    return "".join(json.dumps({"kind": "note", "body": {"text": text}}) + "\n" for text in texts)


def test_each_id_printed_is_in_the_log(register: str) -> None:
    ids = run("append", register, "-", "--batch", "2", stdin=lines("a", "b", "c")).stdout.split()
    logged = [json.loads(line) for line in run("log", register, "--json").stdout.splitlines()]
    assert [entry["id"] for entry in logged] == ids
    assert [entry["body"]["text"] for entry in logged] == ["a", "b", "c"]


def test_a_bad_line_names_itself_and_loses_nothing_already_printed(register: str) -> None:
    done = run("append", register, "-", stdin=lines("a") + '{"kind": "note"}\n' + lines("b"), code=3)
    assert "line 2" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert len(done.stdout.split()) == 1 == len(run("log", register).stdout.splitlines())


def test_a_dry_run_writes_nothing(register: str) -> None:
    run("append", register, "-", "--dry-run", stdin=lines("a"))
    assert run("log", register).stdout == ""


def test_a_correction_a_withdrawal_and_a_dispute_are_shown_beside_the_entry(register: str) -> None:
    (identifier,) = run("append", register, "-", stdin=lines("wrong")).stdout.split()
    run("correct", register, identifier[:12], "-", "--reason", "typo", stdin='{"text": "right"}')
    run("dispute", register, identifier[:12], "--reason", "not so")
    shown = json.loads(run("show", register, identifier, "--json").stdout)
    assert shown["body"] == {"text": "wrong"}
    assert shown["standing_body"] == {"text": "right"}
    assert {about["kind"] for about in shown["about"]} == {"correction", "dispute"}
    run("withdraw", register, identifier, "--reason", "mistaken")
    assert "no longer stands" in run("show", register, identifier).stdout
    assert json.loads(run("verify", register, "--json").stdout)["ok"] is True


def test_a_correction_that_would_be_no_note_is_refused(register: str) -> None:
    (identifier,) = run("append", register, "-", stdin=lines("a")).stdout.split()
    done = run("correct", register, identifier, "-", "--reason", "x", stdin='{"words": 1}', code=3)
    assert "text" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("verify", "absent.fallow"), 5),
        (("show", "REGISTER", "ffff"), 5),
        (("init", "REGISTER"), 6),
        (("log", "REGISTER", "--kind", "nots"), 3),
        (("log", "REGISTER", "--as-known", "soon"), 3),
        (("frobnicate",), 2),
    ],
)
def test_a_mistake_costs_one_line_and_no_traceback(register: str, arguments: tuple[str, ...], code: int) -> None:
    done = run(*(register if word == "REGISTER" else word for word in arguments), code=code)
    assert "Traceback" not in done.stderr
    assert code == 2 or len(done.stderr.splitlines()) == 1


def test_verify_exits_1_where_an_entry_was_changed(register: str) -> None:
    import sqlite3

    run("append", register, "-", stdin=lines("a", "b"))
    database = sqlite3.connect(register, isolation_level=None)
    database.execute("DROP TRIGGER entry_no_delete")
    database.execute("DELETE FROM entry WHERE number = 1 << 32")
    database.close()
    said = json.loads(run("verify", register, "--json", code=1).stdout)
    assert said["ok"] is False
    assert {"missing-entry", "missing-guard"} == {problem["kind"] for problem in said["problems"]}
