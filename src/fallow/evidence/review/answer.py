"""Answer: from a question, a verdict and a reason to the entries that say so. Nothing is written here.

Every verdict needs a reason in words. Details are checked at this door: a place has a position and a precision, days are ISO days
in order, an authority is a key like ``state:xx``. Where the answer may teach a table, and the person asks for it, the row is one
more entry beside the decision (``about: table_row``), so it can be seen, disputed and withdrawn by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fallow.core.errors import InputError
from fallow.evidence.claim import Polarity
from fallow.evidence.dudclaims import dud_decision
from fallow.evidence.lookup.ofregister import row_draft
from fallow.evidence.review.asking.conflicts import settle
from fallow.evidence.review.asking.persons import person_body
from fallow.evidence.review.details import parse_authority, parse_days, parse_place
from fallow.evidence.review.question import Choice, Question
from fallow.evidence.review.rulings import parse_ruling
from fallow.evidence.review.scene import Scene
from fallow.register import Draft


@dataclass(frozen=True, slots=True)
class Details:
    """What goes with a verdict, as texts from outside; ``None`` where it was not given. ``counts`` is failed of all."""

    place: str | None = None
    when: str | None = None
    polarity: str | None = None
    cause: str | None = None
    munition: str | None = None
    source_class: str | None = None
    counts: tuple[int, int] | None = None
    authority: str | None = None
    role: str | None = None
    start: str | None = None
    end: str | None = None
    teach: bool = False


NO_DETAILS = Details()
"""The verdict alone."""


def drafts_of(
    scene: Scene, question: Question, verdict: str, reason: str, details: Details = NO_DETAILS
) -> list[Draft]:
    """Return the entries that answer a question; raise ``InputError`` (``no-reason``, ``no-such-verdict``, ``bad-details``)."""
    words = reason.strip()
    if not words:
        raise InputError(
            kind="no-reason",
            expected="a reason in words for the answer",
            found=repr(reason),
            do="write what shows it: --reason TEXT",
        )
    choice = choice_of(question, verdict)
    if question.kind == "conflict":
        of = str(question.about["entry"])
        return settle(scene.register, of, of if choice.verdict == "as_written" else choice.verdict, words)
    if question.kind == "dud-rate":
        return [_dud(question, choice, words, details)]
    body = {**(choice.body or {}), "verdict": choice.verdict, "reason": words}
    body |= _told(choice, details)
    taught = _taught(scene, question, body, words) if details.teach else []
    return [Draft("decision", _checked(body)), *taught]


def speaker_drafts(scene: Scene, claim: str, reason: str, details: Details) -> list[Draft]:
    """Return the entries that say for whom the speaker of a claim speaks, wherever he speaks; asked or not.

    Raises ``InputError`` (``no-reason``, ``bad-details``, ``no-speaker`` where the words name nobody).
    """
    held = scene.held[claim]
    found = scene.statements.get(held.claim.statement or "")
    if found is None or found[0].speaker.name is None:
        raise InputError(
            kind="no-speaker",
            expected=f"a claim whose words name who speaks, in {claim}",
            found="the page's own words" if found is None else "a role without a name",
            do="put the body or outlet into a table: fallow tables add",
        )
    choice = Choice("speaks_for", "s", "", person_body(found[0].speaker.name, found[0].id))
    question = Question("private-person", {}, "", (), (choice,), scene.known_at(held.document))
    return drafts_of(scene, question, choice.verdict, reason, details)


def choice_of(question: Question, verdict: str) -> Choice:
    """Return the choice of that verdict or key; raise ``InputError`` (``no-such-verdict``)."""
    wanted = verdict.strip().replace("-", "_").casefold()
    for choice in question.choices:
        if wanted in {choice.verdict.casefold(), choice.key} or (
            len(wanted) >= 8 and choice.verdict.startswith(wanted)
        ):
            return choice
    raise InputError(
        kind="no-such-verdict",
        expected=f"one of {', '.join(one.verdict for one in question.choices)} for {question.id} ({question.kind})",
        found=repr(verdict),
        do="see fallow review show for what each does",
    )


def _checked(body: dict[str, Any]) -> dict[str, Any]:
    if body["about"] in {"claim", "link", "candidate", "person"}:
        return parse_ruling(body)
    return body


def _told(choice: Choice, details: Details) -> dict[str, Any]:
    if choice.verdict == "speaks_for":
        days = {"from": details.start, "to": details.end}
        named = {"role": details.role} | {key: day and parse_days(day)["start"] for key, day in days.items()}
        given = {key: value for key, value in named.items() if value is not None}
        return {"authority": parse_authority(details.authority), **given}
    if choice.verdict != "corrected":
        return {}
    told: dict[str, Any] = dict((choice.body or {}).get("set") or {})
    if details.polarity is not None:
        told["polarity"] = _one_of("polarity", details.polarity, [one.value for one in Polarity])
    if details.place is not None:
        told["place"] = parse_place(details.place)
    if details.when is not None:
        told["when"] = parse_days(details.when)
    if details.cause is not None:
        told["cause"] = _one_of("cause", details.cause, ["cluster_munition", "other", "unknown"])
    if not told:
        raise InputError(
            kind="bad-details",
            expected=f"what is right instead: {', '.join(f'--{name}' for name in (*choice.needs, *choice.takes) if name != 'teach')}",
            found="nothing",
            do="give it with the verdict corrected",
        )
    return {"set": told}


def _one_of(name: str, value: str, known: list[str]) -> str:
    if value in known:
        return value
    raise InputError(
        kind="bad-details", expected=f"{name} of {', '.join(known)}", found=repr(value), do="choose one of them"
    )


def _dud(question: Question, choice: Choice, reason: str, details: Details) -> Draft:
    failed, of = details.counts or (None, None)
    return dud_decision(
        str(question.about["claim"]),
        verdict=choice.verdict,
        reason=reason,
        munition=details.munition,
        source_class=details.source_class,
        failed=failed,
        of=of,
    )


def _taught(scene: Scene, question: Question, body: Mapping[str, Any], reason: str) -> list[Draft]:
    if body["verdict"] == "speaks_for":
        speaker = scene.statements[str(body["statement"])][0].speaker
        row = {
            "name": speaker.name,
            "authority": body["authority"],
            "role": body.get("role") or speaker.role or "not said",
            "from": body.get("from"),
            "to": body.get("to"),
        }
        return [
            row_draft(
                "office_holders",
                row,
                source=f"a person's answer about {body['about']} {body.get('statement') or body.get('claim')}",
                reason=reason,
            )
        ]
    told = body.get("set") or {}
    if told.get("place"):
        return [
            row_draft(
                "places",
                dict(told["place"]),
                source=f"a person's answer about {body['about']} {body.get('statement') or body.get('claim')}",
                reason=reason,
            )
        ]
    raise InputError(
        kind="bad-details",
        expected="an answer that a table can learn from: a place, or for whom a person speaks",
        found=f"{body['verdict']} on a question of kind {question.kind}",
        do="leave --teach out",
    )
