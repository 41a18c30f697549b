"""Guess: a first mapping for a file that has none, with the reason for every line, for a person to read and change.

A guess looks at the whole file. What would change the meaning of every row and cannot be told (the order of dates, which
axis is which, the coordinate system of bare numbers) is never guessed: it is an error that says which line to write.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from fallow.core.errors import InputError
from fallow.evidence.claim import Basis, ClaimKind
from fallow.evidence.columns import ColumnPath
from fallow.evidence.guess_columns import (
    by_role,
    count_columns,
    description_paths,
    id_column,
    lat_lon,
    link_paths,
    numeric_within,
    precision_column,
)
from fallow.evidence.guess_dates import guess_order, order_evidence
from fallow.evidence.guess_labels import guess_labels, is_category
from fallow.evidence.guess_words import names_of, plain_name
from fallow.evidence.mapping import (
    CLUSTER_LABEL,
    DEFAULT_CRS,
    ClaimRule,
    DateColumns,
    Mapping,
    PositionColumns,
)
from fallow.evidence.profile import PathProfile, TableProfile, profile_table
from fallow.formats.coordinates import parse_position
from fallow.formats.table import Row, Table

LIST_UNCERTAINTY_M = 100.0
"""Least uncertainty of positions in a list of events: public lists round, blur or point at a street."""

CENTROID_UNCERTAINTY_M = 1_000.0
"""The same where many rows share positions exactly, which are then centroids of places."""

_SHARED_SHARE = 0.25
_LARGEST_PROJECTED_M = 2e7


@dataclass(frozen=True, slots=True)
class Guess:
    """A guessed mapping, remarks on its keys, and questions that stay open."""

    mapping: Mapping
    remarks: dict[str, tuple[str, ...]]

    @property
    def questions(self) -> tuple[str, ...]:
        """The remarks that are open questions."""
        return tuple(text for texts in self.remarks.values() for text in texts if text.startswith("OPEN QUESTION"))


def guess_mapping(table: Table, rows: Sequence[Row], source: str) -> Guess:
    """Guess how ``rows`` of ``table`` are read. Raises ``InputError`` where meaning hangs on what cannot be told.

    Kinds: ``date-order-unclear``, ``date-order-mixed``, ``axes-unclear``, ``crs-unclear``.
    """
    profile = profile_table(table.columns, rows)
    remarks: dict[str, tuple[str, ...]] = {
        "": (f"A guess from {table.path.name} ({len(rows)} rows). Read it, change it, import with --map.",),
        "source": ("The data set: its successive files share this name.",),
        "authority": ("Who stands behind the rows; one family, however many files. Put the organisation's name.",),
    }
    identifier = id_column(profile)
    remarks["id"] = (_id_remark(identifier, profile),)
    date, remarks["date"] = _date(profile)
    position, remarks["position"] = _position(profile, table)
    location = by_role(profile, "location", lambda _: True)
    descriptions, links = description_paths(profile), link_paths(profile)
    known = [path for path in (identifier, location, *descriptions, *links) if path is not None]
    not_categories = {path.path.text for path in known} | {str(path) for path in (position.paths if position else ())}
    labels, remarks["labels"] = guess_labels(profile, not_categories)
    claims, remarks["claims"] = _claims(links, bool(labels))
    kept = ("Kept in the register, never part of a claim or of anything published.",)
    remarks["description"], remarks["links"] = kept if descriptions else (), kept if links else ()
    mapping = Mapping(
        source=source,
        authority=source,
        id=identifier.path if identifier else None,
        date=date,
        position=position,
        location=location.path if location else None,
        description=tuple(path.path for path in descriptions),
        links=tuple(path.path for path in links),
        counts=tuple(sorted(count_columns(profile), key=lambda count: count.name)),
        munition=_munition(profile),
        labels=labels,
        claims=claims,
    )
    return Guess(mapping, {key: texts for key, texts in remarks.items() if texts})


def _id_remark(identifier: PathProfile | None, profile: TableProfile) -> str:
    if identifier is None:
        return "No column identifies the rows: a row that changes will look like one gone and one new."
    twice = sum(1 for uses in identifier.cells.values() if uses > 1)
    return f"{len(identifier.cells)} different ids in {profile.row_count} rows" + (
        f"; {twice} are used twice." if twice else "."
    )


def _date(profile: TableProfile) -> tuple[DateColumns | None, tuple[str, ...]]:
    for name in names_of("date"):
        for path in profile.top():
            if plain_name(path.path.text) != name or not path.cells:
                continue
            evidence = order_evidence(path.cells)
            if 2 * evidence.readable < evidence.total:
                continue
            order, remarks = guess_order(evidence, str(path.path))
            return DateColumns(path.path, order), remarks
    return None, (
        "No column of dates was recognised. To read one, write  date: {column: NAME, order: ymd}  (or mdy, dmy).",
    )


def _position(profile: TableProfile, table: Table) -> tuple[PositionColumns | None, tuple[str, ...]]:
    found = _geometry(profile, table) or _axes(profile) or _xy(profile) or _text(profile)
    if found is None:
        return None, ("No position was recognised: rows become claims without a place. See docs/how-to/import.md.",)
    precision = precision_column(profile)
    uncertainty_m, why = _uncertainty(profile, found)
    if precision:
        why = f"{why} The words of {precision.column} override it; their metres are judgement, change them where you know."
    return replace(found, uncertainty_m=uncertainty_m, precision=precision), (why,)


def _uncertainty(profile: TableProfile, position: PositionColumns) -> tuple[float, str]:
    lat = next((path for path in profile.top() if position.lat and path.path == position.lat), None)
    if lat is not None and lat.total:
        shared = sum(count for count in lat.cells.values() if count > 1)
        if shared >= _SHARED_SHARE * lat.total:
            return CENTROID_UNCERTAINTY_M, (
                f"{shared} of {lat.total} rows share a position with another: centroids of places, so {CENTROID_UNCERTAINTY_M:g} m "
                "(standard deviation per axis)."
            )
    return LIST_UNCERTAINTY_M, (
        f"uncertainty_m is a standard deviation per axis. {LIST_UNCERTAINTY_M:g} m, because lists of events round positions or blur "
        "them to protect people; less only where the source says how it measured."
    )


def _geometry(profile: TableProfile, table: Table) -> PositionColumns | None:
    if not profile.geometries:
        return None
    if table.crs is None:
        raise _crs_unclear(f"{profile.geometries} geometries without one", "position: {geometry: true, crs: EPSG:NNNN}")
    return PositionColumns(geometry=True)


def _axes(profile: TableProfile) -> PositionColumns | None:
    found = lat_lon(profile)
    return PositionColumns(lat=found[0].path, lon=found[1].path, crs=DEFAULT_CRS) if found else None


def _xy(profile: TableProfile) -> PositionColumns | None:
    x, y = (by_role(profile, role, numeric_within(_LARGEST_PROJECTED_M)) for role in ("x", "y"))
    if x is None or y is None:
        return None
    raise _crs_unclear(
        f"only the columns {x.path.text!r} and {y.path.text!r}",
        f"position: {{x: {x.path}, y: {y.path}, crs: EPSG:NNNN, uncertainty_m: {LIST_UNCERTAINTY_M:g}}}",
    )


def _crs_unclear(found: str, line: str) -> InputError:
    return InputError(
        kind="crs-unclear",
        expected="the coordinate system of the positions",
        found=found,
        do=f"ask the source; then write  {line}  in a mapping and give it with --map",
    )


def _text(profile: TableProfile) -> PositionColumns | None:
    def reads(path: PathProfile) -> bool:
        return path.share(cell for cell in path.cells if _is_position(cell)) >= 0.5

    path = by_role(profile, "text", reads)
    return PositionColumns(text=path.path, crs=DEFAULT_CRS) if path else None


def _is_position(cell: str) -> bool:
    try:
        parse_position(cell)
    except InputError:
        return False
    return True


def _munition(profile: TableProfile) -> ColumnPath | None:
    for name in names_of("munition"):
        for path in profile.paths:
            last = path.path.text.rpartition("[key=")[2].partition("]")[0] if path.nested else path.path.text
            if path.cells and plain_name(last) == name and is_category(path):
                return path.path
    return None


def _claims(links: list[PathProfile], labelled: bool) -> tuple[tuple[ClaimRule, ...], tuple[str, ...]]:
    footage = [
        path for path in links if path.nested or not path.path.text.casefold().endswith(("url", "link", "source"))
    ]
    basis = Basis.OBSERVED if footage else Basis.ASSERTS_OTHER
    why = (
        f"The rows rest on footage or reports that {footage[0].path.text} names one by one: observed. Write asserts_other where the "
        "compiler only repeats what others say."
        if footage
        else "Nothing shows that the compiler saw what the rows say: asserts_other. Write observed where they did."
    )
    rules = [ClaimRule(CLUSTER_LABEL, ClaimKind.USE, basis)] if labelled else []
    return (*rules, ClaimRule(None, ClaimKind.EFFECT, basis)), (why,)
