"""Written numbers: what a person typed, with the place value of its last digit.

The digits that somebody wrote say how precisely they claim to know: 49.85 is a claim about a kilometre, 49.85005 about a metre.
So a number keeps its last place, and a float of sixteen digits comes out as precise as it pretends to be.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from fallow.core.errors import InputError

_SIGNS = str.maketrans(
    {
        **dict.fromkeys("º˚ᵒ⁰", "°"),
        **dict.fromkeys("′’‘ʹʼ´`＇", "'"),
        **dict.fromkeys("″”“„ʺ˝＂", '"'),
        **dict.fromkeys("−‒–－", "-"),
        "٫": ".",
        "،": ",",
        "，": ",",
    }
)
_NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)(e[+-]?\d+)?", re.IGNORECASE)
_GROUPED = re.compile(r"[+-]?\d{1,3}([ ']\d{3})+([.,]\d+)?")
_THOUSANDS_OR_DECIMALS = re.compile(r"[+-]?\d{1,3},\d{3}")


@dataclass(frozen=True, slots=True)
class WrittenNumber:
    """A number and the value of one unit in its last written place (0.01 for 49.85, 1 for 49)."""

    value: float
    last_place: float


def plain(text: str) -> str:
    """Return text in plain signs: one kind of minus, degree, prime and space, ASCII digits, no invisible characters.

    Arabic-Indic and other decimal digits become ASCII digits. Nothing that carries meaning is taken away.
    """
    parts: list[str] = []
    for character in text.translate(_SIGNS):
        if unicodedata.category(character) in ("Cf", "Cc") and not character.isspace():
            continue
        if character.isspace():
            parts.append(" ")
        elif character.isdecimal():
            parts.append(str(unicodedata.decimal(character)))
        else:
            parts.append(character)
    return " ".join("".join(parts).replace("''", '"').split())


def parse_number(text: str, *, metres: bool = False) -> WrittenNumber:
    """Read one decimal number with a point or a comma.

    With ``metres``, groups of three divided by spaces are understood, and ``415,000`` is refused, because it is 415 to one
    reader and 415 thousand to another. Raises ``InputError``: ``bad-number``, ``ambiguous-comma``.
    """
    clean = plain(text)
    if metres and _THOUSANDS_OR_DECIMALS.fullmatch(clean):
        raise InputError(
            kind="ambiguous-comma",
            expected="a number in metres without a comma before exactly three digits",
            found=repr(text[:40]),
            do="write 415000 or 415.000 as it is meant",
        )
    if metres and _GROUPED.fullmatch(clean):
        clean = clean.replace(" ", "").replace("'", "")
    if not _NUMBER.fullmatch(clean):
        raise InputError(
            kind="bad-number",
            expected="one decimal number",
            found=repr(text[:40]),
            do="check the column, or state the notation in the mapping (decimal, dms, utm, mgrs)",
        )
    number = Decimal(clean.replace(",", "."))
    exponent = number.as_tuple().exponent
    return WrittenNumber(float(number), float(Decimal(1).scaleb(exponent)) if isinstance(exponent, int) else 1.0)
