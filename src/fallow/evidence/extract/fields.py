"""The fields that a claim of each kind may have, and of what sort each is. Closed: what is not here is refused."""

from __future__ import annotations

from fallow.evidence.claim import ClaimKind

TEXT, TEXTS, NUMBER, COUNTS, PLACE, DAYS, FLAG = "text", "texts", "number", "counts", "place", "days", "flag"
"""Sorts of a field: words of the document, a list of them, a number, ``{"low", "high"}``, ``{"name", "country"}``, ``{"start", "end"}``, true or false."""

OPS = ("=", "<", "<=", ">", ">=", "~", "range")
"""How a rate may be bounded."""

_BY = {"by": TEXT}

FIELDS: dict[ClaimKind, dict[str, str | tuple[str, ...]]] = {
    ClaimKind.USE: {"actor": TEXT, "munition": TEXT, "place": PLACE, "when": DAYS},
    ClaimKind.DUD_RATE: {
        "owner": TEXT,
        "munition": TEXT,
        "op": OPS,
        "value": NUMBER,
        "high": NUMBER,
        "source_chain": TEXTS,
    },
    ClaimKind.CASUALTIES: {
        "killed": COUNTS,
        "injured": COUNTS,
        "casualties": COUNTS,
        "place": PLACE,
        "when": DAYS,
        "cause": ("cluster_munition",),
    },
    ClaimKind.TRANSFER: {
        "from": TEXT,
        "to": TEXT,
        "munition": TEXT,
        "status": ("refused", "announced", "delivered"),
    },
    ClaimKind.TREATY_STATUS: {
        "states": TEXTS,
        "status": ("signed", "ratified", "party", "withdrawn"),
        "instrument": ("ccm",),
        "count": NUMBER,
    },
    ClaimKind.PLEDGE: {**_BY, "not_in_towns": FLAG, "records": FLAG},
    ClaimKind.MUNITION_DESC: {"munition": TEXT},
    ClaimKind.REQUEST: dict(_BY),
    ClaimKind.STANCE: dict(_BY),
    ClaimKind.STOCK: dict(_BY),
    ClaimKind.ACCUSATION: dict(_BY),
    ClaimKind.PROHIBITION: {},
    ClaimKind.NATIONAL_RESTRICTION: {},
    ClaimKind.HARM_RISK: {},
    ClaimKind.EFFECT: {},
    ClaimKind.DAMAGE: {},
}
"""For every kind its fields; a tuple is a closed list of words. A field left out or ``null`` is not known."""

GIVEN_BY_FALLOW = frozenset(
    "id rule status authority authorities family families observing_families asserting_families origin origins independent independence "
    "link links score grade entry entries decision decisions verdict confirmed confirmed_by reviewed analyst strike strikes "
    "strike_candidate strike_candidates proposition propositions register event lat lon precision_m weight probability".split()
)
"""Keys that only Fallow or a person gives: a draft that holds one is refused as such, wherever it stands."""
