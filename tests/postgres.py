"""A PostgreSQL server for the tests: from the system's package, in a folder of its own, spoken to by socket alone.

Loaded by ``tests/register/conftest.py``. The server is started once a run; every test gets a schema of its own.
"""

from __future__ import annotations

import getpass
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

_ACCOUNT = "postgres"
_HBA = "local all guarded scram-sha-256\nlocal all all trust\n"  # guarded: the role with which passwords are tested
_SCHEMAS = count(1)


def found_binaries() -> Path | None:
    """The folder of the newest PostgreSQL server here, ``None`` without one."""
    folders = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    if folders:
        return max(folders, key=lambda folder: int(folder.parent.name))
    there = shutil.which("initdb")
    return Path(there).resolve().parent if there else None


def why_not() -> str | None:
    """Why no server can be started here, ``None`` where one can."""
    try:
        import psycopg  # noqa: F401
    except ImportError:
        return "psycopg is not here: pip install 'fallow[postgres]'"
    if found_binaries() is None:
        return "no PostgreSQL server is here: apt-get install postgresql"
    if os.name != "posix":
        return "the server of these tests is spoken to by a Unix socket"
    if os.geteuid() == 0 and not (_account() and (shutil.which("runuser") or shutil.which("setpriv"))):
        return "PostgreSQL does not run as root, and there is no account postgres to run it as"
    return None


@dataclass(frozen=True, slots=True)
class Server:
    """A running server. ``folder`` holds its data, its socket and its log."""

    folder: Path
    binaries: Path
    superuser: str

    def address(self, schema: str = "", *, user: str = "", database: str = "postgres") -> str:
        """An address by socket, of a schema where one is named."""
        named = f"&fallow_schema={schema}" if schema else ""
        return f"postgresql://{user or self.superuser}@/{database}?host={self.folder}{named}"

    def fresh(self) -> str:
        """The address of a schema that does not exist yet."""
        return self.address(f"test_{next(_SCHEMAS)}")

    def start(self) -> None:
        """Start the server and wait until it answers."""
        # Durable as in earnest: fsync stays on. Locale C keeps messages in English.
        options = f"-c listen_addresses='' -c unix_socket_directories='{self.folder}' -c shared_buffers=32MB"
        options += " -c min_wal_size=32MB -c max_wal_size=128MB -c log_min_messages=fatal"
        self._control("start", "-w", "-t", "60", "-l", str(self.folder / "log"), "-o", options)

    def stop(self, mode: str = "fast") -> None:
        """Stop it: ``smart``, ``fast``, or ``immediate``, which is a crash."""
        self._control("stop", "-w", "-m", mode)

    def run(self, *statements: str, user: str = "") -> None:
        """Run SQL as the superuser, each statement by itself."""
        import psycopg

        with psycopg.connect(self.address(user=user), autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)

    def _control(self, *words: str) -> None:
        _run_as_owner([str(self.binaries / "pg_ctl"), "-D", str(self.folder / "data"), "-s", *words])


@contextmanager
def running() -> Iterator[Server]:
    """A new server in a temporary folder, stopped and removed at the end."""
    binaries = found_binaries()
    if binaries is None:
        raise RuntimeError(why_not())
    folder = Path(tempfile.mkdtemp(prefix="fallow-pg-", dir=_fast_folder()))
    try:
        if os.geteuid() == 0:
            account = pwd.getpwnam(_ACCOUNT)
            os.chown(folder, account.pw_uid, account.pw_gid)
        folder.chmod(0o755)
        server = Server(folder, binaries, _ACCOUNT if os.geteuid() == 0 else getpass.getuser())
        made = [str(binaries / "initdb"), "-D", str(folder / "data"), "-E", "UTF8", "--locale=C", "-A", "trust"]
        _run_as_owner([*made, "--no-sync", "--no-instructions"])
        (folder / "data" / "pg_hba.conf").write_text(_HBA)
        server.start()
        try:
            yield server
        finally:
            server.stop("immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _fast_folder() -> str | None:
    # Memory where there is enough of it, which makes the many small commits of tests quick. Else the usual place. Either
    # path is short: the path of a socket has at most 107 characters.
    shared_memory = "/dev/shm"
    if os.access(shared_memory, os.W_OK) and shutil.disk_usage(shared_memory).free > 1 << 30:
        return shared_memory
    return None


def _account() -> bool:
    try:
        pwd.getpwnam(_ACCOUNT)
    except KeyError:
        return False
    return True


def _run_as_owner(command: Sequence[str]) -> None:
    if os.geteuid() == 0:
        if shutil.which("runuser"):
            command = ["runuser", "-u", _ACCOUNT, "--", *command]
        else:
            command = ["setpriv", f"--reuid={_ACCOUNT}", f"--regid={_ACCOUNT}", "--init-groups", *command]
    # The server inherits what it is given: a pipe would stay open as long as it runs.
    with tempfile.TemporaryFile() as said:
        done = subprocess.run(command, cwd="/", stdin=subprocess.DEVNULL, stdout=said, stderr=said, check=False)
        if done.returncode:
            said.seek(0)
            raise RuntimeError(f"{command}: {said.read().decode(errors='replace')}")
