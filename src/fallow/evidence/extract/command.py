"""An extractor that is any program on this machine: JSON lines in, JSON lines out. Fallow opens no connection for it.

First line to the program: ``{"protocol", "instructions", "instructions_sha256"}``; it answers ``{"name", "version"}`` and, where
it uses other instructions, ``"prompt_sha256"``. Then one line a segment, ``{"segment": n, "kind", "start", "text"}``, and one line
back, ``{"segment": n, "drafts": [...]}``. The text is a JSON string and nothing else: data, never part of the instructions.

A line that is late, too long, or no answer ends the program; the segment is refused in the open and the next one meets a fresh
start, at most ``MOST_FAILURES`` times. The program and what it started in its group are ended together; its error output is not shown.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

from fallow.core.canonical import parse_json
from fallow.core.errors import InputError
from fallow.evidence.extract.draft import Draft, UnreadDraft
from fallow.evidence.extract.limits import (
    ANSWER_SECONDS,
    MOST_ANSWER_BYTES,
    MOST_FAILURES,
    MOST_SEGMENT_CHARS,
    PROGRAM_MEMORY_BYTES,
    START_SECONDS,
)
from fallow.evidence.extract.parse import parse_drafts
from fallow.evidence.extract.prompt import INSTRUCTIONS, INSTRUCTIONS_SHA256, PROTOCOL
from fallow.evidence.extract.role import SegmentText

_NAME = re.compile(r"[\w][\w .:/@+()-]{0,119}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_OWN_SETTINGS = "FALLOW_"
_BOUNDED = Path(__file__).with_name("bounded.py")  # by its path: it needs nothing of Fallow and starts at once


class CommandExtractor:
    """A program behind the role ``Extractor``; a context manager, because it holds a process. Not for several threads.

    Raises ``InputError`` when made: ``bad-extractor`` where the program cannot be started or does not say its name.
    """

    def __init__(
        self,
        argv: Sequence[str],
        seconds: float = ANSWER_SECONDS,
        memory_bytes: int = PROGRAM_MEMORY_BYTES,
        start_seconds: float = START_SECONDS,
    ) -> None:
        if not argv:
            raise _bad("a program", "nothing")
        self._argv, self._memory = tuple(argv), memory_bytes
        self._seconds, self._start_seconds = seconds, start_seconds
        self._failures = 0
        self._asked = 0
        self._program: _Program | None = None
        hello = self._start()
        if isinstance(hello, str):
            self.close()
            raise _bad("a program that answers its first line with its name and version", f"{self._argv[0]!r}: {hello}")
        self.name, self.version, self.prompt_sha256 = hello

    def __enter__(self) -> CommandExtractor:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the program and what it started, where it runs."""
        program, self._program = self._program, None
        if program is not None:
            program.end()

    def extract(self, segment: SegmentText) -> list[Draft]:
        """Return the program's drafts about the segment; a failure of the program is one ``UnreadDraft`` that says so."""
        self._asked += 1
        if len(segment.text) > MOST_SEGMENT_CHARS:
            return [
                _unread(
                    "segment-too-long",
                    f"the segment has {len(segment.text)} characters, more than {MOST_SEGMENT_CHARS}",
                )
            ]
        if self._failures >= MOST_FAILURES:
            return [_unread("extractor-given-up", f"the program failed {self._failures} times and is asked no more")]
        if self._program is None and isinstance(hello := self._start(), str):
            return [self._failed(hello)]
        question = {"segment": self._asked, "kind": segment.kind, "start": segment.start, "text": segment.text}
        answer = self._program.ask(question, self._seconds) if self._program is not None else "it is not running"
        if isinstance(answer, str):
            return [self._failed(answer)]
        if set(answer) != {"segment", "drafts"} or answer["segment"] != self._asked:
            return [self._failed(f"its answer to segment {self._asked} is not one: {sorted(answer)!a:.120}")]
        try:
            return parse_drafts(answer["drafts"])
        except InputError as error:
            return [_unread(error.kind, str(error))]

    def _failed(self, why: str) -> UnreadDraft:
        self.close()
        self._failures += 1
        return _unread("extractor-failed", f"{self._argv[0]!a}: {why}")

    def _start(self) -> tuple[str, str, str] | str:
        """Start the program and return its name, version and prompt digest, or a sentence that says what went wrong."""
        self._program = _Program(self._argv, self._memory)
        hello = {"protocol": PROTOCOL, "instructions": INSTRUCTIONS, "instructions_sha256": INSTRUCTIONS_SHA256}
        answer = self._program.ask(hello, self._start_seconds)
        if isinstance(answer, str):
            return answer
        name, version, prompt = (
            answer.get("name"),
            answer.get("version"),
            answer.get("prompt_sha256", INSTRUCTIONS_SHA256),
        )
        named = (
            isinstance(name, str) and isinstance(version, str) and _NAME.fullmatch(name) and _NAME.fullmatch(version)
        )
        if not named or not isinstance(prompt, str) or not _SHA256.fullmatch(prompt):
            return f"its first answer names no model, version and prompt: {json.dumps(answer)[:160]}"
        return str(name), str(version), prompt


class _Program:
    """One run of the program. Every exchange happens in a thread that is given up where it takes too long."""

    def __init__(self, argv: Sequence[str], memory_bytes: int) -> None:
        kept = {key: value for key, value in os.environ.items() if not key.startswith(_OWN_SETTINGS)}
        command = [sys.executable, "-I", str(_BOUNDED), str(memory_bytes), *argv]
        self._process = subprocess.Popen(  # noqa: S603 - the user's own program, given as a list, no shell
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=kept,
            bufsize=0,
            start_new_session=True,
        )
        self._rest = b""
        self._stuck = False

    def ask(self, question: dict[str, Any], seconds: float) -> dict[str, Any] | str:
        """Return the answer, an object, or a sentence that says what went wrong."""
        line = json.dumps(question).encode("ascii") + b"\n"  # ASCII: a lone surrogate travels as an escape
        told: list[bytes | str] = []
        worker = threading.Thread(target=lambda: told.append(self._exchange(line)), daemon=True)
        worker.start()
        worker.join(seconds)
        if worker.is_alive():
            self._stuck = True
            self._kill()
            worker.join(1.0)
            self._stuck = worker.is_alive()
            return f"no answer within {seconds:g} s"
        found = told[0] if told else "it could not be asked"
        if isinstance(found, str):
            return found
        try:
            answer = parse_json(found)
        except (InputError, ValueError) as error:
            return f"its line is no JSON: {error}"[:200]
        return answer if isinstance(answer, dict) else f"its line is no object: {found[:80]!r}"

    def _exchange(self, line: bytes) -> bytes | str:
        source, sink = self._process.stdout, self._process.stdin
        if source is None or sink is None:
            return "it has no input or output"
        try:
            while line:
                line = line[sink.write(line) or 0 :]
            while b"\n" not in self._rest:
                if len(self._rest) > MOST_ANSWER_BYTES:
                    return f"a line of more than {MOST_ANSWER_BYTES} bytes"
                piece = os.read(source.fileno(), 65_536)
                if not piece:
                    return "it ended without an answer"
                self._rest += piece
        except OSError as error:
            return f"it ended: {error.strerror or type(error).__name__}"
        answer, _, self._rest = self._rest.partition(b"\n")
        return answer if len(answer) <= MOST_ANSWER_BYTES else f"a line of more than {MOST_ANSWER_BYTES} bytes"

    def end(self) -> None:
        """End the process and its group, and close its pipes."""
        self._kill()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(5.0)
        if self._stuck:  # a child that left the group holds the pipe: closing it would wait for that child
            return
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()

    def _kill(self) -> None:
        with contextlib.suppress(OSError):
            if hasattr(os, "killpg"):
                os.killpg(self._process.pid, signal.SIGKILL)
        with contextlib.suppress(OSError):
            self._process.kill()


def _unread(kind: str, why: str) -> UnreadDraft:
    return UnreadDraft(kind, why, "")


def _bad(expected: str, found: str) -> InputError:
    return InputError(
        kind="bad-extractor",
        expected=expected,
        found=found[:300],
        do="run the program by hand; docs/methods/extractor.md says what it must answer",
    )
