"""What was used in the simulated world: a few munitions under the keys of a catalogue, with simulated failure.

The world takes this table as an argument, so that whoever wires a real catalogue to it can pass that catalogue's keys and
counts. The submunition counts below are the published ones (Human Rights Watch, cluster munitions chart "The Dirty Dozen":
M483A1 88; HRW on the 9M27K: 30; HRW on the CBU-87: 202). The failure rates are SIMULATED: they are what is true in this
world and say nothing about the real munitions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WorldMunition:
    """One munition as the world uses it and as its observers spell it.

    ``failure_median`` and ``failure_log_sd`` are of the share of submunitions that fail, log-normal between strikes;
    ``monitor``, ``air`` and ``relief`` are the spellings of the three data sets, ``prose`` the newspaper's wording.
    """

    key: str
    submunitions: int
    failure_median: float
    failure_log_sd: float
    patterns: tuple[str, ...]
    carriers: tuple[int, int]
    from_aircraft: bool
    monitor: tuple[str, ...]
    air: str
    relief: tuple[str, ...]
    prose: str


MUNITIONS: Mapping[str, WorldMunition] = {
    "9m27k": WorldMunition(
        key="9m27k",
        submunitions=30,
        failure_median=0.20,
        failure_log_sd=0.35,
        patterns=("stick", "crescent"),
        carriers=(3, 7),
        from_aircraft=False,
        monitor=("Uragan 9M27K", "220mm Uragan", "9M27K rocket"),
        air="9M27K",
        relief=("Uragan", "9M27K", "220 mm rocket, 9N235 bomblets"),
        prose="9M27K rockets",
    ),
    "m483a1": WorldMunition(
        key="m483a1",
        submunitions=88,
        failure_median=0.09,
        failure_log_sd=0.4,
        patterns=("annulus", "disc"),
        carriers=(2, 6),
        from_aircraft=False,
        monitor=("M483A1", "155mm M483A1 DPICM", "M-483 A1"),
        air="M483A1",
        relief=("M42/M46 grenades (M483A1)", "155 mm DPICM", "M483A1 shell"),
        prose="M483A1 artillery shells",
    ),
    "cbu-87": WorldMunition(
        key="cbu-87",
        submunitions=202,
        failure_median=0.07,
        failure_log_sd=0.4,
        patterns=("disc", "annulus"),
        carriers=(1, 3),
        from_aircraft=True,
        monitor=("CBU87", "CBU-87", "CBU-87/B"),
        air="CBU-87/B",
        relief=("BLU-97 (yellow cans)", "CBU 87", "BLU-97"),
        prose="CBU-87 bombs",
    ),
}
"""The default table, by catalogue key."""
