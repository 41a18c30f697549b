"""The register: an append-only, signed, mergeable log of entries. It knows no domain.

Postcondition of every write: either all of it is there, durable and visible in one piece, or none of it.
"""

from fallow.register.entry import Draft, Entry, parse_entry, parse_stamp, stamp
from fallow.register.fold import Conflict, standing
from fallow.register.keys import Key, Keyring
from fallow.register.register import Register
from fallow.register.seal import Seal, parse_seal
from fallow.register.tier import Tier
from fallow.register.transaction import Transaction
from fallow.register.verify import Verdict
from fallow.register.verify_seal import Problem

__all__ = [
    "Conflict",
    "Draft",
    "Entry",
    "Key",
    "Keyring",
    "Problem",
    "Register",
    "Seal",
    "Tier",
    "Transaction",
    "Verdict",
    "parse_entry",
    "parse_seal",
    "parse_stamp",
    "stamp",
    "standing",
]
