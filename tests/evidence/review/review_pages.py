"""Invented pages on which a person must decide. No real state, outlet, person or village occurs in them."""

from __future__ import annotations

from datetime import UTC, datetime

from fallow.evidence.reading import parse_places

NOW = datetime(2021, 6, 1, 12, tzinfo=UTC)

PLACES = parse_places(
    [
        {"name": "Orlow", "country": "Tarsa", "lat": "-36.10", "lon": "-21.20", "precision_m": "500"},
        {"name": "Pell", "country": "Tarsa", "lat": "-36.20", "lon": "-21.10", "precision_m": "500"},
    ]
)

VISIT = """Field note: the orchards of Orlow

Published 20 May 2021

A team of Blue Furrow Trust visited Orlow on 18 May. It found seven unexploded submunitions in an orchard.

The team concluded that cluster munitions were used at Orlow on 12 May.

© Blue Furrow Trust
"""

MINISTRY = """Rockets fell on Pell, says ministry

By Lea Brandt, The Tarsa Messenger

Published 14 May 2021

“Velland's rockets dropped cluster munitions on Pell on 13 May,” Ana Ortik, a spokeswoman for the Tarsa defence ministry, said on Wednesday. “Three people were killed and eight were wounded.”

© The Tarsa Messenger
"""

ENVOY = """Envoy speaks of Pell

Published 16 May 2021

“Cluster munitions were used at Pell on 13 May, and our government has asked for an explanation,” said Ruben Hasel, the ambassador of Morland to Tarsa.

© Morland Evening Post
"""

DENIAL = """Velland rejects the reports

Published 15 May 2021

“Our forces did not use cluster munitions at Pell,” said Colonel Otto Reim, a spokesman for the Velland defence ministry.

© Velland Daily
"""

LOCAL = """What the farmer saw

Published 17 May 2021

“Cluster munitions were used here at Pell on 13 May, I found the ribbons in the barn,” said Jonas Wirt, a farmer.

© Pell Weekly
"""

PAGES = {"denial": DENIAL, "envoy": ENVOY, "local": LOCAL, "ministry": MINISTRY, "visit": VISIT}
