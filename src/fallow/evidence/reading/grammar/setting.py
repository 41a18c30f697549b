"""Where and when of an event in a sentence. Rules ``setting-*/1``.

The trap is the report of a visit: "on 20 May a team found remnants of the attack of 12 May". A day belongs to the event only
where the nearest verb or noun beside it is one of the event, not one of finding, visiting or saying.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from fallow.evidence.reading.days import DayMention, day_mentions
from fallow.evidence.reading.grammar.scene import Scene
from fallow.evidence.reading.places import PlaceMention, PlaceRecord, place_mentions, place_starting
from fallow.evidence.reading.published import in_dateline
from fallow.evidence.reading.sentences import sentences_of
from fallow.evidence.reading.span import Span

_EVENT = re.compile(
    r"\b(?:attack(?:s|ed)?|str(?:ike|ikes|uck)|shell(?:ed|ing)|barrage|hit|us(?:ed|ing|e)|fir(?:ed|ing)|dropp?(?:ed|ing)?|launch(?:ed)?|land(?:ed)?|fell|explo\w+|detonat\w+|kill(?:ed|ing)?|wound(?:ed|ing)?|injur\w+|bombard\w+|salvo|scattered|raid|bomb(?:ed|ing)|rain(?:ed)|burst|opened|deployed|died|incident)\b",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"\b(?:visit(?:ed|s|ing)?|inspect\w*|found|finds?|recover\w*|survey\w*|collect\w*|return\w*|arriv\w*|sa(?:id|ys|y)|told|publish\w*|statement|report(?:ed|s)?|photograph\w*|document\w*|examin\w*|saw|interview\w*|dated|clear\w*|met|briefing|announc\w*|confirm\w*|den(?:ied|ies|y)|counted|travel\w*|reached|began|started|completed|spoke|speaking|verified|signed|ratified|rejected|insisted|added|claimed|wrote)\b",
    re.IGNORECASE,
)
_SAME_DAY = re.compile(
    r"\b(?:that\s+(?:day|morning|afternoon|evening|night)|the\s+same\s+day|the\s+(?:attack|strike|shelling|barrage|salvo|raid|bombardment)|the\s+incident)\b",
    re.IGNORECASE,
)
_THERE = re.compile(
    r"\b(?:there|the\s+(?:village|town|settlement|hamlet|city|market|school|hospital|outskirts|fields?|houses?))\b",
    re.IGNORECASE,
)
_SINCE = re.compile(r"\b(?:since|ever\s+since|from)\b[^,;.]{0,60}$", re.IGNORECASE)
_SINCE_HEAD = re.compile(r"since\b", re.IGNORECASE)
_BESIDE = re.compile(r"\b(?:after|before|until|by)\s+(?:the\s+)?$", re.IGNORECASE)
_TAKEN_TO = re.compile(
    r"\b(?:hospitals?|clinics?|morgue|taken\s+to|evacuated\s+to|based|headquarters)\s+(?:in|at|of|to)?\s*(?:the\s+)?$",
    re.IGNORECASE,
)
_CLOSES = re.compile(r"(?:\s+(?:morning|afternoon|evening|night|at\s+\w+))?\s*,", re.IGNORECASE)
_PLACE_LINE = re.compile(r"^\W*(?:place|location|where|site|settlement|village|town)\s*:", re.IGNORECASE | re.MULTILINE)
_COMMA = 45
_CARRIED_DAYS = 7
_NEXT_LINES = 300
_JUST_BEFORE = 200
_LOOK_BACK = 1500


def when_of(scene: Scene, trigger: Span, *, happens: bool = True) -> dict[str, str] | None:
    """Return ``{"start", "end"}`` of the event, or ``None`` where the text places it on no day.

    ``happens`` is false where the trigger's own words are not the event: remains that were found lay there before.
    """
    own = _nearest_event_day(scene, scene.span, trigger, happens=happens)
    if own is None and (_SAME_DAY.search(scene.words) or scene.span.start > scene.paragraph.start):
        own = _short(_nearest_event_day(scene, _above(scene), Span(scene.span.start, scene.span.start)))
    if own is None and _SAME_DAY.search(scene.words) and scene.previous is not None:
        own = _short(_nearest_event_day(scene, scene.previous, Span(scene.previous.end, scene.previous.end)))
    if own is None or own.days is None:
        return None
    if _SINCE.search(scene.text[scene.paragraph.start : own.span.start]) or _SINCE_HEAD.match(own.span.of(scene.text)):
        return None if scene.published is None else {"start": own.days.start, "end": scene.published.isoformat()}
    return {"start": own.days.start, "end": own.days.end}


def _short(mention: DayMention | None) -> DayMention | None:
    """Only a short stretch is carried over from words before: a month named earlier is background."""
    if mention is None or mention.days is None:
        return None
    days = date.fromisoformat(mention.days.end) - date.fromisoformat(mention.days.start)
    return mention if days.days < _CARRIED_DAYS else None


def _above(scene: Scene) -> Span:
    """The words of the paragraph before the sentence, as far back as a reader would look."""
    return Span(max(scene.paragraph.start, scene.span.start - _LOOK_BACK), scene.span.start)


def _nearest_event_day(scene: Scene, where: Span, trigger: Span, *, happens: bool = True) -> DayMention | None:
    text = scene.text
    mentions = [m for m in day_mentions(text, where.start, where.end, scene.published) if m.days is not None]
    mentions = [m for m in mentions if not _BESIDE.search(text[max(where.start, m.span.start - 20) : m.span.start])]
    if not mentions:
        return None
    events = [Span(m.start(), m.end()) for m in _EVENT.finditer(text, where.start, where.end)]
    if happens and where.meets(trigger):
        events.append(trigger)
    others = [Span(m.start(), m.end()) for m in _OTHER.finditer(text, where.start, where.end)]
    others += [one.cue for one in scene.statements if one.cue is not None and where.holds(one.cue)]
    if happens:
        others = [one for one in others if not trigger.meets(one)]
    fitting = [m for m in mentions if _belongs_to_event(text, where, m.span, trigger, events, others, happens=happens)]
    return min(fitting, key=lambda m: _gap(m.span, trigger), default=None)


def _belongs_to_event(
    text: str, where: Span, day: Span, trigger: Span, events: list[Span], others: list[Span], *, happens: bool
) -> bool:
    if not happens and not events:
        return False
    if not events and not where.meets(trigger):
        # "It was a little after seven on Monday. The canister opened ...": told in order, and nothing else has that day
        sentence = next((one for one in sentences_of(text, where.start, where.end) if one.holds(day)), where)
        return not any(sentence.meets(one) for one in others) and where.end - day.end < _JUST_BEFORE
    if not events or in_dateline(text, where.start, day):
        return False
    if _CLOSES.match(text, day.end) and any(one.end <= day.start for one in events):
        # "... struck the village on 13 September, the group found": the day closes the clause that tells of the event
        others = [one for one in others if one.end <= day.start]
    nearest = min(_distance(text, day, one) for one in events)
    return not others or nearest <= min(_distance(text, day, one) for one in others)


def _distance(text: str, one: Span, other: Span) -> int:
    first, second = sorted((one, other))
    between = text[first.end : second.start]
    return len(between) + _COMMA * (between.count(",") + between.count(";") + between.count("."))


def _gap(one: Span, other: Span) -> int:
    return max(0, one.start - other.end, other.start - one.end)


def where_of(scene: Scene, trigger: Span, actor: Span | None = None) -> PlaceRecord | None:
    """Return the place of the event: named in the sentence, else in the paragraph before it, else where "there" points."""
    here = _places(scene, scene.span, actor)
    if here:
        finest = min(mention.place.precision_m for mention in here)
        near = [m for m in here if m.place.precision_m <= max(2 * finest, 3000.0)]
        return min(near, key=lambda m: _gap(m.span, trigger)).place
    above = _places(scene, _above(scene), actor)
    if above and not _another_speaks(scene, trigger, above[-1].span):
        return above[-1].place
    labelled = _PLACE_LINE.search(scene.text, scene.span.end, min(len(scene.text), scene.span.end + _NEXT_LINES))
    if labelled is not None:
        line = scene.text.find("\n", labelled.end())
        below = place_starting(scene.text, labelled.end(), line if line > 0 else len(scene.text), scene.places)
        if below is not None:
            return below
    if _THERE.search(scene.words):
        stayed = _places(scene, scene.span, actor, healed=True)
        if stayed:  # "our team at the clinic in X treated 22 people after the attack on the village"
            return stayed[0].place
    if scene.previous is not None and _THERE.search(scene.words):
        earlier = _places(scene, scene.previous, actor)
        return earlier[-1].place if earlier else None
    return None


def _another_speaks(scene: Scene, trigger: Span, place: Span) -> bool:
    """True where the place was named in somebody else's words, and nothing here points back to it."""
    mine = scene.statement_at(trigger.start)
    if mine is None or mine.speaker.name is None or _THERE.search(scene.words) or _SAME_DAY.search(scene.words):
        return False
    return not any(span.start <= place.start < span.end for span in mine.content) and mine.cue is not None


def _places(scene: Scene, where: Span, actor: Span | None, *, healed: bool = False) -> list[PlaceMention]:
    found = place_mentions(scene.text, where.start, where.end, scene.places)
    return [
        m
        for m in found
        if (actor is None or not actor.meets(m.span))
        and not scene.families.is_state_word(m.span.of(scene.text))
        and (healed or not _TAKEN_TO.search(scene.text[max(where.start, m.span.start - 40) : m.span.start]))
    ]


def setting(scene: Scene, trigger: Span) -> dict[str, Any]:
    """Return the fields ``place`` and ``when`` as the contract has them."""
    place = where_of(scene, trigger)
    return {"place": None if place is None else place.to_json(), "when": when_of(scene, trigger)}
