"""Archives read in parallel, stopped, started again, with broken files among them: always the same bytes."""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from made import made_archive
from works import Fatal, Stillborn

from fallow.cli.read import command
from fallow.core.errors import ConflictError
from fallow.evidence.archive import FileReader, ReadingCache, in_processes, pool, read_files
from fallow.evidence.capture import FilePreparer, capture_files
from fallow.evidence.reading import read_documents, relate
from fallow.register import Register

DOCUMENTS = 12


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A made archive, the first page of which lies there twice, and a page that is not UTF-8."""
    where = tmp_path_factory.mktemp("archive")
    for made in made_archive(DOCUMENTS, seed=3):
        (where / f"{made.name}.txt").write_text(made.text, encoding="utf-8")
    (where / "e_again.txt").write_bytes((where / "d000000.txt").read_bytes())
    (where / "f_broken.txt").write_bytes(b"Shells fell, she \xff\xfe said.\n" * 3)
    return where


@pytest.fixture(scope="module")
def paths(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.txt"))


@pytest.fixture(scope="module")
def expected(paths: list[Path]) -> str:
    """What one process reads that knows of no archive."""
    return as_bytes(read_documents([(str(path), path.read_bytes()) for path in paths]))


def as_bytes(related: Any) -> str:
    return json.dumps(related.reading.to_json())


def test_two_processes_read_what_one_reads(paths: list[Path], expected: str) -> None:
    told: list[str] = []
    found = read_files(paths, jobs=2, on_file=lambda one: told.append(one.path))
    assert as_bytes(relate(found.documents)) == expected
    assert told == [str(path) for path in paths]


def test_a_run_that_was_stopped_goes_on_and_gives_the_same_bytes(
    paths: list[Path], expected: str, tmp_path: Path
) -> None:
    seen = 0

    def stop(_: object) -> None:
        nonlocal seen
        seen += 1
        if seen == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_files(paths, jobs=1, cache=tmp_path / "kept", on_file=stop)
    found = read_files(paths, jobs=1, cache=tmp_path / "kept")
    assert found.cached == 6  # five that were read, and the copy of the first
    assert as_bytes(relate(found.documents)) == expected
    again = read_files(paths, jobs=1, cache=tmp_path / "kept")
    assert again.cached == len(paths)
    assert as_bytes(relate(again.documents)) == expected


@pytest.mark.parametrize("harm", ["cut", "emptied", "changed", "older"])
def test_a_harmed_file_of_the_cache_is_no_reading(paths: list[Path], tmp_path: Path, harm: str) -> None:
    (path,) = paths[1:2]
    whole = read_files([path], jobs=1, cache=tmp_path)
    (kept,) = tmp_path.glob("*/*.json")
    content = kept.read_bytes()
    harmed = {
        "cut": content[: len(content) // 2],
        "emptied": b"",
        "changed": content.replace(b'"affirm"', b'"denied"', 1).replace(b'"start": ', b'"start":  ', 1),
        "older": content.replace(b"cache/1", b"cache/0", 1),
    }[harm]
    assert harmed != content
    kept.write_bytes(harmed)
    found = read_files([path], jobs=1, cache=tmp_path)
    assert found.cached == 0
    assert found.documents == whole.documents
    assert kept.read_bytes() == content


def test_a_changed_rule_finds_no_old_reading(
    paths: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_files(paths[:1], jobs=1, cache=tmp_path)
    monkeypatch.setattr("fallow.evidence.archive.cache._rules", lambda: "other rules")
    assert read_files(paths[:1], jobs=1, cache=tmp_path).cached == 0


def test_a_cache_that_cannot_be_written_costs_no_reading(paths: list[Path], tmp_path: Path) -> None:
    cache = ReadingCache(tmp_path)
    with FileReader(None, cache) as reader:
        whole = reader.do(str(paths[0]))
        for one in tmp_path.glob("??"):
            for file in one.iterdir():
                file.unlink()
            one.rmdir()
            one.write_text("a file where a folder should be")
        assert reader.do(str(paths[0])) == whole


def test_a_document_that_breaks_the_reader_costs_one_line_and_the_rest_goes_on(
    paths: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    from fallow.evidence.archive import fileread

    whole = fileread.read_document

    def breaks(data: bytes, path: str, *others: Any) -> Any:
        if path == str(paths[2]):
            raise RuntimeError("no\nsense")
        return whole(data, path, *others)

    monkeypatch.setattr(fileread, "read_document", breaks)
    arguments = [*(str(path) for path in paths), "--json", "--jobs", "1"]
    done = CliRunner().invoke(command, arguments)
    assert done.exit_code == 3
    assert len(json.loads(done.stdout)["documents"]) == len(paths) - 1
    (line,) = [line for line in done.stderr.splitlines() if "RuntimeError" in line]
    assert str(paths[2]) in line
    assert "no sense" in line


def test_files_that_cannot_be_opened_are_told_and_none_alone_is_an_error(paths: list[Path], tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 ...")
    done = CliRunner().invoke(command, [str(tmp_path / "a.pdf"), str(paths[0]), "--json"])
    assert done.exit_code == 3
    assert len(json.loads(done.stdout)["documents"]) == 1
    assert done.stderr.count("a.pdf: ") == done.stderr.count("\n") == 1
    alone = CliRunner().invoke(command, [str(tmp_path / "a.pdf")])
    assert alone.exception is not None
    assert alone.stdout == ""


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_the_one_file_that_kills_its_process_is_named_and_the_order_stays(paths: list[Path]) -> None:
    names = [str(path) for path in paths[:6]]
    found = list(in_processes(names, Fatal(), 1))
    assert [one.removeprefix("lost ") for one in found] == names
    assert [one for one in found if one.startswith("lost ")] == [f"lost {paths[3]}"]


def test_processes_that_cannot_start_blame_no_file(paths: list[Path]) -> None:
    with pytest.raises(ConflictError, match="--jobs 1"):
        list(in_processes([str(path) for path in paths], Stillborn(), 1))


def test_few_files_are_not_worth_processes() -> None:
    assert [pool.jobs_for(files, None) for files in (0, 1, pool.FEW)] == [1, 1, 1]
    assert [pool.jobs_for(5, asked) for asked in (1, 3, 9)] == [1, 3, 5]


def test_a_register_holds_the_same_whoever_read_ahead(paths: list[Path], tmp_path: Path) -> None:
    from datetime import UTC, datetime

    now = datetime(2031, 9, 1, tzinfo=UTC)

    def bodies(name: str, prepared: Iterator[Any] | None) -> list[Any]:
        with Register.create(tmp_path / name) as register:
            capture_files(register, paths[:5], now, prepared=prepared)
            return [
                {key: value for key, value in entry.body.items() if key not in {"document", "derived_from"}}
                for entry in register.entries()
            ]

    work = FilePreparer(None, now.date())
    ahead = (work.do(str(path)) for path in paths[:5])
    lost = (work.lost(str(path)) for path in paths[:5])
    plain = bodies("a.fallow", None)
    assert bodies("b.fallow", ahead) == plain
    assert next(ahead, None) is None
    assert bodies("c.fallow", lost) == plain


@pytest.mark.long
def test_a_worker_killed_midway_changes_nothing(paths: list[Path], expected: str, tmp_path: Path) -> None:
    """A cluster of two processes, one of which kills itself at its third file."""
    pytest.importorskip("distributed")
    killed = tmp_path / "killed"
    found = read_files(paths, jobs=2, cache=tmp_path / "kept", cluster="local", on_file=_kill_one(killed))
    assert killed.exists()
    assert as_bytes(relate(found.documents)) == expected


def _kill_one(mark: Path) -> Any:
    import distributed

    def on_file(_: object) -> None:
        if not mark.exists():
            pids = distributed.get_client().run(os.getpid)
            os.kill(next(iter(pids.values())), signal.SIGKILL)
            mark.write_text("killed")

    return on_file


@pytest.mark.long
def test_a_cluster_that_is_not_there_is_named(paths: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    from fallow.core.errors import InputError
    from fallow.evidence.archive import cluster

    monkeypatch.setattr(cluster, "_WAIT_SECONDS", "1s")
    with pytest.raises(InputError, match=r"127\.0\.0\.1:1") as caught:
        read_files(paths, cluster="tcp://127.0.0.1:1")
    assert caught.value.kind == "no-cluster"
