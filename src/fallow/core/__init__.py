"""Values everything is made of. No I/O, no domain.

``fallow.core.place`` needs shapely and pyproj and is imported by its own name, so that a register can be opened and
verified without them.
"""

from fallow.core.amount import Amount
from fallow.core.canonical import canonical_bytes, parse_json
from fallow.core.errors import (
    ConflictError,
    DependencyError,
    FallowError,
    FrameMismatchError,
    InputError,
    IntegrityError,
    NotThereError,
    RefusalError,
)
from fallow.core.ids import digest, digest_file, parse_digest, short
from fallow.core.outcome import Ending, Outcome
from fallow.core.when import DateOrder, Precision, When, end_of_day, parse_instant, parse_when

__all__ = [
    "Amount",
    "ConflictError",
    "DateOrder",
    "DependencyError",
    "Ending",
    "FallowError",
    "FrameMismatchError",
    "InputError",
    "IntegrityError",
    "NotThereError",
    "Outcome",
    "Precision",
    "RefusalError",
    "When",
    "canonical_bytes",
    "digest",
    "digest_file",
    "end_of_day",
    "parse_digest",
    "parse_instant",
    "parse_json",
    "parse_when",
    "short",
]
