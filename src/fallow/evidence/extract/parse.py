"""From a program's answer to drafts: closed objects, closed words, bounded sizes. Nothing is repaired and nothing dropped.

A fault in one draft refuses that draft alone; a fault in the answer as a whole (no JSON, too deep, too many) refuses the answer.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from enum import Enum
from typing import Any, TypeVar

from fallow.core.canonical import parse_json
from fallow.core.errors import InputError
from fallow.evidence.claim import Basis, ClaimKind, Modality, Polarity
from fallow.evidence.extract.draft import Anchor, ClaimDraft, Draft, SpeakerDraft, StatementDraft, UnreadDraft
from fallow.evidence.extract.fields import COUNTS, DAYS, FIELDS, FLAG, GIVEN_BY_FALLOW, NUMBER, PLACE, TEXT, TEXTS
from fallow.evidence.extract.limits import MOST_DEPTH, MOST_DRAFTS, MOST_PARTS, MOST_VALUE_CHARS, MOST_WORDS_CHARS

_EXCERPT = 400
_TYPES = ("direct", "mixed", "indirect")
_STATEMENT = frozenset({"draft", "type", "speaker", "cue", "content", "quotes", "said_on", "via", "to"})
_CLAIM = frozenset({"draft", "kind", "start", "end", "words", "polarity", "modality", "basis", "fields"})
_Closed = TypeVar("_Closed", bound=Enum)


def parse_answer(line: bytes | str) -> list[Draft]:
    """Return the drafts of one answer, a JSON list; a fault of the whole comes back as one ``UnreadDraft``."""
    try:
        raw = parse_json(line)
        return parse_drafts(raw)
    except (InputError, ValueError) as error:  # ValueError: a number of thousands of digits
        kind = error.kind if isinstance(error, InputError) else "not-json"
        return [UnreadDraft(kind, " ".join(str(error).split())[:_EXCERPT], repr(line[:_EXCERPT]))]


def parse_drafts(raw: Any) -> list[Draft]:
    """Return one draft for each member of the list ``raw``, an ``UnreadDraft`` for what is none.

    Raises ``InputError`` (``bad-draft``) where ``raw`` is no list, lies too deep, or holds more than ``MOST_DRAFTS``.
    """
    if not isinstance(raw, list):
        raise _bad("a list of drafts", _shown(raw))
    if len(raw) > MOST_DRAFTS:
        raise _bad(f"at most {MOST_DRAFTS} drafts about one segment", f"{len(raw)}")
    if _depth(raw) > MOST_DEPTH:
        raise _bad(f"lists and objects at most {MOST_DEPTH} deep", "a deeper answer")
    return [_draft(one) for one in raw]


def parse_draft(raw: Any) -> StatementDraft | ClaimDraft:
    """Return a draft; raise ``InputError`` (``bad-draft``, ``unknown-field``, ``forbidden-field``)."""
    told = _object(raw, "a draft")
    if told.get("draft") == "statement":
        return _statement(told)
    if told.get("draft") == "claim":
        return _claim(told)
    raise _bad('"draft": "statement" or "claim"', _shown(told.get("draft")))


def _draft(raw: Any) -> Draft:
    try:
        return parse_draft(raw)
    except InputError as error:
        return UnreadDraft(error.kind, str(error)[:_EXCERPT], _shown(raw))


def _statement(told: dict[str, Any]) -> StatementDraft:
    _closed(told, _STATEMENT, "a statement draft")
    speaker = _object(told.get("speaker"), "a speaker")
    _closed(speaker, frozenset({"name", "role", "affiliation", "mention"}), "a speaker")
    content = _anchors(told.get("content"))
    if not content:
        raise _bad("content of at least one span", _shown(told.get("content")))
    return StatementDraft(
        type=_word(told.get("type"), _TYPES),
        speaker=SpeakerDraft(
            _text(speaker.get("name")),
            _text(speaker.get("role")),
            _text(speaker.get("affiliation")),
            _anchor_or_none(speaker.get("mention")),
        ),
        content=content,
        cue=_anchor_or_none(told.get("cue")),
        quotes=_anchors(told.get("quotes") or []),
        said_on=_days(told.get("said_on")),
        via=_texts(told.get("via")),
        to=_texts(told.get("to")),
    )


def _claim(told: dict[str, Any]) -> ClaimDraft:
    _closed(told, _CLAIM, "a claim draft")
    kind = _enum(ClaimKind, told.get("kind"))
    fields = _object(told.get("fields", {}), "fields")
    _closed(fields, frozenset(FIELDS[kind]), f"fields of a claim of {kind.value}")
    return ClaimDraft(
        kind=kind,
        anchor=_anchor({key: told.get(key) for key in ("start", "end", "words")}),
        polarity=_enum(Polarity, told.get("polarity")),
        modality=_enum(Modality, told.get("modality")),
        basis=_enum(Basis, told.get("basis")),
        fields={key: _value(sort, fields.get(key)) for key, sort in FIELDS[kind].items()},
    )


def _value(sort: str | tuple[str, ...], raw: Any) -> Any:
    if raw is None:
        return None
    if isinstance(sort, tuple):
        return _word(raw, sort)
    return {TEXT: _text, TEXTS: _texts, NUMBER: _number, COUNTS: _counts, PLACE: _place, DAYS: _days, FLAG: _flag}[
        sort
    ](raw)


def _anchors(raw: Any) -> tuple[Anchor, ...]:
    if not isinstance(raw, list) or len(raw) > MOST_PARTS:
        raise _bad(f"a list of at most {MOST_PARTS} spans with their words", _shown(raw))
    return tuple(_anchor(one) for one in raw)


def _anchor_or_none(raw: Any) -> Anchor | None:
    return None if raw is None else _anchor(raw)


def _anchor(raw: Any) -> Anchor:
    told = _object(raw, "a span with its words")
    _closed(told, frozenset({"start", "end", "words"}), "a span")
    start, end, words = told.get("start"), told.get("end"), told.get("words")
    if not isinstance(words, str) or not words.strip() or len(words) > MOST_WORDS_CHARS:
        raise _bad(f"words of 1 to {MOST_WORDS_CHARS} characters", _shown(words))
    if start is None and end is None:
        return Anchor(words)
    if type(start) is not int or type(end) is not int or not 0 <= start < end:
        raise _bad("offsets 0 <= start < end, or none at all", f"{_shown(start)} and {_shown(end)}")
    return Anchor(words, start, end)


def _text(raw: Any) -> str | None:
    if raw is None:
        return None
    if not isinstance(raw, str) or not raw.strip() or len(raw) > MOST_VALUE_CHARS:
        raise _bad(f"words of 1 to {MOST_VALUE_CHARS} characters, or null", _shown(raw))
    return raw


def _texts(raw: Any) -> tuple[str, ...]:
    if raw is None:
        return ()
    if not isinstance(raw, list) or len(raw) > MOST_PARTS:
        raise _bad(f"a list of at most {MOST_PARTS} names", _shown(raw))
    found = tuple(_text(one) for one in raw)
    return tuple(one for one in found if one is not None) if None not in found else _refuse_null(raw)


def _refuse_null(raw: Any) -> tuple[str, ...]:
    raise _bad("names", f"null in {_shown(raw)}")


def _number(raw: Any) -> float | int:
    if isinstance(raw, bool) or not isinstance(raw, int | float) or not math.isfinite(raw) or abs(raw) > 1e15:
        raise _bad("a number", _shown(raw))
    return raw


def _counts(raw: Any) -> dict[str, float | None]:
    told = _object(raw, 'counts as {"low", "high"}')
    _closed(told, frozenset({"low", "high"}), "counts")
    high = told.get("high")
    return {"low": _number(told.get("low")), "high": None if high is None else _number(high)}


def _place(raw: Any) -> dict[str, str | None]:
    told = _object(raw, 'a place as {"name", "country"}')
    _closed(told, frozenset({"name", "country"}), "a place")
    if _text(told.get("name")) is None:
        raise _bad("a place with a name", _shown(raw))
    return {"name": _text(told.get("name")), "country": _text(told.get("country"))}


def _days(raw: Any) -> tuple[str, str] | None:
    if raw is None:
        return None
    told = _object(raw, 'days as {"start", "end"}')
    _closed(told, frozenset({"start", "end"}), "days")
    start, end = _text(told.get("start")), _text(told.get("end"))
    if start is None or end is None:
        raise _bad("a first and a last day", _shown(raw))
    return start, end


def _flag(raw: Any) -> bool:
    if not isinstance(raw, bool):
        raise _bad("true or false", _shown(raw))
    return raw


def _word(raw: Any, words: tuple[str, ...]) -> str:
    if not isinstance(raw, str) or raw not in words:
        raise _bad(f"one of {', '.join(words)}", _shown(raw))
    return raw


def _enum(closed: type[_Closed], raw: Any) -> _Closed:
    _word(raw, tuple(str(one.value) for one in closed))
    return closed(raw)


def _object(raw: Any, what: str) -> dict[str, Any]:
    if not isinstance(raw, dict):
        raise _bad(what, _shown(raw))
    return raw


def _closed(told: Mapping[str, Any], known: frozenset[str], what: str) -> None:
    others = sorted(set(told) - known)
    taken = [key for key in others if key.lower() in GIVEN_BY_FALLOW]
    if taken:
        raise InputError(
            kind="forbidden-field",
            expected=f"{what} without what only Fallow or a person gives",
            found=f"{taken[0]!r}",
            do="leave it out: a model says nothing about families, independence, links, strikes or decisions",
        )
    if others:
        raise InputError(
            kind="unknown-field",
            expected=f"{what} with no key but {', '.join(sorted(known)) or 'none'}",
            found=f"{_shown(others[0])}",
            do="mend the program that answers",
        )


def _bad(expected: str, found: str) -> InputError:
    return InputError(kind="bad-draft", expected=expected, found=found, do="mend the program that answers")


def _shown(raw: Any) -> str:
    try:
        text = json.dumps(raw, ensure_ascii=True, default=repr)
    except (ValueError, RecursionError):
        text = repr(type(raw))
    return text if len(text) <= _EXCERPT else f"{text[:_EXCERPT]}… ({len(text)} characters)"


def _depth(value: Any) -> int:
    """How deep lists and objects lie in each other, without recursion."""
    deepest, stack = 0, [(value, 1)]
    while stack:
        one, level = stack.pop()
        if isinstance(one, list | dict):
            deepest = max(deepest, level)
            stack.extend((inner, level + 1) for inner in (one.values() if isinstance(one, dict) else one))
    return deepest
