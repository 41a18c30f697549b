"""Conformance suite of hazard engines: inherit ``EngineTests``, say how an engine is made, and run pytest.

::

    class TestMine(EngineTests):
        def engine(self):
            return MyEngine()

Every test solves small invented scenes through ``fallow.hazard.solve`` and holds the field to what the role promises
(``fallow.hazard.engines.role``). An engine that passes says nothing false in kind. Whether its numbers are right as often as
they say is another question, answered by ``fallow.hazard.calibration``. Tolerances are for sampling error: an engine whose
mean is computed rather than sampled sets ``exact``, and is then held to rounding.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import ClassVar

import numpy as np
import shapely

from fallow.core.when import parse_when
from fallow.hazard.engines.role import Engine
from fallow.hazard.field import Field
from fallow.hazard.inputs import Find, FindKind
from fallow.testing.engines_scenes import (
    BOUNDS,
    Scene,
    boxes_everywhere,
    coarse,
    found,
    searched,
    square,
    strike,
    usual,
)
from fallow.testing.expecting import equal, expect, refused

WHOLE = {"all": shapely.box(*BOUNDS)}


class EngineTests:
    """Every promise of the role, one test each. Attributes say how much work a test may cost."""

    exact = False
    """Whether the engine's mean is computed rather than sampled."""
    n_draws = 160
    effort = 0.15
    slack = 1.6
    """Factor by which two sampled means of one quantity may differ."""
    _fields: ClassVar[dict[type, Field]] = {}

    def engine(self) -> Engine:
        """Return a new engine; supplied by the heir."""
        raise NotImplementedError(f"{type(self).__name__}.engine")

    def solved(self, scene: Scene, *, seed: int = 1, effort: float = 1.0) -> Field:
        """The field of a scene by this engine; ``effort`` scales the suite's own."""
        return scene.solved(self.engine(), seed=seed, n_draws=self.n_draws, effort=self.effort * effort)

    def usual(self) -> Field:
        """The field of the usual scene, solved once for all tests that only read it."""
        fields = type(self)._fields
        if type(self) not in fields:
            fields[type(self)] = self.solved(usual())
        return fields[type(self)]

    def test_it_says_who_it_is_and_why_it_fits(self) -> None:
        """Name, method and version are words; the field's outcome and provenance carry the reason."""
        engine = self.engine()
        expect(engine.name.isidentifier() and engine.name.islower(), f"the name {engine.name!r} is one lower-case word")
        expect(engine.method and engine.version, "method and version are given")
        field = self.usual()
        equal((field.method, field.version), (engine.method, engine.version), "method and version of the field")
        told = field.provenance["engine"]
        expect(told["name"] == engine.name and told["why"], f"the provenance says why: {told}")
        expect(engine.name in field.outcome.sentence, f"the outcome names the engine: {field.outcome.sentence}")

    def test_the_same_inputs_and_seed_give_the_same_bytes(self) -> None:
        """Draws, mean and everything said; another seed gives other draws."""
        one, two, other = self.usual(), self.solved(usual()), self.solved(usual(), seed=2)
        equal(one.items.tobytes() == two.items.tobytes(), True, "draws of the same seed are the same bytes")
        equal(one.mean_items.tobytes() == two.mean_items.tobytes(), True, "means of the same seed are the same bytes")
        equal(one.provenance, two.provenance, "provenance")
        expect(not np.array_equal(one.items, other.items), "another seed gives other draws")

    def test_draws_are_numbers_of_items_and_their_mean_is_the_mean(self) -> None:
        """Finite, never negative, float32; the average over the draws agrees with the mean within its own error."""
        field = self.usual()
        equal(field.items.shape, (self.n_draws, 20, 20), "shape of the draws")
        equal(str(field.items.dtype), "float32", "type of the draws")
        expect(np.isfinite(field.items).all() and (field.items >= 0).all(), "draws are finite and never negative")
        total = field.items.sum(axis=(1, 2), dtype=np.float64)
        error = 6.0 * total.std() / np.sqrt(len(total) / (1.0 if self.exact else 8.0))
        off = abs(total.mean() - field.mean_items.sum())
        expect(
            off <= error, f"the draws' total {total.mean():.3f} is the mean {field.mean_items.sum():.3f} +- {error:.3f}"
        )

    def test_unknown_is_never_zero(self) -> None:
        """Ground that nobody searched has numbers above zero, with and without any evidence at all."""
        for field in (self.solved(Scene()), self.solved(Scene((strike(),))), self.usual()):
            expect((field.mean_items > 0).all(), "every cell has a mean above zero")
            expect((field.p_at_least_one() > 0).all(), "every cell has a chance above zero")

    def test_zero_finds_everywhere_is_not_zero_risk(self) -> None:
        """Also where the search is told to find everything."""
        for p in (0.9, 1.0):
            field = self.solved(Scene((strike(),), boxes_everywhere(p)))
            (row,) = field.query(WHOLE)
            expect((field.mean_items > 0).all() and (field.p_at_least_one() > 0).all(), "every cell is above zero")
            expect((row.p_at_least_one or 0) > 1e-3, f"the scene has a chance of an item: {row.p_at_least_one}")

    def test_known_items_are_kept_and_counted_once(self) -> None:
        """Items found and left in the ground stand in every quantile; they are not counted again in the draws."""
        finds = tuple(found(f"f{n}", 405 + 7 * n, 425, "s") for n in range(6))
        field = self.solved(
            Scene(
                (strike(),),
                (searched("s", 400, 400, p=0.99, removes=False),),
                tuple(replace(f, removed=False) for f in finds),
            )
        )
        (row,) = field.query({"box": square(400, 400)}, 20)
        equal((len(field.certain), row.p_at_least_one), (6, 1.0), "known items, chance of at least one")
        expect(row.draws is not None and (row.draws >= 6).all(), "every draw holds the known items")
        expect(6.0 < (row.expected or 0.0) < 9.0, f"six known items are counted once: {row.expected}")

    def test_removed_items_have_left(self) -> None:
        """The same finds, taken away: the forecast falls by their number."""
        left, gone = (
            self.solved(
                Scene(
                    (strike(),),
                    (searched("s", 400, 400, p=0.99, removes=removes),),
                    tuple(found(f"f{n}", 405 + 7 * n, 425, "s", removed=removes) for n in range(6)),
                )
            ).query({"box": square(400, 400)})[0]
            for removes in (False, True)
        )
        equal((left.expected or 0) > (gone.expected or 0) + 5, True, "six removed items are missing from the forecast")
        expect(0 < (gone.p_at_least_one or 0) < 1, f"what is left is uncertain: {gone.p_at_least_one}")

    def test_a_report_is_an_item_until_somebody_takes_it_away(self) -> None:
        """Known until removed; either way it draws belief to its neighbourhood."""
        for removed, known in ((False, 1), (True, 0)):
            scene = Scene(
                (), (), tuple(found(f"v{n}", 215 + 10 * n, 220, removed=removed and n == 0) for n in range(3))
            )
            field = self.solved(scene)
            equal(len(field.certain), known + 2, "known items")
            near, far = field.query({"near": square(150, 150, 150), "far": square(750, 750, 150)})
            expect((near.expected or 0) - len(field.certain) > (far.expected or 0), "reports draw belief to themselves")

    def test_more_searching_of_clean_ground_never_raises_what_is_left(self) -> None:
        """On average over the ground: none, one, two and three clean passes."""
        boxes = [(400 + 50 * i, 400 + 50 * j) for i in range(4) for j in range(4)]
        left, whole = [], []
        for passes in range(4):
            searches = tuple(searched(f"s{n}-{x}-{y}", x, y) for n in range(passes) for x, y in boxes)
            field = self.solved(Scene((strike(),), searches), effort=2.0)
            left.append(field.query({"box": square(400, 400, 200)})[0].expected or 0.0)
            # The scene's mean hangs on few draws with a large strike elsewhere; its middle does not.
            whole.append(float(np.median(field.items.sum(axis=(1, 2)))) if not self.exact else field.mean_items.sum())
        rule = 1.0 if self.exact else 1.3
        steady = all(after <= before * rule for series in (left, whole) for before, after in pairwise(series))
        expect(steady, f"clean passes lower what is left in their ground, {left}, and in the scene, {whole}")
        expect(left[1] < 0.5 * left[0], f"a clean pass at 0.9 halves its ground at least: {left}")

    def test_more_finds_mean_more_left(self) -> None:
        """What searches find says how much lay there, and how much still lies beside them."""
        boxes = tuple(searched(f"s{i}", 400 + 50 * i, 475) for i in range(4))
        few, many = (
            self.solved(
                Scene(
                    (strike(),),
                    boxes,
                    tuple(
                        found(f"f{n}", 402 + 12 * n % 190, 500, f"s{(2 + 12 * n % 190) // 50}") for n in range(count)
                    ),
                )
            )
            for count in (0, 14)
        )
        beside = {"beside": square(400, 525, 100)}
        expect(
            (many.query(beside)[0].expected or 0) > 2 * (few.query(beside)[0].expected or 0),
            "fourteen finds leave more beside them than none",
        )

    def test_the_order_of_records_and_finds_changes_nothing(self) -> None:
        """Strikes and finds in another order: the same map."""
        self._same_map(
            self.solved(usual(), effort=2.0), self.solved(usual().shuffled(np.random.default_rng(5)), effort=2.0)
        )

    def test_where_the_grid_lies_changes_nothing(self) -> None:
        """Everything moved by some kilometres: the same map."""
        self._same_map(self.solved(usual(), effort=2.0), self.solved(usual().moved(4096.0, -8192.0), effort=2.0))

    def test_the_size_of_cells_changes_no_total(self) -> None:
        """Cells are for reading."""
        totals = [
            self.solved(replace(usual(), cell_m=cell), effort=2.0).mean_items.sum() for cell in (25.0, 50.0, 100.0)
        ]
        expect(max(totals) <= self.slack * min(totals), f"totals by cells of 25, 50 and 100 m agree: {totals}")

    def test_strikes_that_have_not_happened_are_refused(self) -> None:
        """A date ahead and a blank source: refused whatever the engine."""
        for changed in ({"date": parse_when("2031-01-01")}, {"source": " "}):
            with refused("not-past", "no-source"):
                self.solved(Scene((replace(strike(), **changed),)))

    def test_draws_are_joint(self) -> None:
        """Areas add up to their union draw by draw, and cells of one strike rise and fall together."""
        field = self.usual()
        halves = {"west": shapely.box(*BOUNDS[:2], 500_500.0, BOUNDS[3]), "east": shapely.box(500_500.0, *BOUNDS[1:])}
        rows = field.query(halves | WHOLE, 60)
        west, east, both = (row.draws for row in rows)
        expect(
            west is not None and east is not None and both is not None and (west + east == both).all(), "halves add up"
        )
        total = field.items.sum(axis=(1, 2), dtype=np.float64).var()
        apart = field.items.astype(np.float64).var(axis=0).sum()
        expect(total > 1.5 * apart, f"variance of the total {total:.1f} is above that of independent cells {apart:.1f}")

    def test_assessed_is_what_was_searched_to_the_end(self) -> None:
        """The mask does not come from the engine's numbers."""
        scene = Scene((strike(),), (searched("s", 400, 400, 100), searched("p", 600, 600, complete=False)))
        share = self.solved(scene).assessed_share()
        equal((float(share.sum()), float(share.max())), (4.0, 1.0), "cells searched to the end")

    def test_an_unfinished_search_counts_as_a_part(self) -> None:
        """Less is left than with none, more than with a finished one; it assesses nothing."""
        ground = {"box": square(450, 450, 100)}
        left = []
        for searches in ((), (searched("s", 450, 450, 100, complete=False),), (searched("s", 450, 450, 100),)):
            (row,) = self.solved(Scene((strike(),), searches), effort=2.0).query(ground)
            left.append(row.expected or 0.0)
            equal(row.assessed_text(), "true" if searches and searches[0].complete else "false", "assessed")
        expect(left[2] < 0.6 * left[1], f"a finished search leaves less than an unfinished one: {left}")
        expect(left[1] < left[0] * (1.0 if self.exact else 1.05), f"an unfinished search took something: {left}")

    def test_finds_of_an_unfinished_search_count(self) -> None:
        """They are items that were there, and say that there are more."""
        scene = Scene((), (searched("p", 200, 200, 100, complete=False),))
        finds = tuple(found(f"f{n}", 215 + 10 * n, 250, "p") for n in range(5))
        ground = {"box": square(200, 200, 100)}
        none, some = (self.solved(replace(scene, finds=f)).query(ground)[0].expected or 0.0 for f in ((), finds))
        expect(some > 3 * none, f"finds raise what is expected under an unfinished search: {none:.3f} to {some:.3f}")

    def test_fragments_and_casings_are_no_items(self) -> None:
        """They are never counted as items that lie there."""
        parts = tuple(
            Find(kind.value, BOUNDS[0] + 300, BOUNDS[1] + 300, None, kind)
            for kind in (FindKind.FRAGMENT, FindKind.CASING)
        )
        field = self.solved(Scene((strike(),), (), parts))
        equal(len(field.certain), 0, "known items")
        expect((field.p_at_least_one() < 1).all(), "no cell is certain to hold an item")

    def _same_map(self, one: Field, two: Field) -> None:
        if self.exact:
            off = np.abs(one.mean_items - two.mean_items).max() / one.mean_items.max()
            expect(off < 1e-7, f"the means are the same to rounding: they differ by {off:.2g} of the largest")
            return
        first, second = coarse(one, 5), coarse(two, 5)
        ratio = float(np.exp(np.abs(np.log(first / second)).max()))
        expect(
            ratio <= self.slack**2, f"means of squares of 250 m agree within a factor {self.slack**2:.2f}: {ratio:.2f}"
        )
        whole = first.sum() / second.sum()
        expect(1 / self.slack <= whole <= self.slack, f"totals agree within a factor {self.slack}: {whole:.2f}")
