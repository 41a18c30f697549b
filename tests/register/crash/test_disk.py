"""A disk that is full or cannot be written: one clear line, nothing lost, nothing half-written, and on it goes with more room."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from fallow.core.errors import ConflictError, IntegrityError
from fallow.register import Draft, Key, Register

NOON = datetime(2024, 5, 1, 12, tzinfo=UTC)
KEY = Key.from_seed(bytes(range(32)))


class SmallDisk:
    """A file system of its own in memory, of a size and permission that can be changed while it is used."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._mount("-t", "tmpfs", "-o", "size=600k", "tmpfs")

    def _mount(self, *words: str) -> None:
        subprocess.run(["mount", *words, str(self.folder)], check=True, capture_output=True)

    def resize(self, size: str) -> None:
        """Give it another size."""
        self._mount("-o", f"remount,size={size}")

    def write_protect(self, *, on: bool) -> None:
        """Let nobody write, or everybody again."""
        self._mount("-o", f"remount,{'ro' if on else 'rw'}")

    def fill(self) -> None:
        """Take what room there is."""
        with (self.folder / "filler").open("wb", buffering=0) as stream:
            for size in (4096, 1):
                try:
                    while True:
                        stream.write(bytes(size))
                except OSError:
                    continue


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    folder = tmp_path / "disk"
    folder.mkdir()
    try:
        made = SmallDisk(folder)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("a file system can be mounted here by nobody but root")
    yield made
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def note(number: int, size: int = 200) -> Draft:
    return Draft("note", {"text": f"{number} " + "x" * size})


def until_full(register: Register, size: int = 200) -> tuple[set[str], ConflictError]:
    """Append single entries until the disk is full; the ids that were acknowledged, and the error."""
    durable: set[str] = set()
    with pytest.raises(ConflictError) as caught:
        for number in range(100_000):
            durable.update(entry.id for entry in register.append([note(number, size)], now=NOON))
    return durable, caught.value


def ids(register: Register) -> set[str]:
    return {entry.id for entry in register.entries()}


def test_a_full_disk_is_one_clear_line_and_takes_nothing(disk: SmallDisk) -> None:
    with Register.create(disk.folder / "a.fallow", key=KEY) as register:
        durable, error = until_full(register)
        assert (error.kind, error.exit_code) == ("storage", 6)
        assert "\n" not in str(error)
        assert "free space" in str(error)
        assert len(durable) > 10
        assert ids(register) == durable
        disk.resize("4m")
        (more,) = register.append([note(-1)], now=NOON)
        assert ids(register) == durable | {more.id}
        assert register.verify()
    with Register.open(disk.folder / "a.fallow") as again:
        assert ids(again) == durable | {more.id}
        assert again.verify()


@pytest.mark.parametrize("with_blob", [False, True])
def test_a_batch_that_finds_no_room_is_not_there_in_part(disk: SmallDisk, with_blob: bool) -> None:
    with Register.create(disk.folder / "a.fallow", key=KEY) as register:
        (first,) = register.append([note(0)], now=NOON)
        with pytest.raises(ConflictError) as caught, register.transaction(NOON) as tx:
            tx.append(note(1))
            if with_blob:
                tx.put_blob(bytes(600_000))
            for number in range(5_000):
                tx.append(note(number))
        assert caught.value.kind == "storage"
        assert ids(register) == {first.id}
        assert not list(register.recorder.blobs())
        disk.resize("4m")
        assert register.verify()
        register.append([note(2)], now=NOON)
        assert register.verify()


def test_a_register_that_finds_no_room_to_begin_leaves_no_file(disk: SmallDisk) -> None:
    disk.fill()
    with pytest.raises(ConflictError) as caught:
        Register.create(disk.folder / "a.fallow", key=KEY)
    assert caught.value.kind == "storage"
    assert [path.name for path in disk.folder.iterdir()] == ["filler"]
    (disk.folder / "filler").unlink()
    Register.create(disk.folder / "a.fallow", key=KEY).close()


def test_a_full_disk_is_not_taken_for_a_damaged_register(disk: SmallDisk) -> None:
    with Register.create(disk.folder / "a.fallow", key=KEY) as register:
        (first,) = register.append([note(0)], now=NOON)
    disk.fill()
    with pytest.raises(ConflictError) as caught, Register.open(disk.folder / "a.fallow", key=KEY) as register:
        register.append([note(1)], now=NOON)
    assert caught.value.kind == "storage"
    (disk.folder / "filler").unlink()
    with Register.open(disk.folder / "a.fallow", key=KEY) as register:
        assert ids(register) == {first.id}
        assert register.verify()


def test_a_write_protected_register_is_read_and_not_written(disk: SmallDisk) -> None:
    with Register.create(disk.folder / "a.fallow", key=KEY) as register:
        (first,) = register.append([note(0)], now=NOON)
    disk.write_protect(on=True)
    with Register.open(disk.folder / "a.fallow", key=KEY) as register:
        assert ids(register) == {first.id}
        assert register.verify()
        with pytest.raises(ConflictError) as caught:
            register.append([note(1)], now=NOON)
        assert (caught.value.kind, "\n" in str(caught.value)) == ("storage", False)
    with pytest.raises(ConflictError) as caught:
        Register.create(disk.folder / "b.fallow", key=KEY)
    assert caught.value.kind == "storage"
    disk.write_protect(on=False)
    with Register.open(disk.folder / "a.fallow", key=KEY) as register:
        register.append([note(2)], now=NOON + timedelta(seconds=1))
        assert register.verify()


def test_a_disk_that_fills_up_while_the_log_is_folded_in_takes_nothing(disk: SmallDisk) -> None:
    with Register.create(disk.folder / "a.fallow", key=KEY) as register:
        durable = {entry.id for number in range(20) for entry in register.append([note(number)], now=NOON)}
        disk.fill()
    (disk.folder / "filler").unlink()
    with Register.open(disk.folder / "a.fallow", key=KEY) as register:
        assert ids(register) == durable
        assert register.verify()


def killed_with_its_log(folder: Path) -> tuple[Path, set[str]]:
    """A register whose last entries lie in its write-ahead log alone, as a kill leaves it."""
    place = folder / "a.fallow"
    with Register.create(place, key=KEY) as register:
        durable = {entry.id for entry in register.append([note(0), note(1)], now=NOON)}
        left = {path.name: path.read_bytes() for path in folder.iterdir()}
    for path in folder.iterdir():
        path.unlink()
    for name, content in left.items():
        (folder / name).write_bytes(content)
    return place, durable


def test_a_write_protected_register_with_its_log_shows_what_is_in_the_log(disk: SmallDisk) -> None:
    place, durable = killed_with_its_log(disk.folder)
    disk.write_protect(on=True)
    with Register.open(place) as register:
        assert ids(register) == durable
        assert register.verify()


def test_a_write_protected_register_whose_log_cannot_be_read_is_refused_rather_than_shown_without(
    disk: SmallDisk,
) -> None:
    place, durable = killed_with_its_log(disk.folder)
    (disk.folder / "a.fallow-shm").unlink()  # without it SQLite has to write before it can read the log
    disk.write_protect(on=True)
    with pytest.raises(ConflictError) as caught:
        Register.open(place)
    assert caught.value.kind == "storage"
    assert "a.fallow-wal" in str(caught.value)
    disk.write_protect(on=False)
    with Register.open(place) as register:
        assert ids(register) == durable


def test_a_log_left_behind_is_neither_deleted_nor_taken_over_by_a_new_register(tmp_path: Path) -> None:
    place, durable = killed_with_its_log(tmp_path)
    place.rename(tmp_path / "elsewhere")
    with pytest.raises(ConflictError) as caught:
        Register.create(place, key=KEY)
    assert caught.value.kind == "exists"
    assert "a.fallow-wal" in str(caught.value)
    (tmp_path / "elsewhere").rename(place)
    with Register.open(place) as register:
        assert ids(register) == durable


def test_a_disk_that_spoilt_pages_is_told_as_damage_when_they_are_read(tmp_path: Path) -> None:
    place = tmp_path / "a.fallow"
    with Register.create(place, key=KEY) as register:
        register.append([note(number) for number in range(400)], now=NOON)
    content = place.read_bytes()
    place.write_bytes(content[: len(content) // 2] + bytes(len(content) - len(content) // 2))
    with Register.open(place) as register, pytest.raises(IntegrityError) as caught:
        ids(register)
    assert (caught.value.kind, caught.value.exit_code) == ("damaged-file", 7)


def smallest_files(size: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def fallow(*words: object, lines: str = "", most_bytes: int | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "fallow.cli.main", *map(str, words)],
        input=lines,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=None if most_bytes is None else smallest_files(most_bytes),
    )


def lines(count: int) -> str:
    return "".join(json.dumps({"kind": "note", "body": {"text": f"{at} " + "x" * 200}}) + "\n" for at in range(count))


@pytest.mark.parametrize("batch", [1, 7])
def test_the_command_prints_no_id_that_the_disk_did_not_take(tmp_path: Path, batch: int) -> None:
    place = tmp_path / "a.fallow"
    Register.create(place).close()
    ended = fallow("append", place, "-", "--batch", batch, lines=lines(3_000), most_bytes=300_000)
    assert ended.returncode == 6, ended.stderr
    assert ended.stderr.count("\n") == 1
    assert "free space" in ended.stderr
    printed = ended.stdout.split()
    with Register.open(place) as register:
        assert ids(register) == set(printed)
        assert len(printed) > 10
        assert register.verify()
    ended = fallow("append", place, "-", lines=lines(1))
    assert ended.returncode == 0, ended.stderr
    with Register.open(place) as register:
        assert ids(register) == {*printed, *ended.stdout.split()}
        assert register.verify()


def test_the_commands_on_a_write_protected_disk_read_and_say_why_they_do_not_write(disk: SmallDisk) -> None:
    place = disk.folder / "a.fallow"
    with Register.create(place) as register:
        (first,) = register.append([note(0)], now=NOON)
    disk.write_protect(on=True)
    assert first.id in fallow("log", place, "--json").stdout
    assert fallow("verify", place).returncode == 0
    ended = fallow("append", place, "-", lines=lines(1))
    assert (ended.returncode, ended.stdout, ended.stderr.count("\n")) == (6, "", 1)
    assert "permissions" in ended.stderr
