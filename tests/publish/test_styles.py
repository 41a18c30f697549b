"""Styles are well-formed, and no two layers look alike."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from fallow.publish.styles import STYLES, qml


@pytest.mark.parametrize("name", STYLES)
def test_a_style_is_well_formed_and_draws_its_kind(name: str) -> None:
    root = ET.fromstring(qml(STYLES[name]))
    symbol = root.find("renderer-v2/symbols/symbol")
    assert symbol.get("type") in {"fill", "marker"}
    assert {prop.get("k") for prop in symbol.iter("prop")} >= {"color", "outline_color"}


def test_no_two_layers_look_alike() -> None:
    assert len({qml(symbol) for symbol in STYLES.values()}) == len(STYLES)
