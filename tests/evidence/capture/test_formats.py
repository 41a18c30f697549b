"""Formats: the text that a person would read, the day that the page says, and never the day of the scrape."""

from __future__ import annotations

import gzip
import zlib
from datetime import date

import brotli
import pytest
from capture_cases import ARTICLE, html, mail, pdf, wacz, warc

from fallow.core.errors import InputError
from fallow.evidence.capture import Extractor, Opened, open_bytes
from fallow.evidence.capture.dates import chosen, declared_dates
from fallow.evidence.capture.lines import joined_lines
from fallow.evidence.capture.media import media_of

TODAY = date(2031, 6, 1)
PUBLISHED = '<meta property="article:published_time" content="2031-05-14T23:30:00-05:00">'


def opened(name: str, data: bytes, extractor: Extractor) -> Opened:
    return open_bytes(name, data, extractor, TODAY)


def test_a_page_gives_its_text_without_menu_and_footer(extractor: Extractor) -> None:
    found = opened("p.html", html(PUBLISHED), extractor).extract
    assert found is not None
    assert found.text.startswith("Shells hit Halvik\n\nPublished 14 May 2031\n\nCluster munitions struck")
    assert "World news" not in found.text
    assert "Copyright" not in found.text
    assert found.text[found.front_chars :].startswith("Cluster munitions")
    assert (found.tool, found.title) == ("trafilatura", "Shells hit Halvik")


@pytest.mark.parametrize(
    ("head", "day"),
    [
        (PUBLISHED, "2031-05-14"),
        (
            '<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","datePublished":"2031-05-13"}]}</script>',
            "2031-05-13",
        ),
        ('<meta name="DC.date.issued" content="20310512">', "2031-05-12"),
        ('<meta name="date" content="2031-05-11">', "2031-05-11"),
        ('<meta name="date" content="2031-06-01">', None),
        ('<meta property="article:modified_time" content="2031-05-20">', None),
        ('<meta property="article:published_time" content="2031-07-20">', None),
        (PUBLISHED + '<meta itemprop="datePublished" content="2031-05-18">', None),
        (PUBLISHED + '<meta itemprop="datePublished" content="2031-05-15">', "2031-05-14"),
        ('<script type="application/ld+json">{"@type": "Article", "datePublished": </script>', None),
        ('<meta property="article:published_time" content="2031-02-31">', None),
        ("", None),
    ],
)
def test_the_day_of_publication_is_declared_or_unknown(extractor: Extractor, head: str, day: str | None) -> None:
    found = opened("p.html", html(head), extractor).extract
    assert found is not None
    assert (found.published.date if found.published else None) == day
    if day is None:
        assert "Published" not in found.text


def test_a_day_after_the_capture_is_passed_over_and_not_a_contradiction() -> None:
    declared = declared_dates([("json-ld datePublished", "2031-05-10"), ("meta date", "2031-06-09")])
    found = chosen(declared, TODAY)
    assert found is not None
    assert found.date == "2031-05-10"


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1251", "koi8-r"])
def test_a_page_is_read_in_the_encoding_that_it_declares(extractor: Extractor, encoding: str) -> None:
    words = "Кассетные боеприпасы упали на рынок, сказала губернатор Анна Брель. " * 3
    page = f'<!doctype html><html><head><meta charset="{encoding}"></head><body><article><p>{words}</p></article></body></html>'
    found = opened("p.html", page.encode(encoding), extractor).extract
    assert found is not None
    assert words.strip() in found.text


def test_a_pdf_gives_its_pages_with_lines_joined(extractor: Extractor) -> None:
    first = "Cluster munitions struck the market of Halvik on Monday, the\ngovernor of the region said. At least three people were killed."
    found = opened("r.pdf", pdf(first, "Second page."), extractor).extract
    assert found is not None
    assert found.text == first.replace("\n", " ") + "\n\nSecond page.\n"
    assert found.published is None


def test_a_scan_without_text_is_kept_and_says_so(extractor: Extractor) -> None:
    found = opened("scan.pdf", pdf(""), extractor)
    assert found.extract is None
    assert found.readable() == []
    assert "no text layer" in str(found.why_no_text)


def test_a_message_gives_headers_body_and_attachments_as_documents(extractor: Extractor) -> None:
    inner = mail("The inner one.")
    message = mail(
        "They fell on Monday.",
        ("page.html", "text/html", html(PUBLISHED)),
        ("photo.png", "image/png", b"\x89PNG\r\n\x1a\n0000"),
        ("broken.pdf", "application/pdf", b"%PDF-1.7 nothing"),
        ("old.eml", "application/octet-stream", inner),
    )
    found = opened("m.eml", message, extractor)
    assert found.extract is not None
    head, body = found.extract.text.split("Published 14 May 2031")
    assert "From: Ana <ana@example.org>" in head
    assert body.strip() == "They fell on Monday."
    assert found.extract.published is not None
    assert found.extract.published.basis == "Date header of the e-mail"
    page, photo, broken, old = found.parts
    assert page.extract is not None
    assert photo.why_no_text == "image/png holds no text"
    assert broken.data == b"%PDF-1.7 nothing"
    assert "a PDF" in str(broken.why_no_text)
    assert old.extract is not None
    assert "The inner one." in old.extract.text
    assert [name for name, _ in found.readable()] == ["m.eml", "m.eml#page.html", "m.eml#old.eml"]


def test_lines_broken_at_a_margin_are_one_sentence_and_other_lines_are_left() -> None:
    wrapped = (
        "Dear all,\r\n\r\nThe ministry of defence of Orvenna said on Monday that its M864 shells\r\nhave a dud rate of less than 1 "
        "per cent.\r\n\r\n> quoted line that is about as long as a line of this letter is here\r\n> and goes on\r\n-- \r\nAna\r\nDesk"
    )
    assert joined_lines(wrapped).split("\n\n") == [
        "Dear all,",
        "The ministry of defence of Orvenna said on Monday that its M864 shells have a dud rate of less than 1 per cent.",
        "> quoted line that is about as long as a line of this letter is here",
        "> and goes on",
        "--",
        "Ana",
        "Desk",
    ]
    assert joined_lines("") == ""
    assert joined_lines("one\x00two \ud800") == "onetwo ?"


def test_messages_inside_messages_end_somewhere(extractor: Extractor) -> None:
    message = mail("innermost")
    for _ in range(8):
        message = mail("outer", ("next.eml", "application/octet-stream", message))
    found, depth = opened("m.eml", message, extractor), 0
    while found.parts:
        found, depth = found.parts[0], depth + 1
    assert depth == 4
    assert "deeper than" in str(found.why_no_text)


def test_an_archive_gives_its_pages_with_address_and_time_and_counts_the_rest(extractor: Extractor) -> None:
    archive = warc(
        ("https://a.example/1", "text/html; charset=utf-8", html(PUBLISHED)),
        ("https://a.example/2", "text/html", html('<meta name="date" content="2031-05-20">')),
        ("https://a.example/s.js", "text/javascript", b"var x;"),
        ("https://a.example/f", "text/html", html(title="A frame")),
    )
    found = opened(
        "x.wacz", wacz(archive, ("https://a.example/1", "https://a.example/2", "https://a.example/no")), extractor
    )
    assert [(part.url, part.fetched_at) for part in found.parts] == [
        ("https://a.example/1", "2031-05-20T08:00:00Z"),
        ("https://a.example/2", "2031-05-20T08:00:00Z"),
    ]
    second = found.parts[1].extract
    assert second is not None
    assert second.published is None, "a date that is the day of fetching is the scrape's"
    assert found.left_out == (
        "1 answers of type text/html",
        "1 answers of type text/javascript",
        "1 listed pages of which no text is in the archive",
    )


def test_a_bare_archive_gives_every_page(extractor: Extractor) -> None:
    archive = warc(("https://a.example/1", "text/html", html()), ("https://a.example/t", "text/plain", b"plain words"))
    found = opened("x.warc.gz", archive, extractor)
    assert [part.url for part in found.parts] == ["https://a.example/1", "https://a.example/t"]
    assert found.parts[1].is_text


def chunked(content: bytes) -> bytes:
    return b"%x\r\n" % len(content) + content + b"\r\n0\r\n\r\n"


PAGE = html(PUBLISHED)
PACKED = {
    "gzip": (gzip.compress(PAGE), "Content-Encoding: gzip\r\n", None),
    "deflate": (zlib.compress(PAGE), "Content-Encoding: deflate\r\n", None),
    "raw deflate": (zlib.compress(PAGE)[2:-4], "Content-Encoding: deflate\r\n", None),
    "brotli": (brotli.compress(PAGE), "Content-Encoding: br\r\n", None),
    "chunked brotli": (chunked(brotli.compress(PAGE)), "Transfer-Encoding: chunked\r\nContent-Encoding: br\r\n", None),
    "already unpacked": (PAGE, "Content-Encoding: br\r\n", None),
    "gzip already unpacked": (PAGE, "Content-Encoding: gzip\r\n", None),
    "cut off gzip": (gzip.compress(PAGE)[:-30], "Content-Encoding: gzip\r\n", "packed as gzip that are cut off"),
    "damaged brotli": (
        brotli.compress(PAGE)[:40] + b"\xff" * 40,
        "Content-Encoding: br\r\n",
        "packed as br that are damaged",
    ),
    "cut off brotli": (brotli.compress(PAGE)[:-20], "Content-Encoding: br\r\n", "packed as br that are damaged"),
    "brotli bomb": (brotli.compress(b"0" * 60_000_000), "Content-Encoding: br\r\n", "more than 20000000 bytes"),
    "gzip bomb": (gzip.compress(b"0" * 60_000_000), "Content-Encoding: gzip\r\n", "more than 20000000 bytes"),
    "zstd": (b"\x28\xb5\x2f\xfd" * 9, "Content-Encoding: zstd\r\n", "packed as zstd"),
}


@pytest.mark.parametrize("case", PACKED)
def test_an_answer_is_unpacked_whole_or_counted_as_left_out(extractor: Extractor, case: str) -> None:
    content, also, told = PACKED[case]
    found = opened("x.warc.gz", warc(("https://a.example/1", "text/html", content), also=also), extractor)
    if told is None:
        assert [part.data for part in found.parts] == [PAGE]
    else:
        assert found.parts == ()
        assert told in found.left_out[0]


def test_answers_that_are_errors_are_no_pages(extractor: Extractor) -> None:
    found = opened("x.warc.gz", warc(("https://a.example/1", "text/html", html()), status="404 Not Found"), extractor)
    assert found.parts == ()
    assert found.left_out == ("1 answers with status 404",)


def test_an_archive_that_was_changed_after_it_was_closed_is_refused(extractor: Extractor) -> None:
    archive = warc(("https://a.example/1", "text/html", html()))
    with pytest.raises(InputError) as caught:
        opened("x.wacz", wacz(archive, digest="0" * 64), extractor)
    assert caught.value.kind == "changed-archive"


def test_text_in_utf_16_becomes_utf_8_and_nothing_else_is_guessed(extractor: Extractor) -> None:
    found = opened("p.txt", "Halvik was hit.\r\n".encode("utf-16"), extractor)
    assert found.readable() == [("p.txt", b"Halvik was hit.\r\n")]
    plain = opened("p.txt", "Хальвик".encode("koi8-r"), extractor)
    assert plain.is_text
    assert plain.extract is None


@pytest.mark.parametrize(
    ("name", "data", "media"),
    [
        ("page.txt", b"<!doctype html><p>x", "text/plain"),
        ("page.txt", b"%PDF-1.7", "application/pdf"),
        ("page", b"\xef\xbb\xbf  <!-- x --><html>", "text/html"),
        ("page", b"Return-Path: <a@b>\r\nFrom: x", "message/rfc822"),
        ("page.aspx", b"<HTML><body>", "text/html"),
        ("notes", b"From here on, the text.", "text/plain"),
        ("clip.mp4", b"\x00\x00\x00\x18ftypmp42", "video/mp4"),
        ("blob", b"a\x00b", "application/octet-stream"),
        ("blob.txt", b"a\x00b", "text/plain"),
        ("", b"", "text/plain"),
    ],
)
def test_the_bytes_say_what_a_file_is(name: str, data: bytes, media: str) -> None:
    assert media_of(name, data) == media


def test_the_same_page_gives_the_same_text_every_time(extractor: Extractor) -> None:
    pages = [opened("p.html", html(PUBLISHED, ARTICLE), extractor).extract for _ in range(2)]
    with Extractor() as another:
        pages.append(opened("p.html", html(PUBLISHED, ARTICLE), another).extract)
    assert pages[0] == pages[1] == pages[2]
