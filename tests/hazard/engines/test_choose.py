"""One entry point says which engine and why; who asks for one gets that one or a reason."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fallow.core.errors import InputError, RefusalError
from fallow.hazard.belief import build_belief
from fallow.hazard.choose import ENGINES, choose, engine_named
from fallow.hazard.engines.cells import MOST_UNITS, ConjugateCells
from fallow.hazard.engines.role import Fit, Inputs
from fallow.hazard.engines.strike_mixture import MOST_STRIKES
from fallow.hazard.grid import Grid
from fallow.hazard.ground import build_ground
from fallow.testing.engines_scenes import BOUNDS, CRS, Scene, found, strike


def inputs(strikes=(), finds=(), bounds=BOUNDS, cell_m=50.0):
    ground = build_ground(Grid(bounds, CRS, cell_m), [], finds)
    return Inputs(tuple(strikes), (), tuple(finds), ground, build_belief(strikes))


FINDS = tuple(found(f"v{n}", 200 + 9 * n, 200) for n in range(3))


def test_strikes_on_record_call_for_the_mixture():
    choice = choose(inputs([strike()], FINDS))
    assert (choice.engine.name, choice.asked) == ("mixture", "auto")
    assert "a strike on record" in choice.why


def test_without_records_the_mixture_still_answers_and_says_why():
    for finds in ((), FINDS):
        choice = choose(inputs((), finds))
        assert (choice.engine.name, choice.why) == ("mixture", "it allows for strikes that nobody recorded")


def test_more_records_than_the_chains_were_shown_to_mix_over_call_for_the_cells():
    many = [strike(f"s{n}", 2.0 * n, 500.0) for n in range(MOST_STRIKES + 1)]
    choice = choose(inputs(many))
    assert choice.engine.name == "cells"
    assert choice.why.startswith("not strike-mixture: its chains have been run up to")


def test_on_ground_too_wide_for_the_cells_the_cox_field_answers():
    many = [strike(f"s{n}", 2.0 * n, 500.0) for n in range(MOST_STRIKES + 1)]
    choice = choose(inputs(many, bounds=(*BOUNDS[:2], BOUNDS[0] + 13_000.0, BOUNDS[1] + 13_000.0), cell_m=100.0))
    assert choice.engine.name == "cox"
    assert choice.why.count("not ") == 2


@pytest.mark.parametrize("name", ENGINES)
def test_who_asks_gets_that_engine(name):
    choice = choose(inputs([strike()]), name)
    assert (choice.engine.name, choice.asked) == (name, name)
    assert choice.why.startswith("it was asked for; ")


def test_an_unknown_engine_is_refused_with_the_names():
    with pytest.raises(InputError, match="auto, mixture, cells, cox") as error:
        choose(inputs(), "kde")
    assert error.value.kind == "no-engine"


def test_who_asks_for_what_does_not_fit_gets_no_other():
    wide = inputs(bounds=(*BOUNDS[:2], BOUNDS[0] + 13_000.0, BOUNDS[1] + 13_000.0), cell_m=100.0)
    with pytest.raises(RefusalError, match=f"at most {MOST_UNITS} units") as error:
        choose(wide, "cells")
    assert error.value.kind == "engine-does-not-fit"
    many = replace(inputs(), strikes=tuple(strike(f"s{n}") for n in range(MOST_STRIKES + 1)))
    with pytest.raises(RefusalError, match="run up to"):
        choose(many, "mixture")


def test_an_engine_of_ones_own_is_taken_as_it_is():
    class Mine(ConjugateCells):
        name = "mine"

        def fits(self, given):
            return Fit(bool(given.strikes), "it wants a strike")

    assert choose(inputs([strike()]), Mine()).engine.name == "mine"
    with pytest.raises(RefusalError, match="wants a strike"):
        choose(inputs(), Mine())


def test_the_field_says_which_and_why():
    field = Scene((strike(),)).solved(engine_named("cells"), seed=1, n_draws=8, effort=1.0)
    assert field.method == "conjugate-cells"
    assert field.provenance["engine"] == {
        "name": "cells",
        "asked": "cells",
        "why": "it was asked for; its 49 units of ground can be summed in full",
    }
    assert "by the engine cells (conjugate-cells), because it was asked for" in field.outcome.sentence


def test_an_effort_of_nothing_is_refused():
    for effort in (0.0, -1.0, float("nan")):
        with pytest.raises(InputError) as error:
            Scene((strike(),)).solved(engine_named("cells"), seed=1, n_draws=8, effort=effort)
        assert error.value.kind == "bad-effort"
