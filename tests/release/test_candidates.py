"""Dangers of candidates: unsearched land that passes by being quiet, unknown taken for met, a file that lifts the floor."""

from copy import deepcopy
from dataclasses import replace

import numpy as np
import pytest
import yaml

from fallow.core.errors import InputError, NotThereError
from fallow.release import Answer, candidacy, load_criteria, parse_criteria, residual_of_counts

RAW = {
    "criteria": "office",
    "version": "3",
    "authority": "An Office",
    "title": "t",
    "source": "s",
    "items": [
        {
            "id": "chance",
            "says": "the chance is small",
            "measure": "p_at_least_one",
            "op": "<=",
            "value": 0.1,
            "mark": "chosen",
            "citation": "clause 4",
        }
    ],
}
FACTS = {"depth_m": "0.2", "quality_passed": True, "community_consulted": True}


def residual(share=1.0, counts=(0,) * 400):
    return residual_of_counts("A", np.asarray(counts), share_assessed=share, area_ha=4.0, method="m", simulated=False)


def item(**change):
    raw = deepcopy(RAW)
    raw["items"][0] |= change
    return raw


@pytest.mark.parametrize("share", [0.0, 1e-9, None])
def test_an_area_that_is_not_assessed_is_never_a_candidate_whatever_the_criteria(share):
    held = candidacy(residual(share), FACTS, parse_criteria(RAW, "test"))
    assert all(check.answer is Answer.MET for check in held.checks)  # the file alone would let it pass
    assert not held.candidate
    assert held.floors
    assert "is no candidate" in held.sentence


def test_an_area_without_a_figure_is_never_a_candidate():
    unknown = replace(residual(), p_at_least_one=None, expected=None)
    held = candidacy(unknown, FACTS, parse_criteria(item(measure="share_assessed", op=">=", value=1), "test"))
    assert held.checks[0].answer is Answer.MET
    assert not held.candidate


def test_what_cannot_be_told_is_not_met():
    held = candidacy(residual(), {}, parse_criteria(item(measure="fact:quality_passed", op="is", value=True), "test"))
    assert held.checks[0].answer is Answer.CANNOT_BE_TOLD
    assert not held.candidate
    blank = candidacy(residual(), FACTS, parse_criteria(item(value=None), "test"))
    assert blank.checks[0].answer is Answer.CANNOT_BE_TOLD
    assert "not set by the authority" in blank.checks[0].sentence


def test_a_candidate_is_for_an_authority_to_decide():
    held = candidacy(residual(), FACTS, parse_criteria(RAW, "test"))
    assert held.candidate
    assert "candidate for an authority's decision" in held.sentence
    assert "does not say that it is safe" in held.sentence
    assert held.to_json()["items"][0]["citation"] == "clause 4"


def test_a_criterion_not_met_is_named():
    held = candidacy(residual(counts=[1, 0]), FACTS, parse_criteria(RAW, "test"))
    assert held.checks[0].answer is Answer.NOT_MET
    assert "chance not met" in held.sentence


def test_the_shipped_criteria_let_nothing_pass_because_no_authority_has_set_them():
    shipped = load_criteria()
    assert shipped.authority is None
    assert all(criterion.mark == "unverified" for criterion in shipped.items)
    held = candidacy(residual(), FACTS, shipped)
    assert not held.candidate
    assert [c.criterion.id for c in held.checks if c.answer is Answer.CANNOT_BE_TOLD] == ["depth-stated"]
    assert "no authority has adopted" in held.sentence


def test_facts_are_compared_by_kind_and_value():
    deep = parse_criteria(item(measure="fact:depth_m", op=">=", value=0.2), "test")
    assert candidacy(residual(), {"depth_m": "0.2"}, deep).candidate
    assert not candidacy(residual(), {"depth_m": 0.1}, deep).candidate
    assert candidacy(residual(), {"depth_m": "deep"}, deep).checks[0].answer is Answer.CANNOT_BE_TOLD
    assert candidacy(residual(), {"depth_m": True}, deep).checks[0].answer is Answer.CANNOT_BE_TOLD
    passed = parse_criteria(item(measure="fact:quality_passed", op="is", value=True), "test")
    assert candidacy(residual(), {"quality_passed": 1}, passed).checks[0].answer is not Answer.MET
    assert candidacy(residual(), {"quality_passed": False}, passed).checks[0].answer is Answer.NOT_MET


def test_figures_per_hectare_need_an_area():
    sparse = parse_criteria(item(measure="expected_per_ha", value=1), "test")
    assert candidacy(residual(), {}, sparse).checks[0].answer is Answer.MET
    assert candidacy(replace(residual(), area_ha=None), {}, sparse).checks[0].answer is Answer.CANNOT_BE_TOLD
    assert candidacy(replace(residual(), expected=None), {}, sparse).checks[0].answer is Answer.CANNOT_BE_TOLD
    assert candidacy(residual(), {}, parse_criteria(item(measure="items_q95", value=0), "test")).candidate


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"measure": "is_safe"}, "measure"),
        ({"measure": "fact:"}, "measure"),
        ({"op": "=="}, "op"),
        ({"op": "is"}, "true, false"),
        ({"value": "small"}, "number"),
        ({"value": True}, "number"),
        ({"mark": "sure"}, "mark"),
        ({"citation": " "}, "citation"),
        ({"says": None}, "says"),
    ],
)
def test_a_criterion_without_its_source_or_sense_is_refused(change, says):
    with pytest.raises(InputError, match=says) as caught:
        parse_criteria(item(**change), "test")
    assert caught.value.kind == "bad-criteria"


@pytest.mark.parametrize("raw", [None, [], {"items": []}, {**RAW, "items": [1]}, {**RAW, "items": RAW["items"] * 2}])
def test_a_file_that_holds_no_criteria_is_refused(raw):
    with pytest.raises(InputError) as caught:
        parse_criteria(raw, "test")
    assert caught.value.kind == "bad-criteria"


def test_criteria_are_read_from_an_authoritys_own_file(tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text(yaml.safe_dump(RAW), encoding="utf-8")
    assert load_criteria(path).name == "office-3"
    path.write_text("a: [", encoding="utf-8")
    with pytest.raises(InputError, match="YAML"):
        load_criteria(path)
    with pytest.raises(NotThereError):
        load_criteria(tmp_path / "none.yaml")
