"""Every engine that ships keeps the promises of the role."""

from __future__ import annotations

import pytest

from fallow.hazard.choose import engine_named
from fallow.testing.engines import EngineTests


class TestStrikeMixture(EngineTests):
    def engine(self):
        return engine_named("mixture")


class TestConjugateCells(EngineTests):
    exact = True

    def engine(self):
        return engine_named("cells")


class TestCoxField(EngineTests):
    def engine(self):
        return engine_named("cox")

    @pytest.mark.long  # half a minute of work: four hundred searched boxes, twice
    def test_zero_finds_everywhere_is_not_zero_risk(self):
        super().test_zero_finds_everywhere_is_not_zero_risk()
