"""The fresh set as files: single pages, groups, bait, pages that place a use, and the table of places.

It is laid out exactly like a half of the development set (``generate.lay_out``) and scored by the same rules.
"""

from __future__ import annotations

from functools import cache

import fresh_groups
import fresh_late
import fresh_news
import fresh_offices
import fresh_reports
import fresh_scraped
import fresh_short
from generate import Half, lay_out
from markup import Group, Page

MODULES = (fresh_news, fresh_reports, fresh_offices, fresh_scraped, fresh_late)


@cache
def build() -> Half:
    """Everything of the fresh set; it has no pool, since its copies were written by hand and stand in the groups."""
    singles = [one for module in MODULES for one in vars(module).values() if isinstance(one, Page)]
    return Half(
        tuple(singles),
        fresh_groups.GROUPS,
        Group("pool", ()),
        (*fresh_short.BAITS, *fresh_late.BAITS),
        (*fresh_short.PLACED, *fresh_late.PLACED),
        fresh_short.PLACES,
    )


def files() -> dict[str, bytes]:
    """Every file of the fresh set by its path inside the folder."""
    return lay_out(build())
