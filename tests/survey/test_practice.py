"""Dangers of rules: a value nobody can trace, a blank taken for zero, an unverified figure shown as fact."""

from copy import deepcopy

import pytest
import yaml

from fallow.core.errors import InputError, NotThereError
from fallow.survey import load_practice
from fallow.survey.practice import Mark, parse_practice

RAW = {
    "rule": "r",
    "version": "1",
    "title": "t",
    "source": "s",
    "values": {"box_m": {"value": 50, "unit": "m", "mark": "verified", "citation": "c"}},
    "evidence_kinds": ["unexploded"],
}


def test_every_shipped_value_and_outcome_has_a_citation_and_a_mark():
    rule = load_practice()
    assert all(held.citation and isinstance(held.mark, Mark) for held in rule.values.values())
    assert all(outcome.citation for outcome in rule.outcomes)
    # Nobody has read the national standards: nothing here may pass for verified.
    assert not [held for held in rule.values.values() if held.mark is Mark.VERIFIED]
    assert "box_m" in rule.unverified


def test_a_blank_value_is_not_zero():
    with pytest.raises(InputError, match="minutes_per_box"):
        load_practice().number("minutes_per_box")


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("values", "box_m", "citation"), "citation"),
        (("values", "box_m", "mark"), "mark"),
        (("values", "box_m", "unit"), "unit"),
        (("rule",), "rule"),
        (("values",), "values"),
    ],
)
def test_a_rule_without_its_source_is_refused(change, says):
    raw = deepcopy(RAW)
    inside = raw
    for key in change[:-1]:
        inside = inside[key]
    del inside[change[-1]]
    with pytest.raises(InputError, match=says) as caught:
        parse_practice(raw, "test")
    assert caught.value.kind == "bad-rule"


@pytest.mark.parametrize("value", [-1, float("nan"), "50"])
def test_a_value_that_is_no_length_is_refused(value):
    raw = deepcopy(RAW)
    raw["values"]["box_m"]["value"] = value
    with pytest.raises(InputError, match="box_m"):
        parse_practice(raw, "test")


def test_a_flag_is_not_a_number_and_a_number_is_no_flag():
    rule = load_practice()
    with pytest.raises(InputError, match="fill_holes"):
        rule.number("fill_holes")
    with pytest.raises(InputError, match="box_m"):
        rule.flag("box_m")


def test_an_unknown_rule_names_the_known_ones(tmp_path):
    with pytest.raises(NotThereError, match="cmrs-generic-1"):
        load_practice("cmrs-atlantis")
    path = tmp_path / "own.yaml"
    path.write_text(yaml.safe_dump(RAW), encoding="utf-8")
    assert load_practice(path).name == "r-1"
    path.write_text("a: [", encoding="utf-8")
    with pytest.raises(InputError, match="YAML"):
        load_practice(path)
