"""A conformance suite that nothing can fail is none: wrong engines, each found by the test that is there for it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from fallow.hazard.engines.cells import ConjugateCells
from fallow.hazard.ground import build_ground
from fallow.testing.engines import EngineTests


class Wrong(ConjugateCells):
    """The conjugate cells with one thing spoilt."""

    def before(self, inputs, seed):
        return inputs, seed

    def after(self, inputs, left):
        return left

    def solve(self, inputs, *, seed, n_draws, effort):
        given, seed = self.before(inputs, seed)
        return self.after(inputs, super().solve(given, seed=seed, n_draws=n_draws, effort=effort))


def again(inputs, *, searches=None, finds=None):
    """The inputs with other searches or finds, laid out anew."""
    searches, finds = inputs.searches if searches is None else searches, inputs.finds if finds is None else finds
    return replace(inputs, ground=build_ground(inputs.ground.grid, searches, finds))


def scaled(left, by):
    return replace(left, items=(left.items * by).astype(np.float32), mean=left.mean * by)


class OneSeed(Wrong):
    def before(self, inputs, seed):
        return inputs, 0


class NeverTheSame(Wrong):
    def before(self, inputs, seed):
        return inputs, int(np.random.default_rng().integers(2**31))


class SearchedIsSafe(Wrong):
    def after(self, inputs, left):
        return scaled(left, np.where(left.mean < np.quantile(left.mean, 0.9), 0.0, 1.0))


class CellsApart(Wrong):
    def after(self, inputs, left):
        return replace(left, items=np.random.default_rng(1).permuted(left.items, axis=0))


class KnownTwice(Wrong):
    def after(self, inputs, left):
        grid = inputs.ground.grid
        where = grid.index_of(*inputs.ground.certain.T, grid.cell_m, grid.n_columns)
        more = np.bincount(where, minlength=len(left.mean))
        return replace(left, items=(left.items + more).astype(np.float32), mean=left.mean + more)


class PartIsWhole(Wrong):
    def before(self, inputs, seed):
        return again(inputs, searches=[replace(s, complete=True) for s in inputs.searches]), seed


class PartIsNothing(Wrong):
    def before(self, inputs, seed):
        gone = {s.id for s in inputs.searches if not s.complete}
        return again(
            inputs,
            searches=[s for s in inputs.searches if s.complete],
            finds=[f for f in inputs.finds if f.search not in gone],
        ), seed


class FindsTeachNothing(Wrong):
    def before(self, inputs, seed):
        return again(inputs, finds=[]), seed


class FirstRecordCounts(Wrong):
    def after(self, inputs, left):
        return scaled(left, 1.5 if inputs.strikes and inputs.strikes[0].id == "a" else 1.0)


class PlaceCounts(Wrong):
    def after(self, inputs, left):
        return scaled(left, 1.5 if inputs.ground.grid.bounds[0] > 502_000 else 1.0)


class EachPassAdds(Wrong):
    def after(self, inputs, left):
        return scaled(left, 1.0 + 0.5 * len(inputs.searches))


class OtherMean(Wrong):
    def after(self, inputs, left):
        return replace(left, mean=2 * left.mean)


class WideCells(Wrong):
    def after(self, inputs, left):
        return scaled(left, inputs.ground.grid.cell_m / 50.0)


class Nameless(Wrong):
    name = "Two Words"


FOUND_BY = {
    OneSeed: "test_the_same_inputs_and_seed_give_the_same_bytes",
    NeverTheSame: "test_the_same_inputs_and_seed_give_the_same_bytes",
    SearchedIsSafe: "test_unknown_is_never_zero",
    CellsApart: "test_draws_are_joint",
    KnownTwice: "test_known_items_are_kept_and_counted_once",
    PartIsWhole: "test_an_unfinished_search_counts_as_a_part",
    PartIsNothing: "test_an_unfinished_search_counts_as_a_part",
    FindsTeachNothing: "test_more_finds_mean_more_left",
    FirstRecordCounts: "test_the_order_of_records_and_finds_changes_nothing",
    PlaceCounts: "test_where_the_grid_lies_changes_nothing",
    EachPassAdds: "test_more_searching_of_clean_ground_never_raises_what_is_left",
    OtherMean: "test_draws_are_numbers_of_items_and_their_mean_is_the_mean",
    WideCells: "test_the_size_of_cells_changes_no_total",
    Nameless: "test_it_says_who_it_is_and_why_it_fits",
}


@pytest.mark.parametrize("kind", FOUND_BY, ids=lambda kind: kind.__name__)
def test_a_wrong_engine_is_found_by_the_test_that_is_there_for_it(kind):
    class Suite(EngineTests):
        exact = True

        def engine(self):
            return kind()

    with pytest.raises(AssertionError):
        getattr(Suite(), FOUND_BY[kind])()
