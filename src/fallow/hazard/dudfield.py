"""Which failure rates a field was solved with, written into its provenance: each claim, its decision, its shift.

``rates.munitions()`` goes into ``solve(..., catalogue=...)`` and ``with_rates`` says so afterwards. A field solved without a register has
no such part, and the same bytes as ever.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from fallow.hazard.dudprior import DudPrior
from fallow.hazard.field import Field

KEY = "rates"
"""Where a field's provenance keeps them."""


def with_rates(field: Field, rates: DudPrior, as_known: datetime | None = None) -> Field:
    """Return the field with ``provenance["rates"]``: what ``DudPrior.to_json`` gives, and as known when."""
    told: dict[str, Any] = {"as_known": as_known.isoformat() if as_known is not None else None, **rates.to_json()}
    return replace(field, provenance={**field.provenance, KEY: told})
