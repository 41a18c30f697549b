"""Positions that are wrong or have two readings, and what ``parse_position`` must answer. See ``bad_input_cases``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from fallow.core.errors import FallowError
from fallow.formats.coordinates import parse_pair, parse_position, parse_xy


class Case(NamedTuple):
    """One wrong position, written to a text file so that all cases have one shape."""

    name: str
    build: Callable[[Path], Path]
    kind: str


def _one(text: str) -> Callable[[Path], Path]:
    return _written("one", text)


def _two(lat: str, lon: str) -> Callable[[Path], Path]:
    return _written("pair", lat, lon)


def _metres(x: str, y: str) -> Callable[[Path], Path]:
    return _written("xy", x, y)


def _written(*lines: str) -> Callable[[Path], Path]:
    def build(folder: Path) -> Path:
        path = folder / "position.txt"
        path.write_text("\n".join(lines), encoding="utf-8")
        return path

    return build


def messages(path: Path) -> list[str]:
    """Read the position that the file holds; return ``kind: message`` or what was read."""
    how, *texts = path.read_text(encoding="utf-8").split("\n")
    try:
        if how == "one":
            return [str(parse_position(texts[0]))]
        if how == "pair":
            return [str(parse_pair(texts[0], texts[1]))]
        return [str(parse_xy(texts[0], texts[1], "EPSG:32637"))]
    except FallowError as error:
        return [f"{error.kind}: {error}"]


CASES: list[Case] = [
    Case("a comma that could be a decimal sign: `49,36`", _one("49,36"), "ambiguous-pair"),
    Case("three commas and no space: `49,85,36,65`", _one("49,85,36,65"), "ambiguous-pair"),
    Case("one number where two are needed: `49.85`", _one("49.85"), "ambiguous-pair"),
    Case("two latitudes: `49.85 N, 36.65 N`", _one("49.85 N, 36.65 N"), "ambiguous-pair"),
    Case("an E in the column of latitudes", _two("36.65 E", "49.85 N"), "wrong-axis"),
    Case("a latitude above 90: `102.6, 17.9`", _one("102.6, 17.9"), "bad-position"),
    Case("a minus and a letter: `-12.5 S, 36.1 E`", _one("-12.5 S, 36.1 E"), "bad-angle"),
    Case("sixty seconds: `49°51'60\"N 36°39'0\"E`", _one("49°51'60\"N 36°39'0\"E"), "bad-angle"),
    Case("the letter O, west in one language and east in another: `48°N 2°O`", _two("48°N", "2°O"), "bad-angle"),
    Case("not a number: `nan` in a column of latitudes", _two("nan", "36.65"), "bad-angle"),
    Case(
        "a UTM letter S that is a band or a hemisphere: `37S 415000 4000000`",
        _one("37S 415000 4000000"),
        "ambiguous-utm",
    ),
    Case("a UTM reference without a letter: `37 415000 5540000`", _one("37 415000 5540000"), "bad-utm"),
    Case(
        "a UTM band that is not where the numbers are: `37Q 415000 5540000`",
        _one("37Q 415000 5540000"),
        "band-mismatch",
    ),
    Case("UTM easting and northing swapped: `37U 5540000 415000`", _one("37U 5540000 415000"), "bad-utm"),
    Case("a grid reference with an odd number of digits: `37U CR 31716 2458`", _one("37U CR 31716 2458"), "bad-mgrs"),
    Case("a grid square that does not exist: `37U XX 12 34`", _one("37U XX 12 34"), "bad-mgrs"),
    Case("a comma before three digits of metres: `415,000`", _metres("415,000", "5540000"), "ambiguous-comma"),
    Case("an empty cell", _one(" "), "empty-position"),
]
