"""The last set as files: single pages, groups, bait, pages that place a use, and the table of places.

It is laid out exactly like a half of the development set (``generate.lay_out``) and scored by the same rules.
"""

from __future__ import annotations

from functools import cache

import last_groups
import last_offices
import last_press
import last_reports
import last_short
import last_wires
from generate import Half, lay_out
from markup import Group, Page

MODULES = (last_wires, last_press, last_offices, last_reports)


@cache
def build() -> Half:
    """Everything of the last set; it has no pool, since its copies stand in the groups."""
    singles = [one for module in MODULES for one in vars(module).values() if isinstance(one, Page)]
    return Half(
        tuple(singles),
        last_groups.GROUPS,
        Group("pool", ()),
        last_short.BAITS,
        last_short.PLACED,
        last_short.PLACES,
    )


def files() -> dict[str, bytes]:
    """Every file of the last set by its path inside the folder."""
    return lay_out(build())
