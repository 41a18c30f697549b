"""The example's failure rates: a clearance count beside the pages of the press, what its analyst decided, and why.

The count is one more thing that an observer of the simulated world has: a relief team cleared a pasture next door and counted. The
number of duds is drawn from the world's failure of that shell, with the seed, and the analyst sees the page alone.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from fallow.evidence.claim import Claim
from fallow.evidence.dudclaims import DudClaim, dud_claims, dud_decision
from fallow.hazard.dudprior import DudPrior, Moved, prior_from
from fallow.publish.page import Block, Table, Words
from fallow.register import Draft, Register
from fallow.strikes.catalogue import Catalogue
from fallow.testing.munitions import MUNITIONS

COUNT_PAGE = "16-harrow-count.txt"
SHELL = "m483a1"
_COUNTED = (180, 320)

_PAGE = """\
Harrow Relief

About | Country offices | Technical notes | Contact

Technical note: how many bomblets of one shell did not go off

Published 6 September 2021

Flagged lanes on the pasture. Photo: Harrow Relief

Harrow Relief finished a pasture in the valley next to the Tolme on 27 August 2021. Its teams counted what they lifted, piece by piece.

“On this pasture {failed} of {of} bomblets of the M483A1 had not exploded, which is a dud rate of {percent} per cent,” the operations \
manager of Harrow Relief said.

One pasture is one lot of shells on one kind of soil, and wet. The note says nothing of other ground.

Contact

© 2021 Harrow Relief (SIMULATED: states, people, places and events are invented)
"""


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision of the example's analyst: the verdict with its reason, and what the decision adds to the claim."""

    verdict: str
    reason: str
    munition: str | None = None
    source_class: str | None = None
    failed: int | None = None
    of: int | None = None


def write_count(folder: Path, seed: int) -> tuple[Path, int, int]:
    """Write the relief team's page into ``folder``; returns it with the counts that stand on it: duds, and items counted."""
    rng = np.random.default_rng([seed, 16])
    shell = MUNITIONS[SHELL]
    of = int(rng.integers(*_COUNTED))
    rate = float(np.clip(rng.lognormal(np.log(shell.failure_median), shell.failure_log_sd), 0.005, 0.6))
    failed = int(rng.binomial(of, rate))
    path = folder / COUNT_PAGE
    path.write_bytes(_PAGE.format(failed=failed, of=of, percent=round(100 * failed / of)).encode("utf-8"))
    return path, failed, of


def decisions(claims: list[DudClaim], pages: dict[str, str], counts: tuple[int, int]) -> list[tuple[str, Decided]]:
    """Return what the example's analyst says of each claim, by id, with the words that he would type; ``pages`` are names by digest."""
    made = []
    origins: set[str | None] = set()
    for claim in sorted(claims, key=lambda one: (one.published or "9999", one.id)):
        page = pages.get(str(claim.source), "")
        if page == COUNT_PAGE:
            why = "those who cleared the pasture counted each item; the page gives both numbers and names the shell"
            made.append((claim.id, Decided("confirmed", why, SHELL, "field", *counts)))
        elif claim.source_class == "official_claim" and claim.origin not in origins:  # a repeat is left as it is
            why = "the under-secretary said it on the record, of the shells that her state sends; the tests are secret"
            made.append((claim.id, Decided("confirmed", why)))
        elif claim.source_class == "adversary_claim":
            why = "an adviser's figure for the other side's rockets, with no count of what was fired"
            made.append((claim.id, Decided("left_out", why)))
        origins.add(claim.origin)
    return made


def drafts(made: list[tuple[str, Decided]]) -> list[Draft]:
    """Return the decisions as entries to append, in the order of the claims."""
    return [dud_decision(claim, **asdict(one)) for claim, one in made]


def rates_of(register: Register, claims: list[Claim], catalogue: Catalogue) -> tuple[list[DudClaim], DudPrior]:
    """Return the register's claims about failure rates as decided, and the rates that they make."""
    listed = dud_claims(register, claims)
    return listed, prior_from(catalogue, listed)


def rate_blocks(listed: list[DudClaim], rates: DudPrior, used: list[str], pages: dict[str, str]) -> list[Block]:
    """Return "why this rate": for each munition of the strikes its rate before and after, then each claim and what it did."""
    keys = [key for key in rates.rates if key in used or rates.rates[key].lineage]
    head = ("munition", "catalogue, 5 to 95 %", "middle", "with claims, 5 to 95 %", "middle", "claims used")
    table = Table(
        head, [_rate_row(rates, key) for key in keys], "Failure rates that the field was solved with", (2, 4, 5)
    )
    by_id = {claim.id: claim for claim in listed}
    rows = [_claim_row(key, step, by_id[step.claim], pages) for key, step in rates.steps()]
    claims = Table(
        ("munition", "says", "page", "class", "decided by the analyst", "what it did"),
        rows,
        "Why: every claim about a failure rate, and what became of it",
    )
    words = Words(
        "No figure moves a rate before an analyst confirms it. An owner's figure is a weak bound, a clearance count is worth at most "
        "22 items of one place, hearsay weighs nothing, one origin counts once, and a figure that the catalogue already holds is not counted "
        "again. The weights are judgements.",
        "quiet",
    )
    return [claims, table, words] if rows else [table, words]


def _rate_row(rates: DudPrior, key: str) -> tuple[object, ...]:
    told = rates.rates[key].to_json()
    before, after = told["catalogue"], told["rate"]
    count = sum(step.moves for step in rates.rates[key].lineage)
    return (key, _range(before), _percent(before["q50"]), _range(after), _percent(after["q50"]), count)


def _claim_row(key: str | None, step: Moved, claim: DudClaim, pages: dict[str, str]) -> tuple[object, ...]:
    verdict = {True: "confirmed", False: "left out"}[claim.confirmed_by is not None]
    decided = None if claim.decision is None else f"{verdict}: {claim.reason}"
    left_out = claim.decision is not None and claim.confirmed_by is None
    did = "nothing" if left_out else f"nothing: {step.why}"
    if step.without is not None and step.with_it is not None:
        did = f"middle {_percent(step.without[1])} to {_percent(step.with_it[1])}"
    named = key if key is not None else f"({claim.munition or 'none named'})"
    return (named, step.says, pages.get(str(claim.source)), claim.source_class.replace("_", " "), decided, did)


def _range(points: dict[str, float]) -> str:
    return f"{100 * points['q05']:.2g} to {_percent(points['q95'])}"


def _percent(rate: float) -> str:
    return f"{100 * rate:.2g} %"
