"""The gate between an extractor and everything else. Rule ``gate/1``.

A draft passes only where its words stand in the document (``anchor``), its names are the document's, and the rules read the same
numbers, bounds and negation (``agree``). It then has status ``machine`` and the name of its model. It never names a family, an
origin, a link or a decision; nothing that passes here makes a strike candidate or counts as an origin. What does not pass is
listed with its reason. What the gate cannot see: a draft that misjudges what its own true words mean; so a person looks.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from fallow.core.errors import InputError
from fallow.evidence.extract.agree import (
    agreed_basis,
    agreed_days,
    agreed_fields,
    agreed_modality,
    agreed_polarity,
    check_name,
    check_weapon,
    ground_of,
)
from fallow.evidence.extract.anchor import NEGATING, placed
from fallow.evidence.extract.draft import Anchor, ClaimDraft, Draft, StatementDraft, UnreadDraft
from fallow.evidence.extract.limits import MOST_DOCUMENT_DRAFTS
from fallow.evidence.extract.passed import Gated, MachineClaim, MachineStatement, Model, Refusal
from fallow.evidence.reading.addressing import addressed
from fallow.evidence.reading.places import NO_PLACES, Gazetteer
from fallow.evidence.reading.quote import scan_quotes
from fallow.evidence.reading.reader import ReadDocument
from fallow.evidence.reading.result import Days, Segment, Speaker
from fallow.evidence.reading.sentences import sentences_of
from fallow.evidence.reading.span import Span

_PREFIX = 12
_EXCERPT = 400
_PRONOUNS = frozenset("i he she it we you they him her them us me his their who somebody someone".split())
_UNREAD = frozenset({"boilerplate", "caption"})


def gate(
    drafts: Iterable[Draft],
    document: ReadDocument,
    model: Model,
    places: Gazetteer = NO_PLACES,
    within: Span | None = None,
) -> Gated:
    """Return what passes and what is refused, in the order given; every draft is in exactly one of the lists.

    ``within`` is the segment that the extractor was given, else the whole document. Of several drafts with the same words and
    kind the first passes and the others are refused as ``repeated``.
    """
    return gate_parts([(within, list(drafts))], document, model, places)


def gate_parts(
    parts: Sequence[tuple[Span | None, Sequence[Draft]]],
    document: ReadDocument,
    model: Model,
    places: Gazetteer = NO_PLACES,
) -> Gated:
    """Return the same for the drafts of several segments of one document, each with the segment they are about."""
    signs = addressed(document.text)
    statements: dict[str, MachineStatement] = {}
    claims: dict[str, MachineClaim] = {}
    refused: list[Refusal] = []
    for number, (within, draft) in enumerate((within, draft) for within, drafts in parts for draft in drafts):
        if isinstance(draft, UnreadDraft):
            refused.append(Refusal(draft.kind, draft.why, draft.excerpt))
            continue
        try:
            if number >= MOST_DOCUMENT_DRAFTS:
                most = f"at most {MOST_DOCUMENT_DRAFTS} drafts about one document"
                raise _fault("too-many-drafts", most, f"number {number + 1}")
            if signs:
                raise _fault("page-addresses-the-machine", "a page that speaks to readers", signs[0])
            if isinstance(draft, StatementDraft):
                _keep(statements, _statement(draft, document, model, within))
            else:
                _keep(claims, _claim(draft, document, model, places, within))
        except InputError as error:
            refused.append(Refusal(error.kind, str(error), excerpt_of(draft), _named_span(draft)))
    return Gated(tuple(statements.values()), tuple(claims.values()), tuple(refused))


def _keep(kept: dict[str, Any], one: MachineStatement | MachineClaim) -> None:
    if one.id in kept:
        raise _fault("repeated", "each statement or claim once", one.id)
    kept[one.id] = one


def _statement(draft: StatementDraft, document: ReadDocument, model: Model, within: Span | None) -> MachineStatement:
    text, segment = document.text, _segment(draft.content[0], document, within)
    content = [placed(text, segment.span, one) for one in draft.content]
    quotes = [placed(text, segment.span, one) for one in draft.quotes]
    cue = None if draft.cue is None else placed(text, segment.span, draft.cue)
    mention = None if draft.speaker.mention is None else placed(text, segment.span, draft.speaker.mention)
    spans = [one.span for one in content]
    _check_parts(text, segment, draft, spans, [one.span for one in quotes])
    if any(a.meets(b) for i, a in enumerate(spans) for b in spans[i + 1 :]) or (
        cue and any(cue.span.meets(s) for s in spans)
    ):
        raise _fault(
            "parts-overlap", "a cue outside of the content, and each word of the content once", "parts that overlap"
        )
    _check_negation(text, segment, [*spans, *((cue.span,) if cue else ())])
    _check_speaker(draft, text)
    said_on = None
    if draft.said_on is not None:
        published = None if document.reading.published is None else date.fromisoformat(document.reading.published.date)
        agreed_days(draft.said_on, text, segment.span, published)
        said_on = Days(*draft.said_on, "machine: resolved by the rules in the same paragraph")
    told = draft.speaker
    return MachineStatement(
        id=f"{document.reading.sha256[:_PREFIX]}:machine-s{spans[0].start}-{spans[-1].end}",
        type=draft.type,
        speaker=Speaker(told.name, told.role, told.affiliation, None, None if mention is None else mention.span),
        cue=None if cue is None else cue.span,
        content=tuple(spans),
        quotes=tuple(one.span for one in quotes),
        said_on=said_on,
        via=draft.via,
        to=draft.to,
        near=any(one.near for one in (*content, *quotes, cue, mention) if one is not None),
        model=model,
    )


def _check_parts(
    text: str, segment: Segment, draft: StatementDraft, content: Sequence[Span], quotes: Sequence[Span]
) -> None:
    """Quotes are where the marks are, and the type is what the marks make it."""
    marked = [one.span for one in scan_quotes(text, [segment.span])]
    for quote in quotes:
        if quote not in marked:
            raise _fault("not-a-quote", "a span between quotation marks, marks included", f"{quote.of(text)!a:.80}")
        if not any(one.meets(quote) for one in content):
            raise _fault("not-a-quote", "a quote that is part of the content", f"{quote.of(text)!a:.80}")
    unnamed = [one for one in marked if one not in quotes and any(one.meets(c) for c in content)]
    inside = "".join(
        " " if any(q.start <= at < q.end for q in quotes) else text[at]
        for span in content
        for at in range(span.start, span.end)
    )
    outside = len(re.findall(r"\w+", inside))
    kind = "indirect" if not quotes else "mixed" if outside > 1 else "direct"
    if draft.type != kind or unnamed:
        found = f"{draft.type}, {len(quotes)} of {len(quotes) + len(unnamed)} quotes named"
        raise _fault("type-not-agreed", f"{kind}, with every quote in the content named", found)


def _check_negation(text: str, segment: Segment, parts: Sequence[Span]) -> None:
    """Words cut out so that the "not" or the "denied" before them stays behind say the opposite."""
    others = [q.span for q in scan_quotes(text, [segment.span]) if not any(one.meets(q.span) for one in parts)]
    for sentence in sentences_of(text, segment.span.start, segment.span.end):
        if any(sentence.meets(one) for one in parts):
            for match in NEGATING.finditer(text, sentence.start, sentence.end):
                here = Span(match.start(), match.end())
                if not any(one.meets(here) for one in (*parts, *others)):
                    found = f"{match[0]!a} beside them"
                    raise _fault("negation-left-out", "cue and content that hold every negation of the sentence", found)


def _check_speaker(draft: StatementDraft, text: str) -> None:
    told = draft.speaker
    if told.name is None and told.role is None and told.affiliation is None:
        raise _fault("nobody-speaks", "a name, a role or an affiliation", "none")
    if told.name is not None and told.name.strip().lower() in _PRONOUNS:
        raise _fault("invented-name", "a name, never a pronoun", f"{told.name!a}")
    for what in ("name", "role", "affiliation"):
        if getattr(told, what) is not None:
            check_name(text, getattr(told, what), f"the speaker's {what}")
    for name in (*draft.via, *draft.to):
        check_name(text, name, "via or to")


def _claim(
    draft: ClaimDraft, document: ReadDocument, model: Model, places: Gazetteer, within: Span | None
) -> MachineClaim:
    segment = _segment(draft.anchor, document, within)
    found = placed(document.text, segment.span, draft.anchor)
    ground = ground_of(document, segment, found.span, draft.kind, places)
    check_weapon(draft, ground)
    polarity = agreed_polarity(draft, ground)
    return MachineClaim(
        id=f"{document.reading.sha256[:_PREFIX]}:machine-{draft.kind.value}-{found.span.start}-{found.span.end}",
        kind=draft.kind,
        span=found.span,
        polarity=polarity,
        modality=agreed_modality(draft, ground),
        basis=agreed_basis(draft, ground),
        fields=agreed_fields(draft, ground),
        near=found.near,
        model=model,
    )


def _segment(anchor: Anchor, document: ReadDocument, within: Span | None) -> Segment:
    """The segment that an anchor names; words alone name the one segment that holds them once."""
    offered = [one for one in document.reading.segments if within is None or one.span.meets(within)]
    if anchor.start is not None:
        holding = [one for one in offered if one.span.start <= anchor.start < one.span.end]
    else:
        holding = [one for one in offered if anchor.words in one.span.of(document.text)]
    if len(holding) != 1:
        kind = "anchor-not-unique" if holding else "anchor-outside"
        raise _fault(
            kind, "words in one segment that the extractor was given", f"{anchor.words!a:.80} in {len(holding)}"
        )
    if holding[0].kind in _UNREAD:
        raise _fault("anchor-outside", "words of the story", f"words of a segment of kind {holding[0].kind}")
    return holding[0]


def excerpt_of(draft: Draft) -> str:
    """Return the beginning of a draft as JSON, for people; only ASCII, so that nothing in it can turn a line round."""
    text = json.dumps(asdict(draft), default=lambda value: getattr(value, "value", repr(value)))
    return text if len(text) <= _EXCERPT else f"{text[:_EXCERPT]}…"


def _named_span(draft: Draft) -> Span | None:
    anchor = (
        draft.anchor
        if isinstance(draft, ClaimDraft)
        else draft.content[0]
        if isinstance(draft, StatementDraft)
        else None
    )
    if anchor is None or anchor.start is None or anchor.end is None:
        return None
    return Span(anchor.start, anchor.end)


def _fault(kind: str, expected: str, found: str) -> InputError:
    return InputError(kind=kind, expected=expected, found=found, do="leave it to the rules, or ask a person")
