"""Extractor: hands a document to the worker process and takes its text back, within time.

The worker starts at the first document that needs it and serves the next ones too; one that takes longer than its time is ended
with its worker, and the next document gets a new one. So a hostile page costs one line and at most ``EXTRACT_SECONDS``.
"""

from __future__ import annotations

import base64
import json
import subprocess
import sys
import threading
from datetime import date
from types import TracebackType
from typing import Any

from fallow.core.errors import DependencyError, InputError
from fallow.evidence.capture.limits import EXTRACT_SECONDS, not_text
from fallow.evidence.capture.media import HTML, MAIL, PDF
from fallow.evidence.capture.opened import Extract
from fallow.evidence.reading.result import Dated

WHAT = {HTML: "an HTML page", PDF: "a PDF", MAIL: "an e-mail"}
"""The formats that are opened in the worker, as a person calls them."""


class Extractor:
    """Use as a context manager; the worker ends with it. Not safe to share between threads."""

    def __init__(self, seconds: float = EXTRACT_SECONDS) -> None:
        self._seconds = seconds
        self._worker: subprocess.Popen[bytes] | None = None
        self._ended: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Extractor:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, tb: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the worker, where there is one."""
        worker, self._worker = self._worker, None
        self._ended.clear()
        if worker is not None:
            worker.kill()
            worker.wait()
            for stream in (worker.stdin, worker.stdout):
                if stream is not None:
                    try:
                        stream.close()
                    except OSError:
                        continue

    def extract(
        self, media: str, data: bytes, name: str, captured: date | None, charset: str | None = None
    ) -> tuple[Extract, list[tuple[str, bytes]]]:
        """Return the text of an HTML page, a PDF or an e-mail, and its attachments.

        Raises ``InputError`` (``not-text``) in one line for whatever cannot be opened in time, and ``DependencyError``.
        """
        request = {
            "media": media,
            "name": name,
            "captured": captured.isoformat() if captured else None,
            "charset": charset,
            "size": len(data),
        }
        answer = self._ask(json.dumps(request).encode("ascii") + b"\n" + data)
        if answer is None:
            raise not_text(name, WHAT[media], f"it could not be opened within {self._seconds:g} s and bounded memory")
        if "broken" in answer:
            raise not_text(name, WHAT[media], str(answer["broken"]), "fetch it again: it is damaged")
        if "error" in answer:
            raise (DependencyError if answer["class"] == "DependencyError" else InputError)(**answer["error"])
        parts = [(str(label), base64.b64decode(content)) for label, content in answer["parts"]]
        return _extract(answer["extract"]), parts

    def _ask(self, request: bytes) -> dict[str, Any] | None:
        """Return the worker's answer, or ``None`` where it was ended for taking too long, or ended itself."""
        worker = self._worker = self._worker or _started()
        if worker.stdin is None or worker.stdout is None:
            return None
        late = threading.Timer(self._seconds, self._end, (worker,))
        late.start()
        try:
            worker.stdin.write(request)
            worker.stdin.flush()
            line = worker.stdout.readline()
        except OSError:
            line = b""
        finally:
            late.cancel()
            late.join()  # else it could end the worker of the next document
        whole = line.endswith(b"\n")
        if not whole or worker in self._ended:
            self.close()
        if not whole:
            return None
        answer: dict[str, Any] = json.loads(line)
        return answer

    def _end(self, worker: subprocess.Popen[bytes]) -> None:
        self._ended.append(worker)
        worker.kill()


def _started() -> subprocess.Popen[bytes]:
    # -P: a file called email.py in the folder of the documents must not be imported in place of the library.
    command = [sys.executable, "-P", "-m", "fallow.evidence.capture.worker"]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)  # noqa: S603


def _extract(raw: dict[str, Any]) -> Extract:
    published = raw["published"]
    return Extract(
        text=raw["text"],
        tool=raw["tool"],
        version=raw["version"],
        title=raw["title"],
        published=None if published is None else Dated(published["date"], published["basis"]),
        declared=tuple(Dated(one["date"], one["basis"]) for one in raw["declared"]),
        front_chars=raw["front_chars"],
        notes=tuple(raw["notes"]),
    )
