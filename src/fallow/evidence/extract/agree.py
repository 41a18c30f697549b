"""What a claim draft says, held against what the rules read in the same words. Rule ``agree/1``.

The rules' own reading of the sentence decides on polarity, numbers and bounds: the draft must say the same. On modality and
basis it may be weaker than the rules and never stronger. Names must stand in the document. A place must be one that the gazetteer
finds in the paragraph, and gets its coordinates from there; days must be ones that the rules resolve there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from fallow.core.errors import InputError
from fallow.evidence.claim import Basis, ClaimKind, Modality, Polarity
from fallow.evidence.extract.anchor import NEGATING
from fallow.evidence.extract.draft import ClaimDraft
from fallow.evidence.reading.days import day_mentions
from fallow.evidence.reading.families import default_families
from fallow.evidence.reading.figures import figures, shares
from fallow.evidence.reading.grammar.actors import family_of_actor
from fallow.evidence.reading.grammar.mood import basis_of, modality_of, polarity_of
from fallow.evidence.reading.grammar.scene import Finding, Scene, speaks_of_cluster
from fallow.evidence.reading.places import Gazetteer, place_mentions
from fallow.evidence.reading.reader import ReadDocument
from fallow.evidence.reading.result import ReadClaim, Segment
from fallow.evidence.reading.sentences import sentences_of
from fallow.evidence.reading.span import Span

_OF_THE_WEAPON = frozenset({ClaimKind.USE, ClaimKind.TRANSFER, ClaimKind.STOCK})
_FUTURE_IS_FACT = frozenset({ClaimKind.TRANSFER, ClaimKind.PLEDGE})
_STRENGTH = (Basis.HEARSAY, Basis.ASSERTS_OTHER, Basis.OWN_ACT, Basis.OBSERVED)


@dataclass(frozen=True, slots=True)
class Ground:
    """The sentence or sentences around an anchor, as the rules see them, and the rules' claims of one kind that touch it."""

    scene: Scene
    anchor: Span
    rules: tuple[ReadClaim, ...]


def ground_of(document: ReadDocument, segment: Segment, anchor: Span, kind: ClaimKind, places: Gazetteer) -> Ground:
    """Return what the rules make of the words around ``anchor``."""
    text, reading = document.text, document.reading
    touching = [one for one in sentences_of(text, segment.span.start, segment.span.end) if one.meets(anchor)]
    span = Span(min([anchor.start, *(s.start for s in touching)]), max([anchor.end, *(s.end for s in touching)]))
    statements = tuple(
        one
        for one in reading.statements
        if one.speech and (one.span.meets(span) or any(c.meets(span) for c in one.content))
    )
    published = None if reading.published is None else date.fromisoformat(reading.published.date)
    scene = Scene(
        text,
        span,
        segment.span,
        None,
        statements,
        speaks_of_cluster(text[: span.end]),
        published,
        default_families().with_states(document.states),
        places,
    )
    return Ground(scene, anchor, tuple(c for c in reading.claims if c.kind is kind and c.span.meets(anchor)))


def check_weapon(draft: ClaimDraft, ground: Ground) -> None:
    """A claim of use, transfer or stock needs the weapon in its sentence (``no-weapon-named``)."""
    if draft.kind in _OF_THE_WEAPON and re.search(ground.scene.weapon, ground.scene.words, re.IGNORECASE) is None:
        raise _fault("no-weapon-named", "a sentence that speaks of cluster munitions", f"{ground.scene.words!a:.120}")


def agreed_polarity(draft: ClaimDraft, ground: Ground) -> Polarity:
    """Return the polarity that stands; the rules' word for it where both are negative. Raises ``polarity-not-agreed``."""
    own = {claim.polarity for claim in ground.rules}
    if len({one is Polarity.AFFIRM for one in own}) > 1:
        raise _fault("anchor-too-wide", "words that the rules read one way", "both an affirmation and a denial in them")
    by_rules = own.pop() if own else polarity_of(ground.scene, Finding(draft.kind, ground.anchor, "agree/1"))
    turned = NEGATING.search(ground.scene.words) if not ground.rules and draft.kind is not ClaimKind.DUD_RATE else None
    if (draft.polarity is Polarity.AFFIRM) != (by_rules is Polarity.AFFIRM):
        raise _fault("polarity-not-agreed", f"{by_rules.value}, as the rules read it", draft.polarity.value)
    if draft.polarity is Polarity.AFFIRM and turned is not None:
        found = f"affirmed, beside {turned[0]!a}"
        raise _fault(
            "polarity-not-agreed", "no word of negation in a sentence that the rules read no claim from", found
        )
    return by_rules


def agreed_modality(draft: ClaimDraft, ground: Ground) -> Modality:
    """Return the draft's modality where it is no surer than the rules'. Raises ``modality-too-strong``."""
    told = Finding(draft.kind, ground.anchor, "agree/1")
    future = draft.kind in _FUTURE_IS_FACT
    read = {claim.modality for claim in ground.rules} or {modality_of(ground.scene, told, future_is_fact=future)}
    if draft.modality is Modality.ASSERTED and read != {Modality.ASSERTED}:
        raise _fault("modality-too-strong", " or ".join(sorted(one.value for one in read)), "asserted")
    return draft.modality


def agreed_basis(draft: ClaimDraft, ground: Ground) -> Basis:
    """Return the draft's basis where it claims no more than the rules do. Raises ``basis-too-strong``."""
    scene, told = ground.scene, Finding(draft.kind, ground.anchor, "agree/1")
    statement = scene.statement_at(ground.anchor.start)
    actor = next((draft.fields[key] for key in ("actor", "from", "by", "owner") if draft.fields.get(key)), None)
    doer = family_of_actor(scene, actor if isinstance(actor, str) else None)
    own = statement is not None and doer is not None and statement.speaker.authority == doer
    read = {claim.basis for claim in ground.rules} or {basis_of(scene, told, statement, own=own)}
    weakest = min(read, key=_STRENGTH.index)
    if _STRENGTH.index(draft.basis) > _STRENGTH.index(weakest):
        raise _fault("basis-too-strong", f"{weakest.value} at most, as the rules read it", draft.basis.value)
    return draft.basis


def agreed_fields(draft: ClaimDraft, ground: Ground) -> dict[str, Any]:
    """Return the fields with names as the document has them, places and days as the rules resolve them.

    Raises ``InputError``: ``invented-name``, ``number-not-agreed``, ``place-not-agreed``, ``days-not-agreed``.
    """
    fields = dict(draft.fields)
    for key in ("actor", "munition", "owner", "from", "to", "by"):
        if fields.get(key) is not None:
            check_name(ground.scene.text, fields[key], f"field {key}")
    for key in ("source_chain", "states"):
        for name in fields.get(key) or ():
            check_name(ground.scene.text, name, f"field {key}")
        if key in fields:
            fields[key] = list(fields[key] or ())
    if draft.kind is ClaimKind.DUD_RATE:
        _check_rate(fields, ground)
    if draft.kind is ClaimKind.CASUALTIES:
        _check_counts(fields, ground)
    if fields.get("count") is not None:
        _check_count(fields["count"], ground)
    if fields.get("place") is not None:
        fields["place"] = _place(fields["place"], ground)
    if fields.get("when") is not None:
        fields["when"] = _days(fields["when"], ground)
    return fields


def check_name(text: str, name: str, what: str) -> None:
    """Raise ``InputError`` (``invented-name``) where ``name`` does not stand in ``text`` as whole words, spaces aside."""
    words = [re.escape(word) for word in name.split()]
    if re.search(r"(?<!\w)" + r"\s+".join(words) + r"(?!\w)", text) is None:
        raise _fault("invented-name", f"words of the document for {what}", f"{name!a:.80}, which do not stand in it")


def _check_rate(fields: dict[str, Any], ground: Ground) -> None:
    text, span = ground.scene.text, ground.scene.span
    read = [one for one in [*figures(text, span.start, span.end), *shares(text, span.start, span.end)] if one.percent]
    here = [one for one in read if one.span.meets(ground.anchor)]
    told = (fields.get("op"), _rounded(fields.get("value")), _rounded(fields.get("high")))
    known = [
        (one.op, _rounded(one.value / 100), None if one.high is None else _rounded(one.high / 100)) for one in here
    ]
    if told not in known:
        raise _fault("number-not-agreed", f"a rate that the rules read there: {_listed(known)}", f"{told}")


def _check_counts(fields: dict[str, Any], ground: Ground) -> None:
    """Each count is a figure of the sentence, used once, no part of a date; where the rules read counts, it is theirs."""
    text, span = ground.scene.text, ground.scene.span
    days = [one.span for one in day_mentions(text, span.start, span.end, ground.scene.published)]
    read = [one for one in figures(text, span.start, span.end) if not one.percent and one.span.meets(ground.anchor)]
    free = [one.bounds() for one in read if not any(one.span.meets(day) for day in days)]
    for key in ("killed", "injured", "casualties"):
        told = fields.get(key)
        if told is None:
            continue
        pair = (told["low"], told["high"])
        by_rules = [claim.fields.get(key) for claim in ground.rules]
        if by_rules and pair not in [(one["low"], one["high"]) for one in by_rules if one is not None]:
            raise _fault("number-not-agreed", f"{key} as the rules read it: {_listed(by_rules)}", f"{told}")
        if pair not in free:
            expected = f"one figure of the sentence for {key}, used once: {_listed(free)}"
            raise _fault("number-not-agreed", expected, f"{told}")
        free.remove(pair)


def _check_count(count: float, ground: Ground) -> None:
    text = ground.scene.text
    here = [
        one.value
        for one in figures(text, ground.scene.span.start, ground.scene.span.end)
        if one.span.meets(ground.anchor)
    ]
    if count not in here:
        raise _fault("number-not-agreed", f"a count that the rules read there: {_listed(here)}", f"{count}")


def _place(told: dict[str, str | None], ground: Ground) -> dict[str, Any]:
    paragraph = ground.scene.paragraph
    mentions = place_mentions(ground.scene.text, paragraph.start, paragraph.end, ground.scene.places)
    for mention in mentions:
        named = told["name"] in {mention.place.name, mention.span.of(ground.scene.text)}
        if named and told["country"] in {None, mention.place.country}:
            return dict(mention.place.to_json())
    known = sorted({mention.place.name for mention in mentions})
    raise _fault(
        "place-not-agreed", f"a place that the gazetteer finds in the paragraph: {_listed(known)}", f"{told['name']!a}"
    )


def _days(told: tuple[str, str], ground: Ground) -> dict[str, str]:
    return agreed_days(told, ground.scene.text, ground.scene.paragraph, ground.scene.published)


def agreed_days(told: tuple[str, str], text: str, where: Span, published: date | None) -> dict[str, str]:
    """Return ``told`` as ``{"start", "end"}`` where the rules resolve these days in ``where``; else ``days-not-agreed``."""
    read = [one.days for one in day_mentions(text, where.start, where.end, published) if one.days is not None]
    if told not in [(one.start, one.end) for one in read]:
        known = sorted({f"{one.start} to {one.end}" for one in read})
        raise _fault(
            "days-not-agreed", f"days that the rules read there: {_listed(known)}", f"{told[0]} to {told[1]}"[:80]
        )
    return {"start": told[0], "end": told[1]}


def _rounded(value: object) -> float | None:
    return round(float(value), 8) if isinstance(value, int | float) else None


def _listed(values: Iterable[object] | Sequence[object]) -> str:
    return "; ".join(str(one) for one in values) or "none"


def _fault(kind: str, expected: str, found: str) -> InputError:
    return InputError(kind=kind, expected=expected, found=found, do="leave it to the rules, or ask a person")
