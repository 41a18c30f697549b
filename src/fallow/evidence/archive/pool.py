"""Pool: many files worked on by processes of this machine, results in the order given, a bounded number in flight.

Processes are started anew (spawn), so that none inherits locks or half a state. Each is replaced after ``FILES_A_PROCESS`` files,
because the parser keeps every word it ever met. A process that dies (out of memory, a fault in a compiled library) takes down its
pool; the files it may have died of are then done one at a time by one process, and the one that kills again is refused in one line.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import Any, Protocol, TypeVar

from fallow.core.errors import ConflictError

FEW = 60
"""Files up to which starting processes costs more than it saves."""

FILES_A_PROCESS = 2_000
FILES_A_TASK = 8
_AHEAD = 4
"""Tasks in flight for each process: what bounds memory when one slow file holds up the order."""

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Work(Protocol[T_co]):
    """What is done with each file. Can be sent to another process; never raises for what a file holds."""

    def do(self, path: str) -> T_co:
        """Do one file."""
        ...

    def lost(self, path: str) -> T_co:
        """Return what stands for a file whose process ended."""
        ...


def jobs_for(files: int, asked: int | None) -> int:
    """Return how many processes work: those asked for, else one for few files, else as many as there are cores."""
    if asked is not None:
        return max(1, min(asked, files))
    return 1 if files <= FEW else _cores()


def in_turn(paths: Sequence[str], work: Work[T]) -> Iterator[T]:
    """Yield what comes of each file, in order, in this process."""
    for path in paths:
        yield work.do(path)


def in_processes(paths: Sequence[str], work: Work[T], jobs: int) -> Iterator[T]:
    """Yield what comes of each file, in order, done by ``jobs`` processes: the same as ``in_turn`` yields.

    Raises ``ConflictError`` (``no-processes``) where processes end before they are given a file.
    """
    tasks = deque(tuple(paths[i : i + FILES_A_TASK]) for i in range(0, len(paths), FILES_A_TASK))
    while tasks:
        yield from _until_broken(tasks, work, jobs)
        if tasks:
            _need_processes(work)
            yield from _carefully(
                [path for _ in range(min(len(tasks), jobs * _AHEAD)) for path in tasks.popleft()], work
            )


def _until_broken(tasks: deque[tuple[str, ...]], work: Work[T], jobs: int) -> Iterator[T]:
    """Work tasks off; where a process dies, what was in flight is put back in its order."""
    flying: deque[tuple[tuple[str, ...], Future[list[T]]]] = deque()
    pool = _pool(jobs, work)
    try:
        while tasks or flying:
            while tasks and len(flying) < jobs * _AHEAD:
                flying.append((tasks[0], pool.submit(_do, tasks[0])))
                tasks.popleft()
            done = flying[0][1].result()
            flying.popleft()
            yield from done
    except BrokenProcessPool:
        tasks.extendleft(task for task, _ in reversed(flying))
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _need_processes(work: Work[Any]) -> None:
    """Where a process dies before it was given a file, no file is to blame: stop, and do not blame them one by one."""
    with _pool(1, work) as pool:
        try:
            pool.submit(_do, ()).result()
        except BrokenProcessPool as error:
            raise ConflictError(
                kind="no-processes",
                expected="processes that can be started beside this one",
                found="one that ended before it was given a file",
                do="give --jobs 1, or free some memory",
            ) from error


def _carefully(paths: Sequence[str], work: Work[T]) -> Iterator[T]:
    """One file at a time in one process: where it dies there is no doubt of which, and another takes the rest."""
    waiting = deque(paths)
    while waiting:
        with _pool(1, work) as pool:
            try:
                while waiting:
                    yield pool.submit(_do, (waiting[0],)).result()[0]
                    waiting.popleft()
            except BrokenProcessPool:
                yield work.lost(waiting.popleft())


def _pool(jobs: int, work: Work[Any]) -> ProcessPoolExecutor:
    most = FILES_A_PROCESS // FILES_A_TASK
    return ProcessPoolExecutor(
        jobs, get_context("spawn"), initializer=_start, initargs=(work,), max_tasks_per_child=most
    )


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


_work: list[Work[Any]] = []
"""The work of a worker process; empty everywhere else."""


def _start(work: Work[Any]) -> None:
    _work[:] = [work]


def _do(paths: tuple[str, ...]) -> list[Any]:
    return [_work[0].do(path) for path in paths]
