"""The unseen set as files: single pages, groups, bait, pages that place a use, and the table of places.

It is laid out exactly like a half of the development set (``generate.lay_out``) and scored by the same rules.
"""

from __future__ import annotations

from functools import cache

import unseen_groups
import unseen_offices
import unseen_press
import unseen_reports
import unseen_short
import unseen_wires
from generate import Half, lay_out
from markup import Group, Page

MODULES = (unseen_wires, unseen_press, unseen_offices, unseen_reports)


@cache
def build() -> Half:
    """Everything of the unseen set; it has no pool, since its copies stand in the groups."""
    singles = [one for module in MODULES for one in vars(module).values() if isinstance(one, Page)]
    return Half(
        tuple(singles),
        unseen_groups.GROUPS,
        Group("pool", ()),
        unseen_short.BAITS,
        unseen_short.PLACED,
        unseen_short.PLACES,
    )


def files() -> dict[str, bytes]:
    """Every file of the unseen set by its path inside the folder."""
    return lay_out(build())
