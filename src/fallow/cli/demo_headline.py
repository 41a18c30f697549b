"""The example's headline figures, each beside the truth that no step was shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import shapely

from fallow.cli.demo_chain import NOW, Chain
from fallow.hazard.query import AreaRow


@dataclass(frozen=True, slots=True)
class Headline:
    """One figure: what it says, the estimate in words, the truth in words (``None`` where there is none), numbers for scripts."""

    key: str
    says: str
    estimate: str
    truth: str | None
    note: str
    numbers: dict[str, Any]


def headlines(chain: Chain) -> list[Headline]:
    """Return the figures in the order of the chain."""
    return [*_evidence(chain), *_strikes(chain), *_items(chain), *_survey(chain), *_release(chain), *_treaty(chain)]


def most_told(chain: Chain) -> dict[str, Any] | None:
    """The use that most documents speak of, as read; ``None`` where none was read."""
    uses = [one for one in chain.reading["propositions"] if one["key"].startswith("use")]
    return max(uses, key=lambda one: (one["documents"], one["key"]), default=None)


def _evidence(chain: Chain) -> list[Headline]:
    read = most_told(chain)
    true = max(
        (one for one in chain.world.truth.propositions if one["kind"] == "use"), key=lambda one: int(one["documents"])
    )
    if read is None:
        return []
    told = f"{_count(read['documents'])} documents, {_count(read['origins'])} independent origins"
    return [
        Headline(
            "origins",
            "The use that is told most often",
            told,
            f"{true['documents']} documents, {true['origins']} origins",
            f"families: {_count(read['observing_families'])} observed it, {_count(read['asserting_families'])} asserting, "
            f"{_count(read['against']['asserting_families'])} against; reprints and rewritten copies count once",
            {"read": read, "true": {name: true[name] for name in ("documents", "origins")}},
        )
    ]


def _count(value: Any) -> str:
    if isinstance(value, list):
        return str(len(value))
    if isinstance(value, dict) and "low" in value:
        return f"{value['low']} to {value['high']}" if value["low"] != value["high"] else str(value["low"])
    return str(value)


def _strikes(chain: Chain) -> list[Headline]:
    if chain.hypotheses is None:
        return []
    strikes = chain.hypotheses.strikes
    claims = sum(len(strike.members) for strike in strikes)
    missing = chain.world.truth.in_no_record()
    return [
        Headline(
            "strikes",
            "Strikes on record",
            f"{len(strikes)} from {claims} claims",
            f"{len(chain.world.truth.strikes)}, of which {len(missing)} are in no record",
            "hypotheses, each with its reasons; some records are false, some strikes nobody recorded",
            {"hypotheses": len(strikes), "claims": claims, "true": len(chain.world.truth.strikes)},
        )
    ]


def area_rows(chain: Chain) -> dict[str, AreaRow]:
    """The district and the survey area, asked of the field."""
    if chain.hazard is None:
        return {}
    areas = {"district": shapely.box(*chain.world.bounds), "survey": shapely.box(*chain.world.survey_bounds)}
    return {row.id: row for row in chain.hazard.query(areas)}


def _items(chain: Chain) -> list[Headline]:
    rows, truth = area_rows(chain), chain.world.truth
    counts = {"district": len(truth.remaining()), "survey": len(truth.remaining(chain.world.survey_bounds))}
    names = {"district": "Unexploded items left in the district", "survey": "Of these, in the survey area"}
    return [
        Headline(
            f"items_{key}",
            names[key],
            f"{row.q05} to {row.q95} (expected {row.expected:.0f})",
            str(counts[key]),
            f"5 to 95 %; {row.assessed:.0%} of this ground was searched to the end",
            {"expected": row.expected, "q05": row.q05, "q50": row.q50, "q95": row.q95, "true": counts[key]},
        )
        for key, row in rows.items()
        if row.expected is not None
    ]


def _survey(chain: Chain) -> list[Headline]:
    if chain.planner is None:
        return []
    capture = chain.planner.capture()
    true = _share_inside(chain)
    return [
        Headline(
            "confirmed",
            "Confirmed area so far",
            f"{chain.confirmed.area / 1e4:.1f} ha, holding {capture['q05']:.0%} to {capture['q95']:.0%} of all items",
            f"{true:.0%} of all items",
            "5 to 95 %; what lies outside it is not confirmed, which is not the same as absent",
            {"area_ha": chain.confirmed.area / 1e4, "capture": capture, "true_capture": true},
        )
    ]


def _share_inside(chain: Chain) -> float:
    """Share of the survey area's items, those found and removed by the team included, that the confirmed area holds."""
    area = shapely.box(*chain.world.survey_bounds)
    items = [
        shapely.Point(item.x_m, item.y_m)
        for item in chain.world.truth.items
        if item.removed_on is None or item.removed_by == "search"
    ]
    there = [item for item in items if area.covers(item)]
    return sum(chain.confirmed.covers(item) for item in there) / len(there) if there else float("nan")


def _release(chain: Chain) -> list[Headline]:
    able = [parcel for parcel in chain.parcels if parcel.answer.candidate]
    left = {parcel.id: _left(chain, parcel.outline) for parcel in chain.parcels}
    return [
        Headline(
            "candidates",
            "Parcels that an authority may be asked about",
            f"{len(able)} of {len(chain.parcels)}" + (f" ({', '.join(parcel.id for parcel in able)})" if able else ""),
            ", ".join(f"{name}: {count} left" for name, count in left.items()),
            "held against invented criteria item by item; nothing here releases land or says that it is safe",
            {"candidates": [parcel.id for parcel in able], "true_items_left": left},
        )
    ]


def _left(chain: Chain, outline: Any) -> int:
    points = chain.world.truth.remaining()
    return int(shapely.intersects_xy(outline, points[:, 0], points[:, 1]).sum())


def _treaty(chain: Chain) -> list[Headline]:
    coming = sorted(
        (day, duty.article, duty.duty)
        for duty in chain.duties
        if (day := duty.extended or duty.due) is not None and day >= NOW.date()
    )
    if not coming:
        return []
    day, article, _ = coming[0]
    later = "; ".join(f"{then.isoformat()}: article {which}" for then, which, _ in coming[1:3])
    return [
        Headline(
            "treaty",
            "The treaty clock of the invented state",
            f"{day.isoformat()}: article {article}",
            None,
            f"then {later}; Convention on Cluster Munitions, each day derived in the report",
            {"next": [{"due": then.isoformat(), "article": which, "duty": duty} for then, which, duty in coming[:3]]},
        )
    ]
