"""Act: what a state did towards a treaty on a day, as the depositary records it.

The day of a consent is the day on which the instrument was deposited, which is the day on which the depositary counts the
state as a party. When the treaty then binds it is a matter of the entry-into-force clause, not of the act.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any

from fallow.core.errors import InputError
from fallow.treaty.mark import Mark, parse_mark
from fallow.treaty.periods import parse_day


class ActKind(Enum):
    """The acts of treaty law that change a status (Vienna Convention on the Law of Treaties, articles 11 to 18, 54)."""

    SIGNATURE = "signature"
    RATIFICATION = "ratification"
    ACCEPTANCE = "acceptance"
    APPROVAL = "approval"
    ACCESSION = "accession"
    SUCCESSION = "succession"
    CONSENT = "consent"
    """Notification of consent to be bound by a protocol (Convention on Certain Conventional Weapons, article 4(4))."""
    WITHDRAWAL_NOTICE = "withdrawal_notice"
    """The depositary received the instrument of withdrawal; nothing ends yet."""
    WITHDRAWAL = "withdrawal"
    """The withdrawal took effect on this day, as the depositary or the parties state it."""

    @property
    def binds(self) -> bool:
        """True for the acts by which a state becomes a party."""
        return self not in (ActKind.SIGNATURE, ActKind.WITHDRAWAL_NOTICE, ActKind.WITHDRAWAL)


@dataclass(frozen=True, slots=True)
class Act:
    """One act of one state (ISO 3166-1 alpha-3) on one day, with its source.

    ``effective`` is the day from which the treaty binds where a source states it (a succession); ``None`` means: by the rule.
    """

    state: str
    kind: ActKind
    day: date
    effective: date | None = None
    mark: Mark = Mark.UNVERIFIED
    citation: str = ""
    note: str = ""


def parse_act_kind(value: Any) -> ActKind:
    """Return the act named ``value``; raise ``InputError`` (``unknown-act``) with the nearest names otherwise."""
    try:
        return ActKind(str(value).strip().lower().replace(" ", "_").replace("-", "_"))
    except ValueError as error:
        names = [kind.value for kind in ActKind]
        near = difflib.get_close_matches(str(value).lower(), names, n=2) or names
        raise InputError(
            kind="unknown-act",
            expected="an act towards a treaty",
            found=repr(value)[:60],
            do=f"use one of: {', '.join(near)}",
        ) from error


def parse_act(row: Mapping[str, Any]) -> Act:
    """Return the act of a table's row ``{"iso3", "act", "date", "effective", "mark", "citation", "note"}``."""
    kind = parse_act_kind(row.get("act"))
    effective = row.get("effective")
    return Act(
        state=str(row.get("iso3")),
        kind=kind,
        day=parse_day(row.get("date"), f"the day of the {kind.value}"),
        effective=parse_day(effective, "the day it took effect") if effective else None,
        mark=parse_mark(row.get("mark")),
        citation=str(row.get("citation") or ""),
        note=str(row.get("note") or ""),
    )
