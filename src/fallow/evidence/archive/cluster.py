"""Cluster: an archive read on Dask, each file a task, for those who outgrow one machine.

``local`` starts processes of this machine under Dask's care; an address is that of a scheduler whose workers see the same folders
and hold the same Fallow, which is checked: a worker with other rules would read another thing. A worker that is killed has its
files read again by another; a file that kills three is refused in one line. Dask (Rocklin 2015, BSD) is an extra (``fallow[dask]``).
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from fallow.core.errors import ConflictError, DependencyError, InputError
from fallow.evidence.archive.fileread import FileReader, FileReading

LOCAL = "local"
_AHEAD = 32
"""Tasks in flight for each thread of the cluster."""

_TIMES = 3
_SILENT = 50
_WAIT_SECONDS = "20s"
_one_at_a_time = threading.Lock()


def read_on_cluster(
    paths: Sequence[str], reader: FileReader, address: str, jobs: int | None = None
) -> Iterator[FileReading]:
    """Yield the reading of each file, in order, read by the workers at ``address`` or, for ``local``, by ``jobs`` processes.

    Raises ``DependencyError`` (``missing-extra``), ``InputError`` (``no-cluster``), ``ConflictError`` (``workers-differ``).
    """
    dask = _dask()
    with ExitStack() as stack:
        client = stack.enter_context(_client(dask, address, jobs, stack))
        sent = client.scatter(reader, broadcast=True, hash=False)
        waiting, flying = deque(paths), deque[tuple[str, Any]]()
        threads = max(1, sum(client.nthreads().values()))
        while waiting or flying:
            while waiting and len(flying) < threads * _AHEAD:
                path = waiting.popleft()
                flying.append((path, client.submit(_task, path, sent, pure=False, retries=0)))
            path, future = flying.popleft()
            yield _result(dask, path, future, reader)


def _dask() -> Any:
    """Return the library, imported when it is first needed: it takes half a second."""
    if find_spec("distributed") is None:
        raise DependencyError(
            kind="missing-extra",
            expected="dask and distributed, which come with the extra dask",
            found="no such library",
            do="pip install 'fallow[dask]', or leave --dask out",
        )
    return import_module("distributed")


def _client(dask: Any, address: str, jobs: int | None, stack: ExitStack) -> Any:
    if address == LOCAL:
        stack.enter_context(import_module("dask").config.set({"distributed.scheduler.allowed-failures": _TIMES}))
        cluster = dask.LocalCluster(
            n_workers=jobs, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=_SILENT
        )
        return dask.Client(stack.enter_context(cluster))
    try:
        return dask.Client(address, timeout=_WAIT_SECONDS)
    except (OSError, ValueError) as error:
        raise InputError(
            kind="no-cluster",
            expected="the address of a Dask scheduler, or local",
            found=f"{address}: {error}",
            do="start a scheduler and workers, and give the address that the scheduler prints",
        ) from error


def _result(dask: Any, path: str, future: Any, reader: FileReader) -> FileReading:
    try:
        key, reading = future.result()
    except dask.KilledWorker:
        return reader.lost(path)
    if key != reader.key:
        raise ConflictError(
            kind="workers-differ",
            expected="workers with the same Fallow, tables and libraries as here",
            found=f"a worker whose rules have the digest {str(key)[:10]}, here {str(reader.key)[:10]}",
            do="install the same version everywhere",
        )
    if not isinstance(reading, FileReading):
        raise TypeError(f"expected a reading of {path}, found {type(reading).__name__}")
    return reading


def _task(path: str, reader: FileReader) -> tuple[str, FileReading]:
    """One file, on a worker; its threads take turns, as parser and extractor are not made for several."""
    with _one_at_a_time:
        return reader.own_key(), reader.do(path)
