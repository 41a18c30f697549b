"""Claim: one normalised thing that somebody says is so, with everything needed to walk back to who said it.

A claim comes from a statement in a document or from a row of a table; either way ``entry_id`` names the register entry
that holds the source's own words, and ``authority`` the family behind it. A claim without a place is still a claim.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING, Any

from fallow.core.when import When

if TYPE_CHECKING:
    from fallow.core.place import Place


class ClaimKind(Enum):
    """The sixteen kinds of claim; the names are part of the reading contract."""

    USE = "use"
    TRANSFER = "transfer"
    DUD_RATE = "dud_rate"
    CASUALTIES = "casualties"
    TREATY_STATUS = "treaty_status"
    PLEDGE = "pledge"
    PROHIBITION = "prohibition"
    NATIONAL_RESTRICTION = "national_restriction"
    REQUEST = "request"
    STOCK = "stock"
    HARM_RISK = "harm_risk"
    MUNITION_DESC = "munition_desc"
    EFFECT = "effect"
    DAMAGE = "damage"
    STANCE = "stance"
    ACCUSATION = "accusation"


class Polarity(Enum):
    """Whether the claim says that it is so, denies that it is so, or reports that it is not so."""

    AFFIRM = "affirm"
    DENY = "deny"
    NEGATED = "negated"


class Modality(Enum):
    """How surely it is put."""

    ASSERTED = "asserted"
    POSSIBLE = "possible"
    THREATENED = "threatened"
    CONDITIONAL = "conditional"


class Basis(Enum):
    """What the claim stands on: seen by the speaker, the speaker's own act, said of somebody else, or passed on."""

    OBSERVED = "observed"
    OWN_ACT = "own_act"
    ASSERTS_OTHER = "asserts_other"
    HEARSAY = "hearsay"


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim as the register knows it at some moment.

    ``entry_id`` is the register entry with the source's words; ``source`` the data set's name or the document's digest;
    ``authority`` the family that asserts it, ``None`` where unknown (which then counts for nothing);
    ``origin`` a key that copies of one original share; ``munition`` the source's own wording.
    ``flags`` are the kinds of doubt that import or reading raised; they label and never drop.
    """

    id: str
    kind: ClaimKind
    polarity: Polarity
    modality: Modality
    basis: Basis
    entry_id: str
    source: str
    known_at: datetime
    authority: str | None = None
    origin: str | None = None
    place: Place | None = None
    when: When | None = None
    munition: str | None = None
    flags: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    fields: Mapping[str, Any] = field(default_factory=dict)
