"""Pairs: one text with two angles in it, cut where the writer meant the cut to be, or refused.

A comma may divide two numbers or be the decimal sign of one: ``49,36`` is a place or a number, and nothing in it says which.
Latitude comes first unless letters say otherwise, as in speech; GeoJSON and other formats with x before y never come this way.
"""

from __future__ import annotations

import re

from fallow.core.errors import InputError
from fallow.formats.angle import in_letters

_LETTER = re.compile("[NSEW]", re.IGNORECASE)
_HARD = re.compile(r" ?[;|/] ?")


def split_pair(text: str, *, parts_by_spaces: bool = False) -> tuple[str, str]:
    """Return the two halves of a text that holds two angles, in the order in which they stand.

    ``parts_by_spaces`` (the caller knows that it is DMS) also cuts four or six bare numbers in the middle.
    Raises ``InputError``: ``ambiguous-pair`` where there is more than one cut or none.
    """
    clean = in_letters(text)
    halves = _by_letters(clean) or _by_marks(clean) or _by_signs(clean)
    if halves is None and parts_by_spaces:
        parts = clean.replace(",", " ").split()
        halves = (
            [" ".join(parts[: len(parts) // 2]), " ".join(parts[len(parts) // 2 :])] if len(parts) in (4, 6) else None
        )
    if halves is None or not all(re.search(r"\d", half) for half in halves):
        raise InputError(
            kind="ambiguous-pair",
            expected="a latitude and a longitude with one place to cut between them",
            found=repr(text[:60]),
            do="write them with points and a comma, such as 49.85005, 36.65903, or put them in two columns",
        )
    return halves[0].strip(" ,;"), halves[1].strip(" ,;")


def _by_letters(clean: str) -> list[str] | None:
    places = [found.start() for found in _LETTER.finditer(clean)]
    if len(places) != 2:
        return None
    if places[0] == 0:
        return [clean[: places[1]], clean[places[1] :]]
    if places[1] == len(clean) - 1:
        return [clean[: places[0] + 1], clean[places[0] + 1 :]]
    return None


def _by_marks(clean: str) -> list[str] | None:
    """Cut at a mark that cannot belong to a number: a semicolon, a comma after a point, the space after a comma."""
    if _HARD.search(clean):
        halves = _HARD.split(clean)
    elif "." in clean and "," in clean:
        halves = clean.split(",")
    elif ", " in clean:
        halves = clean.split(", ")
    elif clean.count("°") == 2:
        cut = re.search(r"[+-]?\d+([.,]\d+)? ?°[^°]*$", clean)
        halves = [clean[: cut.start()], clean[cut.start() :]] if cut else []
    else:
        return None
    return halves if len(halves) == 2 else None


def _by_signs(clean: str) -> list[str] | None:
    """Cut between two decimal numbers divided by a space alone, or by a comma alone where it leaves no other reading."""
    halves = clean.split(" ")
    return halves if len(halves) == 2 else None
