"""Hostile files: one line each, in bounded time, and nothing half-written."""

from __future__ import annotations

import gzip
import io
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from capture_cases import NOW, html, mail, pdf, wacz, warc
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fallow.core.errors import DependencyError, InputError
from fallow.evidence.capture import Extractor, capture_files, limits, open_bytes
from fallow.evidence.capture import warc as warc_file
from fallow.evidence.capture.library import need
from fallow.evidence.capture.media import HTML
from fallow.register import Register


def packed(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(name, content)
    return out.getvalue()


ARCHIVE = warc(("https://a.example/1", "text/html", html()))
REFUSED = {
    "cut off PDF": ("r.pdf", pdf("Words that matter.")[:120], "not-text"),
    "PDF in name only": ("r.pdf", b"%PDF-1.7 ...", "not-text"),
    "office document": ("r.docx", packed("word/document.xml", b"<w/>"), "not-text"),
    "old office document": ("r.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "not-text"),
    "packed file": ("r.gz", gzip.compress(b"words"), "not-text"),
    "cut off archive": ("x.warc.gz", ARCHIVE[: len(ARCHIVE) // 2], "broken-archive"),
    "damaged archive": ("x.warc.gz", ARCHIVE[:200] + b"\xff\xff\xff" + ARCHIVE[203:], "broken-archive"),
    "archive with something after its end": ("x.warc.gz", ARCHIVE + b"\0\0hidden", "broken-archive"),
    "archive of something else": ("x.warc.gz", gzip.compress(b"no record at all\r\n" * 9), "broken-archive"),
    "cut off WACZ": ("x.wacz", wacz(ARCHIVE)[:-40], "broken-archive"),
    "WACZ without archive": ("x.wacz", packed("archive/data.warc.gz", b"nothing"), "broken-archive"),
    "zip bomb": ("x.wacz", packed("archive/data.warc.gz", b"\0" * 40_000_000), "zip-bomb"),
    "e-mail without headers": ("m.eml", b"\r\n\r\nno headers at all", "not-text"),
    "UTF-16 of odd length": ("p.txt", b"\xff\xfeabc", "not-text"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_file_that_cannot_be_opened_costs_one_line_and_leaves_nothing(
    tmp_path: Path, case: str, extractor: Extractor
) -> None:
    name, data, kind = REFUSED[case]
    (tmp_path / name).write_bytes(data)
    (tmp_path / "good.txt").write_text("Halvik was hit on Monday, she said.", "utf-8")
    with Register.create(tmp_path / "r.fallow") as register:
        bad, good = capture_files(register, [tmp_path / name, tmp_path / "good.txt"], NOW, extractor=extractor)
        assert bad.outcome == "refused"
        assert bad.error is not None
        assert (bad.error.kind, "\n" in str(bad.error)) == (kind, False)
        assert name in bad.error.found
        assert good.outcome == "kept"
        assert register.count() == 2
        assert len(list(register.recorder.blobs())) == 1
        assert register.verify()


def test_a_gzip_bomb_is_not_unpacked_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc_file, "MOST_UNPACKED_BYTES", 5_000_000)
    with pytest.raises(InputError) as caught:
        warc_file.check_whole(gzip.compress(b"WARC/1.0\r\n" + b"0" * 30_000_000), "x.warc.gz")
    assert caught.value.kind == "zip-bomb"


def test_a_file_above_the_limit_is_not_read_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LARGEST_BYTES", 1000)
    path = tmp_path / "big.txt"
    path.write_bytes(b"x" * 1001)
    with pytest.raises(InputError, match=r"big\.txt of 1001 bytes") as caught:
        limits.read_within(path)
    assert caught.value.kind == "too-large"


def test_pages_that_grow_past_the_limit_together_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc_file, "LARGEST_ARCHIVE_BYTES", 3 * len(html()))
    pages = warc(*((f"https://a.example/{number}", "text/html", html()) for number in range(4)))
    with pytest.raises(InputError, match="4 pages") as caught:
        warc_file.pages_of(pages, "x.warc.gz", lambda url: True, Counter())
    assert caught.value.kind == "zip-bomb"


def test_a_library_that_is_not_installed_is_named_and_ends_the_run(
    register: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(DependencyError, match=r"fallow\[text\]"):
        need("a_library_that_nobody_wrote", "reads everything")
    told = {"kind": "missing-library", "expected": "a", "found": "b", "do": "pip install 'fallow[text]'"}
    monkeypatch.setattr(Extractor, "_ask", lambda self, request: {"error": told, "class": "DependencyError"})
    (tmp_path / "p.html").write_bytes(html())
    with pytest.raises(DependencyError):
        capture_files(register, [tmp_path / "p.html"], NOW)
    assert register.count() == 0


@pytest.mark.parametrize("what", ["a folder", "no such file"])
def test_what_is_no_file_is_named(tmp_path: Path, what: str) -> None:
    path = tmp_path / "x"
    if what == "a folder":
        path.mkdir()
    with pytest.raises(InputError) as caught:
        limits.read_within(path)
    assert caught.value.kind == "not-readable"


@pytest.fixture(scope="module")
def hasty() -> Iterator[Extractor]:
    with Extractor(seconds=2.5) as extractor:
        yield extractor


BOMBS = {
    "deep": b"<html><body>" + b"<div>" * 200_000 + b"deep words",
    "wide": b"<html><body>" + b"<p>a</p>" * 40_000,
    "attributes": b"<html><body><p " + b" ".join(b"a%d=1" % n for n in range(20_000)) + b">words</p>",
    "entities": b'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "'
    + b"x" * 1000
    + b'"><!ENTITY b "'
    + b"&a;" * 1000
    + b'">]><html><body><p>&b;&b;</p>',
    "comments": b"<html>" + b"<!--" * 100_000,
    "external": b'<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd">]><html><body><p>words &a; here</p></body></html>',
    "json-ld": b'<html><script type="application/ld+json">'
    + b"[" * 100_000
    + b"</script><body><p>some words here</p></body>",
    "nothing": b"<html></html>",
}


@pytest.mark.parametrize("case", BOMBS)
def test_a_hostile_page_ends_in_time_and_reads_nothing_outside(case: str, hasty: Extractor) -> None:
    started = time.monotonic()
    refused, text = None, ""
    try:
        text = hasty.extract(HTML, BOMBS[case], "p.html", None)[0].text
    except InputError as error:
        refused = error
    assert refused is None or (refused.kind == "not-text" and "\n" not in str(refused))
    assert "root:" not in text
    assert len(text) <= limits.MOST_CHARS + 1000
    assert time.monotonic() - started < 15


def test_a_page_that_takes_too_long_costs_its_worker_and_the_next_page_has_another() -> None:
    with Extractor(seconds=0.001) as extractor, pytest.raises(InputError, match=r"could not be opened within 0\.001 s"):
        extractor.extract(HTML, html(), "p.html", None)
    extractor = Extractor(seconds=0.001)
    with pytest.raises(InputError):
        extractor.extract(HTML, html(), "p.html", None)
    extractor._seconds = 60.0
    with extractor:
        assert extractor.extract(HTML, html(), "p.html", None)[0].text


GOOD = {
    "p.html": html(),
    "r.pdf": pdf("Words that matter."),
    "m.eml": mail("Words."),
    "x.warc.gz": ARCHIVE,
    "x.wacz": wacz(ARCHIVE),
}


def mutate(data: bytes, cuts: list[tuple[float, bytes]]) -> bytes:
    for where, put in cuts:
        at = int(where * len(data))
        data = data[:at] + put + data[at + len(put) :]
    return data


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(sorted(GOOD)),
    st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=6)), max_size=4),
    st.floats(0, 1),
)
def test_a_damaged_file_is_read_or_refused_and_never_crashes(
    extractor: Extractor, name: str, cuts: list[tuple[float, bytes]], keep: float
) -> None:
    data = mutate(GOOD[name], cuts)[: int(keep * len(GOOD[name])) or None]
    _opens_or_refuses(extractor, name, data)


@pytest.mark.long
@settings(max_examples=5_000, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(sorted(GOOD)),
    st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=6)), max_size=4),
    st.floats(0, 1),
)
def test_five_thousand_damaged_files_are_read_or_refused(
    extractor: Extractor, name: str, cuts: list[tuple[float, bytes]], keep: float
) -> None:
    _opens_or_refuses(extractor, name, mutate(GOOD[name], cuts)[: int(keep * len(GOOD[name])) or None])


def _opens_or_refuses(extractor: Extractor, name: str, data: bytes) -> None:
    try:
        found = open_bytes(name, data, extractor)
    except InputError as error:
        refused = str(error)
        assert "\n" not in refused
        return
    for _, text in found.readable():
        assert b"\x00" not in text or found.is_text
        text.decode("utf-8", "replace")
