"""Pages, messages and archives as they come, made here."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import zipfile
from datetime import UTC, datetime

NOW = datetime(2031, 6, 1, 12, tzinfo=UTC)

ARTICLE = """
<p>Cluster munitions struck the market of Halvik on Monday, the governor of the region, Ana Brell, said in a statement. She said that
at least three people were killed there and that many submunitions had not exploded.</p>
<p>"We saw dozens of unexploded bomblets in the gardens," she told reporters. The army of Norrin did not comment on the attack
of 12 May 2031, which came after a week of shelling.</p>
"""


def html(head: str = "", article: str = ARTICLE, title: str = "Shells hit Halvik") -> bytes:
    return f"""<!doctype html><html><head><meta charset="utf-8"><meta property="og:title" content="{title}">{head}</head>
<body><nav><a href="/">Home</a><a href="/w">World news</a></nav><article><h1>{title}</h1>{article}</article>
<footer>Copyright 2031. 1 June 2031, 21 C, sunny.</footer></body></html>""".encode()


def pdf(*pages: str) -> bytes:
    """A small PDF, one text line a line, Helvetica, written by hand."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for page in pages:
        lines = "".join(f"({line}) Tj T* " for line in page.splitlines())
        stream = f"BT /F1 11 Tf 14 TL 50 750 Td {lines}ET" if page else ""
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    tail = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + tail.encode()


def mail(body: str, *attached: tuple[str, str, bytes]) -> bytes:
    mark = f"part{len(body) + sum(len(content) for _, _, content in attached)}"
    head = (
        "From: Ana <ana@example.org>\r\nTo: desk@example.org\r\nDate: Wed, 14 May 2031 10:00:00 +0200\r\n"
        "Subject: Halvik\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; "
        f"boundary={mark}\r\n\r\n"
    )
    out = f"{head}--{mark}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{body}\r\n".encode()
    for name, media, content in attached:
        part = f'--{mark}\r\nContent-Type: {media}\r\nContent-Disposition: attachment; filename="{name}"\r\n\r\n'
        out += part.encode() + content + b"\r\n"
    return out + f"--{mark}--\r\n".encode()


def warc(
    *answers: tuple[str, str, bytes], date: str = "2031-05-20T08:00:00Z", status: str = "200 OK", also: str = ""
) -> bytes:
    """A packed web archive of answers, each a member of its own, written by hand (ISO 28500)."""
    out = b""
    for number, (url, media, content) in enumerate(answers):
        answer = f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n{also}\r\n".encode() + content
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: {date}\r\n"
            f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012d}>\r\n"
            f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
        )
        out += gzip.compress(head.encode() + answer + b"\r\n\r\n", mtime=0)
    return out


def wacz(archive: bytes, listed: tuple[str, ...] = (), digest: str | None = None) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("archive/data.warc.gz", archive)
        lines = [{"format": "json-pages-1.0", "id": "pages"}, *({"url": url, "ts": "2031-05-20"} for url in listed)]
        file.writestr("pages/pages.jsonl", "\n".join(map(json.dumps, lines)))
        stated = digest or hashlib.sha256(archive).hexdigest()
        resources = [{"path": "archive/data.warc.gz", "hash": f"sha256:{stated}"}]
        file.writestr("datapackage.json", json.dumps({"profile": "data-package", "resources": resources}))
    return out.getvalue()
