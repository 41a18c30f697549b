"""Invented pages and places that the tests of reading share. No real state, outlet or village occurs in them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fallow.evidence.reading import PlaceTable, Related, parse_places, read_documents

PLACES = parse_places(
    [
        {"name": "Halvik", "country": "Norrin", "lat": "-36.10", "lon": "-21.20", "precision_m": "500"},
        {"name": "Tessel", "country": "Norrin", "lat": "-36.20", "lon": "-21.10", "precision_m": "500"},
        {"name": "Lower Fen", "country": "Norrin", "lat": "-36.15", "lon": "-21.25", "precision_m": "500"},
        {"name": "Brask", "country": "Sarrow", "lat": "-36.40", "lon": "-21.50", "precision_m": "500"},
        {"name": "Norrin", "country": "Norrin", "lat": "-36.00", "lon": "-21.00", "precision_m": "80000"},
    ]
)

ORIGINAL = """Shells fall on Halvik, ministry says

By Ada Quill, The Fen Courier

Published 14 May 2031

Sarrow's artillery fired cluster munitions at Halvik on 12 May, the Norrin defence ministry said on Tuesday, and four people who had been working in the gardens near the mill were killed.

“They opened over the gardens in the early morning, when everybody was still at home, and there was no warning of any kind,” Mara Holt, a spokeswoman for the Norrin defence ministry, told reporters. “Eleven more people are in hospital with wounds from small fragments.”

The mill road has been closed and farmers have been told to keep their animals away from the water meadows until the ground has been looked at by somebody who knows what lies there.

Holt said that the ministry had asked for help in finding what did not explode, because the harvest begins in six weeks and the meadows cannot be left standing.

© The Fen Courier
"""

REPRINT = """The Lantern

Four killed as shells fall on Halvik

Published 15 May 2031

Sarrow's artillery fired cluster munitions at Halvik on 12 May, the Norrin defence ministry said on Tuesday, and four people who had been working in the gardens near the mill were killed.

“They opened over the gardens in the early morning, when everybody was still at home, and there was no warning of any kind,” Mara Holt, a spokeswoman for the Norrin defence ministry, told reporters. “Eleven more people are in hospital with wounds from small fragments.”

Holt said that the ministry had asked for help in finding what did not explode, because the harvest begins in six weeks and the meadows cannot be left standing.

© The Lantern
"""

REWRITTEN = """Projectiles drop on Halvik, service tells

Published 16 May 2031

Sarrow's cannon launched cluster munitions at Halvik on 12 May, the Norrin protection ministry stated on Tuesday, and four individuals that had been laboring in the yards close to the mill had been slain.

“They unfolded over the yards in the early daybreak, when everyone was nonetheless at residence, and there was no alert of any type,” Mara Holt, a consultant for the Norrin protection ministry, advised journalists. “Eleven extra individuals are in clinic with accidents from tiny fragments.”

The mill highway has been shut and growers have been instructed to maintain their creatures away from the water meadows till the floor has been seen by someone that is aware of what lies there.

Holt stated that the ministry had requested assist in discovering what did not explode, as a result of the harvest starts in six weeks and the meadows can't be left standing.
"""

DENIAL = """Sarrow rejects Halvik reports

Published 15 May 2031

“Our forces did not use cluster munitions at Halvik,” said Colonel Ivo Strand, a spokesman for the Sarrow defence ministry. “Somebody has made these pictures.”

© Brask Gazette
"""

VISIT = """Field note: what lies in the gardens of Halvik

Published 20 May 2031

A team of Green Field Trust visited Halvik on 18 May. It found nine unexploded submunitions in two gardens.

The team concluded that cluster munitions were used at Halvik on 12 May.

© Green Field Trust
"""


@pytest.fixture(scope="session")
def places() -> PlaceTable:
    """Five invented places."""
    return PLACES


@pytest.fixture(scope="session")
def pages() -> dict[str, str]:
    """An original, its reprint, its machine-rewritten copy, a denial and a field visit."""
    return {"original": ORIGINAL, "reprint": REPRINT, "rewritten": REWRITTEN, "denial": DENIAL, "visit": VISIT}


@pytest.fixture(scope="session")
def read() -> Callable[..., Related]:
    """Read texts together with the invented places."""

    def reader(*texts: str) -> Related:
        return read_documents([(f"page-{i}.txt", text.encode()) for i, text in enumerate(texts)], PLACES)

    return reader
