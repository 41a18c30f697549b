"""Which column holds what, by its name and by its cells together: a name alone can lie."""

from __future__ import annotations

import re
from collections.abc import Callable

from fallow.core.errors import InputError
from fallow.evidence.columns import ColumnPath
from fallow.evidence.guess_words import COUNTED, DESCRIPTIONS, PRECISION_WORDS_M, names_of, plain_name
from fallow.evidence.mapping import CountColumns, PrecisionColumn
from fallow.evidence.profile import PathProfile, TableProfile

_LINK = re.compile(r"https?://\S+")
_VIDEO = re.compile(r"(?:youtube|video|tweet|telegram|post)_?(?:id|url|link)?")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_COUNT = re.compile(r"\d{1,5}(?:\.0)?")
_ENOUGH = 0.8
_ID_SHARE = 0.9


def by_role(profile: TableProfile, role: str, fits: Callable[[PathProfile], bool]) -> PathProfile | None:
    """The top-level column with the best name for ``role`` whose cells fit; ``None`` where there is none."""
    names = names_of(role)
    ranked = []
    for order, path in enumerate(profile.top()):
        name = plain_name(path.path.text)
        if name in names and path.cells and fits(path):
            ranked.append((names.index(name), order, path))
    return min(ranked, key=lambda one: one[:2])[2] if ranked else None


def id_column(profile: TableProfile) -> PathProfile | None:
    """The column that identifies rows: named like an id, and nearly every row has one that is nearly its own."""
    named = [
        (-_identifying(path, profile.row_count), _id_rank(path), order, path)
        for order, path in enumerate(profile.top())
        if _id_rank(path) is not None and _identifying(path, profile.row_count) >= _ID_SHARE
    ]
    # Two decimals of identifying share before the name decides: an id used twice by mistake is still the id.
    return min(named, key=lambda one: (round(one[0], 2), one[1], one[2]))[3] if named else None


def _identifying(path: PathProfile, rows: int) -> float:
    return len(path.cells) / rows if rows else 0.0


def _id_rank(path: PathProfile) -> int | None:
    name = plain_name(path.path.text)
    names = names_of("id")
    if name in names:
        return names.index(name)
    return len(names) if name.endswith(("_id", "_code", "_guid")) else None


def numeric_within(limit: float) -> Callable[[PathProfile], bool]:
    """A test that most cells are numbers of at most ``limit`` in size."""

    def fits(path: PathProfile) -> bool:
        good = [cell for cell in path.cells if _NUMBER.fullmatch(cell) and abs(float(cell.replace(",", "."))) <= limit]
        return path.share(good) >= _ENOUGH

    return fits


def lat_lon(profile: TableProfile) -> tuple[PathProfile, PathProfile] | None:
    """Latitude and longitude by name, held against their ranges.

    Raises ``InputError`` (``axes-unclear``) where the names say one thing and the ranges the other.
    """
    lat, lon = (by_role(profile, role, lambda _: True) for role in ("lat", "lon"))
    if lat is None or lon is None:
        return None
    beyond = [cell for cell in lat.cells if _NUMBER.fullmatch(cell) and abs(float(cell.replace(",", "."))) > 90]
    if lat.share(beyond) > 1 - _ENOUGH:
        raise InputError(
            kind="axes-unclear",
            expected=f"latitudes in the column {lat.path.text!r}",
            found=f"{sum(lat.cells[cell] for cell in beyond)} values beyond 90, such as {beyond[0]}",
            do=f"look at the file, then write  position: {{lat: {lon.path.text}, lon: {lat.path.text}}}, or x, y and crs",
        )
    return lat, lon


def link_paths(profile: TableProfile) -> list[PathProfile]:
    """Paths whose cells are web addresses, or ids of videos and posts: what leads to witnesses."""
    found = []
    for path in profile.paths:
        links = path.share(cell for cell in path.cells if _LINK.search(cell))
        if path.cells and (links >= 0.5 or _VIDEO.fullmatch(plain_name(path.path.text))):
            found.append(path)
    return found


def description_paths(profile: TableProfile) -> list[PathProfile]:
    """Top-level columns of running text, by name."""
    return [path for path in profile.top() if path.cells and plain_name(path.path.text).startswith(DESCRIPTIONS)]


def count_columns(profile: TableProfile) -> tuple[CountColumns, ...]:
    """Columns that count people or items: pairs that end in min and max, and single ones."""
    named = {
        plain_name(path.path.text): path.path
        for path in profile.top()
        if any(word in plain_name(path.path.text) for word in COUNTED)
        and path.cells
        and path.share(cell for cell in path.cells if _COUNT.fullmatch(cell)) >= _ENOUGH
    }
    counts: dict[str, CountColumns] = {}
    for name, path in named.items():
        stem, ending = _split_ending(name)
        low, high = _pair(named, stem) if ending else (path, path)
        counts[stem] = CountColumns(stem, low or path, high or path)
    return tuple(counts.values())


def _split_ending(name: str) -> tuple[str, str]:
    for ending in ("_min", "_max", "_low", "_high", "_minimum", "_maximum"):
        if name.endswith(ending):
            return name.removesuffix(ending), ending
    return name, ""


def _pair(named: dict[str, ColumnPath], stem: str) -> tuple[ColumnPath | None, ColumnPath | None]:
    low = next((named[stem + end] for end in ("_min", "_low", "_minimum") if stem + end in named), None)
    high = next((named[stem + end] for end in ("_max", "_high", "_maximum") if stem + end in named), None)
    return low, high


def precision_column(profile: TableProfile) -> PrecisionColumn | None:
    """A column of words for how precise positions are, with a table of metres for the words it uses and Fallow knows."""
    path = by_role(profile, "precision", lambda one: any(cell.casefold() in PRECISION_WORDS_M for cell in one.cells))
    if path is None:
        return None
    words = sorted(cell.casefold() for cell in path.cells if cell.casefold() in PRECISION_WORDS_M)
    return PrecisionColumn(path.path, tuple((word, float(PRECISION_WORDS_M[word])) for word in dict.fromkeys(words)))
