"""What a field may be read to say, and what it must never say."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hazard_small import BOUNDS, found, quick, searched, strike

from fallow.core.errors import InputError, RefusalError
from fallow.core.outcome import Ending
from fallow.core.when import parse_when
from fallow.hazard.inputs import FindKind
from fallow.hazard.solving import solve

GRID_OF_BOXES = [searched(f"s{i}-{j}", 50 * i, 50 * j) for i in range(20) for j in range(20)]


def square(west, south, side=50.0):
    return shapely.box(BOUNDS[0] + west, BOUNDS[1] + south, BOUNDS[0] + west + side, BOUNDS[1] + south + side)


def test_zero_finds_everywhere_is_not_zero_risk():
    field = quick([strike()], GRID_OF_BOXES, effort=0.05, n_draws=64)
    assert (field.p_at_least_one() > 0).all()
    assert (field.mean_items_per_ha() > 0).all()
    (row,) = field.query({"all": shapely.box(*BOUNDS)})
    assert row.p_at_least_one > 0.01
    assert row.assessed_text() == "true"


def test_not_assessed_is_neither_zero_nor_blank(field):
    (row,) = field.query({"far": square(0, 900)})
    assert row.assessed_text() == "false"
    assert row.expected > 0
    assert field.assessed_share()[0, 0] == 0.0
    assert field.mean_items_per_ha()[0, 0] > 0


def test_a_search_that_was_not_carried_through_assesses_nothing():
    field = quick([strike()], [searched("s", 450, 450, complete=False)], [found("f", 460, 460, "s")], effort=0.05)
    assert field.assessed_share().sum() == 0.0
    (row,) = field.query({"there": square(450, 450)})
    assert row.assessed_text() == "false"
    assert row.expected > 0


def test_assessed_share_is_that_of_the_area(field):
    rows = field.query({"in": square(410, 410, 100), "half": square(350, 410, 100), "out": square(0, 0)})
    assert [row.assessed_text() for row in rows] == ["true", "0.5000", "false"]


def test_items_in_the_ground_are_certain_and_removed_ones_are_gone():
    ground = [searched("kept", 400, 400, items_removed=False), searched("gone", 500, 400)]
    finds = [found(f"k{i}", 410 + 6 * i, 420, "kept", removed=False) for i in range(4)]
    finds += [found(f"g{i}", 510 + 6 * i, 420, "gone") for i in range(4)]
    field = quick([strike()], ground, finds, effort=0.1)
    kept, gone = field.query({"kept": square(400, 400), "gone": square(500, 400)}, n_draws=50)
    assert kept.p_at_least_one == 1.0
    assert kept.q05 >= 4
    assert (kept.draws >= 4).all()
    assert gone.expected < kept.expected - 3
    assert gone.p_at_least_one < 1.0


def test_a_report_that_a_search_found_and_took_away_is_gone():
    report, again = found("v", 425, 425), found("f", 426, 424, "s")
    field = quick([strike()], [searched("s", 400, 400)], [report, again], effort=0.05)
    assert len(field.certain) == 0
    assert any("taken for v" in flag for flag in field.provenance["flags"])
    for others in ([], [found("f", 431, 424, "s")]):
        still = quick([strike()], [searched("s", 400, 400)], [report, *others], effort=0.05)
        assert len(still.certain) == 1


def test_fragments_and_casings_are_no_items():
    for kind in (FindKind.FRAGMENT, FindKind.CASING):
        field = quick([], [], [found("c", 300, 300, kind=kind)], effort=0.2, n_draws=320)
        assert len(field.certain) == 0
        near, far = field.query({"near": square(200, 200, 200), "far": square(700, 700, 200)})
        assert near.p_at_least_one < 1.0
        assert near.expected > 1.5 * far.expected


def test_finds_raise_what_is_expected_beside_them():
    ground = [searched("s", 200, 200), searched("t", 700, 700)]
    finds = [found(f"f{i}", 205 + 5 * i, 225, "s") for i in range(6)]
    field = quick([], ground, finds, effort=0.3, n_draws=320)
    near, far = field.query({"near": square(250, 200), "far": square(750, 700)})
    assert near.expected > 5 * far.expected


def test_a_second_search_that_finds_as_much_teaches_that_searches_miss():
    first = [searched(f"a{i}", 50 * i, 400) for i in range(20)]
    second = [searched(f"b{i}", 50 * i, 400) for i in range(20)]
    found_first = [found(f"f{i}", 405 + 7 * i, 420, f"a{(405 + 7 * i) // 50}") for i in range(14)]
    found_again = [found(f"g{i}", 405 + 7 * i, 440, f"b{(405 + 7 * i) // 50}") for i in range(14)]
    clean = quick([strike()], first + second, found_first, effort=0.15)
    missed = quick([strike()], first + second, found_first + found_again, effort=0.15)
    there = {"row": shapely.box(BOUNDS[0] + 400, BOUNDS[1] + 400, BOUNDS[0] + 500, BOUNDS[1] + 450)}
    assert missed.query(there)[0].expected > 4 * clean.query(there)[0].expected


def test_the_order_of_searches_is_time_and_an_item_is_found_once():
    ground = [searched("one", 400, 400, items_removed=False), searched("two", 400, 400)]
    finds = [found("f", 425, 425, "one", removed=False), found("g", 426, 425, "two")]
    field = quick([strike()], ground, finds, effort=0.05)
    assert len(field.certain) == 0
    assert any("g is taken for f" in flag for flag in field.provenance["flags"])


def test_an_item_on_the_very_edge_is_counted_once():
    field = quick([strike()], [], [found("corner", 1000, 1000), found("side", 1000, 300)], effort=0.05)
    assert field.certain_count().sum() == 2
    assert field.certain_count()[0, -1] == 1
    assert field.query({"all": shapely.box(*BOUNDS)})[0].q05 >= 2


def test_finds_outside_the_bounds_are_named_and_not_used(field):
    more = quick([strike()], [], [found("lost", -500, 100)], effort=0.05)
    assert "find lost lies outside the bounds and was not used" in more.provenance["flags"]


def test_a_strike_that_lies_ahead_is_refused_by_the_engine_too():
    ahead = strike()
    ahead = type(ahead)("a", ahead.x, ahead.y, 50.0, parse_when("2030-01-01"), "simulated")
    with pytest.raises(RefusalError):
        quick([ahead])


def test_a_strike_of_another_continent_is_taken_for_swapped_axes():
    with pytest.raises(InputError, match="swapped") as error:
        quick([strike(x=4_000_000.0)])
    assert error.value.kind == "far-away"


def test_without_anything_the_outcome_is_not_enough_evidence():
    field = quick(effort=0.02, n_draws=64)
    assert field.outcome.ending is Ending.NOT_ENOUGH_EVIDENCE
    assert not field.outcome
    assert (field.mean_items_per_ha() > 0).all()


def test_simulated_strikes_mark_the_field_and_lineage_is_kept(field):
    assert field.simulated
    assert field.provenance["strikes"] == [{"id": "a", "source": "simulated", "date": "2021-05-01"}]
    assert len(field.provenance["digest"]) == 64
    assert field.provenance["does_not_know"]


def test_same_inputs_and_seed_give_the_same_field(field):
    again = quick([strike()], seed=5, effort=0.05)
    other = quick([strike()], seed=5, effort=0.05)
    assert np.array_equal(again.items, other.items)
    assert not np.array_equal(again.items, quick([strike()], seed=6, effort=0.05).items)


def test_cells_of_any_size_agree_on_the_whole(field):
    """The division is for reading: halving the cell changes no forecast beyond sampling error."""
    totals = [
        quick([strike()], [searched("s", 400, 400)], [found("f", 425, 425, "s")], cell_m=cell, effort=0.6, n_draws=400)
        .query({"all": shapely.box(*BOUNDS)})[0]
        .q50
        for cell in (20.0, 50.0, 125.0)
    ]
    assert max(totals) <= 1.6 * min(totals) + 2


def test_no_catalogue_is_needed_and_a_known_shell_moves_the_forecast():
    class Shell:
        submunitions = 600
        dud_rates = ()

    plain = quick([strike()], effort=0.1)
    heavy = solve(
        [strike(munition="m26", carriers=3.0)], [], [], bounds=BOUNDS, crs=plain.grid.crs, cell_m=50.0, seed=1,
        on=parse_when("2023-01-01").end, catalogue={"m26": Shell()}, effort=0.1, n_draws=160,
    )  # fmt: skip
    area = {"all": shapely.box(*BOUNDS)}
    assert heavy.query(area)[0].q50 > 3 * plain.query(area)[0].q50
