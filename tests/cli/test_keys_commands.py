"""Keys on the command line, as two people on two computers use them: what one of them alone cannot do, and what is said."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fallow.cli.main import main

Run = Callable[..., str]


class Office:
    """Two computers, each with its keys and its copy of one register; ``a`` and ``b`` run a command there."""

    def __init__(self, folder: Path, run: Callable[..., str]) -> None:
        self.folder = folder
        self._run = run
        self.keys: dict[str, str] = {}
        for who in ("a", "b"):
            self.run(who, "init", self.copy(who))
            self.keys[who] = self.run(who, "keys", "new", self.copy(who)).split()[0]

    def copy(self, who: str) -> str:
        return str(self.folder / f"{who}.fallow")

    def run(self, who: str, *arguments: str, code: int = 0) -> str:
        return self._run(self.folder / f"home-{who}", *arguments, code=code)

    def ask(self, who: str, command: str, *arguments: str, code: int = 0) -> Any:
        return json.loads(self.run(who, "keys", command, self.copy(who), *arguments, "--json", code=code))

    def share(self) -> None:
        for into, source in (("a", "b"), ("b", "a")):
            self.run(into, "merge", self.copy(into), self.copy(source))

    def add(self, who: str, kind: str, body: dict[str, Any]) -> str:
        path = self.folder / "lines.jsonl"
        path.write_text(json.dumps({"kind": kind, "body": body}) + "\n")
        return self.run(who, "append", self.copy(who), str(path)).split()[0]

    def area(self, who: str) -> str:
        return self.add(who, "area", {"id": "mill", "geometry": None, "state": "cleared"})

    def charter(self) -> str:
        both = f"{self.keys['a']},{self.keys['b']}"
        written = self.ask(
            "a",
            "charter",
            *("--name", "our office", "--role", f"root={both}", "--role", f"authority={both}"),
            *("--threshold", "root=2", "--act", "release=authority:2"),
        )
        assert (written["holds"], written["missing"], written["pinned"]) == (False, 1, True)
        self.share()
        self.run("b", "keys", "pin", self.copy("b"), written["id"][:12])
        assert self.ask("b", "endorse", written["id"][:12], "--role", "root")["holds"]
        self.share()
        return str(written["id"])


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    def runs(home: Path, *arguments: str, code: int = 0) -> str:
        monkeypatch.setenv("FALLOW_HOME", str(home))
        with pytest.raises(SystemExit) as stopped:
            main(list(arguments))
        said = capsys.readouterr()
        assert stopped.value.code == code, (arguments, said.out, said.err)
        return said.out if code in (0, 1) else said.err

    return runs


@pytest.fixture
def office(tmp_path: Path, run: Run) -> Office:
    return Office(tmp_path, run)


def test_nobody_signs_alone_what_needs_two(office: Office) -> None:
    office.charter()
    area = office.area("a")
    verdict = office.ask("a", "judge", area[:12], "--act", "release", code=1)
    assert verdict["sentence"].startswith("1 of 2 authority signatures; missing one more")
    office.ask("a", "endorse", area, "--role", "authority")
    office.ask("a", "judge", area, "--act", "release", code=1)
    office.share()
    signed = office.ask("b", "endorse", area, "--role", "authority")
    assert signed["acts"]["release"]["holds"]
    assert "not of the ground" in office.run("b", "keys", "judge", office.copy("b"), area, "--act", "release")
    office.ask("b", "judge", area, "--act", "release", "--on", "2020-01-01", code=1)
    office.ask("b", "judge", area, "--act", "destroy", code=1)


def test_an_entry_signed_by_a_revoked_key_is_noticed_with_what_and_where(office: Office) -> None:
    office.charter()
    good, late = office.area("a"), office.area("a")
    office.share()
    revoked = office.ask("b", "revoke", office.keys["a"][:20], "--reason", "stolen", "--last-good", good[:12])
    assert (revoked["holds"], revoked["missing"]) == (False, 1)
    assert json.loads(office.run("b", "verify", office.copy("b"), "--json"))["ok"]
    office.share()
    office.ask("a", "endorse", revoked["id"], "--role", "root")
    verdict = json.loads(office.run("a", "verify", office.copy("a"), "--json", code=1))
    places = {problem["where"] for problem in verdict["problems"] if problem["kind"] == "revoked-key"}
    assert late in places
    assert good not in places
    text = office.run("a", "verify", office.copy("a"), code=1)
    assert late[:10] in text
    assert "every entry has its digest" in text, "revoked is not the same as altered"
    shown = office.ask("a", "show", office.keys["a"][8:20])
    assert shown["last_believed"] == good
    assert late in [one["id"] for one in shown["not_believed"]]


def test_a_strangers_entries_are_listed_and_no_problem(office: Office) -> None:
    charter = office.charter()
    office.run("c", "init", office.copy("c"))
    office.add("c", "note", {"text": "seen"})
    office.run("a", "merge", office.copy("a"), office.copy("c"))
    verdict = json.loads(office.run("a", "verify", office.copy("a"), "--json"))
    assert verdict["ok"]
    assert verdict["trust"]["charter"] == charter
    (stranger,) = verdict["trust"]["strangers"]
    assert f"stranger: {stranger} with 1 entries" in office.run("a", "verify", office.copy("a"))
    assert "stranger" in office.run("a", "keys", "list", office.copy("a"))


def test_a_changed_charter_is_said_and_trust_is_not_guessed(office: Office) -> None:
    identifier = office.charter()
    database = sqlite3.connect(office.copy("a"), isolation_level=None)
    database.execute("DROP TRIGGER entry_no_update")
    found = database.execute("SELECT bytes FROM entry WHERE id = ?", (bytes.fromhex(identifier),)).fetchone()[0]
    changed = bytes(found).replace(b'"threshold":2', b'"threshold":1')
    assert changed != found
    database.execute("UPDATE entry SET bytes = ? WHERE id = ?", (changed, bytes.fromhex(identifier)))
    database.close()
    verdict = json.loads(office.run("a", "verify", office.copy("a"), "--json", code=1))
    assert {"changed-bytes", "trust-not-judged"} <= {problem["kind"] for problem in verdict["problems"]}
    assert verdict["trust"]["charter"] == identifier
    office.run("a", "keys", "list", office.copy("a"), code=7)


def test_without_a_charter_verification_says_that_every_key_speaks_for_itself(office: Office) -> None:
    office.area("a")
    verdict = json.loads(office.run("a", "verify", office.copy("a"), "--json"))
    assert (verdict["trust"]["charter"], verdict["trust"]["strangers"]) == (None, [])
    assert "every key speaks for itself" in office.run("a", "verify", office.copy("a"))
    assert office.ask("a", "list")["keys"][0]["roles"] is None
    verdict = office.ask("a", "judge", office.area("a"), "--act", "release", code=1)
    assert verdict["sentence"] == "no charter is trusted here"


def test_a_charter_in_a_merged_copy_is_not_trusted_until_somebody_pins_it(office: Office) -> None:
    identifier = office.charter()
    office.run("c", "init", office.copy("c"))
    office.run("c", "merge", office.copy("c"), office.copy("a"))
    assert office.ask("c", "list")["charter"] is None
    told = office.run("c", "keys", "charter", office.copy("c"), "--name", "x", "--role", "root=" + "a" * 64, code=4)
    assert "none pinned" in told
    assert "would pin" in office.run("c", "keys", "pin", office.copy("c"), identifier, "--dry-run")
    assert office.ask("c", "list")["charter"] is None
    office.run("c", "keys", "pin", office.copy("c"), identifier)
    assert office.ask("c", "list")["in_force"] == identifier
    assert "not here yet" in office.run("c", "keys", "pin", office.copy("c"), "0" * 64)


def test_how_many_must_sign_is_never_guessed(office: Office) -> None:
    both = f"{office.keys['a']},{office.keys['b']}"
    start = ("keys", "charter", office.copy("a"), "--name", "our office")
    for more in (
        ("--role", f"root={both}"),
        ("--role", f"root={both}", "--threshold", "root=none"),
        ("--role", f"root={both}", "--threshold", "root=2", "--role", f"authority={both}", "--act", "release=authority"),
        ("--role", f"root={both}", "--role", f"root={both}", "--threshold", "root=2"),
        ("--role", f"root={both}", "--threshold", "root=3"),
        ("--role", f"king={both}", "--role", f"root={both}", "--threshold", "root=2"),
        ("--role", "authority=" + both),
        ("--role", both),
    ):  # fmt: skip
        office.run("a", *start, *more, code=3)
    assert office.run("a", "log", office.copy("a")) == ""


def test_a_successor_keeps_what_is_not_named_and_waits_for_both_roots(office: Office) -> None:
    first = office.charter()
    second = office.ask("a", "charter", "--act", "publish=authority:1")
    assert second["charter"]["replaces"] == [first]
    assert second["charter"]["version"] == 2
    assert second["charter"]["acts"]["release"] == {"role": "authority", "threshold": 2}
    assert not second["pinned"]
    assert second["missing"] == 1
    assert office.ask("a", "list")["in_force"] == first
    office.share()
    office.ask("b", "endorse", second["id"], "--role", "root")
    assert office.ask("b", "list")["in_force"] == second["id"]
    third = office.ask("b", "charter", "--without-act", "publish", "--dry-run")
    assert third["id"] is None
    assert list(third["charter"]["acts"]) == ["release"]
    office.run("b", "keys", "charter", office.copy("b"), "--without-act", "fly", code=3)


def test_two_successors_stop_each_other_until_one_replaces_both(office: Office) -> None:
    first = office.charter()
    pair = [office.ask(who, "charter", "--act", f"publish=authority:{n}")["id"] for who, n in (("a", 1), ("b", 2))]
    office.share()
    for who, identifier in (("a", pair[1]), ("b", pair[0])):
        office.ask(who, "endorse", identifier, "--role", "root")
    office.share()
    assert office.ask("a", "list")["in_force"] is None
    kinds = {p["kind"] for p in json.loads(office.run("a", "verify", office.copy("a"), "--json", code=1))["problems"]}
    assert kinds == {"charter-conflict"}
    both = office.ask("a", "charter")
    assert sorted(both["charter"]["replaces"]) == sorted(pair)
    assert (both["charter"]["version"], first in both["charter"]["replaces"]) == (3, False)
    office.share()
    office.ask("b", "endorse", both["id"], "--role", "root")
    office.share()
    assert office.ask("a", "list")["in_force"] == both["id"]
    assert json.loads(office.run("a", "verify", office.copy("a"), "--json"))["ok"]


def test_a_telephone_may_do_what_it_was_given_and_ends_with_its_owner(office: Office) -> None:
    office.charter()
    office.run("c", "init", office.copy("c"))
    phone = office.run("c", "keys", "new", office.copy("c")).split()[0]
    given = office.ask("a", "delegate", phone, "--role", "authority", "--until", "2999-12-31", "--reason", "telephone")
    assert given["holds"]
    told = office.run("a", "keys", "delegate", office.copy("a"), phone, "--role", "observer", "--reason", "x")
    assert "none of observer to give" in told
    office.run("a", "keys", "delegate", office.copy("a"), phone, "--role", "root", "--reason", "x", code=3)
    rows = {row["key"]: row for row in office.ask("a", "list")["keys"]}
    assert rows[phone]["delegated_by"] == office.keys["a"]
    assert rows[phone]["roles"] == ["authority"]
    assert office.ask("a", "show", phone[:14])["person"] == office.keys["a"]
    lost = office.ask("a", "revoke", phone[:14], "--reason", "lost")
    assert (lost["holds"], lost["not_believed"]) == (True, 0)
    assert office.ask("a", "show", phone[:14])["roles"] == []


def test_a_replaced_laptop_keeps_its_roles_and_the_old_key_says_nothing_more(office: Office) -> None:
    office.charter()
    dry = office.ask("a", "rotate", "--dry-run")
    assert (dry["id"], dry["new"]) == (None, None)
    turned = office.ask("a", "rotate", "--reason", "new laptop")
    assert turned["old"] == office.keys["a"]
    assert turned["holds"]
    rows = {row["key"]: row for row in office.ask("a", "list")["keys"]}
    assert rows[turned["new"]]["writes"]
    assert rows[turned["new"]]["roles"] == ["authority", "root"]
    assert (rows[turned["old"]]["roles"], rows[turned["old"]]["replaced_by"]) == ([], turned["new"])
    area = office.area("a")
    office.share()
    assert office.ask("b", "endorse", area, "--role", "authority")["acts"]["release"]["holds"]


def test_a_lost_key_is_replaced_by_root_and_not_by_one_alone(office: Office) -> None:
    office.charter()
    office.run("c", "init", office.copy("c"))
    new = office.run("c", "keys", "new", office.copy("c")).split()[0]
    turned = office.ask("b", "rotate", "--old", office.keys["a"][:16], "--new", new)
    assert (turned["holds"], turned["missing"]) == (False, 1)
    office.run("b", "keys", "rotate", office.copy("b"), "--old", office.keys["a"][:16], code=3)


def test_a_signature_that_does_not_count_says_so_when_it_is_given(office: Office) -> None:
    office.charter()
    office.run("c", "init", office.copy("c"))
    office.run("c", "merge", office.copy("c"), office.copy("a"))
    area = office.area("a")
    office.run("c", "merge", office.copy("c"), office.copy("a"))
    said = office.run("c", "keys", "endorse", office.copy("c"), area, "--role", "authority")
    assert "no charter is pinned on this copy" in said
    office.run("c", "keys", "pin", office.copy("c"), office.ask("a", "list")["charter"])
    said = office.run("c", "keys", "endorse", office.copy("c"), area, "--role", "authority")
    assert "is not authority here: this signature does not count" in said


def test_revoking_without_a_last_good_entry_says_what_falls(office: Office) -> None:
    office.charter()
    office.area("a")
    mine = office.keys["a"][:20]
    said = office.run("a", "keys", "revoke", office.copy("a"), mine, "--reason", "lost", "--dry-run")
    assert said.startswith("would append")
    assert "3 of its 3 entries" in said or "2 of its 2 entries" in said
    assert "--last-good" in said
    assert json.loads(office.run("a", "verify", office.copy("a"), "--json"))["ok"], "the dry run wrote nothing"
    other = office.area("b")
    office.share()
    office.run("a", "keys", "revoke", office.copy("a"), mine, "--reason", "lost", "--last-good", other, code=3)


def test_a_secret_moves_to_another_computer_under_its_passphrase_alone(office: Office, tmp_path: Path) -> None:
    words, short, carried = (tmp_path / name for name in ("words.txt", "short.txt", "key.json"))
    words.write_text("four words that fit\n")
    short.write_text("secret\n")
    mine = office.keys["a"]
    export = ("keys", "export-secret", office.copy("a"), mine[:20], str(carried), "--passphrase-file")
    office.run("a", *export, str(words), "--dry-run")
    office.run("a", *export, str(short), "--dry-run", code=3)
    assert not carried.exists()
    office.run("a", *export, str(words))
    office.run("a", *export, str(words), code=6)
    assert carried.stat().st_mode & 0o077 == 0
    office.run("b", "keys", "export-secret", office.copy("b"), mine[:20], str(tmp_path / "x"), code=5)
    bring = ("keys", "import-secret", office.copy("b"), str(carried), "--passphrase-file")
    office.run("b", *bring, str(words), "--keep-only")
    rows = {row["key"]: row for row in office.ask("b", "list")["keys"]}
    assert rows[office.keys["b"]]["writes"]
    entry = office.area("b")
    endorsed = office.ask("b", "endorse", entry, "--role", "authority", "--as", mine[:20])
    logged = [json.loads(line) for line in office.run("b", "log", office.copy("b"), "--json").splitlines()]
    assert [one["author"] for one in logged if one["id"] == endorsed["id"]] == [mine]
    office.run("b", *bring, str(words))
    rows = {row["key"]: row for row in office.ask("b", "list")["keys"]}
    assert rows[mine]["writes"]


def test_a_key_by_a_beginning_that_two_share_is_refused(office: Office) -> None:
    office.area("a")
    office.run("a", "keys", "show", office.copy("a"), "", code=3)
    office.run("a", "keys", "show", office.copy("a"), "zz", code=3)
    office.run("a", "keys", "show", office.copy("a"), "0" * 64, code=5)


def test_a_dry_run_of_a_copy_without_a_key_makes_none(office: Office) -> None:
    office.charter()
    office.run("d", "init", office.copy("d"))
    office.run("d", "merge", office.copy("d"), office.copy("a"))
    charter = office.ask("a", "list")["charter"]
    office.run("d", "keys", "endorse", office.copy("d"), charter, "--role", "root", "--dry-run")
    office.run("d", "keys", "new", office.copy("d"), "--dry-run")
    assert not (office.folder / "home-d" / "keys").exists()
