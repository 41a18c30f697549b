"""Worker: the process in which strangers' HTML, PDF and e-mail are opened; run by ``extractor``, never by a person.

It reads one request a line from standard input (JSON, then so many raw bytes) and answers with one line of JSON. Its memory is
bounded where the system allows; its time is bounded by the one who asks, who ends it. What breaks here breaks nothing else.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import sys
from datetime import date
from typing import Any

from fallow.core.errors import FallowError
from fallow.evidence.capture.html import extract_html
from fallow.evidence.capture.limits import EXTRACT_MEMORY_BYTES
from fallow.evidence.capture.mail import open_mail
from fallow.evidence.capture.media import HTML, MAIL
from fallow.evidence.capture.opened import Extract
from fallow.evidence.capture.pdf import extract_pdf

_RECURSION = 3_000


def main() -> None:
    """Answer requests until standard input ends."""
    _bound()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints must not write into an answer
    requests = sys.stdin.buffer
    while line := requests.readline():
        request = json.loads(line)
        answer = answer_to(request, requests.read(request["size"]))
        answers.write(json.dumps(answer).encode("ascii") + b"\n")
        answers.flush()


def answer_to(request: dict[str, Any], data: bytes) -> dict[str, Any]:
    """Return the answer to one request: an extract with attachments, or what an ``InputError`` needs."""
    captured = date.fromisoformat(request["captured"]) if request["captured"] else None
    try:
        if request["media"] == MAIL:
            message = open_mail(data, request["name"], captured)
            parts = [[label, base64.b64encode(content).decode("ascii")] for label, content in message.attachments]
            return {"extract": _as_json(message.extract), "parts": parts}
        extract = extract_html if request["media"] == HTML else extract_pdf
        return {"extract": _as_json(extract(data, request["name"], captured, request["charset"])), "parts": []}
    except FallowError as error:
        told = {"kind": error.kind, "expected": error.expected, "found": error.found, "do": error.do}
        return {"error": told, "class": type(error).__name__}
    except (MemoryError, RecursionError) as error:
        return {"broken": f"{type(error).__name__} while it was opened"}
    except Exception as error:  # noqa: BLE001 - a library's fault on a hostile file is that file's fault, said in one line
        return {"broken": f"{type(error).__name__}: {error}"[:160]}


def _as_json(extract: Extract) -> dict[str, Any]:
    return {
        "text": extract.text,
        "tool": extract.tool,
        "version": extract.version,
        "title": extract.title,
        "published": None if extract.published is None else extract.published.to_json(),
        "declared": [one.to_json() for one in extract.declared],
        "front_chars": extract.front_chars,
        "notes": list(extract.notes),
    }


def _bound() -> None:
    sys.setrecursionlimit(_RECURSION)
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (EXTRACT_MEMORY_BYTES, EXTRACT_MEMORY_BYTES))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
