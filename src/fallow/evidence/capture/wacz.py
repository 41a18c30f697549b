"""WACZ: a zip with web archives, a list of pages and the digests of its members (WACZ 1.1.1, Webrecorder), as auto-archiver writes.

The digests that the file states of its members are held against the members; one that differs refuses the file, because
somebody changed it after it was closed. Where the file lists its pages, those are its documents; else every page of text is.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
import zlib
from collections import Counter
from typing import Any

from fallow.core.errors import InputError
from fallow.evidence.capture.limits import LARGEST_ARCHIVE_BYTES, LARGEST_BYTES, MOST_PARTS, MOST_RATIO
from fallow.evidence.capture.warc import Page, bomb, broken, pages_of

_MOST_MEMBERS = 10_000
_RATIO_FROM = 16 * 1024 * 1024


def is_wacz(data: bytes) -> bool:
    """True where a zip holds a web archive in the place where WACZ keeps it; a broken zip is none."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return any(_is_warc(one) for one in archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False


def open_wacz(data: bytes, name: str) -> tuple[list[Page], list[str]]:
    """Return the pages of the archive and, in words, what it holds beside them.

    Raises ``InputError``: ``broken-archive``, ``zip-bomb``, ``locked``, ``changed-archive``.
    """
    left_out: Counter[str] = Counter()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check(archive, name)
            stated = _stated_digests(archive, name)
            listed = _listed(archive)
            pages: list[Page] = []
            for member in sorted(archive.namelist()):
                if not _is_warc(member):
                    continue
                content = archive.read(member)
                _hold_against(content, member, stated, name)
                pages += pages_of(content, f"{name}, {member}", lambda url: not listed or url in listed, left_out)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeDecodeError, ValueError) as error:
        raise broken(name, f"{type(error).__name__}: {error}"[:160]) from error
    absent = len(listed - {page.url for page in pages})
    if absent:
        left_out["listed pages of which no text is in the archive"] = absent
    once = {(page.url, page.content): page for page in reversed(pages)}
    return list(reversed(once.values())), [f"{number} {what}" for what, number in sorted(left_out.items())]


def _is_warc(member: str) -> bool:
    return member.startswith("archive/") and member.endswith((".warc", ".warc.gz"))


def _check(archive: zipfile.ZipFile, name: str) -> None:
    members = archive.infolist()
    total = sum(one.file_size for one in members)
    if len(members) > _MOST_MEMBERS or total > LARGEST_ARCHIVE_BYTES:
        raise bomb(name, f"{len(members)} members, {total} bytes unpacked")
    for one in members:
        if one.flag_bits & 0x1:
            raise InputError(
                kind="locked",
                expected="an archive without a password",
                found=f"{one.filename!r} of {name} encrypted",
                do="save it without a password",
            )
        if one.file_size > _RATIO_FROM and one.file_size > MOST_RATIO * max(1, one.compress_size):
            raise bomb(name, f"{one.filename!r} packed {one.file_size // max(1, one.compress_size)} times")


def _stated_digests(archive: zipfile.ZipFile, name: str) -> dict[str, str]:
    """The SHA-256 that ``datapackage.json`` states of each member; empty where the archive states none."""
    raw = _small(archive, "datapackage.json")
    try:
        package: Any = json.loads(raw) if raw else {}
    except (ValueError, RecursionError) as error:
        raise broken(name, f"datapackage.json: {error}") from error
    resources = package.get("resources") if isinstance(package, dict) else None
    return {
        str(one["path"]): str(one["hash"]).removeprefix("sha256:")
        for one in (resources if isinstance(resources, list) else [])
        if isinstance(one, dict) and str(one.get("hash", "")).startswith("sha256:") and "path" in one
    }


def _hold_against(content: bytes, member: str, stated: dict[str, str], name: str) -> None:
    if member in stated and hashlib.sha256(content).hexdigest() != stated[member].lower():
        raise InputError(
            kind="changed-archive",
            expected=f"{member} with the digest that the archive states, {stated[member][:12]}",
            found=f"{hashlib.sha256(content).hexdigest()[:12]} in {name}",
            do="fetch the archive again; if it stays so, somebody changed it after it was closed",
        )


def _listed(archive: zipfile.ZipFile) -> set[str]:
    found: set[str] = set()
    for member in ("pages/pages.jsonl", "pages/extraPages.jsonl"):
        for line in (_small(archive, member) or b"").splitlines()[: 2 * MOST_PARTS]:
            try:
                page: Any = json.loads(line)
            except (ValueError, RecursionError):
                continue
            if isinstance(page, dict) and isinstance(page.get("url"), str):
                found.add(page["url"])
    return found


def _small(archive: zipfile.ZipFile, member: str) -> bytes | None:
    if member not in archive.namelist():
        return None
    with archive.open(member) as stream:
        return stream.read(LARGEST_BYTES)
