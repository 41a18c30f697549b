"""What the invented states have signed and owe, in the form of a file of treaty facts.

The codes are from the range XAA to XZZ, which ISO 3166-1 leaves to users, so that no real state can be meant.
"""

from __future__ import annotations

from fallow.testing.district import WAR
from fallow.testing.names import AFFECTED, SUPPLIER, USER

STATES = {AFFECTED: "XOR", USER: "XDR", SUPPLIER: "XVE"}
"""Codes of the invented states."""


def facts_yaml(ratified_year: int) -> str:
    """Return acts and facts about the affected state: a party since ``ratified_year``, contaminated since the war."""
    names = "".join(f"  - {{name: {name}, iso3: {code}}}\n" for name, code in STATES.items())
    cited = "citation: SIMULATED, mark: unverified"
    return (
        "# SIMULATED: these states are invented.\n"
        f"states:\n{names}"
        "facts:\n"
        f"  - {{state: XOR, fact: signature, date: 2009-03-18, {cited}}}\n"
        f"  - {{state: XOR, fact: ratification, date: {ratified_year}-02-08, {cited}}}\n"
        f"  - {{state: XOR, fact: hostilities, date: {WAR[0]}, until: {WAR[1]}, label: Tolme Valley, {cited}}}\n"
        f"  - {{state: XOR, fact: contamination, date: {WAR[0]}, existing: no, label: Tolme Valley, {cited}}}\n"
    )
