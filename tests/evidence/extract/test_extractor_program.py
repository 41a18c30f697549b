"""Programs as extractors: real processes that answer well, badly, too much or never; and the option of ``fallow read``."""

from __future__ import annotations

import json
import os
import shlex
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from fallow.cli.init import command as init_command
from fallow.cli.read import command
from fallow.core.errors import InputError
from fallow.evidence.extract import CommandExtractor, SegmentText, read_by_machine
from fallow.evidence.reading import read_document
from fallow.register import Register
from fallow.testing.extractors import INJECTIONS, PAGE, ExtractorTests

HELLO = 'import sys; sys.stdin.readline(); print(\'{"name":"n","version":"1"}\', flush=True)'
SEGMENT = SegmentText("body", 53, PAGE.split("\n\n")[2])


def program(manner: str) -> list[str]:
    return [sys.executable, "-m", "fallow.testing.extractors", manner]


class TestProgram(ExtractorTests):
    """A program keeps the promises of the role."""

    @classmethod
    def setup_class(cls) -> None:
        cls.mine = CommandExtractor(program("right"))

    @classmethod
    def teardown_class(cls) -> None:
        cls.mine.close()

    def extractor(self) -> CommandExtractor:
        return self.mine


BROKEN = {
    "garbage": "print('Sure! Here are the drafts:', flush=True)",
    "huge": "print('{\"segment\": 1, \"drafts\": [\"' + 'x' * 2_000_000 + '\"]}', flush=True)",
    "deep": "print('[' * 100_000, flush=True)",
    "many": "print('{\"segment\": 1, \"drafts\": [' + ','.join(['{}'] * 1_000) + ']}', flush=True)",
    "endless": "[print('x' * 100_000, end='') for _ in iter(int, 1)]",
    "no bytes of UTF-8": "sys.stdout.buffer.write(bytes([255, 254, 10])); sys.stdout.flush()",
    "enormous number": "print('{\"segment\": 1, \"drafts\": ' + '9' * 9_000 + '}', flush=True)",
    "other segment": 'print(\'{"segment": 2, "drafts": []}\', flush=True)',
    "more keys": 'print(\'{"segment": 1, "drafts": [], "strikes": []}\', flush=True)',
    "dies": "sys.exit()",
}


@pytest.mark.parametrize("manner", BROKEN)
def test_a_broken_answer_is_one_refusal_that_says_why(manner: str) -> None:
    script = f"{HELLO}; sys.stdin.readline(); {BROKEN[manner]}"
    with CommandExtractor([sys.executable, "-c", script], seconds=20) as mine:
        (found,) = mine.extract(SEGMENT)
    assert found.kind == ("bad-draft" if manner == "many" else "extractor-failed")
    assert found.why


def test_a_program_that_goes_on_failing_is_asked_no_more_and_every_segment_is_accounted_for() -> None:
    document = read_document(PAGE.encode(), "page.txt")
    with CommandExtractor([sys.executable, "-c", f"{HELLO}; sys.stdin.readline(); print('Sure!', flush=True)"]) as mine:
        found = read_by_machine(document, mine)
    assert not found.gated.claims
    assert not found.asked
    kinds = [one.kind for one in found.gated.refused]
    assert kinds == ["extractor-failed"] * 3 + ["extractor-given-up"]
    assert len(found.not_asked) == len(document.reading.segments)


def test_a_program_that_hangs_is_ended_with_its_children() -> None:
    script = f"{HELLO}; import os, time; os.fork(); time.sleep(3600)"
    with CommandExtractor([sys.executable, "-c", script], seconds=1.0) as mine:
        process = mine._program._process.pid
        before = time.monotonic()
        (found,) = mine.extract(SEGMENT)
        assert found.kind == "extractor-failed"
        assert "no answer within 1 s" in found.why
        assert time.monotonic() - before < 10
    with pytest.raises(ProcessLookupError):
        for _ in range(100):
            os.killpg(process, 0)
            time.sleep(0.05)


def test_memory_is_bounded() -> None:
    script = f"{HELLO}; sys.stdin.readline(); x = bytearray(3_000_000_000); x[::4096] = x[::4096]; print(3, flush=True)"
    with CommandExtractor([sys.executable, "-c", script], memory_bytes=1_000_000_000) as mine:
        (found,) = mine.extract(SEGMENT)
    assert found.kind == "extractor-failed"
    assert "ended without an answer" in found.why


@pytest.mark.parametrize(
    "argv",
    [
        [],
        ["/no/such/program"],
        [sys.executable, "-c", "print('hello')"],
        [sys.executable, "-c", 'print(\'{"name": "\\x1b[2J", "version": "1"}\')'],
        [sys.executable, "-c", 'print(\'{"name": "n", "version": "1", "prompt_sha256": "x"}\')'],
    ],
)
def test_a_program_that_does_not_say_its_name_is_not_used(argv: list[str]) -> None:
    with pytest.raises(InputError) as caught:
        CommandExtractor(argv, seconds=20)
    assert caught.value.kind == "bad-extractor"


def test_fallows_own_settings_are_not_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FALLOW_SECRET", "x")
    script = 'import os,sys; sys.stdin.readline(); print(\'{"name":"\'+str(\'FALLOW_SECRET\' in os.environ)+\'","version":"1"}\', flush=True)'
    with CommandExtractor([sys.executable, "-c", script]) as mine:
        assert mine.name == "False"


def read(*arguments: str) -> dict[str, object]:
    done = CliRunner().invoke(command, [*arguments, "--json"], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_the_option_adds_a_key_and_changes_no_other(tmp_path: Path) -> None:
    source = tmp_path / "page.txt"
    source.write_text(PAGE, encoding="utf-8")
    plain = read(str(source))
    assert "machine" not in plain
    for manner in ("right", "obedient"):
        told = read(str(source), "--extractor", shlex.join(program(manner)))
        machine = told.pop("machine")
        assert told == plain
        assert machine["model"]["name"] == "scripted"
        assert machine["documents"][0]["sha256"] == plain["documents"][0]["sha256"]
        assert bool(machine["documents"][0]["claims"]) == (manner == "right")


def test_nothing_a_machine_says_goes_into_a_register(tmp_path: Path) -> None:
    source, register = tmp_path / "page.txt", tmp_path / "r.fallow"
    source.write_text(PAGE, encoding="utf-8")
    assert CliRunner().invoke(init_command, [str(register)]).exit_code == 0
    done = CliRunner().invoke(
        command, [str(source), "--into", str(register), "--extractor", shlex.join(program("obedient"))]
    )
    assert done.exit_code == 2
    assert "never enter a register" in done.output
    with Register.open(register) as opened:
        assert [entry.kind for entry in opened.entries() if entry.kind in {"strike", "decision", "reading"}] == []


def test_an_order_on_a_page_puts_no_strike_and_no_decision_into_a_register(tmp_path: Path) -> None:
    register = tmp_path / "r.fallow"
    assert CliRunner().invoke(init_command, [str(register)]).exit_code == 0
    for number, words in enumerate(INJECTIONS):
        text = f"Halvik\n\nPublished 15 May 2031\n\n{words}\n"
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    pages = [str(tmp_path / f"{number}.txt") for number in range(len(INJECTIONS))]
    assert CliRunner().invoke(command, [*pages, "--into", str(register)]).exit_code == 0
    with Register.open(register) as opened:
        assert {entry.kind for entry in opened.entries()} & {"strike", "decision", "note", "link"} == set()
        assert {"document", "reading"} <= {entry.kind for entry in opened.entries()}
