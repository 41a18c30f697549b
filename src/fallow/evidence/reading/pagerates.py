"""The section on dud rates: each figure walked back to who said it, and whether it may move the prior, and why not.

The class of a source is found by the rule that the prior itself uses (``fallow.evidence.dudclaims.class_of``); the page repeats
no weight, it says what stands in the way. Method: ``docs/methods/dud-rates.md``.
"""

from __future__ import annotations

from datetime import UTC, datetime

from fallow.evidence.claim import Basis, Claim, Modality, Polarity
from fallow.evidence.dudclaims import class_of
from fallow.evidence.reading.grammar.munition import is_designated
from fallow.evidence.reading.pagewords import View, days, kind_name, rate, said, shown, speaker_of, title_of
from fallow.evidence.reading.reader import ReadDocument
from fallow.evidence.reading.result import ReadClaim

_CLASSES = {
    "hearsay": "hearsay",
    "official_claim": "an owner about his own munition",
    "adversary_claim": "a state about another's munition",
    "field": "who says what he observed in the field",
    "estimate": "an estimate",
}
_WEIGHTS = {
    "official_claim": "as a bound from above, weak and shifted, because owners report low",
    "adversary_claim": "as less than one item's worth",
    "field": "as a count where it gives counts, else as a few items' worth",
    "estimate": "as one item's worth",
}
_NOT_YET = "Not yet"
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


def rates_section(view: View) -> str:
    """Return the section; where no rate is claimed it says so."""
    found = [
        (document, claim)
        for document in view.related.documents
        for claim in document.reading.claims
        if claim.kind.value == "dud_rate"
    ]
    head = "<section id=rates><h2>Dud rates, and where each figure comes from</h2>"
    if not found:
        return f"{head}<p>No {kind_name('dud_rate')} was found in these documents.</p></section>"
    roots = list(dict.fromkeys(root for document, claim in found if (root := _root(document, claim, view)) is not None))
    found.sort(key=lambda pair: _place(_root(pair[0], pair[1], view), roots))
    items: list[str] = []
    seen: set[str | None] = set()
    for document, claim in found:
        root = _root(document, claim, view)
        source, why = _class(document, claim, view)
        answer, because = _may_move(claim, source, again=root is not None and root in seen)
        seen |= {root} if answer == _NOT_YET else set()
        asked = [
            f"<b>class of source</b> {_CLASSES.get(source, source)} ({shown(why)})",
            f"<b>may it move the prior?</b> <strong>{answer}</strong>: {because}",
        ]
        items.append(_figure(document, claim, view, _origin(root, roots), asked))
    return (
        f"{head}<p>The share of submunitions that do not explode. Read each card downwards: from the printed words back to whoever said them. "
        "Figures with the same origin number began in one place and count once, however often they are printed. Nothing moves the prior before an analyst "
        f"has confirmed it.</p>{''.join(items)}</section>"
    )


def _root(document: ReadDocument, claim: ReadClaim, view: View) -> str | None:
    """The origin of a figure; hearsay has none."""
    behind = document.authorities.get(claim.id)
    return None if claim.basis is Basis.HEARSAY or behind is None else view.related.origins.low[claim.id]


def _place(root: str | None, roots: list[str]) -> int:
    return len(roots) if root is None else roots.index(root)


def _origin(root: str | None, roots: list[str]) -> str:
    return "origin not known" if root is None else f"origin {roots.index(root) + 1}"


def _figure(document: ReadDocument, claim: ReadClaim, view: View, origin: str, asked: list[str]) -> str:
    fields = claim.fields
    munition = said(str(fields["munition"]), 60) if fields.get("munition") else "munition not named"
    owner = f" of {said(str(fields['owner']), 60)}" if fields.get("owner") else ", whose is not said"
    subject = f" – {munition}{owner}"
    steps = "".join(f"<li>{step}</li>" for step in [*_chain(document, claim, view), *asked])
    return (
        f"<article class=rate><h3>{rate(fields)}{subject} {view.link(claim.id)} <span class=small>{origin}</span></h3>"
        f"<ol class=chain>{steps}</ol></article>"
    )


def _chain(document: ReadDocument, claim: ReadClaim, view: View) -> list[str]:
    """From the words back: where they are printed, through whom they came, who said them."""
    outlet = "outlet not named" if document.reading.outlet is None else said(document.reading.outlet.name, 60)
    printed = "no day printed" if document.reading.published is None else shown(document.reading.published.date)
    steps = [
        f"<b>the words</b> “{said(claim.span.of(document.text), 260)}”",
        f"<b>printed in</b> {view.letter(document)}, {said(title_of(document), 80)} ({outlet}; {printed})",
    ]
    found = view.statements.get(claim.statement or "")
    if found is None:
        voice = "only “reportedly” or the like" if claim.basis is Basis.HEARSAY else "the page speaks in its own voice"
        return [*steps, f"<b>who said it</b> nobody is named: {voice}"]
    statement = found[1]
    steps += [f"<b>by way of</b> {said(name, 60)}" for name in statement.via]
    day = "" if statement.said_on is None else f", on {shown(days(statement.said_on.to_json()))}"
    behind = shown(view.family(statement.speaker.authority))
    return [*steps, f"<b>who said it</b> {speaker_of(statement)} – {behind}{day}"]


def _class(document: ReadDocument, claim: ReadClaim, view: View) -> tuple[str, str]:
    stood = Claim(
        id=claim.id,
        kind=claim.kind,
        polarity=claim.polarity,
        modality=claim.modality,
        basis=claim.basis,
        entry_id="",
        source=document.reading.sha256,
        known_at=_NEVER,
        authority=document.authorities.get(claim.id),
        origin=view.related.origins.low[claim.id],
        fields=claim.fields,
    )
    return class_of(stood, view.families)


def _may_move(claim: ReadClaim, source: str, *, again: bool) -> tuple[str, str]:
    """The answer and the first reason that holds, in the order in which the prior asks."""
    munition = claim.fields.get("munition")
    if claim.polarity is not Polarity.AFFIRM:
        return "No", "it denies a figure and gives none"
    if claim.modality is not Modality.ASSERTED:
        return "No", f"it is put {claim.modality.value}, not asserted"
    if source == "hearsay":
        return "No", "nobody is known to stand behind it; it is shown and weighs nothing"
    if again:
        return (
            "No",
            "a figure of the same origin, or of one that may be the same, stands above and may; one origin counts once",
        )
    if not isinstance(munition, str) or not is_designated(munition):
        return (
            "Not as it stands",
            "it names no type; “cluster munitions” in general moves no munition, unless an analyst names the type",
        )
    return _NOT_YET, f"once an analyst confirms it, {_WEIGHTS.get(source, 'as its class allows')}"
