"""Angles: one latitude or longitude as people write it, in degrees, or degrees, minutes and seconds.

Read: ``49.85005``, ``49,85005``, ``-12.5``, ``12.5 S``, ``12°34'56.7"N``, ``12 34 56 N``, ``N12 34.567``, ``12:34:56``, primes and
quotes of every kind. Refused rather than guessed: a minus together with a letter, minutes or seconds of 60 and more, a
fraction anywhere but in the last part, and the letter O, which is west in French and Spanish and east in German.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from fallow.core.errors import InputError
from fallow.core.place import LonLat
from fallow.formats.written import parse_number, plain

Axis = Literal["lat", "lon"]

_WORDS = (
    (r"\bnorth\b", "N"),
    (r"\bsouth\b", "S"),
    (r"\beast\b", "E"),
    (r"\bwest\b", "W"),
    (r"deg(rees?|\.)?", "°"),
    (r"min(utes?|\.)?", "'"),
    (r"sec(onds?|\.)?", '"'),
    (r"(?<=\d)d(?=\d)", "°"),
)
_EXPONENT = re.compile(r"[+-]?\d(\.\d+)?e[+-]\d+")
_PART = r"\d+(?:[.,]\d+)?"
# Spaces around marks are gone by now. A part needs its separator, so that 3456 never falls apart into 34 and 56.
_ANGLE = re.compile(
    rf"(?P<before>[NSEW])? ?(?P<sign>[+-])? ?(?P<degrees>{_PART}|[.,]\d+)"
    rf"(?:°$|°(?=[ NSEW])|(?:°|:| )(?P<minutes>{_PART})(?:'(?!\d)|(?:'|:| )(?P<seconds>{_PART})\"?)?)?"
    r" ?(?P<after>[NSEW])?",
    re.IGNORECASE,
)
_AXIS: dict[str, Axis] = {"N": "lat", "S": "lat", "E": "lon", "W": "lon"}


@dataclass(frozen=True, slots=True)
class Angle:
    """An angle in degrees (south and west negative), the degrees of one unit in its last place, its axis where a letter says."""

    degrees: float
    last_place_degrees: float
    axis: Axis | None
    notation: Literal["decimal", "dms"]


def in_letters(text: str) -> str:
    """Return an angle's or a pair's text in plain signs with words turned into letters and marks."""
    clean = plain(text)
    for pattern, sign in _WORDS:
        clean = re.sub(pattern, sign, clean, flags=re.IGNORECASE)
    clean = re.sub(r" ?([°'\":]) ?", r"\1", clean)
    return clean.strip("()[] ")


def parse_angle(text: str, axis: Axis | None = None) -> Angle:
    """Read one angle; with ``axis`` it must belong there.

    Raises ``InputError``: ``bad-angle``, ``wrong-axis`` (a letter E in a column of latitudes: swapped columns, which are
    reported and never swapped back), ``bad-position`` (outside 90 or 180 degrees).
    """
    clean = in_letters(text)
    angle = _parse_exponent(clean) or _parse_parts(text, clean)
    if axis is not None and angle.axis is not None and angle.axis != axis:
        raise InputError(
            kind="wrong-axis",
            expected=f"a {_name(axis)}",
            found=f"{text[:40]!r}, a {_name(angle.axis)}",
            do="check whether the two columns are swapped",
        )
    known = axis or angle.axis
    limit = 90 if known == "lat" else 180
    if abs(angle.degrees) > limit:
        raise InputError(
            kind="bad-position",
            expected=f"{_name(known) if known else 'an angle'} in -{limit}..{limit}",
            found=repr(text[:40]),
            do="check for swapped columns, a missing decimal point or another coordinate system",
        )
    return angle


def _name(axis: Axis) -> str:
    return "latitude" if axis == "lat" else "longitude"


def _parse_exponent(clean: str) -> Angle | None:
    if not _EXPONENT.fullmatch(clean):
        return None
    number = parse_number(clean)
    return Angle(number.value, number.last_place, None, "decimal")


def _parse_parts(text: str, clean: str) -> Angle:
    found = _ANGLE.fullmatch(clean)
    if found is None:
        doubtful = re.search(r"[\d°'\"] ?o\b|\bo ?\d", clean, re.IGNORECASE)
        raise _bad(text, "the letter O is west in French and east in German; write W or E" if doubtful else None)
    letters = [letter.upper() for letter in (found["before"], found["after"]) if letter]
    if len(letters) > 1 or (letters and found["sign"]):
        raise _bad(text, "one sign or one letter, not both; write it once")
    parts = [part for part in (found["degrees"], found["minutes"], found["seconds"]) if part is not None]
    if any(re.search("[.,]", part) for part in parts[:-1]):
        raise _bad(text, "only the last part may have decimals")
    numbers = [parse_number(part) for part in parts]
    if any(number.value >= 60 for number in numbers[1:]):
        raise _bad(text, "minutes and seconds are below 60")
    size = sum(number.value / 60**place for place, number in enumerate(numbers))
    negative = found["sign"] == "-" or letters in (["S"], ["W"])
    return Angle(
        degrees=-size if negative and size else size,
        last_place_degrees=numbers[-1].last_place / 60 ** (len(numbers) - 1),
        axis=_AXIS[letters[0]] if letters else None,
        notation="dms" if len(parts) > 1 else "decimal",
    )


def _bad(text: str, do: str | None) -> InputError:
    return InputError(
        kind="bad-angle",
        expected="one angle, such as 49.85005 or 12°34'56.7\"N",
        found=repr(text[:60]),
        do=do or "check the cell, or state the notation in the mapping (decimal, dms, utm, mgrs)",
    )


def format_dms(position: LonLat, places: int = 1) -> str:
    """Return ``49°51'00.2"N 36°39'32.5"E`` with that many decimals of a second (0.1 seconds are about 3 metres)."""
    return f"{_dms(position.lat, 'NS', places)} {_dms(position.lon, 'EW', places)}"


def _dms(degrees: float, letters: str, places: int) -> str:
    # Counted in whole units of the last place, so that 59.96 seconds carry over and never print as 60.0.
    unit = 10**places
    total = round(abs(degrees) * 3600 * unit)
    whole, rest = divmod(total, 3600 * unit)
    minutes, seconds = divmod(rest, 60 * unit)
    width = 3 + places if places else 2
    letter = letters[1] if degrees < 0 and total else letters[0]
    return f"{whole}°{minutes:02d}'{seconds / unit:0{width}.{places}f}\"{letter}"
