"""Merging, handing over, keeping and erasing, as a person runs them, from a folder with nothing in it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from tests.cli.test_register_commands import lines, run


@pytest.fixture
def register(tmp_path: Path) -> Path:
    path = tmp_path / "r.fallow"
    run("init", str(path))
    run("append", str(path), "-", stdin=lines("a", "b"))
    return path


def told(*arguments: str, code: int | None = 0, stdin: str = "") -> dict[str, object]:
    return dict(json.loads(run(*arguments, "--json", code=code, stdin=stdin).stdout))


def logged(register: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in run("log", str(register), "--json").stdout.splitlines()]


def test_a_copied_file_carried_on_is_listed_as_a_fork_and_nothing_is_lost(register: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.fallow"
    shutil.copy(register, copy)
    (mine,) = run("append", str(register), "-", stdin=lines("mine")).stdout.split()
    (theirs,) = run("append", str(copy), "-", stdin=lines("theirs")).stdout.split()
    assert told("merge", str(register), str(copy))["entries"] == 1
    assert told("merge", str(copy), str(register))["entries"] == 1
    assert told("merge", str(copy), str(register))["entries"] == 0
    for path in (register, copy):
        verdict = told("verify", str(path))
        assert verdict["ok"] is True
        assert verdict["entries"] == 4
        assert verdict["forks"] == [sorted((mine, theirs))]
    assert logged(register) == logged(copy)


def test_two_registers_of_two_people_become_one(register: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.fallow"
    run("init", str(other))
    run("append", str(other), "-", stdin=lines("c"))
    dry = told("merge", str(register), str(other), "--dry-run")
    assert (dry["entries"], len(logged(register))) == (1, 2)
    run("merge", str(register), str(other))
    verdict = told("verify", str(register))
    assert (verdict["ok"], verdict["entries"], verdict["forks"]) == (True, 3, [])
    assert len(verdict["authors"]) == 2  # type: ignore[arg-type]


def test_a_kept_checkpoint_shows_an_older_copy_put_back(register: Path, tmp_path: Path) -> None:
    shutil.copy(register, tmp_path / "old.fallow")
    run("append", str(register), "-", stdin=lines("c"))
    (tmp_path / "cp.txt").write_text(run("checkpoint", str(register)).stdout, encoding="utf-8")
    assert told("verify", str(register), "--checkpoint", str(tmp_path / "cp.txt"))["ok"] is True
    shutil.copy(tmp_path / "old.fallow", register)
    assert told("verify", str(register))["ok"] is True
    verdict = told("verify", str(register), "--checkpoint", str(tmp_path / "cp.txt"), code=1)
    assert [problem["kind"] for problem in verdict["problems"]] == ["rolled-back"]  # type: ignore[attr-defined]


def test_two_corrections_stand_side_by_side_until_one_is_chosen(register: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.fallow"
    shutil.copy(register, copy)
    record = str(logged(register)[0]["id"])
    run("correct", str(register), record, "-", "--reason", "four", stdin='{"text": "four"}')
    run("correct", str(copy), record, "-", "--reason", "five", stdin='{"text": "five"}')
    assert told("merge", str(register), str(copy))["conflicts"] == 1
    (open_one,) = json.loads(run("review", "list", str(register), "--json").stdout)
    assert open_one["entry"] == record
    five = next(side["id"] for side in open_one["sides"] if side["body"] == {"text": "five"})
    shown = json.loads(run("show", str(register), record, "--json").stdout)
    assert (shown["standing_body"], len(shown["alternatives"])) == (None, 2)
    run("review", "decide", str(register), record, "--choose", record[:9], "--reason", "x", "--dry-run")
    run("review", "decide", str(register), record, "--choose", five, "--reason", "counted twice")
    assert json.loads(run("review", "list", str(register), "--json").stdout) == []
    assert json.loads(run("show", str(register), record, "--json").stdout)["standing_body"] == {"text": "five"}
    run("review", "decide", str(register), record, "--choose", five, "--reason", "again", code=5)


def test_correcting_twice_in_one_place_is_no_conflict(register: Path) -> None:
    record = str(logged(register)[0]["id"])
    for text in ("x", "y"):
        run("correct", str(register), record, "-", "--reason", text, stdin=json.dumps({"text": text}))
    assert json.loads(run("review", "list", str(register), "--json").stdout) == []
    assert json.loads(run("show", str(register), record, "--json").stdout)["standing_body"] == {"text": "y"}


def test_a_bundle_leaves_secrets_behind_and_says_so(register: Path, tmp_path: Path) -> None:
    secret = json.dumps({"kind": "note", "body": {"text": "secret"}, "tier": "confidential"})
    run("append", str(register), "-", stdin=secret + "\n")
    bundle = tmp_path / "b.bundle"
    wrote = told("bundle", str(register), str(bundle))
    assert wrote["missing"]["left_out_by_kind"] == {"note": 1}  # type: ignore[index]
    assert b"secret" not in bundle.read_bytes()
    verdict = told("verify", str(bundle))
    assert (verdict["ok"], verdict["entries"], len(verdict["missing"])) == (True, 2, 1)  # type: ignore[arg-type]
    receiver = tmp_path / "receiver.fallow"
    run("init", str(receiver))
    run("merge", str(receiver), str(bundle))
    assert [entry["body"] for entry in logged(receiver)] == [{"text": "a"}, {"text": "b"}]
    assert "1 entries of" in run("verify", str(receiver)).stdout
    bundle.write_bytes(bundle.read_bytes()[:200])
    assert len(run("merge", str(receiver), str(bundle), code=3).stderr.splitlines()) == 1
    run("bundle", str(register), str(bundle), code=6)


def test_a_backup_comes_back_and_is_never_written_over(register: Path, tmp_path: Path) -> None:
    copy, again = tmp_path / "backup.fallow", tmp_path / "again.fallow"
    assert told("backup", str(register), str(copy), "--dry-run")["entries"] == 2
    assert not copy.exists()
    run("backup", str(register), str(copy))
    run("backup", str(register), str(copy), code=6)
    run("restore", str(copy), str(again))
    assert logged(again) == logged(register)
    run("restore", str(copy), str(again), code=6)


def test_a_person_is_erased_and_the_register_still_verifies(register: Path) -> None:
    line = json.dumps(
        {
            "kind": "note",
            "body": {"text": "hurt at the mill", "name": "Anna of the mill"},
            "personal": {"person": None, "fields": ["name"]},
        }
    )
    said = json.loads(run("append", str(register), "-", "--json", stdin=line + "\n").stdout)
    (person,) = said["persons"]
    everything = b"".join(path.read_bytes() for path in register.parent.glob("*"))
    assert b"Anna of the mill" not in everything
    assert "Anna" not in run("show", str(register), said["id"]).stdout
    opened = json.loads(run("show", str(register), said["id"], "--open-sealed", "--json").stdout)
    assert opened["body"]["name"] == "Anna of the mill"
    assert told("erase", str(register), person, "--reason", "asked", "--dry-run")["entries"] == 1
    run("erase", str(register), person, "--reason", "asked")
    opened = json.loads(run("show", str(register), said["id"], "--open-sealed", "--json").stdout)
    assert opened["body"]["name"] == {"$erased": person}
    assert told("verify", str(register))["ok"] is True
    run("append", str(register), "-", stdin=line.replace("null", f'"{person}"') + "\n", code=4)


def test_as_known_when_an_entry_was_recorded(register: Path) -> None:
    first, second = (str(entry["id"]) for entry in logged(register))
    run("append", str(register), "-", stdin=lines("c"))
    seen = run("log", str(register), "--as-known", second, "--json").stdout.splitlines()
    assert [json.loads(line)["id"] for line in seen] == [first, second]


def test_a_truncated_file_is_an_answer_of_verify(register: Path) -> None:
    register.write_bytes(register.read_bytes()[:9000])
    verdict = told("verify", str(register), code=1)
    assert "damaged-file" in {problem["kind"] for problem in verdict["problems"]}  # type: ignore[attr-defined]


def test_what_was_meant_to_be_hidden_is_never_stored_in_clear(register: Path) -> None:
    for personal in (
        [],
        {},
        False,
        None,
        {"person": None},
        {"person": None, "fields": []},
        {"fields": ["name"], "x": 1},
    ):
        line = json.dumps({"kind": "note", "body": {"text": "t", "name": "Anna"}, "personal": personal})
        assert "personal" in run("append", str(register), "-", stdin=line + "\n", code=3).stderr
    assert len(logged(register)) == 2
    line = json.dumps({"kind": "note", "body": {"text": "t", "name": "Anna"}, "personal": {"fields": ["name"]}})
    (identifier,) = run("append", str(register), "-", stdin=line + "\n").stdout.split()
    run("correct", str(register), identifier, "-", "--reason", "x", stdin='{"text": "t", "name": "Anna"}', code=4)
    run("erase", str(register), "person-" + "0" * 32, "--reason", "mistyped", code=5)
    assert len(logged(register)) == 3


def test_an_entry_shown_as_known_on_a_day_says_nothing_of_later_days(register: Path) -> None:
    record = str(logged(register)[0]["id"])
    run("show", str(register), record, "--as-known", "2020-01-01", code=5)
    second = str(logged(register)[1]["id"])
    run("withdraw", str(register), record, "--reason", "mistaken")
    shown = json.loads(run("show", str(register), record, "--as-known", second, "--json").stdout)
    assert (shown["about"], shown["stands"]) == ([], True)
