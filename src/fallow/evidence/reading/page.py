"""A reading as one web page that a stranger understands: documents with marked statements, propositions, contradictions, dud rates.

Pure: a ``Related`` in, text out. The page holds no script, no picture and no address of anywhere; every word of a document is
escaped. It shows what was read beside the words it was read from, and says in a sentence what each number is and is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any
from unicodedata import category

from fallow.evidence.reading.pagestyle import STYLE
from fallow.evidence.reading.reader import READER_NAME, READER_VERSION, ReadDocument
from fallow.evidence.reading.relate import Related
from fallow.evidence.reading.result import ReadClaim, Statement

_SHOWN = ("use", "transfer", "dud_rate", "casualties", "pledge", "treaty_status", "stock")
_NEUTRAL = {"use": "use", "dud_rate": "dud rate", "treaty_status": "treaty status"}
_LONGEST_CELL = 160


def page_of(related: Related, parser: str | None) -> str:
    """Return the page as HTML 5 text; ``parser`` names what parsed the sentences, ``None`` where rules read alone."""
    reading = related.reading
    parts = [
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
        f"<title>Reading of {len(reading.documents)} documents</title><style>{STYLE}</style></head><body>",
        _opening(related, parser),
        _propositions(related),
        _contradictions(related),
        _dud_rates(related),
        _copies(related),
        "<h2>The documents</h2>",
        *(_document(one, related) for one in related.documents),
        "</body></html>\n",
    ]
    return "\n".join(parts)


def _opening(related: Related, parser: str | None) -> str:
    reading = related.reading
    candidates = reading.strike_candidates
    statements = sum(len(one.statements) for one in reading.documents)
    count = f"{len(candidates)} strike candidate{'' if len(candidates) == 1 else 's'}"
    shown = "".join(
        f"<li>{_e(one['place']['name'])} ({_e(one['place']['country'])}), {_e(one['when']['start'])} to {_e(one['when']['end'])}: {_e(one['why'])}</li>"
        for one in candidates
    )
    how = (
        f"sentences parsed by {_e(parser)}"
        if parser
        else "by rules alone: no parser is installed, so fewer statements are found"
    )
    return (
        f"<h1>What {len(reading.documents)} documents say</h1>"
        f"<p class=lead>{statements} statements, {sum(len(one.claims) for one in reading.documents)} claims, <b>{count}</b>.</p>"
        + (f"<ul>{shown}</ul>" if shown else "")
        + "<p>Nobody has checked this page: it was read by a program, and a person must confirm what matters. A <b>statement</b> is who said what; a "
        "<b>claim</b> is what a sentence says about the weapon, brought into one form; an <b>origin</b> is an independent beginning of a claim, "
        "so a reprint adds none; a <b>family</b> is everybody who speaks with one voice, such as all offices of one government. "
        "Where links are in doubt a count is a range: trust the lower end. No number here is a probability.</p>"
        f"<p class=small>{READER_NAME} {READER_VERSION}, {how}.</p>"
    )


def _propositions(related: Related) -> str:
    rows = [one for one in related.reading.propositions if str(one["key"]).split("|")[0] in _SHOWN]
    if not rows:
        return "<h2>What is claimed</h2><p>No claim of use, transfer, dud rate, casualties, pledge, treaty status or stock was found.</p>"
    rows = sorted(
        rows, key=lambda one: (_SHOWN.index(str(one["key"]).split("|")[0]), -_low(one["origins"]), str(one["key"]))
    )
    body = "".join(_proposition(related, one) for one in rows)
    return (
        "<h2>What is claimed, and by how many</h2><p>One row for each proposition. Documents are counted only to show how far they are from origins.</p>"
        "<table><thead><tr><th>kind</th><th>what</th><th>documents</th><th>origins</th><th>families that assert</th><th>families that observed</th>"
        f"<th>against: documents, families</th><th>whose families</th></tr></thead><tbody>{body}</tbody></table>"
    )


def _proposition(related: Related, one: Mapping[str, Any]) -> str:
    kind, _, rest = str(one["key"]).partition("|")
    against = one["against"]
    families = _families(related, one["claims"])
    opposed = f"{_e(_count(against['documents']))}, {_e(_count(against.get('asserting_families', 0)))}"
    what = _e(_short(_what(kind, rest)))
    first = f'<a href="#{_anchor(one["claims"][0])}">{what}</a>' if one["claims"] else what
    cells = [
        _count(one["documents"]),
        _count(one["origins"]),
        _count(one["asserting_families"]),
        _count(one["observing_families"]),
    ]
    numbers = "".join(f"<td class=n>{_e(cell)}</td>" for cell in cells)
    return f"<tr><td>{_e(_name(kind))}</td><td>{first}</td>{numbers}<td class=n>{opposed}</td><td>{_e(', '.join(families) or 'nobody named')}</td></tr>"


_PARTS = {
    "transfer": ("from", "to"),
    "dud_rate": ("munitions of", "type", "rate"),
    "treaty_status": ("", ""),
    "casualties": ("at", "on"),
    "pledge": ("by",),
    "stock": ("of",),
}


def _what(kind: str, rest: str) -> str:
    """A proposition's key in words; what no document says is said to be unsaid."""
    words = []
    for index, part in enumerate(rest.split("|")):
        name, equals, value = part.partition("=")
        label = (
            {"actor": "by", "place": "at", "when": "on"}.get(name, "")
            if equals and name in {"actor", "place", "when"}
            else ""
        )
        value = value if label else part
        labels = _PARTS.get(kind, ())
        label = label or (labels[index] if index < len(labels) else "")
        if kind == "dud_rate" and index == 2:
            value = _percent(value)
        value = "(not said)" if value == "?" else value.removeprefix("state:").removeprefix("org:").removeprefix("ngo:")
        value = value.upper() if part.endswith(f"state:{value}") and len(value) <= 3 else value
        words.append(f"{label} {value}".strip())
    return ", ".join(words)


def _percent(rate: str) -> str:
    """'<=0.0235' as 'at most 2.35 %'; anything else as it stands."""
    op = next((one for one in ("<=", ">=", "<", ">", "~", "=", "range") if rate.startswith(one)), "")
    low, _, high = rate.removeprefix(op).partition("-")
    try:
        return _rate({"op": op, "value": float(low), "high": float(high) if high else None})
    except ValueError:
        return rate


def _families(related: Related, claims: Iterable[str]) -> list[str]:
    wanted = set(claims)
    found = {
        document.authorities.get(key) for document in related.documents for key in document.authorities if key in wanted
    }
    return sorted(one for one in found if one is not None)


def _contradictions(related: Related) -> str:
    pairs = [link for link in related.reading.links if link.kind in {"contradicts", "superseded_by"}]
    if not pairs:
        return "<h2>Contradictions</h2><p>None was found among these documents.</p>"
    claims = _claims(related)
    rows = "".join(
        f"<tr><td>{'contradicts' if one.kind == 'contradicts' else 'later replaced by'}</td><td>{_claim_cell(claims, one.a)}</td>"
        f"<td>{_claim_cell(claims, one.b)}</td><td>{_e(one.evidence)}</td></tr>"
        for one in pairs
    )
    return (
        "<h2>Contradictions</h2><p>Both sides stay: neither is struck out, and counting does not decide between them.</p>"
        f"<table><thead><tr><th></th><th>one</th><th>the other</th><th>why they are held against each other</th></tr></thead><tbody>{rows}</tbody></table>"
    )


def _dud_rates(related: Related) -> str:
    found = [
        (document, claim)
        for document in related.documents
        for claim in document.reading.claims
        if claim.kind.value == "dud_rate"
    ]
    if not found:
        return ""
    rows = "".join(_dud_row(related, document, claim) for document, claim in found)
    return (
        "<h2>Dud rates and where they come from</h2><p>A figure that begins with one briefing counts once, however often it is printed. Figures of one origin have one letter. "
        "An official bound is weak and biased; hearsay weighs nothing.</p><table><thead><tr><th>origin</th><th>figure</th><th>munition</th>"
        f"<th>whose</th><th>told by</th><th>stands on</th><th>in</th></tr></thead><tbody>{rows}</tbody></table>"
    )


def _dud_row(related: Related, document: ReadDocument, claim: ReadClaim) -> str:
    fields = claim.fields
    roots = sorted(
        {
            related.origins.low[one.id]
            for other in related.documents
            for one in other.reading.claims
            if one.kind.value == "dud_rate"
        }
    )
    index = roots.index(related.origins.low[claim.id])
    letter = chr(ord("A") + index) if index < 26 else str(index + 1)
    chain = " ← ".join(str(one) for one in reversed(fields.get("source_chain") or [])) or "nobody named"
    cells = [
        letter,
        _rate(fields),
        fields.get("munition") or "not named",
        fields.get("owner") or "not said",
        chain,
        claim.basis.value.replace("_", " "),
    ]
    linked = f'<a href="#{_anchor(claim.id)}">{_e(_title(document))}</a>'
    return "<tr>" + "".join(f"<td>{_e(str(cell))}</td>" for cell in cells) + f"<td>{linked}</td></tr>"


def _rate(fields: Mapping[str, Any]) -> str:
    value, high, op = fields.get("value"), fields.get("high"), fields.get("op")
    if not isinstance(value, int | float):
        return "not read"
    low = f"{value * 100:.4g} %"
    if isinstance(high, int | float):
        return f"{value * 100:.4g} to {high * 100:.4g} %"
    words = {"<": "less than ", "<=": "at most ", ">": "more than ", ">=": "at least ", "~": "about "}
    return words.get(str(op), "") + low


def _copies(related: Related) -> str:
    links = [link for link in related.reading.links if link.kind in {"derived_from", "same_origin", "quotes_via"}]
    if not links:
        return "<h2>Copies</h2><p>No document was found to be a copy of another.</p>"
    names = {document.reading.sha256: _title(document) for document in related.documents}
    words = {
        "derived_from": "is a copy of",
        "same_origin": "may share an origin with",
        "quotes_via": "took words over from",
    }
    rows = "".join(
        f"<tr><td>{_e(names.get(one.a, _of(related, one.a)))}</td><td>{words[one.kind]}</td><td>{_e(names.get(one.b, _of(related, one.b)))}</td><td>{_e(one.evidence)}</td></tr>"
        for one in links
    )
    return f"<h2>Copies</h2><table><tbody>{rows}</tbody></table>"


def _of(related: Related, key: str) -> str:
    return next((_title(one) for one in related.documents if any(s.id == key for s in one.reading.statements)), key)


def _document(document: ReadDocument, related: Related) -> str:
    reading = document.reading
    printed = (
        f"published {_e(reading.published.date)} ({_e(reading.published.basis)})"
        if reading.published
        else "no day of publication is printed"
    )
    outlet = f"{_e(reading.outlet.name)} ({_e(reading.outlet.basis)})" if reading.outlet else "outlet not named"
    warned = (
        f"<p class=warn>The wording looks as if a machine had replaced words: {_e('; '.join(reading.rewritten.evidence[:3]))}. Nothing here makes a strike candidate.</p>"
        if reading.rewritten.suspected
        else ""
    )
    lines = "".join(
        f'<p class="{_e(segment.kind)}"><span class=kind>{_e(segment.kind.replace("_", " "))}</span>{_marked(document, segment.span.start, segment.span.end)}</p>'
        for segment in reading.segments
    )
    return (
        f"<section><h3>{_e(_title(document))}</h3><p class=small>{_e(reading.path)} · {outlet} · {printed} · sha256 {_e(reading.sha256[:16])}</p>"
        f"{warned}<div class=text>{lines}</div>{_statements(document)}{_claims_of(document)}</section>"
    )


def _marked(document: ReadDocument, start: int, end: int) -> str:
    """A stretch of the text with what was said, who said it and the cue marked, every character once and in its place."""
    paint = [""] * (end - start)
    for name, spans in _paints(document.reading.statements):
        for first, last in spans:
            for at in range(max(first, start), min(last, end)):
                paint[at - start] = name
    out, at = [], 0
    while at < len(paint):
        stop = at
        while stop < len(paint) and paint[stop] == paint[at]:
            stop += 1
        words = _e(document.text[start + at : start + stop])
        out.append(f"<mark class={paint[at]}>{words}</mark>" if paint[at] else words)
        at = stop
    return "".join(out)


def _paints(statements: Sequence[Statement]) -> list[tuple[str, list[tuple[int, int]]]]:
    """Content first, then quotes, cues and speakers, so that the finer mark is seen."""
    return [
        ("c", [(span.start, span.end) for one in statements for span in one.content]),
        ("q", [(span.start, span.end) for one in statements for span in one.quotes]),
        ("v", [(one.cue.start, one.cue.end) for one in statements if one.cue is not None]),
        (
            "s",
            [
                (one.speaker.mention.start, one.speaker.mention.end)
                for one in statements
                if one.speaker.mention is not None
            ],
        ),
    ]


def _statements(document: ReadDocument) -> str:
    rows = []
    for one in document.reading.statements:
        who = one.speaker.name or one.speaker.role or "somebody not named"
        role = f"{one.speaker.role}" if one.speaker.name and one.speaker.role else ""
        words = " … ".join(" ".join(span.of(document.text).split()) for span in one.content)
        day = (
            (one.said_on.start if one.said_on.start == one.said_on.end else f"{one.said_on.start} to {one.said_on.end}")
            if one.said_on
            else ""
        )
        kind = one.type if one.speech else f"{one.type}, a wish or view"
        rows.append(
            f'<tr id="{_anchor(one.id)}"><td>{_e(who)}<br><span class=small>{_e(role)}</span></td><td>{_e(one.speaker.authority or "unknown")}</td>'
            f"<td>{_e(kind)}</td><td>{_e(_short(words))}</td><td>{_e(day)}</td></tr>"
        )
    if not rows:
        return "<p>No statement was found.</p>"
    return (
        f"<details><summary>{len(rows)} statements</summary><table><thead><tr><th>speaker</th><th>family</th><th>kind</th><th>words</th><th>said on</th></tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table></details>"
    )


def _claims_of(document: ReadDocument) -> str:
    if not document.reading.claims:
        return "<p>No claim about the weapon was found.</p>"
    rows = "".join(
        f'<tr id="{_anchor(one.id)}"><td>{_e(_name(one.kind.value))}</td><td>{_e(one.polarity.value)}, {_e(one.modality.value)}</td>'
        f"<td>{_e(one.basis.value.replace('_', ' '))}</td><td>{_e(document.authorities.get(one.id) or 'nobody named')}</td><td>{_e(_short(' '.join(one.span.of(document.text).split())))}</td></tr>"
        for one in document.reading.claims
    )
    return (
        f"<details><summary>{len(document.reading.claims)} claims</summary><table><thead><tr><th>kind</th><th>how</th><th>stands on</th><th>family</th><th>words</th></tr></thead>"
        f"<tbody>{rows}</tbody></table></details>"
    )


def _claims(related: Related) -> dict[str, tuple[ReadDocument, ReadClaim]]:
    return {claim.id: (document, claim) for document in related.documents for claim in document.reading.claims}


def _claim_cell(claims: Mapping[str, tuple[ReadDocument, ReadClaim]], key: str) -> str:
    if key not in claims:
        return _e(key)
    document, claim = claims[key]
    words = _short(" ".join(claim.span.of(document.text).split()))
    return f'<a href="#{_anchor(key)}">{_e(words)}</a><br><span class=small>{_e(document.authorities.get(key) or "nobody named")} · {_e(_title(document))}</span>'


def _title(document: ReadDocument) -> str:
    head = next((one for one in document.reading.segments if one.kind == "headline"), None)
    words = (
        " ".join(head.span.of(document.text).split())
        if head is not None
        else document.reading.path.replace("\\", "/").rsplit("/", 1)[-1]
    )
    return words if len(words) <= 90 else words[:89] + "…"


def _name(kind: str) -> str:
    return _NEUTRAL.get(kind, kind.replace("_", " "))


def _count(count: Any) -> str:
    return f"{count['low']} to {count['high']}" if isinstance(count, Mapping) else str(count)


def _low(count: Any) -> int:
    return int(count["low"] if isinstance(count, Mapping) else count)


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST_CELL else words[: _LONGEST_CELL - 1] + "…"


def _anchor(key: str) -> str:
    return "".join(char if char.isalnum() else "-" for char in key)


def _e(words: str) -> str:
    """Escaped, and without the characters that turn a line's direction or that no page may hold."""
    shown = (char if char in "\n\t" or category(char)[0] != "C" else "\ufffd" for char in words)
    return escape("".join(shown), quote=True)
