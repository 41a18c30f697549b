"""Two sections of the page: what is claimed and by how many, and what contradicts what, side by side in the sources' words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fallow.evidence.claim import Polarity
from fallow.evidence.reading.pagewords import (
    View,
    anchor,
    components,
    kind_name,
    low,
    number,
    rate,
    said,
    shown,
    title_of,
)
from fallow.evidence.reading.result import Link, ReadClaim

_FIRST = ("use", "transfer", "dud_rate", "casualties", "pledge", "treaty_status", "stock")
_COLUMNS = (
    "what is claimed",
    "documents that print it",
    "independent origins",
    "families that assert it",
    "families that saw it",
    "against it",
)
_VERBS = {
    "signed": "has signed the convention (as said here; what is so is looked up, never counted)",
    "ratified": "has ratified the convention (as said here; what is so is looked up, never counted)",
    "party": "is a party to the convention (as said here; what is so is looked up, never counted)",
    "withdrawn": "has left the convention (as said here; what is so is looked up, never counted)",
    "stock": "holds cluster munitions in stock",
    "pledge": "makes a promise about cluster munitions",
    "request": "asks for something",
    "accusation": "accuses somebody",
    "stance": "takes a position",
}
_QUESTIONS = {
    "use": "Did {who} use cluster munitions?",
    "dud_rate": "How many of the munitions of {who} do not explode?",
    "treaty_status": "Where does {who} stand with the convention?",
    "transfer": "Does {who} give cluster munitions to somebody?",
}
_BOUNDS = (
    ("<=", "at most "),
    (">=", "at least "),
    ("<", "less than "),
    (">", "more than "),
    ("~", "about "),
    ("=", ""),
    ("range", ""),
)


def propositions_section(view: View) -> str:
    """Return the table of propositions: the kinds that matter most first, the others folded below it, none left out."""
    rows = sorted(
        view.related.reading.propositions,
        key=lambda one: (_rank(one), -low(one["origins"]), str(one["key"])),
    )
    first = [one for one in rows if _kind(one) in _FIRST]
    rest = [one for one in rows if _kind(one) not in _FIRST]
    if not rows:
        return "<section id=claims><h2>What is claimed, and by how many</h2><p>No claim about the weapon was found.</p></section>"
    folded = ""
    if rest:
        folded = f"<details><summary>{len(rest)} more, of other kinds</summary>{_table(rest, view, 'Propositions of other kinds')}</details>"
    return (
        "<section id=claims><h2>What is claimed, and by how many</h2>"
        "<p>Each row is one proposition, in however many words it was printed. <b>Do not go by the first number</b>: ten pages that print one "
        "briefing are ten documents and one origin. An origin whose speaker nobody names counts nowhere. A label such as A3 leads to the words.</p>"
        f"{_table(first, view, 'Propositions') if first else ''}{folded}</section>"
    )


def _table(rows: Sequence[Mapping[str, Any]], view: View, caption: str) -> str:
    head = "".join(f"<th scope=col>{one}</th>" for one in _COLUMNS)
    body: list[str] = []
    before = ""
    for one in rows:
        kind = _kind(one)
        if kind != before:
            body.append(f"<tr class=group><th colspan={len(_COLUMNS)} scope=colgroup>{kind_name(kind)}</th></tr>")
            before = kind
        body.append(_proposition(one, view))
    return f"<table class=wide><caption class=unseen>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table>"


def _proposition(one: Mapping[str, Any], view: View) -> str:
    kind, _, rest = str(one["key"]).partition("|")
    against = one["against"]
    apart = set(against.get("claims") or [])
    pro = [key for key in one["claims"] if key not in apart]
    labels = " ".join(view.link(key) for key in pro)
    asserting, observing = _families(pro, view, observed=False), _families(pro, view, observed=True)
    opposed = (
        "nobody"
        if not apart
        else (
            f"{_counted(against['documents'], 'document')}; {_names(sorted({view.family(_behind(key, view)) for key in apart}))} "
            + " ".join(view.link(key) for key in sorted(apart, key=lambda key: view.labels.get(key, "")))
        )
    )
    cells = (
        f"<th scope=row>{shown(_capital(_sentence(kind, rest, view)))}<br>{labels}</th>",
        number(one["documents"]),
        f"<b>{number(one['origins'])}</b>",
        f"<b>{number(one['asserting_families'])}</b> {_names(asserting)}",
        f"<b>{number(one['observing_families'])}</b> {_names(observing)}",
        opposed,
    )
    filled = "".join(
        f'<td data-label="{label}"><div>{cell}</div></td>' for label, cell in zip(_COLUMNS[1:], cells[1:], strict=True)
    )
    return f'<tr id="p{anchor(str(one["key"]))}">{cells[0]}{filled}</tr>'


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _counted(count: Any, one: str) -> str:
    return f"{number(count)} {one if number(count) == '1' else one + 's'}"


def _names(names: Sequence[str]) -> str:
    return f"<span class=small>{', '.join(said(name, 60) for name in names)}</span>" if names else ""


def _families(claims: Sequence[str], view: View, *, observed: bool) -> list[str]:
    found = {
        view.family(_behind(key, view))
        for key in claims
        if key in view.claims and _behind(key, view) and (view.claims[key][1].basis.value == "observed") is observed
    }
    return sorted(found)


def _behind(key: str, view: View) -> str | None:
    return view.claims[key][0].authorities.get(key) if key in view.claims else None


def _kind(one: Mapping[str, Any]) -> str:
    return str(one["key"]).split("|")[0]


def _rank(one: Mapping[str, Any]) -> tuple[int, str]:
    kind = _kind(one)
    return (_FIRST.index(kind) if kind in _FIRST else len(_FIRST), kind)


def _sentence(kind: str, rest: str, view: View) -> str:
    """A proposition's key as a sentence; what no document says is said to be unsaid."""
    parts = rest.split("|")
    moods = [part for part in parts if part in {"possible", "threatened", "conditional"}]
    parts = [part for part in parts if part not in moods]
    tail = {"possible": " (only as possible)", "threatened": " (as a threat)", "conditional": " (under a condition)"}
    end = "".join(tail[one] for one in moods)
    named = {name: value for name, _, value in (part.partition("=") for part in parts)}
    first, second = (_party(parts[0], view), _party(parts[1], view) if len(parts) > 1 else "")
    if kind == "use" and "place" in named:
        return f"cluster munitions were used at {named['place']}, {_on(named.get('when', '?'))}{end}"
    if kind == "use":
        return f"{_party(named.get('actor', '?'), view)} used cluster munitions, no place given{end}"
    if kind == "transfer":
        return f"{first} gives cluster munitions to {second}{end}"
    if kind == "dud_rate":
        munition = "type not named" if parts[1] == "?" else parts[1]
        return f"of the munitions of {first} ({munition}), {_percent(parts[2])} do not explode{end}"
    if kind in _VERBS or (kind == "treaty_status" and parts[1] in _VERBS):
        return f"{first} {_VERBS[parts[1] if kind == 'treaty_status' else kind]}{end}"
    if kind == "casualties":
        place = "a place not named" if parts[0] == "?" else parts[0]
        return f"people killed or hurt at {place}, {_on(parts[1])}{end}"
    return f"{kind_name(kind)}{'' if parts[0] == '-' else ', by ' + first}{end}"


def _on(when: str) -> str:
    start, _, end = when.partition("/")
    return "day not given" if when == "?" else f"on {start}" if start == end else f"between {start} and {end}"


def _party(key: str, view: View) -> str:
    if key == "?":
        return "somebody not named"
    return view.family(key).removesuffix(" (government)") if ":" in key else key.replace("-", " ")


def _percent(words: str) -> str:
    """'<=0.0235' as 'at most 2.35 %'; anything else as it stands."""
    op = next((one for one, _ in _BOUNDS if words.startswith(one)), "")
    first, _, last = words.removeprefix(op).partition("-")
    try:
        return rate({"op": op, "value": float(first), "high": float(last) if last else None})
    except ValueError:
        return words


def contradictions_section(view: View) -> str:
    """Return the contradictions, each with both sides beside each other."""
    links = [one for one in view.related.reading.links if one.kind in {"contradicts", "superseded_by"}]
    head = "<section id=contradictions><h2>Where the sources contradict each other</h2>"
    if not links:
        return f"{head}<p>No contradiction was found among these documents. That is not agreement: it may be silence.</p></section>"
    opposed = components((one.a, one.b) for one in links if one.kind == "contradicts")
    parts = [_against([key for key in keys if key in view.claims], view) for keys in opposed]
    parts += [_course(one, view) for one in links if one.kind == "superseded_by"]
    return f"{head}<p>Both sides stay. Neither is struck out, and counting does not decide between them.</p>{''.join(parts)}</section>"


def _against(keys: Sequence[str], view: View) -> str:
    sides: dict[str, list[str]] = {}
    for key in sorted(keys, key=lambda key: view.claims[key][1].polarity is not Polarity.AFFIRM):
        sides.setdefault(_side(view.claims[key][1]), []).append(key)
    first = view.claims[keys[0]][1]
    told = (view.claims[key][1].fields for key in keys)
    who = next((str(found) for one in told for key in ("actor", "owner", "from") if (found := one.get(key))), None)
    states = first.fields.get("states") or ["somebody"]
    question = _QUESTIONS.get(first.kind.value, kind_name(first.kind.value)).format(who=who or str(states[0]))
    about = said(question, 160)
    columns = "".join(
        f"<div><h4>{shown(name)}</h4>{''.join(_words(key, view) for key in members)}</div>"
        for name, members in sides.items()
    )
    return f"<article class=versus><h3>{about}</h3><div class=sides>{columns}</div></article>"


def _side(claim: ReadClaim) -> str:
    if claim.kind.value == "dud_rate":
        return f"fails: {rate(claim.fields)}"
    return {Polarity.AFFIRM: "It is so", Polarity.DENY: "It is denied", Polarity.NEGATED: "It is not so"}[
        claim.polarity
    ]


def _course(link: Link, view: View) -> str:
    why = link.evidence.partition(": ")[2] or link.evidence
    return (
        f"<article class=versus><h3>Overtaken by events: {shown(why)}</h3><div class=sides><div><h4>before</h4>{_words(link.a, view)}</div>"
        f"<div><h4>after</h4>{_words(link.b, view)}</div></div></article>"
    )


def _words(key: str, view: View) -> str:
    if key not in view.claims:
        return f"<p>{shown(key)}</p>"
    document, claim = view.claims[key]
    printed = "no day printed" if document.reading.published is None else document.reading.published.date
    words = said(claim.span.of(document.text), 400)
    speaker, family = view.speaker(claim, document), view.family(document.authorities.get(key))
    behind = "" if shown(family) in speaker else f" – {shown(family)}"
    return (
        f"<figure><blockquote dir=auto>{words} {view.link(key)}</blockquote><figcaption>{speaker}"
        f"<span class=small>{behind}. In {view.letter(document)}, {said(title_of(document), 70)}; {shown(printed)}</span></figcaption></figure>"
    )
