"""Decisions: an analyst's verdicts on whether two claims are of one strike, kept as register entries.

A verdict is an entry of kind ``decision``: ``{"about": "same_strike", "a", "b", "verdict": "same" | "different",
"reason"}`` with claim ids. The newest verdict on a pair counts; older ones stay and are shown. Changing one's mind is another
entry; a withdrawn entry no longer counts.
"""

from __future__ import annotations

from datetime import datetime

from fallow.core.errors import InputError
from fallow.register import Draft, Register, stamp
from fallow.strikes.strike import Decision

ABOUT = "same_strike"
"""What these decisions are about; decisions about other questions are other packages' business."""
_VERDICTS = {"same": True, "different": False}


def decision_draft(a: str, b: str, *, same: bool, reason: str) -> Draft:
    """Return the entry that says two claims are, or are not, of one strike.

    Raises ``InputError`` (``one-claim-twice``, ``no-reason``) for a claim compared with itself or a verdict without a reason.
    """
    if a == b:
        raise InputError(
            kind="one-claim-twice",
            expected="two different claims",
            found=f"{a} twice",
            do="see fallow strikes show for the ids of a strike's claims",
        )
    if not reason.strip():
        raise InputError(
            kind="no-reason",
            expected="a reason in words for the verdict",
            found=repr(reason),
            do="write what shows that they are, or are not, of one strike: --reason TEXT",
        )
    one, other = sorted((a, b))
    verdict = "same" if same else "different"
    body = {"about": ABOUT, "a": one, "b": other, "verdict": verdict, "reason": reason.strip()}
    return Draft(kind="decision", body=body)


def decisions_of(
    register: Register, *, as_known: datetime | None = None, as_recorded: datetime | None = None
) -> list[Decision]:
    """Return the standing decisions about strikes, as known then, in the order of the log.

    Raises ``InputError`` (``bad-decision``) where an entry about this question cannot be read.
    """
    found = []
    for entry in register.current("decision", as_known=as_known, as_recorded=as_recorded):
        body = entry.body
        if body.get("about") != ABOUT:
            continue
        if body.get("verdict") not in _VERDICTS or not all(isinstance(body.get(side), str) for side in ("a", "b")):
            raise InputError(
                kind="bad-decision",
                expected="claims a and b, and the verdict same or different",
                found=f"{body!r:.120} in entry {entry.id}",
                do="correct the entry: fallow correct",
            )
        order = (stamp(entry.recorded_at), f"{entry.seq:012d}", entry.id)
        same = _VERDICTS[body["verdict"]]
        found.append(Decision(body["a"], body["b"], same, str(body.get("reason", "")), entry.id, order))
    return found
