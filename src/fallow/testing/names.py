"""Invented names: three states, their offices, outlets, bodies and villages, and people to fill them.

None of them is a real country, outlet, body or place, and the people's surnames are made up; a test holds them against the
names of the world's states. The affected state is Orvenna; Drovia crossed its border; Velmark supplies Drovia.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from fallow.testing.pages.page import Speaker

AFFECTED, USER, SUPPLIER = "Orvenna", "Drovia", "Velmark"
"""The three invented states."""

DISTRICT = "Tolme Valley"
HOSPITAL_TOWN = "Marrow Bridge"
RIVER = "Sarn"

VILLAGES = (
    "Brennick",
    "Kelvary",
    "Upper Tolme",
    "Lower Tolme",
    "Dunmarrow",
    "Pellin Cross",
    "Istrow",
    "Heskby",
    "Sarnholt",
)
"""Villages of the district; which of them suffers what is drawn from the seed."""

COURIER = "Ovremar Courier"
WIRE = "Harbour Wire"
BLINK = "NewsBlink24"
GAZETTE = "Tolvek Gazette"
LEDGER = "Southern Ledger"
HERALD = "Vestrahaven Herald"
ARCHIVE = "Wayfarer Archive"
LANTERN = "Plough and Lantern"
RELIEF = "Harrow Relief"
HOSPITAL = f"{HOSPITAL_TOWN} District Hospital"

OUTLET_FAMILIES = {
    COURIER: "media:ovremar-courier",
    WIRE: "media:harbour-wire",
    BLINK: "media:newsblink24",
    GAZETTE: "state:drovia",
    LEDGER: "media:southern-ledger",
    HERALD: "media:vestrahaven-herald",
    ARCHIVE: "ngo:wayfarer-archive",
    LANTERN: "ngo:plough-and-lantern",
}
"""Whose voice an outlet is in the end; the Tolvek Gazette belongs to the Drovian state."""

_SURNAMES = (
    "Marrowin Teskane Oldane Varrickson Quillane Brandovey Sedgerow Orlinsk Dashkane Veltenby Hallowan Corvane Temmering "
    "Pellamy Rusthane Wendrake Kolvane Ashmarrow Istrane Fennimoor"
).split()
_WOMEN = "Mara Edda Nerine Ilsa Tamsin Petra Johanna Livia".split()
_MEN = "Anton Joren Davin Oskar Piers Rolf Matthias Emil".split()


@dataclass(frozen=True, slots=True)
class Cast:
    """The people of one world's documents: officials and spokespersons; private people are never named."""

    governor: Speaker
    spokeswoman: Speaker
    general: Speaker
    ambassador: Speaker
    undersecretary: Speaker
    adviser: Speaker
    team_leader: Speaker
    analyst: Speaker
    surgeon: Speaker
    envoy: Speaker
    reporters: tuple[str, ...]


def draw_cast(rng: np.random.Generator) -> Cast:
    """Return people with names drawn without repeats; offices and families are the same in every world."""
    surnames = [str(one) for one in rng.permutation(_SURNAMES)]
    women = [str(one) for one in rng.permutation(_WOMEN)]
    men = [str(one) for one in rng.permutation(_MEN)]

    def woman() -> str:
        return f"{women.pop()} {surnames.pop()}"

    def man() -> str:
        return f"{men.pop()} {surnames.pop()}"

    affected, user, supplier = f"state:{AFFECTED.lower()}", f"state:{USER.lower()}", f"state:{SUPPLIER.lower()}"
    return Cast(
        governor=Speaker(man(), f"governor of the {DISTRICT}", affected),
        spokeswoman=Speaker(woman(), "spokeswoman for the Orvennan defence ministry", affected),
        general=Speaker(man(), "spokesman for the Drovian defence ministry", user),
        ambassador=Speaker(man(), "Drovian ambassador to Velmark", user),
        undersecretary=Speaker(woman(), "under-secretary for defence of Velmark", supplier),
        adviser=Speaker(man(), "adviser to the Orvennan interior minister", affected),
        team_leader=Speaker(woman(), f"team leader of {LANTERN}", "ngo:plough-and-lantern"),
        analyst=Speaker(woman(), f"senior analyst at the {ARCHIVE}", "ngo:wayfarer-archive"),
        surgeon=Speaker(woman(), f"chief surgeon of the {HOSPITAL}", "org:marrow-bridge-district-hospital"),
        envoy=Speaker(man(), "Orvennan envoy for disarmament", affected),
        reporters=tuple(f"{one} {surnames.pop()}" for one in (women.pop(), men.pop(), women.pop())),
    )


def every_name() -> Sequence[str]:
    """Every invented proper name, for the test that holds them against real ones."""
    outlets = (COURIER, WIRE, BLINK, GAZETTE, LEDGER, HERALD, ARCHIVE, LANTERN, RELIEF, HOSPITAL)
    return (AFFECTED, USER, SUPPLIER, DISTRICT, HOSPITAL_TOWN, RIVER, *VILLAGES, *outlets, *_SURNAMES)
