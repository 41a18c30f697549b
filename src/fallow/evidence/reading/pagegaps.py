"""The section on what the reading does not know: said in so many words, because silence on a page reads like knowledge."""

from __future__ import annotations

from collections.abc import Iterator

from fallow.evidence.claim import Basis
from fallow.evidence.reading.pagewords import View, plural
from fallow.evidence.reading.places import SETTLEMENT_M


def gaps_section(view: View, parser: str | None) -> str:
    """Return the section: one sentence for each thing not known, with labels that lead to the words."""
    items = "".join(f"<li>{one}</li>" for one in (*_pages(view), *_speakers(view), *_uses(view), *_always(parser)))
    return f"<section id=gaps><h2>What this reading does not know</h2><ul>{items}</ul></section>"


def _pages(view: View) -> Iterator[str]:
    documents = view.related.documents
    for what, lacking in (
        (
            "the day of publication is not printed, so a “Friday” in them stays open",
            [d for d in documents if d.reading.published is None],
        ),
        ("the publisher is not named", [d for d in documents if d.reading.outlet is None]),
        ("some bytes are not UTF-8, so letters are missing", [d for d in documents if "\ufffd" in d.text]),
    ):
        if lacking:
            letters = ", ".join(f'<a href="#doc-{view.letter(one)}">{view.letter(one)}</a>' for one in lacking)
            yield f"In {plural(len(lacking), 'document')} {what}: {letters}."


def _speakers(view: View) -> Iterator[str]:
    unnamed = [one for _, one in view.statements.values() if one.speaker.name is None and one.speaker.role is None]
    if unnamed:
        yield f"In {plural(len(unnamed), 'statement')} it is not known who speaks."
    nobody = [one for document, one in view.claims.values() if document.authorities.get(one.id) is None]
    hearsay = [one for one in nobody if one.basis is Basis.HEARSAY]
    if nobody:
        yield (
            f"Behind {plural(len(nobody), 'claim')} of {len(view.claims)} nobody is known to stand ({len(hearsay)} of them passed on as “reportedly” or the like); "
            "they are shown and count as no origin and no family."
        )


def _uses(view: View) -> Iterator[str]:
    uses = [one for _, one in view.claims.values() if one.kind.value == "use"]
    if not uses:
        return
    placed = [one for one in uses if isinstance(one.fields.get("place"), dict)]
    fine = [one for one in placed if one.fields["place"]["precision_m"] <= SETTLEMENT_M and one.fields.get("when")]
    yield (
        f"Of {plural(len(uses), 'claim')} that cluster munitions were or were not used, {len(placed)} name a place that the gazetteer knows and "
        f"{len(fine)} of these a settlement and days; the others can make no point on a map."
    )
    unnamed = [one for one in uses if one.fields.get("actor") is None]
    if unnamed:
        yield f"In {plural(len(unnamed), 'claim')} of use it is not read who used them: {' '.join(view.link(one.id) for one in unnamed[:20])}{' …' if len(unnamed) > 20 else ''}"


def _always(parser: str | None) -> Iterator[str]:
    yield "Whether anything claimed here is true: this page counts who says what and does not judge it."
    yield "Pictures, tables and sound are not read, nor words in a language other than English, except where they repeat a quote."
    yield "Documents that are not here: an origin may lie outside of them, so even the lower count may be too high."
    if parser is None:
        yield "No parser is installed: rules read alone and find fewer statements (fallow[text] brings one)."
