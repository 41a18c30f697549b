"""The register: an append-only, hash-chained log of entries. It knows no domain.

Postcondition of every write: either all of it is there, durable and visible in one piece, or none of it.
"""

from fallow.register.chain import Problem, Verdict, verify_chain
from fallow.register.entry import Draft, Entry, parse_entry, parse_stamp, seal, stamp
from fallow.register.fold import standing
from fallow.register.register import Register, Transaction

__all__ = [
    "Draft",
    "Entry",
    "Problem",
    "Register",
    "Transaction",
    "Verdict",
    "parse_entry",
    "parse_stamp",
    "seal",
    "stamp",
    "standing",
    "verify_chain",
]
