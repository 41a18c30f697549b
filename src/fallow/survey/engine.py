"""Which hazard engine a plan asks, opened in one place so that another can take its turn."""

from __future__ import annotations

from fallow.hazard.engines.mixture import MixtureSampler
from fallow.hazard.inputs import Find, StrikeRecord
from fallow.survey.grid import BoxGrid
from fallow.survey.posterior import BoxSampler


def open_sampler(strikes: list[StrikeRecord], finds: list[Find], grid: BoxGrid, seed: int) -> BoxSampler:
    """Return the strike-mixture engine over the boxes of ``grid``, with what is known before the survey."""
    return MixtureSampler(strikes, bounds=grid.bounds, crs=grid.crs, box_m=grid.box_m, seed=seed, finds=finds)
