"""All pages of a world, and what counting them rightly gives: documents, origins, families, for and against."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fallow.testing.pages import around, attack, ministries, seen, supply
from fallow.testing.pages.page import Page
from fallow.testing.pages.story import Story

_WRITERS = (
    attack.original,
    attack.reprint,
    attack.rewritten,
    attack.quoted,
    ministries.denial,
    ministries.again,
    ministries.threat,
    supply.pledge,
    supply.official_rate,
    supply.adversary_rate,
    seen.visit,
    seen.imagery,
    around.rumour,
    around.history,
    around.envoy,
)


def press(story: Story) -> tuple[Page, ...]:
    """Return the fifteen pages of the story, in the order of their names."""
    return tuple(write(story) for write in _WRITERS)


def propositions(pages: Sequence[Page]) -> list[dict[str, Any]]:
    """Return what each strike or rate has going for it: documents, origins, asserting and observing families, against.

    A claim whose speaker nobody knows adds to the documents and to nothing else. Threats are left out.
    """
    groups: dict[tuple[str, str], list[tuple[Page, dict[str, Any]]]] = {}
    for page in pages:
        for claim in page.expected["claims"]:
            subject = _subject(claim)
            if subject is not None and claim["modality"] != "threatened":
                groups.setdefault((claim["kind"], subject), []).append((page, claim))
    return [
        {
            "kind": kind,
            "about": subject,
            **_tally([(page, claim) for page, claim in members if claim["polarity"] == "affirm"]),
            "against": _tally([(page, claim) for page, claim in members if claim["polarity"] == "deny"]),
        }
        for (kind, subject), members in sorted(groups.items())
    ]


def _subject(claim: dict[str, Any]) -> str | None:
    fields = claim["fields"]
    if claim["kind"] == "use":
        strike: str | None = fields.get("strike")
        return strike
    if claim["kind"] == "dud_rate":
        return f"{fields['owner']} {fields['munition']}"
    return None


def _tally(members: Sequence[tuple[Page, dict[str, Any]]]) -> dict[str, Any]:
    known = [claim for _, claim in members if claim["family"] is not None]
    observing = {claim["family"] for claim in known if claim["basis"] == "observed"}
    return {
        "documents": len({page.name for page, _ in members}),
        "origins": len({claim["origin"] for claim in known}),
        "asserting_families": sorted({claim["family"] for claim in known} - observing),
        "observing_families": sorted(observing),
    }
