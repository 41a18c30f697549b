"""The order of a column's dates, by evidence across the whole column, never by one cell and never by habit.

A cell such as 3/25/2022 can only be month first, 25/3/2022 only day first, 3/4/2022 either. The column's order is what its
unambiguous cells say. Where they say nothing, or disagree beyond stray cells, there is no guess: reading a column in
the wrong order moves every event and looks right.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from fallow.core.errors import InputError
from fallow.core.when import DateOrder, parse_when

STRAY_SHARE = 0.02
"""Unambiguous cells that may contradict the rest, as a share of them, and still be strays (each is flagged)."""

_UNPADDED = re.compile(r"(?:\d[/.\-].*|\d+[/.\-]\d[/.\-].*)")
_YEAR_LAST = re.compile(r"\d{1,2}[/.\-]\d{1,2}[/.\-]\d{4}")


@dataclass(frozen=True, slots=True)
class OrderEvidence:
    """How many of a column's cells read as what: year first, month first only, day first only, either, or no date."""

    year_first: int
    month_first: int
    day_first: int
    either: int
    unreadable: int
    padded: int
    unpadded: int

    @property
    def readable(self) -> int:
        """Cells that are a date in some order."""
        return self.year_first + self.month_first + self.day_first + self.either

    @property
    def total(self) -> int:
        """Cells that are not blank."""
        return self.readable + self.unreadable


def order_evidence(cells: Counter[str]) -> OrderEvidence:
    """Count what each non-blank cell can be; ``cells`` are the column's cells with how often each stands there."""
    counts: Counter[str] = Counter()
    padded = unpadded = 0
    for cell, times in cells.items():
        sort = _sort(cell)
        counts[sort] += times
        if _YEAR_LAST.fullmatch(cell) and sort in ("mdy", "dmy", "either"):
            short = _UNPADDED.fullmatch(cell) is not None
            padded, unpadded = padded + (not short) * times, unpadded + short * times
    return OrderEvidence(
        counts["ymd"], counts["mdy"], counts["dmy"], counts["either"], counts["none"], padded=padded, unpadded=unpadded
    )


def guess_order(evidence: OrderEvidence, column: str) -> tuple[DateOrder, tuple[str, ...]]:
    """Return the order and remarks on it. Raises ``InputError`` (``date-order-unclear``, ``date-order-mixed``)."""
    month, day = evidence.month_first, evidence.day_first
    if not month and not day:
        if evidence.either:
            raise InputError(
                kind="date-order-unclear",
                expected=f"a date in the column {column!r} that can be read in one order only",
                found=f"{evidence.either} like 03/04/2022, which may be month or day first",
                do=f"write  date: {{column: {column}, order: mdy}}  (or dmy) in a mapping and give it with --map",
            )
        return DateOrder.YMD, (f"{evidence.year_first} dates have the year first.",)
    if min(month, day) > STRAY_SHARE * (month + day):
        raise InputError(
            kind="date-order-mixed",
            expected=f"one order of dates in the column {column!r}",
            found=f"{month} dates that are month first only and {day} that are day first only",
            do=f"ask the source; then write  date: {{column: {column}, order: mdy}}  (or dmy): the others are flagged",
        )
    order = DateOrder.MDY if month >= day else DateOrder.DMY
    return order, tuple(_remarks(order, evidence))


def _remarks(order: DateOrder, evidence: OrderEvidence) -> Iterable[str]:
    sure, stray = max(evidence.month_first, evidence.day_first), min(evidence.month_first, evidence.day_first)
    yield f"{sure} dates can only be {order.value}, {evidence.either} could be either and are read the same way."
    if stray:
        yield f"OPEN QUESTION: {stray} dates can only be in the other order; they are flagged mixed-date-order, not read."
    if evidence.year_first:
        yield f"{evidence.year_first} dates have the year first and are read so."
    if evidence.padded and evidence.unpadded:
        few = min(evidence.padded, evidence.unpadded)
        yield (
            f"OPEN QUESTION: {evidence.padded} dates are written like 03/01/2022 and {evidence.unpadded} like 3/1/2022: "
            f"two hands or two programs wrote this column; check that the {few} have the same order."
        )


def _sort(cell: str) -> str:
    reads = [order for order in DateOrder if _reads(cell, order)]
    if DateOrder.YMD in reads:
        return "ymd"
    if len(reads) == 2:
        return "either"
    return reads[0].value if reads else "none"


def _reads(cell: str, order: DateOrder) -> bool:
    try:
        parse_when(cell, order)
    except InputError:
        return False
    return True
