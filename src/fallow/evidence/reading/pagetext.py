"""One document on the page: its text with marks, paragraph by paragraph, and beside each paragraph what was read from it.

Speaker, cue, reported words and quotation are told apart by weight, slant and line as well as by colour. Every character of the text
stands there once and in its place; the small labels after a claim's words lead to the claim and back.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import TypeVar

from fallow.evidence.reading.addressing import addressed
from fallow.evidence.reading.pagewords import (
    View,
    anchor,
    days,
    how,
    kind_name,
    plural,
    rate,
    said,
    shown,
    speaker_of,
    title_of,
)
from fallow.evidence.reading.reader import ReadDocument
from fallow.evidence.reading.result import ReadClaim, Segment, Statement

LEGEND = (
    "<p class=legend>In the text: <mark class=s>who speaks</mark> (framed), <mark class=v>the word that says so</mark> (slanted), "
    "<mark class=c>words reported</mark> (dotted line), <mark class=q>words quoted</mark> (double line). "
    "A label such as <span class=ref>A3</span> ends the words of a claim and leads to it.</p>"
)
_SEGMENTS = {
    "boilerplate": "furniture of the page: nothing is read from it",
    "other_story": "another story on the same page",
    "caption": "caption",
    "headline": "headline",
}
_Spanned = TypeVar("_Spanned", Statement, ReadClaim)
_TYPES = {"direct": "quoted", "mixed": "partly quoted", "indirect": "reported"}


def document_section(document: ReadDocument, view: View) -> str:
    """Return the section of one document."""
    reading, letter = document.reading, view.letter(document)
    paint = _painted(document)
    starts = [one.span.start for one in reading.segments]
    said_in, claimed_in = _by_row(reading.statements, starts), _by_row(reading.claims, starts)
    rows = "".join(
        _row(document, segment, view, paint, said_in.get(i, []), claimed_in.get(i, []))
        for i, segment in enumerate(reading.segments)
    )
    warned = ""
    if reading.rewritten.suspected:
        signs = "; ".join(reading.rewritten.evidence[:3])
        warned = f"<p class=warn><b>The wording looks as if a machine had replaced words</b>: {said(signs, 400)}. Nothing here makes a strike candidate.</p>"
    if orders := addressed(document.text):
        warned += (
            f"<p class=warn><b>This page speaks to programs that read it</b>, or hides words from people: {said('; '.join(orders), 400)}. "
            "Rules obey nobody, but a page that tries this deserves no trust.</p>"
        )
    return (
        f'<section class=doc id="doc-{letter}" aria-labelledby="title-{letter}"><h3 id="title-{letter}">{letter}. {said(title_of(document), 200)}</h3>'
        f"<p class=small>{_facts(document)}</p>{warned}<div class=text>{rows}</div>"
        '<p class=small><a href="#top">to the top</a></p></section>'
    )


def _facts(document: ReadDocument) -> str:
    reading = document.reading
    printed = "no day of publication is printed"
    if reading.published is not None:
        printed = f"published {shown(reading.published.date)} ({said(reading.published.basis)})"
    outlet = (
        "outlet not named" if reading.outlet is None else f"{said(reading.outlet.name)} ({said(reading.outlet.basis)})"
    )
    return (
        f"{outlet} · {printed} · {plural(len(reading.statements), 'statement')}, {plural(len(reading.claims), 'claim')} · "
        f"file {said(reading.path, 120)} · sha256 {shown(reading.sha256[:16])}…"
    )


def _by_row(found: Sequence[_Spanned], starts: Sequence[int]) -> dict[int, list[_Spanned]]:
    """Statements or claims by the paragraph in which they begin; what begins before the first goes to the first."""
    rows: dict[int, list[_Spanned]] = {}
    for one in found:
        rows.setdefault(max(0, bisect_right(starts, one.span.start) - 1), []).append(one)
    return rows


def _row(
    document: ReadDocument,
    segment: Segment,
    view: View,
    paint: Sequence[str],
    statements: Sequence[Statement],
    claims: Sequence[ReadClaim],
) -> str:
    """A paragraph and, beside it, the statements and claims that begin in it."""
    notes = "".join([*(_statement(one, view) for one in statements), *(_claim(one, document, view) for one in claims)])
    label = _SEGMENTS.get(segment.kind)
    kind = f"<span class=kind>{label}</span>" if label else ""
    return (
        f'<div class="row {shown(segment.kind)}"><p dir=auto>{kind}{_marked(document, segment, view, paint, claims)}</p>'
        + (f"<ul class=notes>{notes}</ul>" if notes else "")
        + "</div>\n"
    )


def _statement(one: Statement, view: View) -> str:
    said_on = "" if one.said_on is None else f", on {shown(days(one.said_on.to_json()))}"
    kind = _TYPES.get(one.type, one.type) if one.speech else "a wish, plan or view, not speech"
    by_way = f", by way of {', '.join(said(name, 60) for name in one.via)}" if one.via else ""
    family = shown(view.family(one.speaker.authority)) if one.speaker.authority else "no family known"
    return f'<li class=st id="{anchor(one.id)}"><b>{speaker_of(one)}</b> – {kind}{said_on}{by_way}. <span class=small>{family}</span></li>'


def _claim(one: ReadClaim, document: ReadDocument, view: View) -> str:
    who = document.authorities.get(one.id)
    behind = f"behind it: {shown(view.family(who))}" if who is not None else "nobody known behind it"
    back = f'<a class=ref href="#{anchor(one.id)}-w">{view.labels[one.id]}</a>'
    return (
        f'<li class=cl id="{anchor(one.id)}">{back} <b>{kind_name(one.kind.value)}</b>{_what(one)} – {how(one)}. '
        f"<span class=small>{behind}</span></li>"
    )


def _what(claim: ReadClaim) -> str:
    """The claim's own fields in a few words, escaped."""
    fields = claim.fields
    parts: list[str] = []
    if claim.kind.value == "dud_rate":
        parts.append(rate(fields))
    for key, lead in (
        ("actor", "by "),
        ("by", "by "),
        ("from", "from "),
        ("to", "to "),
        ("owner", "of "),
        ("munition", ""),
    ):
        if isinstance(fields.get(key), str):
            parts.append(lead + said(fields[key], 60))
    for key in ("killed", "injured", "casualties"):
        if isinstance(fields.get(key), dict):
            count = fields[key]
            top = (
                "or more" if count["high"] is None else f"to {count['high']:g}" if count["high"] != count["low"] else ""
            )
            parts.append(f"{count['low']:g} {top} {key}".replace("  ", " "))
    if isinstance(fields.get("place"), dict):
        parts.append(f"at {said(str(fields['place']['name']), 60)}")
    if fields.get("when") is not None:
        parts.append(f"on {shown(days(fields['when']))}")
    parts += [said(str(state), 40) for state in fields.get("states") or []]
    if isinstance(fields.get("status"), str):
        parts.append(shown(fields["status"]))
    return ": " + ", ".join(parts) if parts else ""


def _marked(
    document: ReadDocument, segment: Segment, view: View, paint: Sequence[str], claims: Sequence[ReadClaim]
) -> str:
    """The paragraph with its marks and, after the words of each claim, the claim's label."""
    end = segment.span.end
    labels: dict[int, list[str]] = {}
    for claim in claims:
        link = f'<a class=ref id="{anchor(claim.id)}-w" href="#{anchor(claim.id)}">{view.labels[claim.id]}</a>'
        labels.setdefault(max(segment.span.start + 1, min(claim.span.end, end)), []).append(link)
    out: list[str] = []
    at = segment.span.start
    while at < end:
        stop = at + 1
        while stop < end and paint[stop] == paint[at] and stop not in labels:
            stop += 1
        words = shown(document.text[at:stop])
        out.append(f"<mark class={paint[at]}>{words}</mark>" if paint[at] else words)
        out += labels.get(stop, [])
        at = stop
    return "".join(out)


def _painted(document: ReadDocument) -> list[str]:
    """For each character of the text the mark that it gets, empty where none."""
    paint = [""] * len(document.text)
    for name, spans in _paints(document.reading.statements):
        for first, last in spans:
            paint[first:last] = [name] * (last - first)
    return paint


def _paints(statements: Sequence[Statement]) -> list[tuple[str, list[tuple[int, int]]]]:
    """Content first, then quotes, cues and speakers, so that the finer mark is seen."""
    mentions = [one.speaker.mention for one in statements if one.speaker.mention is not None]
    return [
        ("c", [(span.start, span.end) for one in statements for span in one.content]),
        ("q", [(span.start, span.end) for one in statements for span in one.quotes]),
        ("v", [(one.cue.start, one.cue.end) for one in statements if one.cue is not None]),
        ("s", [(one.start, one.end) for one in mentions]),
    ]
