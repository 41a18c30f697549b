"""HTML: the text of a page by trafilatura, its title and declared dates by its markup.

The method is that of A. Barbaresi, "Trafilatura: A Web Scraping Library and Command-Line Tool for Text Discovery and
Extraction", ACL 2021 demonstrations: boilerplate is told from text by the markup, which plain text no longer has. It can
drop a paragraph or keep a menu; the page's bytes are kept beside the text, so that another tool may be tried later. Pages
drawn by scripts alone have no text here: capture them as WACZ.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from fallow.evidence.capture.dates import chosen, declared_dates
from fallow.evidence.capture.front import with_front
from fallow.evidence.capture.library import need
from fallow.evidence.capture.limits import MOST_CHARS, not_text
from fallow.evidence.capture.opened import Extract

_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_LONGEST_JSON = 500_000
_MOST_TAGS = 20_000


def extract_html(data: bytes, name: str, captured: date | None, charset: str | None = None) -> Extract:
    """Return the text of a page; raise ``InputError`` (``not-text``) where there is none.

    ``charset`` is what the server said; it goes before what the page says of itself. ``captured`` bounds its dates.
    """
    trafilatura = need("trafilatura", "gets the text out of web pages")
    page, encoding, broken = decoded(data, charset)
    notes = [f"decoded as {encoding}"] + ([f"{broken} characters could not be decoded"] if broken else [])
    tree = trafilatura.utils.load_html(page)
    if tree is None:
        raise not_text(name, "an HTML page", "no markup that can be parsed")
    declared = declared_dates(_declared(tree))
    title = _title(tree)
    text = trafilatura.extract(page, include_comments=False, include_tables=True, output_format="txt") or ""
    if not text.strip():
        text = trafilatura.baseline(page)[1] or ""
        notes.append("no main text was found: every paragraph was taken")
    if not text.strip():
        raise not_text(name, "an HTML page", "no text in its markup", "capture it as WACZ where scripts draw it")
    published = chosen(declared, captured)
    text, front = with_front(_clean(text)[:MOST_CHARS], title, published)
    return Extract(text, "trafilatura", trafilatura.__version__, title, published, declared, front, tuple(notes))


def decoded(data: bytes, charset: str | None) -> tuple[str, str, int]:
    """Return the page as text, the encoding used, and how many characters could not be decoded (they are U+FFFD)."""
    declared = _CHARSET.search(data[:4096])
    tried = [
        "utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else None,
        charset,
        declared[1].decode("ascii", "replace") if declared is not None else None,
        "utf-8",
        "windows-1252",
    ]
    for encoding in tried:
        if encoding is None:
            continue
        try:
            return data.decode(encoding), encoding.lower(), 0
        except (LookupError, UnicodeError):
            continue
    text = data.decode("utf-8", "replace")
    return text, "utf-8", text.count("\ufffd")


def _clean(text: str) -> str:
    """Paragraphs apart by an empty line; no NUL and no lone surrogate, which no register can keep."""
    text = text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
    return "\n\n".join(line.strip() for line in text.splitlines() if line.strip())


def _title(tree: Any) -> str | None:
    for path in ('//meta[@property="og:title"]/@content', "//h1", "//title"):
        for found in tree.xpath(path)[:3]:
            words = " ".join(str(found if isinstance(found, str) else found.text_content()).split())
            if words:
                return words[:300]
    return None


def _declared(tree: Any) -> Iterator[tuple[str, object]]:
    for tag in tree.xpath("//meta[@content]")[:_MOST_TAGS]:
        for key in ("property", "name", "itemprop"):
            if tag.get(key):
                kind = "microdata" if key == "itemprop" else "meta"
                yield f"{kind} {str(tag.get(key)).strip()[:60]}", tag.get("content")
    for tag in tree.xpath("//*[@itemprop][@datetime]")[:_MOST_TAGS]:
        yield f"microdata {str(tag.get('itemprop')).strip()[:60]}", tag.get("datetime")
    for script in tree.xpath('//script[@type="application/ld+json"]')[:50]:
        try:
            graph = json.loads(str(script.text or "")[:_LONGEST_JSON])
        except (ValueError, RecursionError):
            continue
        yield from _in_graph(graph, 0)


def _in_graph(node: Any, depth: int) -> Iterator[tuple[str, object]]:
    if depth > 6:
        return
    if isinstance(node, list):
        for one in node[:200]:
            yield from _in_graph(one, depth + 1)
    elif isinstance(node, dict):
        kinds = node.get("@type")
        names = " ".join(map(str, kinds)) if isinstance(kinds, list) else str(kinds)
        if re.search(r"Article|Report|Posting|WebPage|NewsItem", names):
            for key in ("datePublished", "dateModified", "dateCreated"):
                yield f"json-ld {key}", node.get(key)
        yield from _in_graph(node.get("@graph"), depth + 1)
        yield from _in_graph(node.get("mainEntity"), depth + 1)
