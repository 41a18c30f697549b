"""Claims made by hand for the tests of strikes: a factory whose defaults are one observed report at one place and day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest

from fallow.core.place import LonLat, Place
from fallow.core.when import Precision, When
from fallow.evidence.claim import Basis, Claim, ClaimKind, Modality, Polarity

Make = Callable[..., Claim]


def make_claim(
    name: str,
    lon: float | None = 20.0,
    lat: float | None = 10.0,
    day: date | None = date(2022, 3, 1),
    *,
    days: int = 1,
    sigma_m: float | None = 100.0,
    source: str = "list a",
    authority: str | None = "monitor a",
    origin: str | None = None,
    basis: Basis = Basis.OBSERVED,
    polarity: Polarity = Polarity.AFFIRM,
    modality: Modality = Modality.ASSERTED,
    munition: str | None = None,
    known: datetime = datetime(2023, 1, 1, tzinfo=UTC),
    labels: tuple[str, ...] = ("cluster_munition",),
    flags: tuple[str, ...] = (),
    **fields: object,
) -> Claim:
    place = None if lon is None or lat is None else Place.at(LonLat(lon, lat), sigma_m)
    when = None if day is None else When(day, day + timedelta(days=days - 1), Precision.DAY, day.isoformat())
    return Claim(
        id=name,
        kind=ClaimKind.USE,
        polarity=polarity,
        modality=modality,
        basis=basis,
        entry_id=f"entry-{name}",
        source=source,
        known_at=known,
        authority=authority,
        origin=origin,
        place=place,
        when=when,
        munition=munition,
        flags=flags,
        labels=labels,
        fields=fields,
    )


@pytest.fixture(scope="session")
def claim() -> Make:
    return make_claim
