"""E-mail: headers, body and attachments of a message (RFC 5322, MIME), by the standard library.

The headers that a reader needs stand before the body: from, to, subject, and the day of the ``Date`` header, which is when the
sender's program says that it was sent. Attachments come back as bytes for documents of their own.
"""

from __future__ import annotations

import email
import platform
from dataclasses import dataclass
from datetime import date
from email import policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime

from fallow.evidence.capture.front import with_front
from fallow.evidence.capture.html import extract_html
from fallow.evidence.capture.limits import MOST_CHARS, MOST_PARTS, not_text
from fallow.evidence.capture.lines import joined_lines
from fallow.evidence.capture.opened import Extract
from fallow.evidence.reading.result import Dated


@dataclass(frozen=True, slots=True)
class Message:
    """A message's text, and its attachments as name and bytes."""

    extract: Extract
    attachments: tuple[tuple[str, bytes], ...]


def open_mail(data: bytes, name: str, captured: date | None) -> Message:
    """Return the message; raise ``InputError`` (``not-text``) for what is no message or has too many parts."""
    try:
        message = email.message_from_bytes(data, policy=policy.default)
        if not message.keys():
            raise not_text(name, "an e-mail", "no headers")
        body, notes = _body(message, name, captured)
        attachments = _attachments(message, name)
        subject = " ".join(str(message.get("Subject", "")).split())[:300] or None
        lines = tuple(
            f"{key}: {' '.join(str(message[key]).split())[:500]}" for key in ("From", "To", "Cc") if message.get(key)
        )
        sent = _sent(message, captured)
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise not_text(name, "an e-mail", f"{type(error).__name__}: {error}"[:160]) from error
    text, front = with_front(body[:MOST_CHARS], subject, sent, lines)
    text = text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "")
    declared = () if sent is None else (Dated(sent.date, "date header"),)
    extract = Extract(text, "python-email", platform.python_version(), subject, sent, declared, front, notes)
    return Message(extract, attachments)


def _body(message: EmailMessage, name: str, captured: date | None) -> tuple[str, tuple[str, ...]]:
    part = message.get_body(("plain", "html"))
    if part is None:
        return "", ("the message has no text of its own",)
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    if part.get_content_type() == "text/html":
        found = extract_html(content, name, captured, part.get_content_charset())
        return found.text[found.front_chars :], (f"body was HTML: {found.tool} {found.version}", *found.notes)
    try:
        text = content.decode(part.get_content_charset() or "utf-8")
    except (LookupError, UnicodeError):
        text = content.decode("utf-8", "replace")
    return joined_lines(text), ("body was plain text", "lines of one paragraph joined by a space")


def _attachments(message: EmailMessage, name: str) -> tuple[tuple[str, bytes], ...]:
    found: list[tuple[str, bytes]] = []
    for part in message.iter_attachments():
        if len(found) >= MOST_PARTS:
            raise not_text(name, "an e-mail", f"more than {MOST_PARTS} attachments")
        label = " ".join(str(part.get_filename() or "").split()).replace("/", "_").replace("\\", "_")[:200]
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload()
            content = inner[0].as_bytes() if isinstance(inner, list) and inner else b""  # type: ignore[union-attr]
            label = label or "attached message.eml"
        else:
            payload = part.get_payload(decode=True)
            content = payload if isinstance(payload, bytes) else b""
        found.append((label or f"attachment {len(found) + 1}", content))
    return tuple(found)


def _sent(message: EmailMessage, captured: date | None) -> Dated | None:
    try:
        day = parsedate_to_datetime(str(message["Date"])).date()
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return None if captured is not None and day > captured else Dated(day.isoformat(), "Date header of the e-mail")
